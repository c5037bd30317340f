"""Guides that help people help themselves, and whether they did."""
