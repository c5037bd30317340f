"""Which things a ticket concerns, and which tickets concern a thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from samdrift.assets.devices import queries as devices
from samdrift.assets.devices.queries import DeviceCard
from samdrift.assets.models import Device
from samdrift.servicedesk.casework import door, rows
from samdrift.servicedesk.choices import EventKind
from samdrift.servicedesk.errors import CannotRelate
from samdrift.servicedesk.history import services as history
from samdrift.servicedesk.models import ConcernedThing, Ticket
from samdrift.servicedesk.ports import Actor, Reader

MOST_THINGS = 50


@dataclass(frozen=True, slots=True)
class Beside:
    """A thing beside a ticket: one that it concerns, or one that its reporter has."""

    device: DeviceCard
    is_concerned: bool


@dataclass(frozen=True, slots=True)
class CaseOfThing:
    """A ticket that concerns a thing."""

    number: str
    subject: str
    status: str
    opened_at: datetime


def beside(*, ticket_id: int, person_id: int | None) -> tuple[Beside, ...]:
    """Return the things that a ticket concerns, then what else its reporter has."""
    told = ConcernedThing.objects.filter(ticket=ticket_id)
    wanted = Q(pk__in=told.values("device"))
    if person_id is not None:
        wanted |= Q(holder=person_id)
    found = Device.objects.filter(wanted).annotate(
        is_concerned=Exists(told.filter(device=OuterRef("pk")))
    )
    concerned = {row.tag: row.is_concerned for row in found}
    lines = [Beside(card, concerned[card.tag]) for card in devices.cards(found)]
    return tuple(sorted(lines, key=lambda each: (not each.is_concerned, each.device.tag)))


def cases_of(*, device_id: int, reader: Reader, most: int) -> tuple[CaseOfThing, ...]:
    """Return the tickets that concern a thing, of those that may be read, the latest first."""
    told = ConcernedThing.objects.filter(device=device_id)
    found = door.visible(reader).filter(pk__in=told.values("ticket")).order_by("-opened_at", "-id")
    return tuple(
        CaseOfThing(row.number, row.subject or row.category, row.status, row.opened_at)
        for row in found[:most]
    )


@transaction.atomic
def concern(*, number: str, tag: str, actor: Actor, at: datetime) -> None:
    """Say that a ticket concerns a thing; twice is once."""
    ticket = rows.held(number)
    device = Device.objects.filter(tag=tag.strip().upper()).exclude(state=None).first()
    if device is None:
        raise CannotRelate("Det finns ingen inventarie med den märkningen.")
    if ConcernedThing.objects.filter(ticket=ticket).count() >= MOST_THINGS:
        raise CannotRelate(f"Ett ärende kan gälla högst {MOST_THINGS} inventarier.")
    _told, is_new = ConcernedThing.objects.get_or_create(ticket=ticket, device=device)
    if is_new:
        _note(ticket, EventKind.LINKED, (None, device.tag), actor, at)


@transaction.atomic
def leave(*, number: str, tag: str, actor: Actor, at: datetime) -> None:
    """Take back that a ticket concerns a thing."""
    ticket = rows.held(number)
    gone, _of_each = ConcernedThing.objects.filter(ticket=ticket, device__tag=tag).delete()
    if not gone:
        raise CannotRelate("Ärendet gäller inte den inventarien.")
    _note(ticket, EventKind.UNLINKED, (tag, None), actor, at)


def _note(
    ticket: Ticket, kind: EventKind, told: tuple[str | None, str | None], actor: Actor, at: datetime
) -> None:
    history.write_event(ticket, kind, actor=actor, at=at, changes={"thing": told})
