"""Telephone calls, answered and lost."""
