"""A list of things kept, mapped, taken in at one stroke, and undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from samdrift.assets.errors import CannotKeep
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.life import services as life
from samdrift.assets.life import telling
from samdrift.assets.models import AssetKind, Device, ThingImport
from samdrift.assets.ports import Actor, NewThing, Told
from samdrift.assets.taking_in import columns as mapping
from samdrift.assets.taking_in import reading
from samdrift.assets.taking_in.reading import CHANGED, NEW, WRONG, Taking, Verdict
from samdrift.plumbing import files, sheets
from samdrift.plumbing.clock import SWEDEN

LISTED = "list"
"""The act of an event that a list tells of."""
_DAYS = ("bought_on", "warranty_until")
_ACTIVE = "active"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list comes to, row by row."""

    verdicts: tuple[Verdict, ...]
    counts: Mapping[str, int]


def keep(*, name: str, content: bytes, kind: str, actor: Actor, at: datetime) -> ThingImport:
    """Keep a list that was sent, with its columns read as lists like it were before."""
    sheet = sheets.read(content)
    if not AssetKind.objects.filter(key=kind, is_group=False).exists():
        raise CannotKeep("Välj ett slag som kan ha inventarier.")
    return ThingImport.objects.create(
        name=name[:200],
        digest=files.keep(content),
        kind=kind,
        columns=mapping.guessed(sheet.headings, kinds.fields_of(kind)),
        stroke=uuid4().hex,
        sent_at=at,
        by_user_id=actor.user_id,
        by_name=actor.name,
    )


def sheet_of(row: ThingImport) -> sheets.Sheet:
    """Return the list itself."""
    return sheets.read(files.content(row.digest))


@transaction.atomic
def read_columns(*, import_id: int, columns: Mapping[str, str]) -> None:
    """Say what the columns of a list tell of, each of one thing, and remember it."""
    row = _waiting(import_id)
    told = {heading: target for heading, target in columns.items() if target}
    twice = [target for target, n in Counter(told.values()).items() if n > 1]
    allowed = mapping.targets(kinds.fields_of(row.kind))
    if twice:
        raise CannotKeep(f"{allowed.get(twice[0], twice[0])} är vald för två kolumner.")
    if "tag" not in told.values():
        raise CannotKeep("Välj vilken kolumn som har märkningen.")
    headings = sheet_of(row).headings
    if not (told.keys() <= set(headings) and set(told.values()) <= allowed.keys()):
        raise CannotKeep("Välj bland de kolumner som visas.")
    row.columns = told
    row.save(update_fields=["columns"])
    mapping.remember(headings, told)


def preview(row: ThingImport) -> Preview:
    """Return what every row of a list would do; nothing is written."""
    found = reading.takings(sheet_of(row), row.columns, row.kind)
    verdicts = tuple(each.verdict if isinstance(each, Taking) else each for each in found)
    return Preview(verdicts, _counts(verdicts))


def _counts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    counted = Counter(each.outcome for each in verdicts)
    return {outcome: counted[outcome] for outcome in reading.OUTCOMES}


@transaction.atomic
def take_in(*, import_id: int, actor: Actor, at: datetime) -> ThingImport:
    """Take in the rows that are right; the wrong are left, to be mended and sent anew."""
    row = _waiting(import_id)
    found = reading.takings(sheet_of(row), row.columns, row.kind)
    right = [each for each in found if isinstance(each, Taking)]
    on = at.astimezone(SWEDEN).date()
    new = [each for each in right if each.verdict.outcome == NEW]
    life.register([_new(each, on) for each in new], actor=actor, at=at, stroke=row.stroke)
    changed = [each for each in right if each.verdict.outcome == CHANGED]
    row.before = _write(changed, actor, at, row.stroke)
    _stand(changed, actor, at, row.stroke)
    row.counts = _counts([each.verdict if isinstance(each, Taking) else each for each in found])
    row.taken_at = at
    row.save(update_fields=["before", "counts", "taken_at"])
    return row


def _new(taking: Taking, on: date) -> NewThing:
    written, standing = taking.written, taking.standing
    return NewThing(
        tag=taking.verdict.tag,
        kind=str(written["kind"]),
        state=taking.state or _ACTIVE,
        told=Told(
            on,
            organisation=standing["organisation"],
            holder_id=standing.get("holder"),
            location=standing.get("location"),
        ),
        name=written.get("name", ""),
        serial=written.get("serial", ""),
        model=written.get("model", ""),
        values=written.get("values", {}),
        bought_on=written.get("bought_on"),
        warranty_until=written.get("warranty_until"),
        cost_ore=written.get("cost_ore"),
    )


def _write(
    changed: Sequence[Taking], actor: Actor, at: datetime, stroke: str
) -> list[dict[str, Any]]:
    """Write over what things say; return what they said, to be kept."""
    held = _held([each.device.pk for each in changed if each.device])
    writings = []
    before = []
    for each in changed:
        assert each.device is not None, "what is changed was there"
        device = held[each.device.pk]
        changes = telling.changes(device, each.written)
        if changes:
            before.append(_said(device, each.written))
            writings.append((device, each.written, changes))
    telling.write(writings, actor=actor, at=at, day=at.astimezone(SWEDEN).date(), stroke=stroke)
    versions = {device.pk: device.version for device, _wanted, _changes in writings}
    return [said | {"version": versions[said["id"]]} for said in before]


def _said(device: Device, written: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: getattr(device, name) for name in written}
    days = {name: told[name].isoformat() for name in _DAYS if told.get(name)}
    return {"id": device.pk, "told": told | days}


def _held(ids: Sequence[int]) -> dict[int, Device]:
    return {row.pk: row for row in Device.objects.select_for_update().filter(pk__in=ids)}


def _stand(changed: Sequence[Taking], actor: Actor, at: datetime, stroke: str) -> None:
    """Say whose things are, who has them and where, where the list says otherwise."""
    moved = [each for each in changed if _sets(each)]
    held = _held([each.device.pk for each in moved if each.device])
    last = telling.last_days(list(held.values()))
    on = at.astimezone(SWEDEN).date()
    lines = [
        telling.Line(
            held[each.device.pk],
            LISTED,
            max(on, last.get(each.device.pk, on)),
            _sets(each),
        )
        for each in moved
        if each.device
    ]
    telling.tell(lines, actor=actor, at=at, stroke=stroke)


def _sets(taking: Taking) -> dict[str, Any]:
    said = {key for key, _before, _after in taking.verdict.changes}
    sets = {key: value for key, value in taking.standing.items() if key in said}
    return sets | ({"state": taking.state} if "state" in said else {})


@transaction.atomic
def undo(*, import_id: int, actor: Actor, at: datetime) -> life.Made:
    """Undo what a list did, but with things to which something has happened since."""
    row = ThingImport.objects.select_for_update().filter(pk=import_id).first()
    if row is None or row.taken_at is None or row.undone_at is not None:
        raise CannotKeep("Listan är inte inläst, eller redan ångrad.")
    made = life.undo_stroke(stroke=row.stroke, actor=actor, at=at)
    refused = list(made.refused)
    held = _held([said["id"] for said in row.before])
    moved = set(made.done)
    writings = []
    for said in row.before:
        device, told = held[said["id"]], _days(said["told"])
        if device.version != said["version"] + 2 * (device.tag in moved):
            refused.append((device.tag, "har ändrats efteråt."))
            continue
        changes = telling.changes(device, told)
        if changes:
            writings.append((device, told, changes))
    telling.write(writings, actor=actor, at=at, day=at.astimezone(SWEDEN).date())
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    done = (*made.done, *(device.tag for device, _told, _changes in writings))
    return life.Made(tuple(dict.fromkeys(done)), tuple(refused))


def _days(told: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(told[name]) for name in _DAYS if told.get(name)}
    return dict(told) | days


def _waiting(import_id: int) -> ThingImport:
    row = ThingImport.objects.select_for_update().filter(pk=import_id).first()
    if row is None or row.taken_at is not None:
        raise CannotKeep("Listan är redan inläst, eller finns inte.")
    return row


def wrong_rows(row: ThingImport) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the rows that are wrong as they came, why before each, to be mended and sent anew."""
    sheet, found = sheet_of(row), preview(row).verdicts
    why = {each.line: " ".join(each.reasons) for each in found if each.outcome == WRONG}
    rows = [(why[each.line], *each.cells) for each in sheet.rows if each.line in why]
    return ("Fel", *sheet.headings), rows
