"""How calendars are written (iCalendar, RFC 5545): moments, texts, lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

_WIDEST = 75
"""Octets of a line, its break left out."""


def written(lines: Iterable[str]) -> str:
    """Return lines as a calendar's text, those that are too wide folded."""
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def moment(told: datetime) -> str:
    """Return a moment in universal time."""
    return told.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def text(told: str) -> str:
    """Return a text with what means something to calendars written as text."""
    for mark in ("\\", ";", ","):
        told = told.replace(mark, f"\\{mark}")
    return "\\n".join(told.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, never broken within a letter."""
    piece, width = "", 0
    for letter in line:
        size = len(letter.encode())
        if width + size > _WIDEST:
            yield piece
            piece, width = " ", 1
        piece += letter
        width += size
    yield piece
