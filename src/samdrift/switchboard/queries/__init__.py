"""Calls counted, and what is known around them."""
