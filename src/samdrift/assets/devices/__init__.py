"""Devices: what somebody works with, found by what stands on it."""
