"""Logs taken in, live calls told, and the registers around them."""
