"""When changes are done: beside each other, beside standstills, windows and holidays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samdrift.changes import collisions
from samdrift.changes.choices import COMING, TAKES_PLACE, Kind, State
from samdrift.changes.collisions import WeeklyWindow
from samdrift.changes.models import Change, MaintenanceWindow, Standstill
from samdrift.changes.ports import Slot
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.ports import PlannedWork
from samdrift.servicelevels.queries import calendars as openings

MOST_DAYS = 14
"""How many days of a long change are held against the calendar of holidays."""
PLANNED = (State.PROPOSED, State.ASSESSED, *TAKES_PLACE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A change in the calendar."""

    number: str
    title: str
    kind: str
    state: str
    slot: Slot
    responsible: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A standstill in the calendar."""

    id: int
    reason: str
    starts_at: datetime
    ends_at: datetime
    service: str
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that a change gets in the way of: another change, or a time that is not for it."""

    words: str
    number: str = ""
    is_hindrance: bool = False


def slot_of(change: Change) -> Slot | None:
    """Return when a change is done and what it touches; None while it has no time."""
    if change.starts_at is None or change.ends_at is None:
        return None
    touched = tuple(change.touched.all())
    return Slot(
        change.number,
        change.starts_at,
        change.ends_at,
        frozenset(row.service for row in touched if row.service),
        frozenset(str(row.organisation_id) for row in touched if row.organisation_id),
    )


def placed(*, start: datetime, end: datetime) -> tuple[Placed, ...]:
    """Return the changes that lie in some moment of a time, in the order they begin."""
    found = _between(Change.objects.filter(state__in=(*PLANNED, State.CLOSED)), start, end)
    found = found.exclude(state=State.CLOSED, outcome="")
    return tuple(_placed(found.order_by("starts_at", "id")))


def stops(*, start: datetime, end: datetime) -> tuple[Stop, ...]:
    """Return the standstills that lie in some moment of a time."""
    rows = Standstill.objects.filter(starts_at__lt=end, ends_at__gt=start)
    return tuple(
        Stop(row.pk, row.reason, row.starts_at, row.ends_at, row.service, row.organisation_id)
        for row in rows
    )


def standing_still(slot: Slot) -> tuple[Stop, ...]:
    """Return the standstills that a change lies in."""
    found = stops(start=slot.starts_at, end=slot.ends_at)
    return tuple(
        stop
        for stop in found
        if collisions.concerns(service=stop.service, organisation=stop.organisation, slot=slot)
    )


def clashes(change: Change) -> tuple[Clash, ...]:
    """Return all that a change gets in the way of; nothing while it has no time."""
    slot = slot_of(change)
    if slot is None:
        return ()
    return (
        *_stopped(slot, is_exempt=change.kind == Kind.EMERGENCY),
        *_beside(slot),
        *_outside(slot),
        *_holidays(slot),
    )


def coming(*, at: datetime, is_public_only: bool = True) -> tuple[PlannedWork, ...]:
    """Return the changes that have their time and are not over, the next first."""
    found = Change.objects.filter(state__in=COMING, ends_at__gt=at)
    if is_public_only:
        found = found.filter(is_public=True)
    rows = found.order_by("starts_at", "id").prefetch_related("touched")
    return tuple(
        PlannedWork(
            reference=change.number,
            title=change.title,
            text=change.public_text,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            services=tuple(sorted(slot.services)),
            organisations=tuple(sorted(slot.organisations)),
            told_at=change.changed_at,
        )
        for change in rows
        if (slot := slot_of(change)) is not None
    )


def _between(rows: QuerySet[Change], start: datetime, end: datetime) -> QuerySet[Change]:
    return rows.filter(starts_at__lt=end, ends_at__gt=start)


def _placed(rows: QuerySet[Change]) -> Iterable[Placed]:
    for change in rows.select_related("responsible").prefetch_related("touched"):
        slot = slot_of(change)
        assert slot is not None, "what lies in a time has one"
        who = change.responsible
        name = (who.get_full_name() or who.get_username()) if who else ""
        yield Placed(change.number, change.title, change.kind, change.state, slot, name)


def _stopped(slot: Slot, *, is_exempt: bool) -> Iterable[Clash]:
    for stop in standing_still(slot):
        words = _("Ändringsstopp: %(reason)s") % {"reason": stop.reason}
        yield Clash(words, is_hindrance=not is_exempt)


def _beside(slot: Slot) -> Iterable[Clash]:
    others = Change.objects.filter(state__in=PLANNED).exclude(number=slot.number)
    near = _between(others, slot.starts_at, slot.ends_at).prefetch_related("touched")
    for change in near.order_by("starts_at", "id"):
        other = slot_of(change)
        if other is not None and collisions.collide(slot, other):
            yield Clash(_("Samtidigt: %(title)s") % {"title": change.title}, change.number)


def _outside(slot: Slot) -> Iterable[Clash]:
    rows = MaintenanceWindow.objects.filter(Q(service="") | Q(service__in=slot.services))
    windows = tuple(
        WeeklyWindow(row.weekday, row.opens, row.closes)
        for row in rows
        if collisions.concerns(service=row.service, organisation=row.organisation_id, slot=slot)
    )
    starts_at, ends_at = slot.starts_at.astimezone(SWEDEN), slot.ends_at.astimezone(SWEDEN)
    if windows and not collisions.is_within(starts_at, ends_at, windows):
        yield Clash(_("Utanför de avtalade servicefönstren"))


def _holidays(slot: Slot) -> Iterable[Clash]:
    """Yield the holidays and local days that the first service's calendar has in the time."""
    used = openings.timetable_for(
        service=min(slot.services, default=""),
        organisation=min(slot.organisations, default=""),
        at=slot.starts_at,
    )
    if used is None:
        return
    for day in _days(slot):
        why = used.hours.on(day).why
        if why:
            yield Clash(_("%(day)s är %(why)s") % {"day": day.isoformat(), "why": why})


def _days(slot: Slot) -> Iterable[date]:
    first = slot.starts_at.astimezone(SWEDEN).date()
    last = (slot.ends_at - timedelta(microseconds=1)).astimezone(SWEDEN).date()
    for number in range(min((last - first).days + 1, MOST_DAYS)):
        yield first + timedelta(days=number)
