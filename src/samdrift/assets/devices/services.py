"""Devices kept as a list tells of them, handed out and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from samdrift.assets.devices.listing import DeviceRow
from samdrift.assets.devices.queries import DeviceCard, cards
from samdrift.assets.models import Device
from samdrift.directory import queries as directory
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties

_TOLD = ("name", "serial", "model", "kind", "organisation_id", "holder_id", "held_since")


class BadDevice(Refusal):
    """A device that cannot be as asked."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a list of devices."""

    new: int
    changed: int
    unchanged: int


@transaction.atomic
def hand_out(*, tag: str, person_id: int, on: date) -> DeviceCard:
    """Say that somebody has a device from a day on, whoever had it before."""
    device = _held(tag)
    if device.holder_id != person_id:
        device.holder_id, device.held_since = person_id, on
        device.save(update_fields=["holder", "held_since"])
    return cards([device])[0]


@transaction.atomic
def take_back(*, tag: str, person_id: int) -> DeviceCard:
    """Say that somebody does not have a device any longer."""
    device = _held(tag)
    if device.holder_id != person_id:
        raise BadDevice(f"{device.tag} står inte längre på den personen.")
    device.holder, device.held_since = None, None
    device.save(update_fields=["holder", "held_since"])
    return cards([device])[0]


@transaction.atomic
def keep_list(rows: Sequence[DeviceRow], *, on: date) -> Kept:
    """Keep devices as a list tells of them, all or none; those it does not name stay as they are.

    Raises BadDevice, which tells of every line with an organisation or a person nobody knows.
    """
    people = directory.ids_by_email({row.holder_email for row in rows if row.holder_email})
    _check(rows, people)
    known = {row.tag: row for row in Device.objects.filter(tag__in=[each.tag for each in rows])}
    new, changed = [], []
    for row in rows:
        device = known.get(row.tag) or Device(tag=row.tag)
        before = _told(device)
        _write(device, row, people.get(row.holder_email.casefold()), on)
        if row.tag not in known:
            new.append(device)
        elif _told(device) != before:
            changed.append(device)
    Device.objects.bulk_create(new)
    Device.objects.bulk_update(changed, [name.removesuffix("_id") for name in _TOLD])
    return Kept(len(new), len(changed), len(rows) - len(new) - len(changed))


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


def _write(device: Device, row: DeviceRow, holder_id: int | None, on: date) -> None:
    device.name, device.serial, device.model = row.name, row.serial, row.model
    device.kind, device.organisation_id = row.kind, row.organisation_code
    if device.holder_id != holder_id:
        device.holder_id, device.held_since = holder_id, on if holder_id else None


def _told(device: Device) -> list[object]:
    return [getattr(device, name) for name in _TOLD]


def _held(tag: str) -> Device:
    typed = tag.strip().upper()
    device = Device.objects.select_for_update().filter(tag=typed).first()
    if device is None:
        raise BadDevice(f"Det finns ingen utrustning märkt {typed or '–'}.")
    return device
