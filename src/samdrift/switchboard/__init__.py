"""Telephone calls, answered and lost, and who is there to answer."""
