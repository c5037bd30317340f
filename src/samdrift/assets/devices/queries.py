"""Devices found by what stands on them, or what the network calls them; and whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from samdrift.assets import queries
from samdrift.assets.models import Device
from samdrift.plumbing.palette.begins import beginning

SHORTEST = 3
"""Signs that must be typed before a device is looked for."""
_NAMES = ("tag", "name", "serial")


@dataclass(frozen=True, slots=True)
class DeviceCard:
    """A device as the desk sees it beside whoever has it."""

    tag: str
    name: str
    serial: str
    model: str
    kind: str
    """What sort of thing it is, where its model is not known."""
    organisation_code: str
    holder_id: int | None
    held_since: date | None

    @property
    def words(self) -> str:
        """Return what it is, in a few words."""
        parts = (self.model or self.kind, self.name if self.name != self.tag else "", self.serial)
        return ", ".join(part for part in parts if part)


def devices_of(person_id: int) -> tuple[DeviceCard, ...]:
    """Return what somebody has now."""
    return cards(Device.objects.filter(holder=person_id))


def devices_found(words: str, *, limit: int) -> tuple[DeviceCard, ...]:
    """Return the devices whose tag, name or serial number begins as what is typed."""
    typed = words.strip().upper()
    if len(typed) < SHORTEST or " " in typed:
        return ()
    found: dict[int, Device] = {}
    for field in _NAMES:
        for row in beginning(Device.objects.order_by(), field, (typed,), limit):
            found.setdefault(row.pk, row)
    return cards(list(found.values())[:limit])


def cards(rows: QuerySet[Device] | Iterable[Device]) -> tuple[DeviceCard, ...]:
    """Return devices as the desk sees them."""
    found = list(rows)
    labels = queries.kind_labels() if any(row.kind and not row.model for row in found) else {}
    return tuple(
        DeviceCard(
            tag=row.tag,
            name=row.name,
            serial=row.serial,
            model=row.model,
            kind="" if row.model else labels.get(row.kind, row.kind),
            organisation_code=str(row.organisation_id),
            holder_id=row.holder_id,
            held_since=row.held_since,
        )
        for row in found
    )
