"""Moments in universal time, and the minutes of a Swedish day as moments.

Two moments with the same zone are subtracted by their clock faces, which is an hour wrong over a
change of clocks. Everything here is therefore reckoned in universal time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from samdrift.plumbing.clock import SWEDEN

MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Time from a moment up to, and not including, another; both in universal time."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        assert self.start <= self.end, "a stretch cannot end before it starts"

    @property
    def seconds(self) -> int:
        """How many seconds really elapse in it."""
        return seconds_between(self.start, self.end)


def universal(moment: datetime) -> datetime:
    """Return a moment in universal time, to the whole second that has begun."""
    assert moment.tzinfo is not None, "a moment has an offset"
    return moment.astimezone(UTC).replace(microsecond=0)


def seconds_between(start: datetime, end: datetime) -> int:
    """Return how many seconds really elapse between two moments in universal time."""
    elapsed = end - start
    return elapsed.days * 86_400 + elapsed.seconds


def swedish_day(moment: datetime) -> date:
    """Return the day it is in Sweden."""
    return moment.astimezone(SWEDEN).date()


def moment_of(day: date, minute: int) -> datetime:
    """Return when a minute of a Swedish day begins; minute 1440 is the next midnight.

    A minute that the clock skips in spring begins when the clock has skipped. Of an hour that comes
    twice in autumn the first is meant. Later minutes are therefore never earlier moments.
    """
    wall = datetime.combine(day, time.min) + timedelta(minutes=minute)
    while True:
        moment = wall.replace(tzinfo=SWEDEN).astimezone(UTC)
        if moment.astimezone(SWEDEN).replace(tzinfo=None) == wall:
            return moment
        wall += timedelta(minutes=1)
