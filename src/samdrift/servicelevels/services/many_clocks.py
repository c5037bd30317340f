"""Many clocks at once: a history taken in, and a calendar that has been changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import batched
from operator import attrgetter

from django.db import transaction

from samdrift.plumbing import bulk
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicelevels.errors import CannotTell
from samdrift.servicelevels.models import Agreement, CalendarUse, Clock, ClockEvent
from samdrift.servicelevels.queries.agreements import Level, level_for
from samdrift.servicelevels.queries.clocks import RECKONED, behind, columns_of
from samdrift.servicelevels.reckoning.events import (
    EventKind,
    Happening,
    Reckoning,
    after,
    reckon,
)
from samdrift.servicelevels.reckoning.moments import universal
from samdrift.servicelevels.services.calendars import lay_out_standards
from samdrift.servicelevels.services.clocks import event_of, recalculate

ROWS_AT_ONCE = 5_000
RECALCULATED_AT_ONCE = 100

_CLOCK = ("id", "subject", "organisation_id", "event_count", *RECKONED)
_EVENT = (
    "clock_id",
    "number",
    "kind",
    "at",
    "by",
    "reason",
    "service",
    "priority",
    "respond_within_seconds",
    "solve_within_seconds",
    "edition_id",
    "respond_by_before",
    "respond_by_after",
    "solve_by_before",
    "solve_by_after",
)
_event_values = attrgetter(*_EVENT)


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case of before, and what happened to it after it came in, in order.

    What happens to it has no terms of its own: pauses, an answer, a solution, a close.
    """

    subject: str
    service: str
    organisation: str
    priority: int
    started_at: datetime
    happened: tuple[Happening, ...] = ()
    told_by: tuple[str, ...] = ()
    """Who told of the start and of each happening; without it, whoever takes the history in."""


@transaction.atomic
def start_many(cases: Iterable[PastCase], *, by: str, at: datetime) -> int:
    """Write the clocks of many cases with all that has happened to them; return how many.

    All of them or none. The level of each is the one agreed on the day it came in.
    """
    lay_out_standards(at=at)
    levels = _Levels()
    written = 0
    for batch in batched(cases, ROWS_AT_ONCE, strict=False):
        ids = bulk.reserve_ids(Clock, len(batch))
        clocks: list[tuple[object, ...]] = []
        events: list[tuple[object, ...]] = []
        for clock_id, case in zip(ids, batch, strict=True):
            standing = _write_case(clock_id, case, levels.of(case), by, events)
            columns = columns_of(standing)
            told = (columns[name] for name in RECKONED)
            count = 1 + len(case.happened)
            clocks.append((clock_id, case.subject, case.organisation, count, *told))
        bulk.insert(Clock, _CLOCK, clocks)
        bulk.insert(ClockEvent, _EVENT, events)
        written += len(batch)
    return written


def recalculate_behind(*, calendar: int, at: datetime, tell: Callable[[int, int], None]) -> int:
    """Let the newest edition of a calendar count for every open clock that counts by an older.

    Each batch is a transaction of its own and clocks are done once: it can be repeated. `tell` is
    told how many are done, of how many. Return how many there were.
    """
    waiting = list(behind(calendar).values_list("pk", flat=True))
    done = 0
    for batch in batched(waiting, RECALCULATED_AT_ONCE, strict=False):
        with transaction.atomic():
            locked = behind(calendar).filter(pk__in=batch).select_for_update()
            for clock in locked:
                recalculate(clock, calendar=calendar, at=at)
                done += 1
        tell(done, len(waiting))
    return done


class _Levels:
    """The levels of many cases, each asked for once in every stretch in which nothing changes."""

    def __init__(self) -> None:
        agreed = Agreement.objects.values_list("valid_from", "valid_until")
        used = CalendarUse.objects.values_list("valid_from", "valid_until")
        self._turns = sorted({day for row in (*agreed, *used) for day in row if day is not None})
        self._known: dict[tuple[str, str, int, int], Level] = {}

    def of(self, case: PastCase) -> Level:
        """Return the level agreed on the day that a case came in."""
        day = case.started_at.astimezone(SWEDEN).date()
        stretch = bisect_right(self._turns, day)
        asked = (case.service, case.organisation, case.priority, stretch)
        if asked not in self._known:
            level = level_for(
                service=case.service,
                organisation=case.organisation,
                priority=case.priority,
                at=case.started_at,
            )
            if level is None:
                raise CannotTell(f"Ingen servicenivå är avtalad för {case.subject}.")
            self._known[asked] = level
        return self._known[asked]


def _write_case(
    clock_id: int, case: PastCase, level: Level, by: str, events: list[tuple[object, ...]]
) -> Reckoning:
    """Put the rows of a case's events last, and return how its clock stands after them."""
    started = Happening(
        EventKind.STARTED,
        universal(case.started_at),
        terms=level.terms,
        timetable=level.timetable,
    )
    standing = reckon((started,))
    names = case.told_by or (by,) * (1 + len(case.happened))
    events.append(_row(event_of(clock_id, 1, started, (None, standing), by=names[0])))
    told_by = zip(case.happened, names[1:], strict=True)
    for number, (told, name) in enumerate(told_by, start=2):
        before, happening = standing, replace(told, at=universal(told.at))
        if not before.takes(happening.kind) or happening.at < before.last_at:
            raise CannotTell(f"{case.subject}: {happening.kind.value} kan inte hända då.")
        standing = after(before, happening)
        events.append(_row(event_of(clock_id, number, happening, (before, standing), by=name)))
    return standing


def _row(event: ClockEvent) -> tuple[object, ...]:
    return tuple(_event_values(event))
