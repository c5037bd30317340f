"""Fibre connections that were made."""
