"""Devices kept as a list tells of them, handed out and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from samdrift.assets.devices.listing import DeviceRow
from samdrift.assets.devices.queries import DeviceCard, cards
from samdrift.assets.life import queries as life
from samdrift.assets.life import services as life_services
from samdrift.assets.life import telling
from samdrift.assets.models import Device
from samdrift.assets.ports import SYSTEM, Actor, NewThing, Told
from samdrift.directory import queries as directory
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing.clock import SWEDEN

LISTED = "list"
"""The act of an event that a list tells of."""
HAND_OVER, MOVE, TAKE_BACK = "hand-over", "move", "take-back"
_HELD, _ACTIVE = "held", "active"
_TOLD = ("name", "serial", "model", "kind")


class BadDevice(Refusal):
    """A device that cannot be as asked."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a list of devices."""

    new: int
    changed: int
    unchanged: int


@transaction.atomic
def hand_out(*, tag: str, person_id: int, actor: Actor, at: datetime) -> DeviceCard:
    """Say that somebody has a device from today on, whoever had it before."""
    device = _held(tag)
    if device.holder_id != person_id:
        states = life.states()
        is_moved = device.state_id in states and states[str(device.state_id)].is_in_service
        _step(device, MOVE if is_moved else HAND_OVER, actor, at, holder_id=person_id)
    return cards([device])[0]


@transaction.atomic
def take_back(*, tag: str, person_id: int, actor: Actor, at: datetime) -> DeviceCard:
    """Say that somebody does not have a device any longer."""
    device = _held(tag)
    if device.holder_id != person_id:
        raise BadDevice(f"{device.tag} står inte längre på den personen.")
    _step(device, TAKE_BACK, actor, at)
    return cards([device])[0]


def _step(
    device: Device, act: str, actor: Actor, at: datetime, *, holder_id: int | None = None
) -> None:
    told = Told(at.astimezone(SWEDEN).date(), holder_id=holder_id)
    made = life_services.take_step(tags=[device.tag], act=act, told=told, actor=actor, at=at)
    if made.refused:
        tag, why = made.refused[0]
        raise BadDevice(f"{tag}: {why}")
    device.refresh_from_db()


@transaction.atomic
def keep_list(rows: Sequence[DeviceRow], *, at: datetime) -> Kept:
    """Keep devices as a list tells of them, all or none; those it does not name stay as they are.

    What such a list tells of is counted by a package, not by the register. Raises BadDevice, which
    tells of every line with an organisation or a person nobody knows.
    """
    people = directory.ids_by_email({row.holder_email for row in rows if row.holder_email})
    _check(rows, people)
    on = at.astimezone(SWEDEN).date()
    tags = [row.tag for row in rows]
    known = {
        row.tag: row
        for row in Device.objects.select_for_update().filter(tag__in=tags).exclude(state=None)
    }
    states = _states(rows)
    holders = {row.tag: people.get(row.holder_email.casefold()) for row in rows}
    new = [row for row in rows if row.tag not in known]
    life_services.register(
        [_new(row, holders[row.tag], states, on) for row in new], actor=SYSTEM, at=at
    )
    old = [(known[row.tag], row) for row in rows if row.tag in known]
    changed = _write(old, at, on) | _stand(old, holders, at)
    return Kept(len(new), len(changed), len(old) - len(changed))


def _new(row: DeviceRow, holder_id: int | None, states: Mapping[str, str], on: date) -> NewThing:
    return NewThing(
        tag=row.tag,
        kind=row.kind,
        state=states[row.kind] if holder_id else _ACTIVE,
        told=Told(on, organisation=row.organisation_code, holder_id=holder_id),
        name=row.name,
        serial=row.serial,
        model=row.model,
        is_counted=False,
    )


def _states(rows: Sequence[DeviceRow]) -> dict[str, str]:
    """Return the state of what somebody has, by kind: it is handed out, or it is used."""
    return {
        kind: _HELD if _HELD in life.beginnings(kind) else _ACTIVE
        for kind in {row.kind for row in rows}
    }


def _write(old: Sequence[tuple[Device, DeviceRow]], at: datetime, on: date) -> set[str]:
    """Write over what devices are called; return those that were called otherwise."""
    writings = [(device, {name: getattr(row, name) for name in _TOLD}) for device, row in old]
    found = [
        (device, wanted, changes)
        for device, wanted in writings
        if (changes := telling.changes(device, wanted))
    ]
    telling.write(found, actor=SYSTEM, at=at, day=on)
    return {device.tag for device, _wanted, _changes in found}


def _stand(
    old: Sequence[tuple[Device, DeviceRow]],
    holders: Mapping[str, int | None],
    at: datetime,
) -> set[str]:
    """Say whose devices are and who has them; return those that stood otherwise."""
    on = at.astimezone(SWEDEN).date()
    states = _states([row for _device, row in old])
    moved: list[tuple[Device, dict[str, Any]]] = []
    for device, row in old:
        holder_id = holders[row.tag]
        told = {"organisation": row.organisation_code, "holder": holder_id}
        state = states[row.kind] if holder_id else _ACTIVE
        if (device.organisation_id, device.holder_id) != tuple(told.values()):
            moved.append((device, told | {"state": state, "place": None}))
    last = telling.last_days([device for device, _told in moved])
    telling.tell(
        [
            telling.Line(device, LISTED, max(on, last.get(device.pk, on)), told)
            for device, told in moved
        ],
        actor=SYSTEM,
        at=at,
    )
    return {device.tag for device, _told in moved}


def _check(rows: Sequence[DeviceRow], people: dict[str, int]) -> None:
    codes = parties.codes()
    faults = [
        f"Rad {row.line}: organisationen {row.organisation_code} finns inte."
        for row in rows
        if row.organisation_code not in codes
    ]
    faults += [
        f"Rad {row.line}: ingen i katalogen har adressen {row.holder_email}."
        for row in rows
        if row.holder_email and row.holder_email.casefold() not in people
    ]
    if faults:
        raise BadDevice("\n".join(("Inget är inläst.", *faults[:20])))


def _held(tag: str) -> Device:
    typed = tag.strip().upper()
    device = Device.objects.select_for_update().filter(tag=typed).first()
    if device is None:
        raise BadDevice(f"Det finns ingen utrustning märkt {typed or '–'}.")
    return device
