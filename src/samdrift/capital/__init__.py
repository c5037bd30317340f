"""Investments and fixed assets: what was decided, spent and written off."""
