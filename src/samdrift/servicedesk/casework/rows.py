"""A ticket's row, held while something is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from samdrift.servicedesk import finding
from samdrift.servicedesk.choices import EventKind
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.models import Ticket, TicketNumber
from samdrift.servicedesk.ports import SYSTEM, Actor

FIRST_NUMBER = 10_001
_TAKE_NUMBER = f"""
UPDATE {TicketNumber._meta.db_table} SET upcoming = upcoming + 1 WHERE id = 1
RETURNING upcoming - 1, EXISTS (
    SELECT 1 FROM {Ticket._meta.db_table} WHERE number = CAST(upcoming - 1 AS varchar(20))
)
"""  # noqa: S608  Our own names.


def held(number: str) -> Ticket:
    """Return a live ticket and hold its row. Raises CannotChange where there is none."""
    ticket = Ticket.objects.select_for_update().filter(number=number, is_live=True).first()
    if ticket is None:
        raise CannotChange(f"Det finns inget ärende {number} att arbeta med.")
    return ticket


def save(
    ticket: Ticket,
    after: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
    kind: EventKind = EventKind.CHANGED,
    batch: str = "",
) -> dict[str, tuple[Any, Any]]:
    """Write what is changed in a held ticket and tell it as one event; nothing where nothing is."""
    changes = {
        name: (getattr(ticket, name), value)
        for name, value in after.items()
        if getattr(ticket, name) != value
    }
    for name, (_, value) in changes.items():
        setattr(ticket, name, value)
    if changes or kind is not EventKind.CHANGED:
        ticket.changed_at = at
        ticket.version += 1
        ticket.save(update_fields=[*changes, "changed_at", "version"])
        history.write_event(ticket, kind, actor=actor, at=at, changes=changes, batch=batch)
        if kind is not EventKind.CHANGED or not finding.FOUND_BY.isdisjoint(changes):
            finding.tell(ticket.pk, at=at)
    return changes


def save_by_itself(
    ticket: Ticket, after: Mapping[str, Any], *, why: tuple[str, str], at: datetime
) -> None:
    """Write what Samdrift changes in a held ticket, as one event that tells why.

    `why` is the word that the story has for the reason, and the reason.
    """
    changes = {name: (getattr(ticket, name), value) for name, value in after.items()}
    for name, (_, value) in changes.items():
        setattr(ticket, name, value)
    ticket.changed_at = at
    ticket.version += 1
    ticket.save(update_fields=[*changes, "changed_at", "version"])
    told = changes | {why[0]: (None, why[1])}
    history.write_event(ticket, EventKind.CHANGED, actor=SYSTEM, at=at, changes=told)
    if not finding.FOUND_BY.isdisjoint(changes):
        finding.tell(ticket.pk, at=at)


def next_number() -> str:
    """Take the next number of the series; it passes by those that imported tickets have."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_TAKE_NUMBER)
            taken = cursor.fetchone()
            if taken is None:
                _begin_series()
            elif not taken[1]:
                return str(taken[0])


def _begin_series() -> None:
    try:
        with transaction.atomic():
            TicketNumber.objects.create(pk=1, upcoming=FIRST_NUMBER)
    except IntegrityError:
        pass  # Somebody else began the series just now.
