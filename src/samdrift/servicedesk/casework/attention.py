"""What asks for somebody's attention just now, asked by one question on every page of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Count, OuterRef, QuerySet, Subquery

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


def attention(reader: Reader, *, at: datetime) -> Attention:
    """Return what asks for somebody's attention; nothing of tickets that they may not see."""
    is_seen = door.has_visible_ticket(reader)
    unread = Mention.objects.filter(is_seen, user=reader.user_id, read_at=None)
    coming = Reminder.objects.filter(is_seen, user=reader.user_id, done_at=None)
    due = coming.filter(due_at__lte=at)
    running = Timer.objects.filter(user=OuterRef("pk"))
    row = (
        User.objects.filter(pk=reader.user_id)
        .annotate(
            unread=_count(unread),
            due=_count(due),
            coming=_count(coming),
            timed_number=Subquery(running.values("ticket__number")),
            timed_since=Subquery(running.values("started_at")),
        )
        .values_list("unread", "due", "coming", "timed_number", "timed_since")
        .first()
    )
    if row is None:
        return Attention()
    unread_count, due_count, coming_count, number, since = row
    return Attention(unread_count or 0, due_count or 0, coming_count or 0, number or "", since)


def _count(rows: QuerySet[Mention] | QuerySet[Reminder]) -> Subquery:
    return Subquery(rows.order_by().values("user").annotate(n=Count("pk")).values("n"))
