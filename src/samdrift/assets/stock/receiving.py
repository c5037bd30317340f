"""Things that have come: tags and serial numbers read in bulk from what was scanned or pasted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from samdrift.assets.errors import CannotKeep
from samdrift.assets.life import queries as life
from samdrift.assets.life import services
from samdrift.assets.models import AssetKind, Device
from samdrift.assets.ports import Actor, NewThing, Told

MOST_LINES = 1_000
TAG = re.compile(r"[0-9A-ZÅÄÖÉÜ][0-9A-ZÅÄÖÉÜ ._:+-]{0,99}")
"""What may stand on a thing: nothing that an address, or a label, could not carry."""
_NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class Arrived:
    """Things of one kind and model that came together."""

    kind: str
    model: str
    organisation: str
    state: str
    place_id: int | None
    day: date
    written: str
    """A thing a line: tag and serial number, or only the number where tags are given out here."""
    first_tag: str = ""
    """The tag of the first, which the others are numbered on from."""
    note: str = ""
    bought_on: date | None = None
    warranty_until: date | None = None
    cost_ore: int | None = None


def pairs(arrived: Arrived) -> tuple[tuple[str, str], ...]:
    """Return the tag and the serial number of every thing. Raises CannotKeep on any fault."""
    cells = [
        [cell.strip().upper() for cell in re.split(r"[\t;,]", line)]
        for line in arrived.written.splitlines()
        if line.strip()
    ]
    if not cells or len(cells) > MOST_LINES:
        raise CannotKeep(f"Skriv en inventarie på varje rad, högst {MOST_LINES} rader.")
    if not arrived.first_tag:
        found = [(row[0], row[1] if len(row) > 1 else "") for row in cells]
    else:
        tags = _numbered(arrived.first_tag.strip().upper(), len(cells))
        found = list(zip(tags, (row[0] for row in cells), strict=True))
    _check(found)
    return tuple(found)


def receive(arrived: Arrived, *, actor: Actor, at: datetime, stroke: str) -> tuple[str, ...]:
    """Register what has come, all of it or nothing; return the tags."""
    if not AssetKind.objects.filter(key=arrived.kind, is_group=False).exists():
        raise CannotKeep("Välj ett slag som kan ha inventarier.")
    if arrived.state not in life.beginnings(arrived.kind):
        raise CannotKeep("Välj ett läge som slaget kan börja i.")
    if life.states()[arrived.state].is_in_stock and arrived.place_id is None:
        raise CannotKeep("Välj lagerplatsen som de ligger på.")
    told = Told(
        arrived.day,
        organisation=arrived.organisation,
        place_id=arrived.place_id if life.states()[arrived.state].is_in_stock else None,
        note=arrived.note,
    )
    things = [
        NewThing(
            tag=tag,
            kind=arrived.kind,
            state=arrived.state,
            told=told,
            serial=serial,
            model=arrived.model.strip(),
            bought_on=arrived.bought_on,
            warranty_until=arrived.warranty_until,
            cost_ore=arrived.cost_ore,
        )
        for tag, serial in pairs(arrived)
    ]
    services.register(things, actor=actor, at=at, stroke=stroke)
    return tuple(thing.tag for thing in things)


def _numbered(first: str, number: int) -> list[str]:
    match = _NUMBERED.fullmatch(first)
    if match is None:
        raise CannotKeep("Den första märkningen ska sluta med ett nummer, som KIN-30501.")
    stem, digits = match.groups()
    return [f"{stem}{int(digits) + at:0{len(digits)}d}" for at in range(number)]


def _check(found: list[tuple[str, str]]) -> None:
    tags = Counter(tag for tag, _serial in found)
    serials = Counter(serial for _tag, serial in found if serial)
    known = Device.objects.exclude(state=None).filter(serial__in=serials)
    faults = [f"{tag} kan inte vara en märkning." for tag in tags if not TAG.fullmatch(tag)]
    faults += [f"{tag} står på {n} rader." for tag, n in tags.items() if n > 1]
    faults += [f"Serienumret {serial} står på {n} rader." for serial, n in serials.items() if n > 1]
    faults += [f"Serienumret {s} är för långt." for s in serials if len(s) > 100]
    faults += [
        f"Serienumret {serial} har redan {tag}."
        for serial, tag in known.values_list("serial", "tag")
    ]
    if faults:
        raise CannotKeep("\n".join(("Inget är registrerat.", *sorted(faults)[:20])))
