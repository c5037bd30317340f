"""Telling of disturbances, leading the major ones, and following them."""
