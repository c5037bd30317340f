"""What asks for somebody's attention just now, counted with the views of every desk page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from samdrift.servicedesk.casework import door
from samdrift.servicedesk.models import Mention, Reminder, Timer
from samdrift.servicedesk.ports import Reader


@dataclass(frozen=True, slots=True)
class Attention:
    """How many notes call somebody that they have not read, what is due, and where time runs."""

    unread: int = 0
    due: int = 0
    coming: int = 0
    """How many reminders there are in all, those that are due among them."""
    timed_number: str = ""
    timed_since: datetime | None = None


def countables(reader: Reader, *, at: datetime) -> tuple[QuerySet[Any], ...]:
    """Return the rows whose numbers say whether there is anything to attend to.

    Of tickets that somebody may not see nothing is counted.
    """
    is_seen = door.has_visible_ticket(reader)
    coming = Reminder.objects.filter(is_seen, user=reader.user_id, done_at=None)
    return (
        Mention.objects.filter(is_seen, user=reader.user_id, read_at=None),
        coming.filter(due_at__lte=at),
        coming,
        Timer.objects.filter(user=reader.user_id),
    )


def attention(reader: Reader, *, at: datetime, lengths: Sequence[int] = ()) -> Attention:
    """Return what asks for somebody's attention; counted here where no numbers are told."""
    unread, due, coming, timers = lengths or [rows.count() for rows in countables(reader, at=at)]
    running = None
    if timers:
        rows = Timer.objects.filter(user=reader.user_id)
        running = rows.values_list("ticket__number", "started_at").first()
    number, since = running or ("", None)
    return Attention(unread, due, coming, number, since)
