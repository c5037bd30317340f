"""Organisations, people and their roles, and since when."""
