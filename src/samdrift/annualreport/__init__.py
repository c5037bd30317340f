"""The year as told to its owners."""
