"""Things as they are listed: searched, narrowed, a page at a time, on any day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samdrift.assets import queries as assets
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.kinds import values
from samdrift.assets.models import Device, LifeState, Standing, StockPlace
from samdrift.assets.register import door
from samdrift.assets.register.door import Reader
from samdrift.directory import queries as directory
from samdrift.parties import queries as parties

PAGE_SIZE = 50
EVERY_STATE = "alla"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which things are looked at, and on which day; None is as they stand now."""

    words: str = ""
    kind: str = ""
    organisation: str = ""
    state: str = ""
    """A state, `alla`, or empty for those that are not over."""
    place_id: int | None = None
    holder_id: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A thing in the list, as it stands on the day looked at."""

    tag: str
    name: str
    serial: str
    model: str
    kind: str
    kind_label: str
    state: str
    state_label: str
    tone: str
    organisation: str
    organisation_name: str
    holder_id: int | None
    holder: str
    where: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of things, and the tag that the next begins after; empty on the last."""

    lines: tuple[ThingLine, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be narrowed by."""

    kinds: tuple[kinds.KindLine, ...]
    states: tuple[tuple[str, str], ...]
    places: tuple[tuple[int, str], ...]


def choices() -> Choices:
    """Return what a list can be narrowed by."""
    return Choices(
        kinds.tree(),
        tuple(LifeState.objects.values_list("key", "label")),
        tuple(StockPlace.objects.values_list("pk", "name")),
    )


def page(reader: Reader, selection: Selection, *, after: str = "", size: int = PAGE_SIZE) -> Page:
    """Return the things just after a tag, in the order of tags."""
    if selection.day is None:
        rows: QuerySet[Any] = _narrowed(door.things(reader), selection, "")
        found = list(rows.filter(tag__gt=after).order_by("tag")[: size + 1])
        told = [(row, row) for row in found]
    else:
        rows = _narrowed(_on(reader, selection.day), selection, "device__")
        found = list(rows.filter(device__tag__gt=after).order_by("device__tag")[: size + 1])
        told = [(row.device, row) for row in found]
    lines = _lines(reader, told[:size], kinds.listed_fields(selection.kind))
    return Page(lines, lines[-1].tag if len(told) > size else "")


def number(reader: Reader, selection: Selection) -> int:
    """Return how many things a selection has."""
    if selection.day is None:
        return _narrowed(door.things(reader), selection, "").count()
    return _narrowed(_on(reader, selection.day), selection, "device__").count()


def tags(reader: Reader, selection: Selection, *, most: int) -> tuple[str, ...]:
    """Return the tags of a selection, as it stands now."""
    rows = _narrowed(door.things(reader), selection, "").order_by("tag")
    return tuple(rows.values_list("tag", flat=True)[:most])


def every_page(reader: Reader, selection: Selection, size: int = 2_000) -> Iterator[Page]:
    """Yield a whole selection, so many things at a time."""
    after = ""
    while True:
        found = page(reader, selection, after=after, size=size)
        yield found
        if not found.after:
            return
        after = found.after


def lines_of(reader: Reader, tags_wanted: Sequence[str]) -> tuple[ThingLine, ...]:
    """Return things by their tags, those that may be read, as they stand now."""
    rows = door.things(reader).filter(tag__in=tags_wanted).order_by("tag")
    return _lines(reader, [(row, row) for row in rows.select_related("holder", "place")], ())


def _on(reader: Reader, day: date) -> QuerySet[Standing]:
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    rows = door.standings(reader).filter(goes_on, valid_from__lte=day)
    return rows.select_related("device")


def _narrowed(rows: QuerySet[Any], selection: Selection, device: str) -> QuerySet[Any]:
    """Return the rows of a selection; `device` leads from a row to its thing."""
    found = rows.select_related("holder", "place", "unit")
    if selection.words:
        found = found.filter(_words(selection.words, device))
    if selection.kind:
        below = Q(**{f"{device}kind__startswith": f"{selection.kind}."})
        found = found.filter(Q(**{f"{device}kind": selection.kind}) | below)
    if not selection.state:
        found = found.filter(state__is_over=False)
    wanted = {
        "organisation": selection.organisation or None,
        "state": selection.state if selection.state not in ("", EVERY_STATE) else None,
        "place": selection.place_id,
        "holder": selection.holder_id,
    }
    return found.filter(**{key: value for key, value in wanted.items() if value is not None})


def _words(words: str, device: str) -> Q:
    """Every word is to stand somewhere: begin a tag, a name or a number, or be within the rest.

    Models and people are looked up first: there are few of them, so that an index answers for each.
    """
    wanted = Q()
    models = tuple(Device.objects.order_by().values_list("model", flat=True).distinct())
    for word in words.split()[:5]:
        within = [model for model in models if word.casefold() in model.casefold()]
        either = Q(**{f"{device}model__in": within})
        either |= Q(holder__in=directory.ids_with_name(word))
        for name in ("tag", "name", "serial"):
            either |= Q(**{f"{device}{name}__startswith": word.upper()})
        wanted &= either
    return wanted


def _lines(
    reader: Reader,
    told: Sequence[tuple[Device, Device | Standing]],
    fields: Sequence[kinds.Field],
) -> tuple[ThingLine, ...]:
    states = {row.key: row for row in LifeState.objects.all()}
    labels, names = assets.kind_labels(), parties.names_by_code()
    people = values.people_in(fields, [device.values for device, _row in told])
    return tuple(
        ThingLine(
            tag=device.tag,
            name=device.name,
            serial=device.serial,
            model=device.model,
            kind=device.kind,
            kind_label=labels.get(device.kind, device.kind),
            state=str(row.state_id),
            state_label=states[str(row.state_id)].label,
            tone=states[str(row.state_id)].tone,
            organisation=str(row.organisation_id),
            organisation_name=names.get(str(row.organisation_id), str(row.organisation_id)),
            holder_id=row.holder_id if reader.sees_people else None,
            holder=row.holder.name if row.holder and reader.sees_people else "",
            where=_where(row),
            fields=_fields(fields, device.values, people, sees_people=reader.sees_people),
        )
        for device, row in told
    )


def _where(row: Device | Standing) -> str:
    named = (row.place.name if row.place else "", row.unit.name if row.unit else "", row.location)
    return ", ".join(filter(None, named))


def _fields(
    fields: Sequence[kinds.Field],
    told: Mapping[str, Any],
    people: Mapping[int, str],
    *,
    sees_people: bool,
) -> tuple[str, ...]:
    return tuple(
        values.shown(field, told.get(field.key), people if sees_people else {}) for field in fields
    )
