"""Where messages come in: one blueprint and one channel for each provider, and the simulator."""
