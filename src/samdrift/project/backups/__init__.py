"""Copies of everything: written while all runs, sealed, encrypted, put back, and tried."""
