"""Which times are free, and which are booked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from samdrift.bookings.choices import Language, Way, Whom
from samdrift.bookings.models import BookableTime, Booking
from samdrift.bookings.ports import Booked, Slot
from samdrift.directory.choices import PersonKind
from samdrift.directory.queries import PersonCard
from samdrift.kernel.spans import Span
from samdrift.servicelevels.reckoning.hours import closed_days
from samdrift.servicelevels.reckoning.moments import moment_of, swedish_day

AHEAD = timedelta(days=21)
"""How far ahead a time can be booked."""
NOTICE = timedelta(hours=1)
"""How long before it begins a time is booked at the latest."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a colleague can be booked, in a list."""

    id: int
    helper_id: int
    helper_name: str
    weekday: int
    opens: int
    closes: int
    minutes: int
    whom: Whom
    ways: tuple[Way, ...]
    languages: tuple[Language, ...]
    place: str
    span: Span


def free_slots(*, person: PersonCard, at: datetime) -> tuple[Slot, ...]:
    """Return the times that somebody can book, the earliest first; none on a public holiday."""
    first, last = at + NOTICE, at + AHEAD
    times = list(_open_to(person).select_related("helper"))
    taken = _taken(first, last, {row.helper_id for row in times})
    slots = (
        slot
        for row in times
        for slot in _slots(row, swedish_day(first), swedish_day(last))
        if first <= slot.starts_at < last and not _is_taken(slot, taken[slot.helper_id])
    )
    return tuple(sorted(slots, key=lambda slot: (slot.starts_at, slot.helper_name, slot.time_id)))


def slot(key: str, *, person: PersonCard, at: datetime) -> Slot | None:
    """Return the slot that a form sends, None where it is not free any more."""
    return next((each for each in free_slots(person=person, at=at) if each.key == key), None)


def booking(booking_id: int, *, person_id: int) -> Booked | None:
    """Return a booking of somebody's own, None where there is none such."""
    row = _bookings().filter(pk=booking_id, person=person_id).first()
    return booked(row) if row else None


def coming_of(person_id: int, *, at: datetime) -> tuple[Booked, ...]:
    """Return what somebody has booked and has not been yet, the earliest first."""
    rows = _bookings().filter(person=person_id, cancelled_at__isnull=True, ends_at__gt=at)
    return tuple(booked(row) for row in rows)


def coming(*, at: datetime, until: datetime) -> tuple[Booked, ...]:
    """Return what is booked with anybody from a moment to another, the earliest first."""
    rows = _bookings().filter(cancelled_at__isnull=True, ends_at__gt=at, starts_at__lt=until)
    return tuple(booked(row) for row in rows)


def of_ticket(ticket_id: int) -> QuerySet[Booking, tuple[object, ...]]:
    """Return the booking that a ticket came of: when, how, when it was cancelled, and with whom."""
    told = ("starts_at", "ends_at", "way", "cancelled_at")
    helper = ("helper__first_name", "helper__last_name", "helper__username")
    return Booking.objects.filter(ticket=ticket_id).order_by().values_list(*told, *helper)


def hours(*, on: date) -> tuple[Hours, ...]:
    """Return when colleagues can be booked on a day or later."""
    rows = BookableTime.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on))
    return tuple(
        Hours(
            row.pk,
            row.helper_id,
            _name(row.helper),
            row.weekday,
            row.opens,
            row.closes,
            row.minutes,
            Whom(row.whom),
            tuple(Way(each) for each in row.ways),
            tuple(Language(each) for each in row.languages),
            row.place,
            Span(row.valid_from, row.valid_until),
        )
        for row in rows.select_related("helper")
    )


def booked(row: Booking) -> Booked:
    """Return a booking as pages and letters show it."""
    return Booked(
        id=row.pk,
        number=row.ticket.number,
        person_id=row.person_id,
        person_name=row.person.name,
        helper_id=row.helper_id,
        helper_name=_name(row.helper),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        service=row.service,
        way=Way(row.way),
        place=row.place,
        language=Language(row.language),
        sequence=row.sequence,
        is_cancelled=row.cancelled_at is not None,
    )


def _open_to(person: PersonCard) -> QuerySet[BookableTime]:
    rows = BookableTime.objects.filter(helper__is_active=True)
    if person.kind == PersonKind.ELECTED:
        return rows
    return rows.filter(whom=Whom.ALL)


def _bookings() -> QuerySet[Booking]:
    return Booking.objects.select_related("ticket", "person", "helper")


def _slots(row: BookableTime, first: date, last: date) -> Iterator[Slot]:
    span = Span(row.valid_from, row.valid_until)
    day = first
    while day <= last:
        is_open = day in span and day not in closed_days(day.year)
        if day.isoweekday() == row.weekday and is_open:
            yield from _slots_of_day(row, day)
        day += timedelta(days=1)


def _slots_of_day(row: BookableTime, day: date) -> Iterator[Slot]:
    for opens in range(row.opens, row.closes - row.minutes + 1, row.minutes):
        yield Slot(
            row.pk,
            row.helper_id,
            _name(row.helper),
            moment_of(day, opens),
            moment_of(day, opens + row.minutes),
            tuple(Way(each) for each in row.ways),
            tuple(Language(each) for each in row.languages),
            row.place,
        )


type _Taken = list[tuple[datetime, datetime]]


def _taken(first: datetime, last: datetime, helpers: Iterable[int]) -> dict[int, _Taken]:
    rows = Booking.objects.filter(
        helper__in=set(helpers), cancelled_at__isnull=True, ends_at__gt=first, starts_at__lt=last
    )
    found: dict[int, _Taken] = defaultdict(list)
    for helper, starts_at, ends_at in rows.values_list("helper", "starts_at", "ends_at"):
        found[helper].append((starts_at, ends_at))
    return found


def _is_taken(slot: Slot, taken: _Taken) -> bool:
    return any(slot.starts_at < end and start < slot.ends_at for start, end in taken)


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()
