"""Who is planned to be at the switchboard, and when it is open, hour by hour."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicelevels import standards
from samdrift.servicelevels.queries import calendars
from samdrift.servicelevels.reckoning.documents import hours_of, text_of
from samdrift.servicelevels.reckoning.hours import Hours
from samdrift.switchboard.models import StaffedTime

SERVICE = "Växel"
"""The service whose calendar is the switchboard's opening hours."""
_HOUR = 60

type Key = tuple[int, int]
"""A weekday, Monday first as 1, and an hour."""


@dataclass(frozen=True, slots=True)
class Staffed:
    """Hours of a weekday when some are planned to be there, over which days."""

    id: int
    weekday: int
    opens: int
    closes: int
    people: int
    who: str
    span: Span


@dataclass(frozen=True, slots=True)
class Presence:
    """How it was planned over some days: minutes of people, and minutes open, by the hour."""

    staffed: dict[Key, int]
    opened: dict[Key, int]
    days: dict[int, int]
    """How many of each weekday there were that were not shut all day."""

    def people(self, hour: int, weekday: int | None = None) -> float:
        """Return how many are there in an hour, of one weekday or of all that are open."""
        return self._mean(self.staffed, hour, weekday)

    def open_share(self, hour: int, weekday: int | None = None) -> float:
        """Return how much of an hour it is open, from 0 to 1."""
        return self._mean(self.opened, hour, weekday)

    def _mean(self, minutes: dict[Key, int], hour: int, weekday: int | None) -> float:
        days = sum(count for day, count in self.days.items() if weekday in (None, day))
        told = sum(
            count for (day, at), count in minutes.items() if at == hour and weekday in (None, day)
        )
        return told / (_HOUR * days) if days else 0.0


def staffed_times(*, on: date | None = None) -> tuple[Staffed, ...]:
    """Return what is planned: all that ever was, or what holds on a day."""
    rows = (
        Staffed(
            row.pk,
            row.weekday,
            row.opens,
            row.closes,
            row.people,
            row.who,
            Span(row.valid_from, row.valid_until),
        )
        for row in StaffedTime.objects.all()
    )
    return tuple(row for row in rows if on is None or on in row.span)


def opening_hours(*, at: datetime, organisation: str = "") -> Hours:
    """Return when the switchboard is open, for those of an organisation where one is told.

    As any service is, until somebody has said otherwise.
    """
    used = calendars.timetable_for(service=SERVICE, organisation=organisation, at=at)
    return hours_of(text_of(standards.WEEKDAYS.document), "") if used is None else used.hours


def presence(*, span: Span, organisation: str = "") -> Presence:
    """Return how it was planned over the days of a span that ends; a day shut has nobody there.

    It is open as it is for the calls of an organisation, where one is told.
    """
    assert span.end is not None, "days are counted to an end"
    noon = datetime.combine(span.start, time(12), SWEDEN)
    hours = opening_hours(at=noon, organisation=organisation)
    planned = staffed_times()
    staffed: dict[Key, int] = defaultdict(int)
    opened: dict[Key, int] = defaultdict(int)
    days: dict[int, int] = defaultdict(int)
    day = span.start
    while day < span.end:
        openings = hours.on(day).openings
        weekday = day.isoweekday()
        if openings:
            days[weekday] += 1
            _add(opened, weekday, [(each.opens, each.closes, 1) for each in openings])
            held = [each for each in planned if each.weekday == weekday and day in each.span]
            _add(staffed, weekday, [(each.opens, each.closes, each.people) for each in held])
        day += timedelta(days=1)
    return Presence(dict(staffed), dict(opened), dict(days))


def _add(minutes: dict[Key, int], weekday: int, stretches: list[tuple[int, int, int]]) -> None:
    for opens, closes, people in stretches:
        for hour, count in _by_hour(opens, closes):
            minutes[weekday, hour] += people * count


@cache
def _by_hour(opens: int, closes: int) -> tuple[tuple[int, int], ...]:
    """Return how many minutes of each hour lie between two minutes of the day."""
    return tuple(
        (hour, min(closes, (hour + 1) * _HOUR) - max(opens, hour * _HOUR))
        for hour in range(opens // _HOUR, -(-closes // _HOUR))
    )
