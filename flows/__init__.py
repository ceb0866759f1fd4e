"""The conversation: a state and a message in, a state, replies and effects out. Pure."""
