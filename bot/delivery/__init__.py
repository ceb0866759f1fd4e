"""Where messages go out: the worker, the gate of the 24-hour window, the outbox relay, receipts, media, mail."""
