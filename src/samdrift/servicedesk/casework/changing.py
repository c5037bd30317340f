"""Changing what a ticket says: its kind, its priority, who works on it and who answers for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.directory import queries as directory
from samdrift.parties import queries as parties
from samdrift.servicedesk.casework import clock, rows
from samdrift.servicedesk.choices import Kind, Level, Status
from samdrift.servicedesk.errors import CannotChange, ChangedMeanwhile, Clash
from samdrift.servicedesk.models import Group, Ticket, TicketEvent
from samdrift.servicedesk.ports import Actor, Value, Wanted

FREE = frozenset({"subject", "category", "service", "place", "visit_on", "is_secret", "unit_id"})
CHOSEN = frozenset({"kind", "impact", "urgency", "group_id", "assignee_id", "owner_id"})
TOLD = frozenset({"requester_id", "organisation_id"})
_ROWS = frozenset({"group_id", "assignee_id", "owner_id", "requester_id", "organisation_id"})
FIELDS = FREE | CHOSEN | TOLD
"""What may be changed as a field; how the ticket stands is changed by doing something."""


@transaction.atomic
def change_ticket(
    *, number: str, wanted: Wanted, actor: Actor, at: datetime, batch: str = ""
) -> Ticket:
    """Change fields of a ticket, all or none, as one event.

    Whoever gives it to another group takes it from the one who worked on it. Whoever is given a
    new ticket begins it. Raises ChangedMeanwhile where somebody else was first with a field, and
    CannotChange where a value is not one of those there are, or the ticket is closed.
    """
    assert wanted.fields.keys() <= FIELDS, "only what a ticket has"

    ticket = rows.held(number)
    _check_open(ticket)
    _check_seen(ticket, wanted)
    after: dict[str, Any] = {name: _checked(name, value) for name, value in wanted.fields.items()}
    after |= _follows_from(ticket, after)
    if after.get("visit_on", ticket.visit_on) != ticket.visit_on:
        after["visit_time"] = None  # The hour was agreed on for another day.

    level_before = _held_to(ticket)
    rows.save(ticket, after, actor=actor, at=at, batch=batch)
    if level_before != _held_to(ticket) and ticket.is_unsolved:
        clock.change_level(ticket, actor=actor, at=at)
    return ticket


def _held_to(ticket: Ticket) -> tuple[object, ...]:
    """Return what says which promise a ticket is held to."""
    return (ticket.service, ticket.organisation_id, ticket.priority)


def _check_open(ticket: Ticket) -> None:
    if ticket.status in (Status.CLOSED, Status.MERGED):
        raise CannotChange(
            f"Ärende {ticket.number} är avslutat och ändras inte. Skapa ett nytt som går vidare."
        )


def _check_seen(ticket: Ticket, wanted: Wanted) -> None:
    """Check that nobody else has changed what is to be changed; other fields are left alone."""
    clashes = tuple(
        Clash(name, getattr(ticket, name), wanted.fields[name], _changed_by(ticket, name))
        for name, seen in wanted.seen.items()
        if name in wanted.fields and getattr(ticket, name) not in (seen, wanted.fields[name])
    )
    if clashes:
        raise ChangedMeanwhile(
            f"Någon annan ändrade ärende {ticket.number} medan du hade det öppet. "
            "Inget är sparat. Se vad som står nu och ändra på nytt.",
            clashes,
        )


def _changed_by(ticket: Ticket, name: str) -> str:
    events = TicketEvent.objects.filter(ticket=ticket, changes__has_key=name).order_by("-id")
    return events.values_list("by_name", flat=True).first() or ""


def _checked(name: str, value: Value) -> Value:
    """Return a value that the field may have. Raises CannotChange, which says what it may be."""
    allowed: dict[str, Any] = {"kind": Kind.values, "impact": Level.values, "urgency": Level.values}
    if name in allowed and value not in allowed[name]:
        raise CannotChange(f"Välj ett av värdena {', '.join(map(str, allowed[name]))}.")
    if name in _ROWS and value is not None and not _exists(name, str(value)):
        raise CannotChange("Det du valde finns inte längre. Välj bland dem som visas.")
    if name == "subject" and not str(value).strip():
        raise CannotChange("Skriv med några ord vad det gäller.")
    return value


def _exists(name: str, value: str) -> bool:
    """Whether what a field is to point at is there, and still in use."""
    if name == "organisation_id":
        return value in parties.codes()
    if name == "requester_id":
        return directory.person(int(value)) is not None
    if name == "group_id":
        return Group.objects.filter(pk=int(value), is_active=True).exists()
    return User.objects.filter(pk=int(value), is_active=True).exists()


def _follows_from(ticket: Ticket, after: dict[str, Any]) -> dict[str, Any]:
    """Return what else changes with what is changed."""
    told: dict[str, Any] = {}
    if {"impact", "urgency"} & after.keys():
        told["priority"] = clock.priority(
            impact=after.get("impact", ticket.impact), urgency=after.get("urgency", ticket.urgency)
        )
    group_id = after.get("group_id", ticket.group_id)
    if group_id != ticket.group_id:
        told["line"] = Group.objects.get(pk=group_id).line if group_id else ticket.line
        if "assignee_id" not in after:
            told["assignee_id"] = None
    if after.get("assignee_id") and ticket.status == Status.NEW:
        told["status"] = Status.OPEN
        if ticket.owner_id is None and "owner_id" not in after:
            told["owner_id"] = after["assignee_id"]
    if requester_id := after.get("requester_id"):
        person = directory.person(int(requester_id))
        if person is not None and "unit_id" not in after:
            told |= {"unit_id": person.unit_id, "organisation_id": person.organisation_code}
    return told
