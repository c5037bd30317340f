"""What a thing leans on and carries, and all that falls with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samdrift.assets.choices import RelationKind
from samdrift.assets.models import Device, Relation
from samdrift.parties import queries as parties

MOST_STEPS = 12
MOST_THINGS = 2_000
_FALLS = (RelationKind.RUNS_ON, RelationKind.NEEDS)
"""What falls with what it leans on; what is only connected goes on without."""


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A relation of a thing, as its page tells it."""

    id: int
    kind: str
    tag: str
    """The other thing."""
    model: str
    since: date
    is_carried: bool
    """Whether it is the other that leans on this one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that falls with another, how many steps away, and by what."""

    tag: str
    model: str
    kind: str
    organisation: str
    depth: int
    by: str
    """The tag of the thing that it leans on, nearest to the one that fell."""


@dataclass(frozen=True, slots=True)
class Impact:
    """All that falls with a thing."""

    tag: str
    hits: tuple[Hit, ...]
    organisations: tuple[tuple[str, int], ...]
    """Whose things fall, by name, and how many of them."""
    is_whole: bool
    """Whether all was followed; a very large net is followed only so far."""


def _on(day: date) -> QuerySet[Relation]:
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return Relation.objects.filter(goes_on, valid_from__lte=day)


def relations_of(device: Device, day: date) -> tuple[RelationLine, ...]:
    """Return what a thing leans on, and what leans on it, on a day."""
    either = Q(device=device) | Q(other=device)
    rows = _on(day).filter(either).select_related("device", "other")
    lines = []
    for row in rows:
        is_carried = row.other_id == device.pk
        there = row.device if is_carried else row.other
        lines.append(
            RelationLine(
                row.pk, row.kind, there.tag, there.model or there.kind, row.valid_from, is_carried
            )
        )
    return tuple(sorted(lines, key=lambda line: (line.is_carried, line.kind, line.tag)))


def impact(device: Device, day: date) -> Impact:
    """Return all that falls if a thing does: what runs on it or needs it, and what needs that."""
    found: dict[int, tuple[int, int]] = {}
    level: set[int] = {device.pk}
    for depth in range(1, MOST_STEPS + 1):
        above = _leaning(level, day)
        level = {pk for pk in above if pk not in found and pk != device.pk}
        found |= {pk: (depth, above[pk]) for pk in level}
        if not level or len(found) > MOST_THINGS:
            break
    rows = Device.objects.in_bulk([device.pk, *found])
    return _told(device, found, rows, is_whole=not level)


def _leaning(ids: Collection[int], day: date) -> dict[int, int]:
    """Return what leans on any of some things, each with one that it leans on."""
    rows = _on(day).filter(other__in=ids, kind__in=_FALLS)
    return dict(rows.order_by("-id").values_list("device", "other"))


def _told(
    device: Device,
    found: Mapping[int, tuple[int, int]],
    rows: Mapping[int, Device],
    *,
    is_whole: bool,
) -> Impact:
    names = parties.names_by_code()
    hits = [
        Hit(
            rows[pk].tag,
            rows[pk].model,
            rows[pk].kind,
            names.get(str(rows[pk].organisation_id), str(rows[pk].organisation_id)),
            depth,
            rows[by].tag,
        )
        for pk, (depth, by) in found.items()
        if rows[pk].state_id
    ]
    hits.sort(key=lambda hit: (hit.depth, hit.tag))
    own = names.get(str(device.organisation_id), str(device.organisation_id))
    whose = [own, *(hit.organisation for hit in hits)]
    counted = {name: whose.count(name) for name in dict.fromkeys(whose)}
    by_number = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return Impact(device.tag, tuple(hits), tuple(by_number), is_whole)
