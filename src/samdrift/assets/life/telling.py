"""How events are written down, and how things stand because of them told anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from samdrift.assets.life import queries
from samdrift.assets.life.story import WRITTEN, Happened, Held, Stood, held, stood
from samdrift.assets.models import Device, DeviceEvent, Holding, Standing
from samdrift.assets.ports import Actor

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """An event to be written down."""

    device: Device
    act: str
    day: date
    sets: dict[str, Any]
    note: str = ""
    corrects: DeviceEvent | None = None


def tell(lines: Sequence[Line], *, actor: Actor, at: datetime, stroke: str = "") -> None:
    """Write events down, and tell anew how their things stand; within a transaction.

    Whoever calls holds the things.
    """
    if not lines:
        return
    DeviceEvent.objects.bulk_create(
        [
            DeviceEvent(
                device=line.device,
                act=line.act,
                day=line.day,
                at=at,
                by_user_id=actor.user_id,
                by_name=actor.name,
                sets=line.sets,
                note=line.note.strip(),
                corrects=line.corrects,
                stroke=stroke,
            )
            for line in lines
        ],
        batch_size=BATCH,
    )
    retell([line.device for line in lines])


def retell(devices: Sequence[Device]) -> None:
    """Tell anew, from their events, how things stand and stood, and when they were held."""
    told = stories([row.pk for row in devices])
    spans = {row.pk: stood(told[row.pk]) for row in devices}
    serving = queries.in_service()
    _keep_standings(spans)
    _keep_holdings(
        {row.pk: (row, held(spans[row.pk], serving) if row.is_counted else ()) for row in devices}
    )
    for row in devices:
        _stand(row, spans[row.pk])
    Device.objects.bulk_update(devices, _STANDS, batch_size=500)


_STANDS = (
    "state", "organisation", "holder", "held_since", "unit", "place", "location", "version",
)  # fmt: skip


def _stand(row: Device, spans: Sequence[Stood]) -> None:
    row.version += 1
    if not spans:
        row.state_id = row.holder_id = row.held_since = row.unit_id = row.place_id = None
        row.location = ""
        return
    last = spans[-1]
    row.state_id, row.organisation_id = last.state, last.organisation
    row.holder_id, row.unit_id, row.place_id = last.holder, last.unit, last.place
    row.location = last.location
    row.held_since = _since(spans) if last.holder else None


def _since(spans: Sequence[Stood]) -> date:
    """Return since when whoever has a thing has had it, without a day between."""
    since = spans[-1].start
    for span in reversed(spans):
        if span.holder != spans[-1].holder:
            break
        since = span.start
    return since


def stories(device_ids: Collection[int]) -> dict[int, list[Happened]]:
    """Return what has happened to things, in the order it was told."""
    found: dict[int, list[Happened]] = defaultdict(list)
    rows = DeviceEvent.objects.filter(device__in=device_ids).order_by("id")
    for device_id, *told in rows.values_list(
        "device", "id", "act", "day", "sets", "corrects"
    ).iterator(chunk_size=BATCH):
        found[device_id].append(Happened(*told))
    return found


def last_days(rows: Collection[Device]) -> dict[int, date]:
    """Return the day of the last standing of each thing."""
    found = Standing.objects.filter(device__in=[row.pk for row in rows]).order_by()
    return dict(found.values_list("device").annotate(last=Max("valid_from")))


def _keep_standings(wanted: Mapping[int, Sequence[Stood]]) -> None:
    rows: dict[tuple[object, ...], int] = {}
    for row in Standing.objects.filter(device__in=wanted):
        rows[_standing_key(row)] = row.pk
    stay: set[int] = set()
    new: list[Standing] = []
    for device_id, spans in wanted.items():
        for span in spans:
            row = Standing(
                device_id=device_id,
                valid_from=span.start,
                valid_until=span.end,
                state_id=span.state,
                organisation_id=span.organisation,
                holder_id=span.holder,
                unit_id=span.unit,
                place_id=span.place,
                location=span.location,
            )
            known = rows.get(_standing_key(row))
            if known is None:
                new.append(row)
            else:
                stay.add(known)
    Standing.objects.filter(pk__in=set(rows.values()) - stay).delete()
    Standing.objects.bulk_create(new, batch_size=BATCH)


def _standing_key(row: Standing) -> tuple[object, ...]:
    return (
        row.device_id, row.valid_from, row.valid_until, row.state_id, row.organisation_id,
        row.holder_id, row.unit_id, row.place_id, row.location,
    )  # fmt: skip


def _keep_holdings(wanted: Mapping[int, tuple[Device, Sequence[Held]]]) -> None:
    """Let the holdings be what is wanted; what is right already is not touched."""
    known: dict[tuple[object, ...], int] = {}
    named: dict[int, str] = {}
    for row in Holding.objects.filter(device__in=wanted):
        known[_holding_key(row)] = row.pk
        named[row.pk] = row.identifier
    stay: set[int] = set()
    missing: list[Holding] = []
    for device, spans in wanted.values():
        for span in spans:
            row = Holding(
                device=device,
                kind=device.kind,
                organisation_id=span.organisation,
                location=span.location,
                in_service=span.start,
                out_of_service=span.end,
            )
            found = known.get(_holding_key(row))
            if found is None:
                missing.append(row)
            else:
                stay.add(found)
    Holding.objects.filter(pk__in=set(named) - stay).delete()
    taken = {named[pk] for pk in stay}
    for row in missing:
        row.identifier = _identifier(row, taken)
    Holding.objects.bulk_create(missing, batch_size=BATCH)


def _holding_key(row: Holding) -> tuple[object, ...]:
    return (
        row.device_id, row.kind, row.organisation_id, row.location, row.in_service,
        row.out_of_service,
    )  # fmt: skip


def _identifier(row: Holding, taken: set[str]) -> str:
    """Name a holding by its thing's tag, the next of the thing's with a number behind."""
    assert row.device is not None, "a holding of the register is of a thing"
    number, name = 1, row.device.tag
    while name in taken:
        number += 1
        name = f"{row.device.tag}/{number}"
    taken.add(name)
    return name


def changes(row: Device, wanted: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what would be written over: each field with what it says and what it would say."""
    found: dict[str, list[str]] = {}
    for name, value in wanted.items():
        before = getattr(row, name)
        if name == "values":
            for key in {**before, **value}:
                if before.get(key) != value.get(key):
                    found[key] = [_text(before.get(key)), _text(value.get(key))]
        elif before != value:
            found[name] = [_text(before), _text(value)]
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value)


type Writing = tuple[Device, Mapping[str, Any], dict[str, list[str]]]
"""A thing, what it is to say, and what changes by that."""


def write(
    rows: Iterable[Writing], *, actor: Actor, at: datetime, day: date, stroke: str = ""
) -> None:
    """Write over what is told of things, and keep what they said; whoever calls holds them."""
    events: list[DeviceEvent] = []
    moved: list[Device] = []
    written: list[Device] = []
    for row, wanted, changed in rows:
        if "kind" in changed:
            moved.append(row)
        for name, value in wanted.items():
            setattr(row, name, dict(value) if name == "values" else value)
        row.version += 1
        written.append(row)
        events.append(
            DeviceEvent(
                device=row,
                act=WRITTEN,
                day=day,
                at=at,
                by_user_id=actor.user_id,
                by_name=actor.name,
                changes=changed,
                stroke=stroke,
            )
        )
    DeviceEvent.objects.bulk_create(events, batch_size=BATCH)
    Device.objects.bulk_update(written, WRITABLE, batch_size=500)
    if moved:
        retell(moved)


WRITABLE = (
    "name", "serial", "model", "kind", "values", "bought_on", "warranty_until", "cost_ore",
    "version",
)  # fmt: skip
