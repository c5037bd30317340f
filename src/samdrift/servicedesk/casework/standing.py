"""How a ticket stands: answered, waiting, planned, solved, seen to be solved, open again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from samdrift.servicedesk.casework import away, clock, mentioning, rows
from samdrift.servicedesk.choices import (
    UNSOLVED,
    Channel,
    EventKind,
    MessageKind,
    Status,
)
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import Message, Opinion, Ticket
from samdrift.servicedesk.notices import services as notices
from samdrift.servicedesk.ports import SYSTEM, Actor, Written

REOPEN_DAYS = 7
"""Days, from the solution, in which its reporter may say that it is not solved."""


MOST_VISIT_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, the way it goes, how the ticket stands after it, and the stroke it is one of."""

    written: Written
    channel: Channel = Channel.PORTAL
    then: Status | None = None
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """On which day, at which hour if one is agreed on, where, and how long it may take."""

    on: date | None
    place: str = ""
    time: time | None = None
    minutes: int | None = None


@transaction.atomic
def reply(
    *,
    number: str,
    written: Written,
    actor: Actor,
    channel: Channel,
    at: datetime,
    then: Status | None = None,
) -> Message:
    """Answer whoever reported; `then` says how the ticket stands after that.

    The first answer is the response that the clock counts. An answer that solves is also the
    resolution.
    """
    ticket = rows.held(number)
    _check_unfinished(ticket)
    return _reply(ticket, Reply(written, channel, then), actor=actor, at=at)


@transaction.atomic
def reply_of_stroke(*, number: str, wanted: Reply, actor: Actor, at: datetime) -> Message:
    """Answer in one of many tickets that are answered at one stroke."""
    ticket = rows.held(number)
    _check_unfinished(ticket)
    return _reply(ticket, wanted, actor=actor, at=at)


def _reply(ticket: Ticket, wanted: Reply, *, actor: Actor, at: datetime) -> Message:
    written, then = wanted.written, wanted.then
    message = conversation.add_message(
        ticket, MessageKind.REPLY, written, actor=actor, channel=wanted.channel, at=at
    )
    if actor.user_id is not None:
        conversation.discard_draft(
            user_id=actor.user_id, ticket_id=ticket.pk, kind=MessageKind.REPLY
        )
    after: dict[str, Any] = {"is_answer_awaited": False} | _begun(ticket, actor)
    if ticket.responded_at is None:
        after["responded_at"] = at
    if then is Status.SOLVED:
        after |= _solved(written.text.strip() or "Se bilagan.", at)
    elif then is not None:
        after["status"] = then
    _move(ticket, after, actor=actor, at=at, kind=EventKind.MESSAGE, batch=wanted.batch)
    notices.tell_reply(ticket, message, at=at)
    return message


@transaction.atomic
def note(
    *,
    number: str,
    written: Written,
    actor: Actor,
    at: datetime,
    channel: Channel = Channel.PORTAL,
) -> Message:
    """Write a note that only those who help can read; how the ticket stands does not change.

    Whoever is mentioned (`@jonas`) is told, and follows the ticket from then on.
    """
    ticket = rows.held(number)
    message = conversation.add_message(
        ticket, MessageKind.NOTE, written, actor=actor, channel=channel, at=at
    )
    if actor.user_id is not None:
        conversation.discard_draft(
            user_id=actor.user_id, ticket_id=ticket.pk, kind=MessageKind.NOTE
        )
    mentioning.tell_mentioned(ticket, message, at=at)
    rows.save(ticket, {}, actor=actor, at=at, kind=EventKind.MESSAGE)
    notices.tell_note(ticket, message, at=at)
    return message


@transaction.atomic
def answer(
    *, number: str, written: Written, actor: Actor, channel: Channel, at: datetime
) -> Message:
    """Take in what its reporter writes: a ticket that waited goes on, a solved one is open again.

    A closed ticket is not opened: raises CannotChange, and whoever called registers a new one
    that follows it.
    """
    ticket = rows.held(number)
    if ticket.status in (Status.CLOSED, Status.MERGED):
        raise CannotChange(f"Ärende {number} är avslutat. Gör en ny anmälan som går vidare.")
    message = conversation.add_message(
        ticket, MessageKind.ANSWER, written, actor=actor, channel=channel, at=at
    )
    after: dict[str, Any] = {"is_answer_awaited": True}
    if ticket.status == Status.SOLVED:
        after |= _opened_again(ticket)
    elif ticket.status == Status.WAITING:
        after["status"] = Status.OPEN
    is_back = "status" in after
    _move(ticket, after, actor=actor, at=at, kind=EventKind.MESSAGE)
    if is_back:
        away.leave_to_group(ticket, at=at)
    notices.tell_answer(ticket, message, at=at)
    return message


@transaction.atomic
def set_standing(
    *, number: str, status: Status, actor: Actor, at: datetime, batch: str = ""
) -> Ticket:
    """Say that a ticket is worked on, or that the next step is its reporter's or a supplier's."""
    assert status in UNSOLVED, "solving, closing and merging are acts of their own"

    ticket = rows.held(number)
    _check_unfinished(ticket)
    _move(ticket, {"status": status, "wake_at": None}, actor=actor, at=at, batch=batch)
    return ticket


@transaction.atomic
def set_back(
    *, number: str, changes: Mapping[str, tuple[Any, Any]], actor: Actor, at: datetime
) -> None:
    """Let a ticket stand as it did before. Raises CannotChange where it has moved since."""
    ticket, told = rows.held(number), changes.get("status")
    if told is None:
        return
    if ticket.status != told[1]:
        raise CannotChange(f"Ärende {number} är {ticket.get_status_display().lower()} sedan dess.")
    after: dict[str, Any] = {"status": told[0]}
    if told[1] == Status.SOLVED:
        after |= {"solved_at": None, "resolution": "", "reopen_until": None}
    if wake_at := changes.get("wake_at", (None, None))[0]:
        after["wake_at"] = datetime.fromisoformat(wake_at)
    _move(ticket, after, actor=actor, at=at)


@transaction.atomic
def plan(*, number: str, wake_at: datetime, actor: Actor, at: datetime) -> Ticket:
    """Put a ticket by until a moment that is agreed on; its clock stands still till then."""
    ticket = rows.held(number)
    _check_unfinished(ticket)
    if wake_at <= at:
        raise CannotChange("Välj en tid som inte har varit.")
    _move(ticket, {"status": Status.PLANNED, "wake_at": wake_at}, actor=actor, at=at)
    return ticket


@transaction.atomic
def solve(*, number: str, resolution: str, actor: Actor, at: datetime) -> Ticket:
    """Say what solved it. Its reporter may say within seven days that it is not solved."""
    if not resolution.strip():
        raise CannotChange("Skriv vad som löste ärendet.")
    ticket = rows.held(number)
    _check_unfinished(ticket)
    after = _begun(ticket, actor) | _solved(resolution.strip(), at)
    if ticket.responded_at is None:
        after["responded_at"] = at
    _move(ticket, after, actor=actor, at=at)
    notices.tell_solved(ticket, by_name=actor.name, at=at)
    return ticket


@transaction.atomic
def withdraw(*, number: str, why: str, actor: Actor, at: datetime) -> Ticket:
    """Close a ticket that is taken back, with why; nobody is written to, or asked what they think.

    Raises CannotChange where it is solved or closed already.
    """
    ticket = rows.held(number)
    _check_unfinished(ticket)
    after = _solved(why, at)
    if ticket.responded_at is None:
        after["responded_at"] = at
    _move(ticket, after, actor=actor, at=at)
    _close(ticket, actor=actor, at=at)
    return ticket


@transaction.atomic
def verify(*, number: str, actor: Actor, at: datetime) -> Ticket:
    """Close a solved ticket, because its reporter, or whoever answers for it, saw that it works."""
    ticket = rows.held(number)
    if ticket.status != Status.SOLVED:
        raise CannotChange(f"Ärende {number} är inte löst än. Skriv först vad som löste det.")
    _close(ticket, actor=actor, at=at)
    return ticket


@transaction.atomic
def reopen(*, number: str, why: str, actor: Actor, at: datetime) -> Ticket:
    """Open a solved ticket again, because it is not solved.

    Raises CannotChange once it is closed: then a new one follows it.
    """
    ticket = rows.held(number)
    if ticket.status != Status.SOLVED:
        raise CannotChange(f"Ärende {number} kan inte öppnas igen. Gör en ny anmälan i stället.")
    if why.strip():
        conversation.add_message(
            ticket,
            MessageKind.ANSWER,
            Written(why.strip()),
            actor=actor,
            channel=Channel.PORTAL,
            at=at,
        )
    after = _opened_again(ticket) | {"is_answer_awaited": True}
    _move(ticket, after, actor=actor, at=at)
    away.leave_to_group(ticket, at=at)
    return ticket


@transaction.atomic
def rate(*, number: str, score: int, comment: str, at: datetime) -> Opinion:
    """Keep what whoever was helped thought of it; a later click changes an earlier one."""
    if score not in range(1, 6):
        raise CannotChange("Välj ett betyg från 1 till 5.")
    ticket = rows.held(number)
    if ticket.status not in (Status.SOLVED, Status.CLOSED):
        raise CannotChange(f"Ärende {number} är inte löst än, så det finns inget att betygsätta.")
    opinion, _ = Opinion.objects.update_or_create(
        ticket=ticket, defaults={"score": score, "comment": comment.strip(), "at": at}
    )
    return opinion


def close_unseen(*, at: datetime, limit: int = 500) -> int:
    """Close what was solved so long ago that nobody can say otherwise; return how many."""
    due = Ticket.objects.filter(status=Status.SOLVED, is_live=True, reopen_until__lte=at)
    numbers = list(due.order_by("reopen_until").values_list("number", flat=True)[:limit])
    for number in numbers:
        with transaction.atomic():
            ticket = rows.held(number)
            if ticket.status == Status.SOLVED:
                _close(ticket, actor=SYSTEM, at=at)
    return len(numbers)


def wake_planned(*, at: datetime, limit: int = 500) -> int:
    """Bring back what was put by until now; return how many."""
    due = Ticket.objects.filter(status=Status.PLANNED, is_live=True, wake_at__lte=at)
    numbers = list(due.order_by("wake_at").values_list("number", flat=True)[:limit])
    for number in numbers:
        with transaction.atomic():
            ticket = rows.held(number)
            if ticket.status == Status.PLANNED:
                _move(ticket, {"status": Status.OPEN, "wake_at": None}, actor=SYSTEM, at=at)
                away.leave_to_group(ticket, at=at)
    return len(numbers)


@transaction.atomic
def visit(*, number: str, wanted: Visit, actor: Actor, at: datetime) -> Ticket:
    """Say when and where somebody comes to see to it; no day takes the visit back."""
    ticket = rows.held(number)
    _check_unfinished(ticket)
    if wanted.minutes is not None and wanted.minutes not in range(1, MOST_VISIT_MINUTES + 1):
        raise CannotChange(f"Ett besök tar mellan 1 och {MOST_VISIT_MINUTES} minuter.")
    after = {
        "visit_on": wanted.on,
        "visit_time": wanted.time if wanted.on else None,
        "visit_minutes": wanted.minutes if wanted.on else None,
        "place": wanted.place.strip(),
    }
    rows.save(ticket, after, actor=actor, at=at)
    return ticket


def _check_unfinished(ticket: Ticket) -> None:
    if not ticket.is_unsolved:
        raise CannotChange(
            f"Ärende {ticket.number} är {ticket.get_status_display().lower()}. "
            "Öppna det igen, eller skapa ett nytt som går vidare."
        )


def _begun(ticket: Ticket, actor: Actor) -> dict[str, Any]:
    """Return what changes when somebody does the first thing with a new ticket."""
    if ticket.status != Status.NEW or actor.user_id is None:
        return {}
    begun: dict[str, Any] = {"status": Status.OPEN}
    if ticket.assignee_id is None:
        begun["assignee_id"] = actor.user_id
    if ticket.owner_id is None:
        begun["owner_id"] = actor.user_id
    return begun


def _solved(resolution: str, at: datetime) -> dict[str, Any]:
    return {
        "status": Status.SOLVED,
        "solved_at": at,
        "resolution": resolution,
        "reopen_until": at + timedelta(days=REOPEN_DAYS),
        "wake_at": None,
        "is_answer_awaited": False,
    }


def _opened_again(ticket: Ticket) -> dict[str, Any]:
    return {
        "status": Status.OPEN,
        "solved_at": None,
        "resolution": "",
        "reopen_until": None,
        "reopened_count": ticket.reopened_count + 1,
    }


def _close(ticket: Ticket, *, actor: Actor, at: datetime) -> None:
    """Close a solved ticket as of when it was solved, which is how long it took."""
    solved_at = ticket.solved_at
    assert solved_at is not None, "what is solved knows when"
    took = solved_at - ticket.opened_at
    after = {
        "status": Status.CLOSED,
        "closed_at": solved_at,
        "elapsed_seconds": took.days * 86_400 + took.seconds,
        "reopen_until": None,
    }
    _move(ticket, after, actor=actor, at=at)


def _move(
    ticket: Ticket,
    after: dict[str, Any],
    *,
    actor: Actor,
    at: datetime,
    kind: EventKind = EventKind.CHANGED,
    batch: str = "",
) -> None:
    """Write how the ticket stands now, and let its clock follow."""
    before = Status(ticket.status)
    was_answered = ticket.responded_at is not None
    rows.save(ticket, after, actor=actor, at=at, kind=kind, batch=batch)
    if not was_answered and ticket.responded_at is not None:
        clock.respond(ticket, actor=actor, at=at)
    clock.follow(ticket, before, actor=actor, at=at)
