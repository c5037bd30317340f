"""What a calendar would change, if it said something else: no deadline is moved by asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from samdrift.servicelevels.models import Calendar, Clock, ClockEvent
from samdrift.servicelevels.queries.clocks import happening_of
from samdrift.servicelevels.reckoning.documents import Document, hours_of, text_of
from samdrift.servicelevels.reckoning.events import (
    EventKind,
    Happening,
    State,
    Timetable,
    reckon,
)
from samdrift.servicelevels.reckoning.moments import universal

MOST_TRIED = 5_000
"""More would have whoever asks wait too long; those due first are tried."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A case whose deadline would be another."""

    subject: str
    before: datetime
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Differences:
    """How many cases are reckoned by a calendar, how many were tried, and which would move."""

    going: int
    tried: int
    moved: tuple[Moved, ...]


def differences(*, key: str, document: Document, at: datetime) -> Differences:
    """Return what deadlines would be if a calendar said something else, the most urgent first."""
    calendar = Calendar.objects.filter(key=key).first()
    running = Clock.objects.filter(edition__calendar=calendar, state=State.RUNNING)
    if calendar is None:
        return Differences(0, 0, ())
    clocks = {row.pk: row for row in running.order_by("solve_by", "id")[:MOST_TRIED]}
    events = ClockEvent.objects.filter(clock__in=clocks).select_related("edition")
    told = {
        clock_id: tuple(happening_of(event, clocks[clock_id]) for event in rows)
        for clock_id, rows in groupby(events.order_by("clock", "number"), lambda row: row.clock_id)
    }
    text = text_of(document)
    hours = {
        code: hours_of(text, code) for code in {row.organisation_id for row in clocks.values()}
    }
    moved = []
    for row in clocks.values():
        timetable = Timetable(calendar.pk, row.edition_id, hours[row.organisation_id])
        moment = max(universal(at), universal(row.last_at))
        changed = Happening(EventKind.CALENDAR_CHANGED, moment, timetable=timetable)
        after = reckon((*told[row.pk], changed)).solve_by
        assert row.solve_by is not None, "a clock that runs has a deadline"
        if after != row.solve_by:
            moved.append(Moved(row.subject, row.solve_by, after))
    return Differences(running.count(), len(clocks), tuple(moved))
