"""When people ask for help: over a year, a week and a day; and when the desk works."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from samdrift.plumbing.clock import SWEDEN
from samdrift.servicelevels.reckoning.hours import Hours, closed_days
from samdrift.servicelevels.reckoning.moments import moment_of, universal
from samdrift.servicelevels.standards import WEEKDAYS

DAYS = 425
"""Fourteen months."""
LATELY = 10
"""Days in which more has come in than else, so that the desk has something to do."""

_OPEN = Hours(WEEKDAYS.document.plans, ())
_OF_WEEKDAY = (1.35, 1.1, 1.0, 0.95, 0.8, 0.06, 0.05)
_OF_MONTH = {7: 0.4, 8: 1.35, 1: 1.15, 12: 0.8}
_OF_HOUR = (1, 1, 0, 0, 0, 2, 8, 60, 100, 95, 80, 60, 45, 85, 75, 55, 35, 12, 8, 7, 7, 6, 4, 2)


def moments(*, count: int, at: datetime, rng: Random) -> list[datetime]:
    """Return when so many tickets come in, before a moment, in order."""
    today = at.astimezone(SWEDEN).date()
    days = [today - timedelta(days=back) for back in range(DAYS, -1, -1)]
    chosen = _chosen(days, [_weight(day, today) for day in days], count, rng)
    minutes = (_minute(rng) for _ in chosen)
    found = (
        (moment_of(day, minute) + timedelta(seconds=rng.randrange(60))).astimezone(SWEDEN)
        for day, minute in zip(chosen, minutes, strict=True)
    )
    return sorted(moment for moment in found if moment < at)


def later(moment: datetime, minutes: float) -> datetime:
    """Return a moment so many minutes of open time later."""
    due = _OPEN.after_open(universal(moment), max(1, round(minutes * 60)))
    return due.astimezone(SWEDEN)


def is_open(moment: datetime) -> bool:
    """Whether the desk answers the phone."""
    return _OPEN.opens(universal(moment)) == universal(moment)


def workday(moment: datetime, days: int, hour: int) -> datetime:
    """Return an hour of the first working day that is at least so many days later."""
    day = moment.astimezone(SWEDEN).date() + timedelta(days=days)
    while day.weekday() > 4 or day in closed_days(day.year):
        day += timedelta(days=1)
    return moment_of(day, hour * 60).astimezone(SWEDEN)


def _chosen(days: Sequence[date], weights: Sequence[float], count: int, rng: Random) -> list[date]:
    return rng.choices(days, cum_weights=list(accumulate(weights)), k=count)


def _weight(day: date, today: date) -> float:
    if day in closed_days(day.year):
        return 0.04
    weight = _OF_WEEKDAY[day.weekday()] * _OF_MONTH.get(day.month, 1.0)
    return weight * (2.3 if (today - day).days <= LATELY else 1.0)


def _minute(rng: Random) -> int:
    hour = rng.choices(range(24), weights=_OF_HOUR)[0]
    return hour * 60 + rng.randrange(60)
