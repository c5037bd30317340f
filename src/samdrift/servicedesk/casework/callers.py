"""Who calls: found by name, number or what stands on their computer, and what to know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from samdrift.assets.devices import queries as devices
from samdrift.directory import queries as directory
from samdrift.directory.queries import PersonCard
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.choices import UNSOLVED, Status
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import PersonNote
from samdrift.servicedesk.ports import Actor, Reader

MOST_NOTES = 20
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may be calling, and the device that they were found by."""

    person: PersonCard
    device: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """What to know before helping somebody, and who said so."""

    id: int
    text: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tickets somebody has: open, solved and not yet seen to, over."""

    open: int
    solved: int
    closed: int


def callers(words: str, *, limit: int = directory.MOST_FOUND) -> tuple[Caller, ...]:
    """Return those whom words point out, by themselves or by a device they have."""
    people = directory.people_found(words, limit=limit)
    found = {person.id: Caller(person) for person in people}
    things = devices.devices_found(words, limit=limit) if len(found) < limit else ()
    holders = {
        card.holder_id: card
        for card in reversed(things)
        if card.holder_id is not None and card.holder_id not in found
    }
    for person in directory.people(tuple(holders)):
        thing = holders[person.id]
        told = f"{thing.tag}, {thing.words}" if thing.words else thing.tag
        found[person.id] = Caller(person, told)
    return tuple(found.values())[:limit]


def tally(*, reader: Reader, person_id: int) -> Tally:
    """Return how many tickets of somebody's the reader may see, by how they stand."""
    rows = door.visible(reader).filter(requester=person_id, is_live=True)
    counted = rows.aggregate(
        open=Count("pk", filter=Q(status__in=UNSOLVED)),
        solved=Count("pk", filter=Q(status=Status.SOLVED)),
        closed=Count("pk", filter=Q(status=Status.CLOSED)),
    )
    return Tally(counted["open"], counted["solved"], counted["closed"])


def notes(person_id: int) -> tuple[Noted, ...]:
    """Return what to know before helping somebody, the latest first."""
    rows = PersonNote.objects.filter(person=person_id)[:MOST_NOTES]
    return tuple(Noted(row.pk, row.text, row.at, row.by_name) for row in rows)


@transaction.atomic
def write_note(*, person_id: int, text: str, actor: Actor, at: datetime) -> PersonNote:
    """Write down what to know before helping somebody."""
    told = " ".join(text.split())
    if not told or len(told) > LONGEST_NOTE:
        raise CannotChange(f"Skriv vad som är bra att veta, med högst {LONGEST_NOTE} tecken.")
    if PersonNote.objects.filter(person=person_id).count() >= MOST_NOTES:
        raise CannotChange(f"En person har högst {MOST_NOTES} anteckningar. Ta bort en först.")
    return PersonNote.objects.create(
        person_id=person_id, text=told, at=at, by_user_id=actor.user_id, by_name=actor.name
    )


def forget_note(*, person_id: int, note_id: int) -> None:
    """Take away what holds no longer."""
    gone, _ = PersonNote.objects.filter(person=person_id, pk=note_id).delete()
    if not gone:
        raise CannotChange("Anteckningen är redan borttagen.")
