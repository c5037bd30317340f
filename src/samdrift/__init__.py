"""Samdrift: one system for a shared municipal IT organisation."""

__version__ = "0.1.0"
