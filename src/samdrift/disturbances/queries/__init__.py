"""Disturbances as the public reads them, as the desk does, and the major ones of a year."""
