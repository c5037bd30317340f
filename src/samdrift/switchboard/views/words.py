"""Hours and weekdays as the pages write them."""

from __future__ import annotations

from django.utils.dates import WEEKDAYS as _NAMES

WEEKDAYS = tuple(_NAMES[number] for number in range(7))
"""Monday first."""


def clock_words(minute: int) -> str:
    """Return a minute of the day: `08`, `08.30`."""
    hour, rest = divmod(minute, 60)
    return f"{hour:02d}.{rest:02d}" if rest else f"{hour:02d}"


def hour_words(hour: int) -> str:
    """Return an hour of the day: `08–09`."""
    return f"{hour:02d}–{hour + 1:02d}"
