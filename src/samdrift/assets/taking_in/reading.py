"""Rows of a list held against the register: what is new, changed, unchanged and wrong in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched
from typing import Any

from samdrift.assets.choices import FieldSort
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.kinds import values
from samdrift.assets.kinds.queries import Field
from samdrift.assets.kinds.values import BadValue, Known
from samdrift.assets.life import queries as life
from samdrift.assets.life import telling
from samdrift.assets.models import AssetKind, Device
from samdrift.assets.stock.receiving import TAG
from samdrift.assets.taking_in.columns import NAMES, OF_KIND
from samdrift.directory import queries as directory
from samdrift.plumbing.sheets import Row, Sheet

NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"
OUTCOMES = (NEW, CHANGED, UNCHANGED, WRONG)
_STANDING = ("organisation", "holder", "location")
_LONGEST = {"tag": 100, "serial": 100, "name": 100, "model": 200, "location": 200}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row comes to, and why not where it is wrong."""

    line: int
    tag: str
    outcome: str
    reasons: tuple[str, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    """What is called what, what it says, and what it would say."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A row that is right: what it tells of a thing, by what it writes and how it stands."""

    verdict: Verdict
    written: Mapping[str, Any]
    standing: Mapping[str, Any]
    state: str
    device: Device | None


@dataclass(slots=True)
class _Reading:
    """What rows are held against, looked up once for all of them."""

    columns: Mapping[str, int]
    kind: str
    known: Known
    kinds: Mapping[str, str]
    states: Mapping[str, str]
    fields: Callable[[str], Sequence[Field]]
    beginnings: Callable[[str], Sequence[str]]
    devices: Mapping[str, Device]
    serials: Mapping[str, str]
    seen: dict[str, int]


def takings(sheet: Sheet, columns: Mapping[str, str], kind: str) -> list[Taking | Verdict]:
    """Hold every row against the register: what it would do, or a verdict that it is wrong."""
    reading = _reading(sheet, columns, kind)
    return [_row(reading, row) for row in sheet.rows]


def _reading(sheet: Sheet, columns: Mapping[str, str], kind: str) -> _Reading:
    places = {target: sheet.headings.index(heading) for heading, target in columns.items()}
    devices = _devices(sheet, places)
    serials = {row.serial: row.tag for row in devices.values() if row.serial}
    labels = dict(AssetKind.objects.filter(is_group=False).values_list("key", "label"))
    states = {state.label.casefold(): key for key, state in life.states().items()}
    return _Reading(
        columns=places,
        kind=kind,
        known=_known(sheet, places, kind),
        kinds={key.casefold(): key for key in labels}
        | {label.casefold(): key for key, label in labels.items()},
        states=states | {key: key for key in states.values()},
        fields=_once(kinds.fields_of),
        beginnings=_once(life.beginnings),
        devices=devices,
        serials=serials | _with_serials(sheet, places),
        seen={},
    )


def _once[Answer](ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Return who asks once of each kind, while one list is read."""
    answers: dict[str, Answer] = {}

    def answer(key: str) -> Answer:
        if key not in answers:
            answers[key] = ask(key)
        return answers[key]

    return answer


def _column(sheet: Sheet, places: Mapping[str, int], target: str) -> list[str]:
    at = places.get(target)
    return [row.cells[at] for row in sheet.rows if row.cells[at]] if at is not None else []


def _devices(sheet: Sheet, places: Mapping[str, int]) -> dict[str, Device]:
    tags = [tag.upper() for tag in _column(sheet, places, "tag")]
    found: dict[str, Device] = {}
    for batch in batched(tags, 2_000, strict=False):
        rows = Device.objects.filter(tag__in=batch).exclude(state=None)
        found |= {row.tag: row for row in rows}
    return found


def _with_serials(sheet: Sheet, places: Mapping[str, int]) -> dict[str, str]:
    serials = [serial.upper() for serial in _column(sheet, places, "serial")]
    found: dict[str, str] = {}
    for batch in batched(serials, 2_000, strict=False):
        rows = Device.objects.filter(serial__in=batch).exclude(state=None)
        found |= dict(rows.values_list("serial", "tag"))
    return found


def _known(sheet: Sheet, places: Mapping[str, int], kind: str) -> Known:
    """Look up everybody, and every other thing, that any row names."""
    of_sort = {
        sort: [f"{OF_KIND}{f.key}" for f in kinds.fields_of(kind) if f.sort == sort]
        for sort in (FieldSort.PERSON, FieldSort.DEVICE)
    }
    addresses = {
        cell
        for target in ("holder", *of_sort[FieldSort.PERSON])
        for cell in _column(sheet, places, target)
    }
    people = directory.ids_by_email(addresses) if addresses else {}
    named = {
        cell.upper()
        for target in of_sort[FieldSort.DEVICE]
        for cell in _column(sheet, places, target)
    }
    tags = set(Device.objects.filter(tag__in=named).values_list("tag", flat=True))
    return Known(
        lambda written: people.get(written.casefold()),
        values.organisations(),
        lambda tag: tag in tags,
    )


def _row(reading: _Reading, row: Row) -> Taking | Verdict:
    faults: list[str] = []
    tag = _cell(reading, row, "tag").upper()
    if not TAG.fullmatch(tag):
        faults.append("Märkningen saknas." if not tag else "Märkningen har tecken som inte går.")
    elif tag in reading.seen:
        faults.append(f"Märkningen står redan på rad {reading.seen[tag]}.")
    reading.seen.setdefault(tag, row.line)
    device = reading.devices.get(tag)
    kind = _kind(reading, row, device, faults)
    written = _written(reading, row, kind, faults)
    standing = _standing(reading, row, faults)
    state = _state(reading, row, kind, standing, faults)
    serial = str(written.get("serial", ""))
    if serial and reading.serials.get(serial, tag) != tag:
        faults.append(f"Serienumret {serial} har redan {reading.serials[serial]}.")
    if device is None and "organisation" not in standing:
        faults.append("Organisationen saknas.")
    if faults:
        return Verdict(row.line, tag, WRONG, tuple(faults))
    if serial:
        reading.seen.setdefault(serial, row.line)
    written = _whole(device, written | {"kind": kind})
    changes = _changes(device, written, standing, state)
    outcome = NEW if device is None else CHANGED if changes else UNCHANGED
    shown = changes if device is not None else ()
    return Taking(Verdict(row.line, tag, outcome, changes=shown), written, standing, state, device)


def _cell(reading: _Reading, row: Row, target: str) -> str:
    at = reading.columns.get(target)
    return row.cells[at] if at is not None else ""


def _kind(reading: _Reading, row: Row, device: Device | None, faults: list[str]) -> str:
    told = _cell(reading, row, "kind")
    if not told:
        return device.kind if device and device.kind else reading.kind
    if told.casefold() not in reading.kinds:
        faults.append(f"Slaget {told} finns inte.")
        return reading.kind
    return reading.kinds[told.casefold()]


def _written(reading: _Reading, row: Row, kind: str, faults: list[str]) -> dict[str, Any]:
    """Return what a row tells of what stands on a thing; a column not there tells nothing."""
    found: dict[str, Any] = {}
    for target in _TEXTS & reading.columns.keys():
        told = _cell(reading, row, target)
        if len(told) > _LONGEST[target]:
            faults.append(
                f"{NAMES[target][0].capitalize()} är längre än {_LONGEST[target]} tecken."
            )
        found[target] = told if target == "model" else told.upper()
    for target in _SORTS.keys() & reading.columns.keys():
        kept = _read(reading, _SORTS[target], _cell(reading, row, target), faults)
        is_day = kept is not None and _SORTS[target].sort == FieldSort.DATE
        found[target] = date.fromisoformat(str(kept)) if is_day else kept
    of_kind = {f"{OF_KIND}{field.key}": field for field in reading.fields(kind)}
    told_fields = {
        field.key: _read(reading, field, _cell(reading, row, target), faults)
        for target, field in of_kind.items()
        if target in reading.columns
    }
    return found | ({"values": told_fields} if told_fields else {})


def _own(key: str, sort: FieldSort) -> Field:
    return Field(0, key, NAMES[key][0].capitalize(), sort, (), False, False, "")  # noqa: FBT003


_TEXTS = {"name", "serial", "model"}
_SORTS = {
    "bought_on": _own("bought_on", FieldSort.DATE),
    "warranty_until": _own("warranty_until", FieldSort.DATE),
    "cost_ore": _own("cost_ore", FieldSort.MONEY),
}


def _read(reading: _Reading, field: Field, told: str, faults: list[str]) -> object:
    try:
        return values.read(field, told, reading.known)
    except BadValue as bad:
        faults.append(f"{field.label}: {told} {bad}" if told else f"{field.label} {bad}")
        return None


def _standing(reading: _Reading, row: Row, faults: list[str]) -> dict[str, Any]:
    """Return what a row tells of how a thing stands; what it leaves empty stays as it is."""
    found: dict[str, Any] = {}
    if told := _cell(reading, row, "organisation"):
        found["organisation"] = reading.known.organisations.get(told.casefold())
        if found["organisation"] is None:
            faults.append(f"Organisationen {told} finns inte.")
    if told := _cell(reading, row, "holder"):
        found["holder"] = reading.known.people(told)
        if found["holder"] is None:
            faults.append(f"Ingen i katalogen har adressen {told}.")
    if told := _cell(reading, row, "location"):
        found["location"] = told[: _LONGEST["location"]]
    return found


def _state(
    reading: _Reading, row: Row, kind: str, standing: Mapping[str, Any], faults: list[str]
) -> str:
    """Return the state a row tells, else what goes with whether it names somebody."""
    told = _cell(reading, row, "state")
    if told:
        state = reading.states.get(told.casefold(), "")
        if not state:
            faults.append(f"Läget {told} finns inte.")
        return state
    if standing.get("holder") and "held" in reading.beginnings(kind):
        return "held"
    return ""


def _whole(device: Device | None, written: dict[str, Any]) -> dict[str, Any]:
    """Return what is written, with the fields that the list does not tell of as they are."""
    if "values" in written:
        before = dict(device.values) if device is not None else {}
        merged = before | written["values"]
        written["values"] = {key: value for key, value in merged.items() if value is not None}
    return written


def _changes(
    device: Device | None,
    written: Mapping[str, Any],
    standing: Mapping[str, Any],
    state: str,
) -> tuple[tuple[str, str, str], ...]:
    if device is None:
        return ()
    found = [(key, *pair) for key, pair in telling.changes(device, written).items()]
    stands = {
        "organisation": device.organisation_id,
        "holder": device.holder_id,
        "location": device.location,
    }
    found += [
        (key, str(stands[key] or ""), str(value))
        for key, value in standing.items()
        if value != stands[key]
    ]
    if state and state != device.state_id:
        found.append(("state", str(device.state_id), state))
    return tuple((key, before, after) for key, before, after in found)
