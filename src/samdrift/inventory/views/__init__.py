"""Where agents send, and where people read."""
