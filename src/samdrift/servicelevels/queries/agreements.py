"""What is promised: the level of a service, an organisation and a priority on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import memory
from samdrift.reporting.ports import SettledSource
from samdrift.servicelevels import standards
from samdrift.servicelevels.models import (
    Agreement,
    Calendar,
    CalendarEdition,
    CalendarUse,
    PriorityCell,
)
from samdrift.servicelevels.queries.calendars import (
    in_force,
    most_specific,
    timetable,
    timetable_for,
)
from samdrift.servicelevels.reckoning.events import Terms, Timetable

SETTLED = (Agreement, Calendar, CalendarEdition, CalendarUse, PriorityCell)
"""What a level and a priority are read from."""

OFFERS = (SettledSource("servicelevels.agreements", SETTLED),)


@dataclass(frozen=True, slots=True)
class Level:
    """What is promised at a moment, and the hours it is reckoned by."""

    terms: Terms
    timetable: Timetable


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreement, as lists show it; empty stands for all."""

    service: str
    organisation: str
    priority: int
    respond_within_seconds: int
    solve_within_seconds: int
    calendar: str
    valid_from: date
    valid_until: date | None


def level_for(*, service: str, organisation: str, priority: int, at: datetime) -> Level | None:
    """Return what is promised, None where nothing is.

    An agreement on the service goes before one on all services, then one with the organisation
    before one with all.
    """
    day = at.astimezone(SWEDEN).date()
    return memory.in_process(
        f"servicelevels.level {service!r} {organisation} {priority} {day}",
        SETTLED,
        lambda: _level_for(service, organisation, priority, at),
    )


def _level_for(service: str, organisation: str, priority: int, at: datetime) -> Level | None:
    rows = in_force(Agreement.objects.filter(priority=priority), service, organisation, at)
    agreed = most_specific(rows)
    if agreed is None:
        return None
    hours = (
        timetable_for(service=service, organisation=organisation, at=at)
        if agreed.calendar_id is None
        else timetable(agreed.calendar_id, organisation)
    )
    if hours is None:
        return None
    promised = (agreed.respond_within_seconds, agreed.solve_within_seconds)
    return Level(Terms(service, priority, *promised), hours)


def agreements(*, on: date) -> tuple[Agreed, ...]:
    """Return the agreements that hold on a day, those for all first."""
    return _agreed(Agreement.objects.filter(valid_from__lte=on), on)


def coming_agreements(*, on: date) -> tuple[Agreed, ...]:
    """Return the agreements that begin to hold after a day, those for all first."""
    return _agreed(Agreement.objects.filter(valid_from__gt=on), on)


def _agreed(rows: QuerySet[Agreement], on: date) -> tuple[Agreed, ...]:
    held = rows.select_related("calendar").exclude(valid_until__lte=on)
    ordered = sorted(held, key=lambda row: (row.service, row.organisation_id or "", row.priority))
    return tuple(
        Agreed(
            service=row.service,
            organisation=row.organisation_id or "",
            priority=row.priority,
            respond_within_seconds=row.respond_within_seconds,
            solve_within_seconds=row.solve_within_seconds,
            calendar=row.calendar.key if row.calendar else "",
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in ordered
    )


def priority_matrix() -> dict[tuple[int, int], int]:
    """Return the priority of every impact and urgency; the standard one before any is told."""
    return dict(memory.in_process("servicelevels.priorities", SETTLED, _priority_matrix))


def _priority_matrix() -> dict[tuple[int, int], int]:
    told = PriorityCell.objects.values_list("impact", "urgency", "priority")
    return dict(standards.MATRIX) | {(impact, urgency): each for impact, urgency, each in told}


def priority_of(*, impact: int, urgency: int) -> int:
    """Return the priority that an impact and an urgency give."""
    return priority_matrix()[impact, urgency]
