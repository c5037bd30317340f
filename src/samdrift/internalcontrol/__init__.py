"""Risks, and the controls that hold them."""
