"""Booking a time, moving it, taking it back, and reminding of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.bookings import letters, queries
from samdrift.bookings.choices import MINUTES_OF_A_DAY, Language, Way, Whom
from samdrift.bookings.errors import CannotBook
from samdrift.bookings.models import BookableTime, Booking
from samdrift.bookings.ports import Booked, Slot, Wanted
from samdrift.bookings.words import swedish
from samdrift.directory.queries import PersonCard
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.casework import changing, registering, standing
from samdrift.servicedesk.choices import UNSOLVED, Channel, Kind
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import SYSTEM, Actor, Report, Written
from samdrift.servicedesk.ports import Wanted as Changed

REMINDED_BEFORE = timedelta(hours=24)
LONGEST_SERVICE = 100
LONGEST_MINUTES = 240

_GONE = "Tiden är inte ledig längre. Välj en annan."


@dataclass(frozen=True, slots=True)
class Plan:
    """Hours of weekdays when a colleague can be booked, from a day on."""

    helper_id: int
    weekdays: tuple[int, ...]
    opens: int
    closes: int
    minutes: int
    whom: Whom
    ways: tuple[Way, ...]
    languages: tuple[Language, ...]
    place: str
    valid_from: date


@transaction.atomic
def book(*, person: PersonCard, key: str, wanted: Wanted, at: datetime) -> Booked:
    """Book a time; it becomes a ticket of the helper's, and a letter with the time in it.

    The helper's hours are held meanwhile, so that of any number who want the same time at once one
    gets it. Raises CannotBook where it is not free, or cannot be met as is wanted.
    """
    slot = _held_slot(person, key, at)
    _check(slot, wanted)
    ticket = _register(person, slot, wanted, at)
    row = Booking.objects.create(
        helper_id=slot.helper_id,
        person_id=person.id,
        ticket=ticket,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        service=wanted.service.strip(),
        way=wanted.way,
        place=_place(slot, wanted),
        language=wanted.language,
        booked_at=at,
    )
    _put_in_the_day(row, at=at)
    told = queries.booked(row)
    letters.tell_booked(ticket, told, at=at)
    return told


@transaction.atomic
def move(*, person: PersonCard, booking_id: int, key: str, at: datetime) -> Booked:
    """Move a booking to another free time, where it can be met in the same way.

    Raises CannotBook where it cannot, or where it has been or is taken back.
    """
    row = _held(person, booking_id, at)
    slot = _held_slot(person, key, at)
    told = queries.booked(row)
    _check(slot, Wanted(row.service, "-", told.way, row.place or "-", told.language))
    before = row.starts_at
    row.helper_id, row.starts_at, row.ends_at = slot.helper_id, slot.starts_at, slot.ends_at
    if told.way is Way.AT_DESK:
        row.place = slot.place
    row.sequence, row.reminded_at = row.sequence + 1, None
    row.save()
    row.refresh_from_db()
    _put_in_the_day(row, at=at)
    _note(row, f"Tiden är ändrad från {swedish(before)} till {swedish(row.starts_at)}.", at=at)
    moved = queries.booked(row)
    letters.tell_moved(row.ticket, moved, at=at)
    return moved


@transaction.atomic
def cancel(*, person: PersonCard, booking_id: int, at: datetime) -> Booked:
    """Take a booking back; the time is free again and its ticket is closed."""
    row = _held(person, booking_id, at)
    row.cancelled_at, row.sequence = at, row.sequence + 1
    row.save(update_fields=["cancelled_at", "sequence"])
    told = queries.booked(row)
    if row.ticket.status in UNSOLVED:
        standing.withdraw(
            number=told.number,
            why="Tiden är avbokad.",
            actor=Actor(person.name, person_id=person.id),
            at=at,
        )
    letters.tell_cancelled(row.ticket, told, at=at)
    return told


def remind(at: datetime) -> int:
    """Remind those whose time is within a day; return how many were reminded."""
    due = Booking.objects.filter(
        cancelled_at__isnull=True,
        reminded_at__isnull=True,
        starts_at__gt=at,
        starts_at__lte=at + REMINDED_BEFORE,
        booked_at__lte=at - timedelta(hours=1),
    )
    return sum(_remind(pk, at) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _remind(booking_id: int, at: datetime) -> int:
    row = Booking.objects.select_for_update().get(pk=booking_id)
    if row.reminded_at is not None or row.cancelled_at is not None:
        return 0
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    letters.tell_soon(row.ticket, queries.booked(row), at=at)
    return 1


@transaction.atomic
def plan_hours(plan: Plan) -> None:
    """Let a colleague be booked on some weekdays. Raises CannotBook where that cannot be."""
    if not User.objects.filter(pk=plan.helper_id, is_active=True).exists():
        raise CannotBook("Välj vem som kan bokas.")
    if not plan.weekdays or not set(plan.weekdays) <= set(range(1, 8)):
        raise CannotBook("Välj minst en veckodag.")
    if not 0 <= plan.opens < plan.closes <= MINUTES_OF_A_DAY:
        raise CannotBook("Tiden ska sluta efter att den börjar, samma dag.")
    if not 5 <= plan.minutes <= min(LONGEST_MINUTES, plan.closes - plan.opens):
        raise CannotBook("Välj hur lång en bokad tid är. Den ska få plats.")
    if not plan.ways or not plan.languages:
        raise CannotBook("Välj minst ett sätt att mötas och ett språk.")
    if Way.AT_DESK in plan.ways and not plan.place.strip():
        raise CannotBook("Skriv var den som kommer till servicedesken ska gå.")
    BookableTime.objects.bulk_create(
        BookableTime(
            helper_id=plan.helper_id,
            weekday=weekday,
            opens=plan.opens,
            closes=plan.closes,
            minutes=plan.minutes,
            whom=plan.whom,
            ways=list(plan.ways),
            languages=list(plan.languages),
            place=plan.place.strip(),
            valid_from=plan.valid_from,
        )
        for weekday in sorted(set(plan.weekdays))
    )


@transaction.atomic
def end_hours(*, time_id: int, on: date) -> None:
    """Let nobody book some hours from a day on; what is booked already stands."""
    row = BookableTime.objects.select_for_update().filter(pk=time_id).first()
    if row is None:
        raise CannotBook("Tiderna finns inte längre.")
    if on <= row.valid_from:
        row.delete()
        return
    row.valid_until = on if row.valid_until is None else min(on, row.valid_until)
    row.save(update_fields=["valid_until"])


def forget(ticket_ids: tuple[int, ...]) -> None:
    """Take away who booked, with their tickets' words: a booking without its person is none."""
    Booking.objects.filter(ticket__in=ticket_ids).delete()


def _held_slot(person: PersonCard, key: str, at: datetime) -> Slot:
    """Return a free slot, with all hours of its helper held until the transaction ends."""
    written = key.partition("@")[0]
    time = None
    if written.isascii() and written.isdecimal() and len(written) < 18:
        time = BookableTime.objects.filter(pk=int(written)).first()
    if time is None:
        raise CannotBook(_GONE)
    held = BookableTime.objects.select_for_update().filter(helper=time.helper_id)
    list(held.order_by("pk").values_list("pk"))
    slot = queries.slot(key, person=person, at=at)
    if slot is None:
        raise CannotBook(_GONE)
    return slot


def _held(person: PersonCard, booking_id: int, at: datetime) -> Booking:
    rows = Booking.objects.select_for_update().filter(pk=booking_id, person=person.id)
    row = rows.first()
    if row is None or row.cancelled_at is not None:
        raise CannotBook("Tiden är redan avbokad.")
    if row.starts_at <= at:
        raise CannotBook("Tiden har redan börjat. Svara i ärendet i stället.")
    return row


def _check(slot: Slot, wanted: Wanted) -> None:
    if not 0 < len(wanted.service.strip()) <= LONGEST_SERVICE:
        raise CannotBook("Välj eller skriv vad det gäller.")
    if wanted.way not in slot.ways:
        raise CannotBook("Välj ett sätt att mötas som går den tiden.")
    if wanted.language not in slot.languages:
        raise CannotBook("Välj ett språk som går den tiden.")
    if wanted.way is Way.AT_YOURS and not wanted.place.strip():
        raise CannotBook("Skriv var du är, så att vi hittar.")


def _place(slot: Slot, wanted: Wanted) -> str:
    if wanted.way is Way.AT_DESK:
        return slot.place
    return wanted.place.strip() if wanted.way is Way.AT_YOURS else ""


def _register(person: PersonCard, slot: Slot, wanted: Wanted, at: datetime) -> Ticket:
    told = [f"Bokad tid: {swedish(slot.starts_at)}.", f"Så möts vi: {wanted.way.label}."]
    if wanted.language is not Language.SWEDISH:
        told.append(f"Språk: {wanted.language.label}.")
    if wanted.about.strip():
        told += ["", wanted.about.strip()]
    return registering.register_ticket(
        report=Report(
            subject=f"Bokad tid: {wanted.service.strip()}",
            written=Written("\n".join(told)),
            organisation_code=person.organisation_code,
            channel=Channel.PORTAL,
            requester_id=person.id,
            kind=Kind.REQUEST,
            category="Bokad tid",
            service=wanted.service.strip(),
            place=_place(slot, wanted),
        ),
        actor=Actor(person.name, person_id=person.id),
        at=at,
    )


def _put_in_the_day(row: Booking, *, at: datetime) -> None:
    """Give the ticket to the helper, planned to the time, and on their list of that day."""
    number = row.ticket.number
    row.ticket.refresh_from_db(fields=["status"])
    if row.ticket.status not in UNSOLVED:
        return
    changing.change_ticket(
        number=number, wanted=Changed({"assignee_id": row.helper_id}), actor=SYSTEM, at=at
    )
    begins = row.starts_at.astimezone(SWEDEN)
    minutes = int((row.ends_at - row.starts_at).total_seconds()) // 60
    wanted = standing.Visit(begins.date(), row.place, begins.time(), minutes)
    standing.visit(number=number, wanted=wanted, actor=SYSTEM, at=at)
    standing.plan(number=number, wake_at=row.starts_at, actor=SYSTEM, at=at)


def _note(row: Booking, text: str, *, at: datetime) -> None:
    standing.note(number=row.ticket.number, written=Written(text), actor=SYSTEM, at=at)
