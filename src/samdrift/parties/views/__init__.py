"""Signing in, passwords, how pages look, and the people who may sign in."""
