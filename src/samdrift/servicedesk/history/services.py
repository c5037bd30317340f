"""Writing down what happens to a ticket."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from samdrift.servicedesk.choices import EventKind
from samdrift.servicedesk.history import telling
from samdrift.servicedesk.models import SecrecyReading, Ticket, TicketEvent
from samdrift.servicedesk.ports import Actor


def write_event(
    ticket: Ticket,
    kind: EventKind,
    *,
    actor: Actor,
    at: datetime,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    batch: str = "",
) -> TicketEvent:
    """Write down what happened; the caller holds the ticket's row and the transaction."""
    told = {name: [_plain(was), _plain(now)] for name, (was, now) in (changes or {}).items()}
    for happened in telling.of_event(kind, changes or {}):
        telling.tell(ticket, happened, at=at, changed=tuple(told))
    return TicketEvent.objects.create(
        ticket=ticket,
        kind=kind,
        at=at,
        by_user_id=actor.user_id,
        by_name=actor.name,
        changes=told,
        batch=batch,
    )


def note_secrecy_reading(*, ticket_id: int, user_id: int, at: datetime) -> None:
    """Write down that somebody opened a ticket that few may read."""
    SecrecyReading.objects.create(ticket_id=ticket_id, by_user_id=user_id, at=at)


def _plain(value: object) -> object:
    """Return a value as JSON has it: moments, days and hours as they are written in ISO 8601."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else value
