"""How clocks stand, why, and which are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from samdrift.servicelevels.models import CalendarEdition, Clock, ClockEvent
from samdrift.servicelevels.queries.calendars import timetable_of
from samdrift.servicelevels.reckoning.events import (
    EventKind,
    Happening,
    Reckoning,
    State,
    Terms,
    reckon,
)
from samdrift.servicelevels.reckoning.explanation import Explanation, Promise, explain
from samdrift.servicelevels.reckoning.moments import universal

MOST_DUE = 200

RECKONED = (
    "service",
    "priority",
    "edition_id",
    "state",
    "respond_within_seconds",
    "solve_within_seconds",
    "started_at",
    "last_at",
    "respond_by",
    "solve_by",
    "responded_at",
    "solved_at",
    "closed_at",
    "used_seconds",
    "response_used_seconds",
    "is_response_met",
    "is_solution_met",
)
"""The columns of a clock that are reckoned from its events."""


@dataclass(frozen=True, slots=True)
class ClockFace:
    """How the clock of a case stands, and how both its deadlines were reckoned."""

    subject: str
    organisation: str
    service: str
    priority: int
    state: State
    respond_by: datetime | None
    solve_by: datetime | None
    is_response_met: bool | None
    is_solution_met: bool | None
    response: Explanation
    solution: Explanation


@dataclass(frozen=True, slots=True)
class Due:
    """A case with a deadline, as lists show it; `after` is where the next page begins."""

    subject: str
    organisation: str
    service: str
    priority: int
    due_at: datetime
    after: tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """One thing that happened to a clock, with the deadlines before and after it."""

    kind: EventKind
    at: datetime
    by: str
    reason: str
    respond_by: tuple[datetime | None, datetime | None]
    solve_by: tuple[datetime | None, datetime | None]


def clock_of(subject: str) -> ClockFace | None:
    """Return the clock of a case with its arithmetic, None where the case has none."""
    events = list(_events().select_related("clock").filter(clock__subject=subject))
    if not events:
        return None
    clock = events[0].clock
    told = tuple(happening_of(event, clock) for event in events)
    return ClockFace(
        subject=clock.subject,
        organisation=clock.organisation_id,
        service=clock.service,
        priority=clock.priority,
        state=State(clock.state),
        respond_by=clock.respond_by,
        solve_by=clock.solve_by,
        is_response_met=clock.is_response_met,
        is_solution_met=clock.is_solution_met,
        response=explain(told, Promise.RESPONSE),
        solution=explain(told, Promise.SOLUTION),
    )


def events_of(subject: str) -> tuple[ToldEvent, ...]:
    """Return what has happened to the clock of a case, in order."""
    return tuple(
        ToldEvent(
            kind=EventKind(event.kind),
            at=event.at,
            by=event.by,
            reason=event.reason,
            respond_by=(event.respond_by_before, event.respond_by_after),
            solve_by=(event.solve_by_before, event.solve_by_after),
        )
        for event in ClockEvent.objects.filter(clock__subject=subject).order_by("number")
    )


def to_solve(
    *, before: datetime, after: tuple[datetime, int] | None = None, limit: int = MOST_DUE
) -> tuple[Due, ...]:
    """Return running cases that are to be solved before a moment, the most urgent first.

    Before now they are overdue; before a later moment, also due soon. A page goes on `after` the
    last of the one before it.
    """
    running = Clock.objects.filter(state=State.RUNNING)
    return _due(running, "solve_by", before, after, limit)


def to_answer(
    *, before: datetime, after: tuple[datetime, int] | None = None, limit: int = MOST_DUE
) -> tuple[Due, ...]:
    """Return running cases that are to be answered before a moment, the most urgent first."""
    waiting = Clock.objects.filter(state=State.RUNNING, responded_at__isnull=True)
    return _due(waiting, "respond_by", before, after, limit)


def recomputed(clock: Clock) -> dict[str, object]:
    """Return what a clock's events make of it: what the stored columns must equal."""
    return columns_of(reckon(happenings(clock)))


def happenings(clock: Clock) -> tuple[Happening, ...]:
    """Return what has happened to a clock, in order, with the hours that counted."""
    return tuple(happening_of(event, clock) for event in _events().filter(clock=clock))


def _events() -> QuerySet[ClockEvent]:
    return ClockEvent.objects.select_related("edition").order_by("number")


def columns_of(standing: Reckoning) -> dict[str, object]:
    """Return what a clock's columns say when it stands so."""
    return {
        "service": standing.terms.service,
        "priority": standing.terms.priority,
        "edition_id": standing.edition,
        "state": standing.state.value,
        "respond_within_seconds": standing.promised_response,
        "solve_within_seconds": standing.terms.solve_within,
        "started_at": standing.started_at,
        "last_at": standing.last_at,
        "respond_by": standing.respond_by,
        "solve_by": standing.solve_by,
        "responded_at": standing.responded_at,
        "solved_at": standing.solved_at,
        "closed_at": standing.closed_at,
        "used_seconds": standing.used_seconds,
        "response_used_seconds": standing.response_used_seconds,
        "is_response_met": standing.is_response_met,
        "is_solution_met": standing.is_solution_met,
    }


def behind(calendar: int) -> QuerySet[Clock]:
    """Return the open clocks that count by an older edition of a calendar than its newest."""
    newest, *older = (
        CalendarEdition.objects.filter(calendar=calendar)
        .order_by("-number")
        .values_list("pk", flat=True)
    )
    events = ClockEvent.objects.filter(clock=OuterRef("pk"))
    return Clock.objects.filter(
        Exists(events.filter(edition__in=older)),
        ~Exists(events.filter(edition=newest)),
        closed_at__isnull=True,
    ).order_by("id")


def _due(
    clocks: QuerySet[Clock],
    column: str,
    before: datetime,
    after: tuple[datetime, int] | None,
    limit: int,
) -> tuple[Due, ...]:
    found = clocks.filter(**{f"{column}__lt": universal(before)}).order_by(column, "id")
    if after is not None:
        moment, number = after
        found = found.filter(
            Q(**{f"{column}__gt": moment}) | Q(**{column: moment, "id__gt": number}),
            **{f"{column}__gte": moment},
        )
    columns = ("id", "subject", "organisation_id", "service", "priority", column)
    return tuple(
        Due(subject, organisation, service, priority, due_at, after=(due_at, number))
        for number, subject, organisation, service, priority, due_at in found.values_list(*columns)[
            :limit
        ]
    )


def happening_of(event: ClockEvent, clock: Clock) -> Happening:
    """Return what an event of a clock tells, with the hours that counted."""
    terms = None
    if event.priority is not None:
        assert event.respond_within_seconds is not None, "kept by a constraint"
        assert event.solve_within_seconds is not None, "kept by a constraint"
        terms = Terms(
            event.service,
            event.priority,
            event.respond_within_seconds,
            event.solve_within_seconds,
        )
    return Happening(
        kind=EventKind(event.kind),
        at=universal(event.at),
        reason=event.reason,
        terms=terms,
        timetable=timetable_of(event.edition, clock.organisation_id) if event.edition else None,
    )
