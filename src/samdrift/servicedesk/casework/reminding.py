"""Reminders: of a ticket at a moment that somebody chose, and of what a supplier has promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from samdrift.servicedesk.casework import door, rows
from samdrift.servicedesk.choices import UNSOLVED
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import Handover, Reminder
from samdrift.servicedesk.notices.words import moment
from samdrift.servicedesk.ports import Reader

MOST_AHEAD = timedelta(days=2 * 366)
MOST_OF_ONE = 200
BEFORE_PROMISE = timedelta(hours=24)
"""So long before what a supplier has promised runs out, whoever answers for it is reminded."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """Something that somebody wanted to be reminded of."""

    id: int
    number: str
    subject: str
    due_at: datetime
    note: str


@transaction.atomic
def remind(*, number: str, user_id: int, due_at: datetime, note: str, at: datetime) -> Reminder:
    """Have somebody reminded of a ticket at a moment; they may have several in one ticket."""
    _check_moment(due_at, at=at)
    ticket = rows.held(number)
    if Reminder.objects.filter(user=user_id, done_at=None).count() >= MOST_OF_ONE:
        raise CannotChange(f"Du har {MOST_OF_ONE} påminnelser. Bocka av några först.")
    return Reminder.objects.create(
        user_id=user_id, ticket=ticket, due_at=due_at, note=" ".join(note.split())[:200]
    )


@transaction.atomic
def tick_off(*, reminder_id: int, user_id: int, at: datetime) -> str:
    """Take a reminder of one's own as seen to, and return its ticket's number; twice is once."""
    reminder = _held(reminder_id, user_id)
    if reminder.done_at is None:
        reminder.done_at = at
        reminder.save(update_fields=["done_at"])
    return reminder.ticket.number


@transaction.atomic
def put_off(*, reminder_id: int, user_id: int, due_at: datetime, at: datetime) -> str:
    """Have a reminder of one's own come again later, and return its ticket's number."""
    _check_moment(due_at, at=at)
    reminder = _held(reminder_id, user_id)
    reminder.due_at, reminder.done_at = due_at, None
    reminder.save(update_fields=["due_at", "done_at"])
    return reminder.ticket.number


def reminders(reader: Reader) -> tuple[Reminded, ...]:
    """Return what somebody is to be reminded of, the longest overdue first."""
    own = Reminder.objects.filter(user=reader.user_id, done_at=None)
    found = own.filter(door.has_visible_ticket(reader)).select_related("ticket")
    return tuple(_reminded(row) for row in found[:MOST_OF_ONE])


def remind_of_promises(*, at: datetime, limit: int = 500) -> int:
    """Remind of suppliers whose promised time is about to run out; return of how many.

    Once for each handover: whoever answers for the ticket, else whoever works on it. One with
    nobody is left to the group, whose list shows its deadline.
    """
    near = Handover.objects.filter(
        valid_until=None,
        promised_by__lte=at + BEFORE_PROMISE,
        reminder=None,
        ticket__status__in=UNSOLVED,
        ticket__is_live=True,
    )
    count = 0
    for told in near.select_related("ticket", "supplier").order_by("promised_by")[:limit]:
        user_id = told.ticket.owner_id or told.ticket.assignee_id
        promised = told.promised_by
        if user_id is None or promised is None:
            continue
        _, is_new = Reminder.objects.get_or_create(
            handover=told,
            defaults={
                "user_id": user_id,
                "ticket": told.ticket,
                "due_at": at,
                "note": f"{told.supplier.name} har lovat det till {moment(promised)}."[:200],
            },
        )
        count += is_new
    return count


def _check_moment(due_at: datetime, *, at: datetime) -> None:
    if due_at <= at:
        raise CannotChange("Välj en tid som inte har varit.")
    if due_at - at > MOST_AHEAD:
        raise CannotChange("Välj en tid inom två år.")


def _held(reminder_id: int, user_id: int) -> Reminder:
    found = Reminder.objects.select_for_update(of=("self",)).select_related("ticket")
    reminder = found.filter(pk=reminder_id, user=user_id).first()
    if reminder is None:
        raise CannotChange("Påminnelsen finns inte, eller är någon annans.")
    return reminder


def _reminded(row: Reminder) -> Reminded:
    return Reminded(
        row.pk, row.ticket.number, row.ticket.subject or row.ticket.category, row.due_at, row.note
    )
