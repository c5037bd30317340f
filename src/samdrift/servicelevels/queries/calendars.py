"""Which calendar counts for a service and an organisation, and what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db.models import Model, Q, QuerySet

from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import memory
from samdrift.servicelevels import standards
from samdrift.servicelevels.models import Calendar, CalendarEdition, CalendarUse
from samdrift.servicelevels.reckoning import course
from samdrift.servicelevels.reckoning.documents import Document, document_of, hours_of, text_of
from samdrift.servicelevels.reckoning.events import Timetable
from samdrift.servicelevels.reckoning.hours import DayHours, Hours
from samdrift.servicelevels.reckoning.moments import universal

SETTLED = (Calendar, CalendarEdition, CalendarUse)
"""What the hours of a service and an organisation are read from."""


@dataclass(frozen=True, slots=True)
class CalendarSummary:
    """A calendar, as lists show it."""

    key: str
    name: str
    is_default: bool
    edition: int


@dataclass(frozen=True, slots=True)
class WrittenEdition:
    """What a calendar said from a moment on, and who wrote it."""

    number: int
    document: Document
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Used:
    """Where a calendar counts from a day on; an empty service or organisation stands for all."""

    key: str
    service: str
    organisation: str
    valid_from: date


class Named(Protocol):
    """A row that holds for a service and an organisation, or for all where one is empty."""

    service: str
    organisation_id: str | None


def calendars() -> tuple[CalendarSummary, ...]:
    """Return every calendar by name, with the number of its newest edition."""
    newest = {
        edition.calendar_id: edition.number
        for edition in CalendarEdition.objects.order_by("number").only("calendar", "number")
    }
    return tuple(
        CalendarSummary(each.key, each.name, each.is_default, newest[each.pk])
        for each in Calendar.objects.all()
    )


def uses(*, on: date) -> tuple[Used, ...]:
    """Return where calendars count on a day or later, those for all first."""
    rows = CalendarUse.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    return tuple(
        Used(row.calendar.key, row.service, row.organisation_id or "", row.valid_from)
        for row in rows.select_related("calendar").order_by("service", "organisation", "valid_from")
    )


def editions(key: str) -> tuple[WrittenEdition, ...]:
    """Return what a calendar has said, the newest first."""
    return tuple(
        WrittenEdition(each.number, document_of(each.document), each.written_by, each.written_at)
        for each in CalendarEdition.objects.filter(calendar__key=key)
    )


def hours(key: str, *, organisation: str = "") -> Hours | None:
    """Return what a calendar says now, None where there is none with that key."""
    text = (
        CalendarEdition.objects.filter(calendar__key=key)
        .order_by("-number")
        .values_list("document", flat=True)
        .first()
    )
    return None if text is None else hours_of(text, organisation)


def hours_on(key: str, *, organisation: str = "", day: date) -> DayHours | None:
    """Return when a calendar is open on a day, None where there is none with that key."""
    known = hours(key, organisation=organisation)
    return None if known is None else known.on(day)


def next_opening(*, service: str, organisation: str, at: datetime) -> datetime | None:
    """Return when a service opens next for an organisation; None where it is open now.

    Before anything is set up the standard calendar counts.
    """
    known = opening_hours(service=service, organisation=organisation, at=at)
    return course.next_opening(known, universal(at))


def opening_hours(*, service: str, organisation: str, at: datetime) -> Hours:
    """Return the hours of a service for an organisation; the standard ones before any are told."""
    used = timetable_for(service=service, organisation=organisation, at=at)
    return hours_of(text_of(standards.WEEKDAYS.document), "") if used is None else used.hours


def timetable_for(*, service: str, organisation: str, at: datetime) -> Timetable | None:
    """Return the calendar in use for a service and an organisation, the default where none is.

    None before there is any calendar at all.
    """
    day = at.astimezone(SWEDEN).date()
    return memory.in_process(
        f"servicelevels.timetable {service!r} {organisation} {day}",
        SETTLED,
        lambda: _timetable_for(service, organisation, at),
    )


def _timetable_for(service: str, organisation: str, at: datetime) -> Timetable | None:
    uses = in_force(CalendarUse.objects.all(), service, organisation, at)
    use = most_specific(uses)
    if use is not None:
        return timetable(use.calendar_id, organisation)
    editions = CalendarEdition.objects.filter(calendar__is_default=True)
    newest = editions.order_by("-number").first()
    return None if newest is None else timetable_of(newest, organisation)


def timetable(calendar: int, organisation: str) -> Timetable:
    """Return the newest edition of a calendar, with its hours for an organisation."""
    newest = CalendarEdition.objects.filter(calendar_id=calendar).order_by("-number").first()
    assert newest is not None, "a calendar has an edition"
    return timetable_of(newest, organisation)


def timetable_of(edition: CalendarEdition, organisation: str) -> Timetable:
    """Return an edition of a calendar, with its hours for an organisation."""
    known = hours_of(edition.document, organisation)
    return Timetable(edition.calendar_id, edition.pk, known)


def in_force[Row: Model](
    rows: QuerySet[Row], service: str, organisation: str, at: datetime
) -> QuerySet[Row]:
    """Return the rows that hold on the Swedish day of a moment for a service and organisation."""
    day = at.astimezone(SWEDEN).date()
    return rows.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        Q(organisation__isnull=True) | Q(organisation=organisation),
        service__in={"", service},
        valid_from__lte=day,
    )


def most_specific[Row: Named](rows: Iterable[Row]) -> Row | None:
    """Return the row that names most: the service before the organisation."""
    return max(
        rows, key=lambda row: (row.service != "", row.organisation_id is not None), default=None
    )
