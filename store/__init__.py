"""Tables, queries, the outbox and the one place that commits."""
