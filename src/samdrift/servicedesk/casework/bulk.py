"""Many tickets changed at one stroke, and the stroke undone."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from samdrift.kernel.refusals import Refusal
from samdrift.servicedesk.casework import changing, rows, standing
from samdrift.servicedesk.choices import EventKind, Status
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import TicketEvent
from samdrift.servicedesk.ports import Actor, Wanted, Written

MOST_AT_ONCE = 500
UNDO_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Stroke:
    """What became of one stroke: the tickets it changed, and those it could not, with why."""

    batch: str
    changed: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def change_many(*, numbers: tuple[str, ...], wanted: Wanted, actor: Actor, at: datetime) -> Stroke:
    """Change the same fields of many tickets; one that cannot be changed does not stop the rest."""
    if not numbers:
        raise CannotChange("Markera minst ett ärende.")
    if len(numbers) > MOST_AT_ONCE:
        raise CannotChange(f"Markera högst {MOST_AT_ONCE} ärenden åt gången.")
    batch = uuid.uuid4().hex
    changed: list[str] = []
    refused: list[tuple[str, str]] = []
    for number in sorted(set(numbers)):
        try:
            changing.change_ticket(number=number, wanted=wanted, actor=actor, at=at, batch=batch)
        except Refusal as refusal:
            refused.append((number, str(refusal)))
        else:
            changed.append(number)
    return Stroke(batch, tuple(changed), tuple(refused))


def reply_many(
    *, numbers: tuple[str, ...], text: str, then: Status | None, actor: Actor, at: datetime
) -> Stroke:
    """Answer the same in many tickets; one that cannot be answered does not stop the rest.

    What has been sent cannot be taken back, so this stroke is not undone.
    """
    if not text.strip():
        raise CannotChange("Skriv vad de som väntar ska få veta.")
    batch = uuid.uuid4().hex
    wanted = standing.Reply(Written(text.strip()), then=then, batch=batch)
    changed: list[str] = []
    refused: list[tuple[str, str]] = []
    for number in sorted(set(numbers)):
        try:
            standing.reply_of_stroke(number=number, wanted=wanted, actor=actor, at=at)
        except Refusal as refusal:
            refused.append((number, str(refusal)))
        else:
            changed.append(number)
    return Stroke(batch, tuple(changed), tuple(refused))


def undo_stroke(*, batch: str, actor: Actor, at: datetime) -> Stroke:
    """Set back what one stroke changed, where nobody has changed it since.

    Raises CannotChange where there is no such stroke of the last ten minutes.
    """
    since = at - timedelta(minutes=UNDO_MINUTES)
    events = list(
        TicketEvent.objects.filter(batch=batch, at__gte=since, by_user_id=actor.user_id)
        .exclude(batch="")
        .exclude(kind=EventKind.MESSAGE)
        .select_related("ticket")
    )
    if not events:
        raise CannotChange(f"Det går att ångra i {UNDO_MINUTES} minuter. Ändra tillbaka för hand.")
    back: list[str] = []
    refused: list[tuple[str, str]] = []
    for event in events:
        try:
            _set_back(event, actor=actor, at=at)
        except Refusal as refusal:
            refused.append((event.ticket.number, str(refusal)))
        else:
            back.append(event.ticket.number)
    return Stroke(uuid.uuid4().hex, tuple(back), tuple(refused))


@transaction.atomic
def _set_back(event: TicketEvent, *, actor: Actor, at: datetime) -> None:
    own = {name: pair for name, pair in event.changes.items() if name in changing.FIELDS}
    changing.change_ticket(
        number=event.ticket.number,
        wanted=Wanted(
            fields={name: was for name, (was, _) in own.items()},
            seen={name: now for name, (_, now) in own.items()},
        ),
        actor=actor,
        at=at,
    )
    status = event.changes.get("status")
    ticket = rows.held(event.ticket.number)
    if status and ticket.status == status[1]:
        rows.save(ticket, {"status": status[0]}, actor=actor, at=at)
