"""The revisions of the database, run by `store.migrate` alone."""
