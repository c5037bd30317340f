"""Many tickets changed at one stroke, and the stroke undone."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import transaction

from samdrift.kernel.refusals import Refusal
from samdrift.servicedesk.casework import beside, changing, keywords, standing
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.keywords import apart
from samdrift.servicedesk.models import TicketEvent
from samdrift.servicedesk.ports import Actor, Value, Wanted, Written

MOST_AT_ONCE = 500
UNDO_MINUTES = 10
_UNDONE = {"status", beside.WATCHED, keywords.FIELD}
THEN = (Status.OPEN, Status.WAITING, Status.SOLVED)
"""How many tickets may come to stand at one stroke."""


@dataclass(frozen=True, slots=True)
class Together:
    """What becomes of many tickets: fields, how they stand, what those who wait are told.

    `is_watched` says whether whoever does it follows them from then on; `added` and `dropped` are
    keywords.
    """

    fields: Mapping[str, Value] = field(default_factory=dict)
    then: Status | None = None
    text: str = ""
    is_watched: bool | None = None
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def may_be_undone(self) -> bool:
        """Whether there is more to it than what is sent."""
        return replace(self, text="") != Together()


@dataclass(frozen=True, slots=True)
class Stroke:
    """What became of one stroke: the tickets it changed, and those it could not, with why."""

    batch: str
    changed: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def change_many(
    *, numbers: tuple[str, ...], wanted: Together, actor: Actor, at: datetime
) -> Stroke:
    """Do the same with many tickets; one that it cannot be done with does not stop the rest.

    What is solved says what solved it: without a text, CannotChange is raised.
    """
    if not numbers:
        raise CannotChange("Markera minst ett ärende.")
    if len(numbers) > MOST_AT_ONCE:
        raise CannotChange(f"Markera högst {MOST_AT_ONCE} ärenden åt gången.")
    if wanted == Together():
        raise CannotChange("Välj vad som ska ändras.")
    if wanted.then not in (None, *THEN):
        raise CannotChange("Välj bland de värden som visas.")
    if wanted.then is Status.SOLVED and not wanted.text.strip():
        raise CannotChange("Skriv vad som löste ärendena. De som väntar får det som svar.")
    batch = new_batch()
    return _stroke(
        batch, numbers, lambda each: _change(each, wanted, actor=actor, at=at, batch=batch)
    )


def reply_many(
    *, numbers: tuple[str, ...], text: str, then: Status | None, actor: Actor, at: datetime
) -> Stroke:
    """Answer the same in many tickets; one that cannot be answered does not stop the rest."""
    if not text.strip():
        raise CannotChange("Skriv vad de som väntar ska få veta.")
    wanted, batch = Together(then=then, text=text), new_batch()
    return _stroke(
        batch, numbers, lambda each: _change(each, wanted, actor=actor, at=at, batch=batch)
    )


def new_batch() -> str:
    """Return what one stroke is known by, when it is undone."""
    return uuid.uuid4().hex


def undo_stroke(*, batch: str, actor: Actor, at: datetime) -> Stroke:
    """Set back what one stroke changed, where nobody has changed it since.

    What was sent stays sent; how the tickets stood comes back. Raises CannotChange where there is
    no such stroke of the last ten minutes.
    """
    since = at - timedelta(minutes=UNDO_MINUTES)
    found = TicketEvent.objects.filter(batch=batch, at__gte=since, by_user_id=actor.user_id)
    events = {
        event.pk: event
        for event in found.exclude(batch="").select_related("ticket").order_by("-pk")
        if _UNDONE & event.changes.keys() or _fields(event)
    }
    if not events:
        raise CannotChange(f"Det går att ångra i {UNDO_MINUTES} minuter. Ändra tillbaka för hand.")
    by_ticket: dict[str, list[TicketEvent]] = {}
    for event in events.values():
        by_ticket.setdefault(event.ticket.number, []).append(event)

    def set_back(number: str) -> None:
        for event in by_ticket[number]:
            _set_back(event, actor=actor, at=at)

    return _stroke(new_batch(), tuple(by_ticket), set_back)


def _stroke(batch: str, numbers: tuple[str, ...], act: Callable[[str], None]) -> Stroke:
    """Do something with each ticket, whole or not at all."""
    changed: list[str] = []
    refused: list[tuple[str, str]] = []
    for number in sorted(set(numbers)):
        try:
            with transaction.atomic():
                act(number)
        except Refusal as refusal:
            refused.append((number, str(refusal)))
        else:
            changed.append(number)
    return Stroke(batch, tuple(changed), tuple(refused))


def _change(number: str, wanted: Together, *, actor: Actor, at: datetime, batch: str) -> None:
    if wanted.fields:
        told = Wanted(wanted.fields)
        changing.change_ticket(number=number, wanted=told, actor=actor, at=at, batch=batch)
    if wanted.text.strip():
        reply = standing.Reply(Written(wanted.text.strip()), then=wanted.then, batch=batch)
        standing.reply_of_stroke(number=number, wanted=reply, actor=actor, at=at)
    elif wanted.then is not None:
        standing.set_standing(number=number, status=wanted.then, actor=actor, at=at, batch=batch)
    if wanted.added or wanted.dropped:
        added, dropped = wanted.added, wanted.dropped
        keywords.change_keywords(
            number=number, added=added, dropped=dropped, actor=actor, at=at, batch=batch
        )
    if wanted.is_watched is not None:
        beside.watch_undoably(
            number=number, is_wanted=wanted.is_watched, actor=actor, at=at, batch=batch
        )


def _set_back(event: TicketEvent, *, actor: Actor, at: datetime) -> None:
    number, changes = event.ticket.number, event.changes
    standing.set_back(number=number, changes=changes, actor=actor, at=at)
    if beside.WATCHED in changes:
        beside.watch_undoably(
            number=number, is_wanted=changes[beside.WATCHED][0], actor=actor, at=at
        )
    if keywords.FIELD in changes:
        was, now = (frozenset(apart(line)) for line in changes[keywords.FIELD])
        keywords.change_keywords(
            number=number, added=was - now, dropped=now - was, actor=actor, at=at
        )
    if own := _fields(event):
        wanted = Wanted(
            fields={name: was for name, (was, _) in own.items()},
            seen={name: now for name, (_, now) in own.items()},
        )
        changing.change_ticket(number=number, wanted=wanted, actor=actor, at=at)


def _fields(event: TicketEvent) -> dict[str, tuple[Value, Value]]:
    return {name: pair for name, pair in event.changes.items() if name in changing.FIELDS}
