"""Colleagues whom notes call by name: told, and read when they have been there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, When

from samdrift.servicedesk.casework import door, people
from samdrift.servicedesk.models import Mention, Message, Ticket, Watcher
from samdrift.servicedesk.ports import Reader

MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A note that calls somebody by name, and where it stands."""

    number: str
    subject: str
    message_id: int
    by_name: str
    text: str
    at: datetime
    is_read: bool


def tell_mentioned(ticket: Ticket, message: Message, *, at: datetime) -> None:
    """Tell those whom a note mentions, and have them follow; the caller holds the transaction.

    Whoever calls themselves by name is not told.
    """
    for user_id in people.mentioned(message.text):
        Watcher.objects.get_or_create(ticket=ticket, user_id=user_id)
        if user_id != message.by_user_id:
            Mention.objects.create(user_id=user_id, ticket=ticket, message=message, at=at)


def read_mentions(*, ticket_id: int, user_id: int, at: datetime) -> None:
    """Take what calls somebody in a ticket as read, because they have it open."""
    unread = Mention.objects.filter(ticket=ticket_id, user=user_id, read_at=None)
    unread.update(read_at=at)


def unread_count(reader: Reader) -> int:
    """Return how many notes call somebody by name that they have not read, and may see."""
    return Mention.objects.filter(
        door.has_visible_ticket(reader), user=reader.user_id, read_at=None
    ).count()


def mentions(reader: Reader) -> tuple[Mentioned, ...]:
    """Return what calls somebody by name, unread first, then the latest first.

    Of a ticket that they may no longer see nothing is told.
    """
    rows = Mention.objects.filter(door.has_visible_ticket(reader), user=reader.user_id)
    unread_first = Case(When(read_at=None, then=0), default=1)
    found = rows.select_related("ticket", "message").order_by(unread_first, "-at", "-id")
    return tuple(_mentioned(row) for row in found[:MOST_TOLD])


def _mentioned(row: Mention) -> Mentioned:
    return Mentioned(
        number=row.ticket.number,
        subject=row.ticket.subject or row.ticket.category,
        message_id=row.message_id,
        by_name=row.message.by_name,
        text=row.message.text,
        at=row.at,
        is_read=row.read_at is not None,
    )
