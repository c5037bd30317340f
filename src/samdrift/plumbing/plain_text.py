"""Text that stays text when a spreadsheet opens it."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def unread_as_formula(text: str) -> str:
    """Return text that a spreadsheet will not read as a formula when it opens a text file."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
