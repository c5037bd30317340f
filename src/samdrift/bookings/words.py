"""When a booked time is, in words."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.dates import MONTHS, WEEKDAYS

from samdrift.plumbing.clock import SWEDEN


def when(moment: datetime) -> str:
    """Return a moment as it is said: `torsdag 5 mars 17.30`."""
    return f"{day(moment)} {moment.astimezone(SWEDEN):%H.%M}"


def day(moment: datetime) -> str:
    """Return the day of a moment: `torsdag 5 mars`."""
    local = moment.astimezone(SWEDEN)
    return f"{WEEKDAYS[local.weekday()]} {local.day} {MONTHS[local.month]}"


def times(starts_at: datetime, ends_at: datetime) -> str:
    """Return when a time begins and ends: `17.30–18.00`."""
    return f"{starts_at.astimezone(SWEDEN):%H.%M}–{ends_at.astimezone(SWEDEN):%H.%M}"


def swedish(moment: datetime) -> str:
    """Return a moment as letters and tickets say it, whatever language somebody reads in."""
    with translation.override("sv"):
        return when(moment)
