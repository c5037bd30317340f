"""Preparing a month, deciding on it, and mending what was wrong."""
