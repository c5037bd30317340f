"""Tickets in lists: the queue, what is closed, and the views people come back to."""
