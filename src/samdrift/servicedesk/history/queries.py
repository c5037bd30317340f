"""Reading who has opened what few may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from samdrift.servicedesk.models import SecrecyReading


@dataclass(frozen=True, slots=True)
class Readings:
    """How often somebody has opened a secret ticket, and when they last did."""

    name: str
    count: int
    last_at: datetime


def secrecy_readings(*, ticket_id: int) -> tuple[Readings, ...]:
    """Return everybody who has opened a secret ticket, the latest first."""
    who = ("by_user__first_name", "by_user__last_name", "by_user__username")
    rows = (
        SecrecyReading.objects.filter(ticket=ticket_id)
        .order_by()
        .values_list("by_user", *who)
        .annotate(count=Count("id"), last=Max("at"))
        .order_by("-last")
    )
    return tuple(
        Readings(f"{first} {last}".strip() or username, count, last_at)
        for _user, first, last, username, count, last_at in rows
    )
