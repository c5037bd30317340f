"""Things of the register, found by whatever stands on them; who has them is not told here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from samdrift.assets import queries
from samdrift.assets.choices import FieldSort
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.models import AssetKind, Device
from samdrift.assets.register import door
from samdrift.parties import queries as parties
from samdrift.plumbing.search.ports import (
    NOW,
    Findable,
    Searchable,
    SearchableSource,
    Seeker,
    Shown,
    Watched,
)

THING = "assets.device"
_EVERY = "register:every"
_WORDS = frozenset((FieldSort.TEXT, FieldSort.CHOICE, FieldSort.DEVICE))
"""The sorts of fields that things are found by; people, days and sums are not."""


def _things(ids: Sequence[int]) -> Iterator[Searchable]:
    """Yield things as they are found: by tag, name and serial, model, kind, place and fields."""
    labels, names = queries.kind_labels(), parties.names_by_code()
    told: dict[str, list[str]] = {}
    for row in Device.objects.filter(pk__in=ids).exclude(state=None):
        if row.kind not in told:
            told[row.kind] = [
                field.key for field in kinds.fields_of(row.kind) if field.sort in _WORDS
            ]
        code = str(row.organisation_id)
        yield Searchable(
            kind=THING,
            key=str(row.pk),
            title=row.tag,
            created=NOW,
            organisation=code,
            numbers=tuple(dict.fromkeys(filter(None, (row.tag, row.name, row.serial)))),
            text=", ".join(_about(row, told[row.kind], labels, names)),
            labels=frozenset({_EVERY, _of(code)}),
        )


def _about(
    row: Device, fields: Sequence[str], labels: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[str]:
    code = str(row.organisation_id)
    values: list[Any] = [row.values.get(key) for key in fields]
    every = (row.model, labels.get(row.kind, row.kind), names.get(code, code), row.location)
    yield from (str(each) for each in (*every, *values) if each)


def _of(code: str) -> str:
    return f"register:{code}"


def _grants(seeker: Seeker) -> frozenset[str]:
    """Return what opens the things that a seeker reads in the register."""
    reader = door.reader_for(seeker.viewer)
    if reader is None:
        return frozenset()
    return frozenset({_of(reader.organisation) if reader.organisation else _EVERY})


def _shown(seeker: Seeker, keys: Sequence[str]) -> Mapping[str, Shown]:
    """Tell where things lead, those that the seeker may read."""
    reader = door.reader_for(seeker.viewer)
    if reader is None:
        return {}
    labels, names = queries.kind_labels(), parties.names_by_code()
    return {
        str(row.pk): Shown(
            reverse("assets:thing", args=[row.tag]),
            called=row.model,
            detail=f"{labels.get(row.kind, row.kind)}, {names.get(str(row.organisation_id), '')}",
        )
        for row in door.things(reader).filter(pk__in=keys)
    }


# Whatever is told of a thing raises its version.
OFFERS = (
    SearchableSource(
        "assets.devices",
        "Inventarier i registret",
        THING,
        Device,
        _things,
        (
            Watched(
                Device,
                ("tag", "kind", "organisation_id", "state_id", "version"),
            ),
            Watched(
                AssetKind, ("label",), "SELECT id AS key FROM assets_device WHERE kind = {row}.key"
            ),
        ),
    ),
    Findable(
        "assets.devices",
        THING,
        "registret",
        _l("I registret"),
        _l("Inventarie"),
        position=49,
        grants=_grants,
        shown=_shown,
    ),
)
