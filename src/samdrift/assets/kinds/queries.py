"""Which kinds there are, and what is told of a thing of each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from samdrift.assets.models import AssetKind, Device, KindField
from samdrift.assets.queries import path_of


@dataclass(frozen=True, slots=True)
class Field:
    """Something told of every thing of a kind, and the kind that says so."""

    id: int
    key: str
    label: str
    sort: str
    choices: tuple[str, ...]
    is_required: bool
    is_listed: bool
    kind: str


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind in the tree, how deep it lies, and how many things there are of it."""

    key: str
    label: str
    is_group: bool
    depth: int
    things: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long a thing of a kind is used, and what a new one costs, where that is said."""

    life_months: int | None
    price_ore: int | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind as it is administered."""

    key: str
    label: str
    is_group: bool
    own: Lasting
    lasting: Lasting
    """What holds of it: its own, else that of the nearest kind above that says."""


def tree() -> tuple[KindLine, ...]:
    """Return every kind, in the order of the tree."""
    rows = Device.objects.exclude(state=None).order_by().values_list("kind")
    counted = dict(rows.annotate(number=Count("pk")))
    return tuple(
        KindLine(
            row.key,
            row.label,
            row.is_group,
            row.key.count("."),
            sum(
                n
                for kind, n in counted.items()
                if kind == row.key or kind.startswith(f"{row.key}.")
            ),
        )
        for row in AssetKind.objects.all()
    )


def kind(key: str) -> Kind | None:
    """Return a kind, None where there is none."""
    rows = {row.key: row for row in AssetKind.objects.filter(key__in=path_of(key))}
    row = rows.get(key)
    if row is None:
        return None
    own = Lasting(row.life_months, row.price_ore)
    return Kind(row.key, row.label, row.is_group, own, _lasting(key, rows))


def lastings() -> dict[str, Lasting]:
    """Return how long things of each kind are used and what they cost, as the tree says."""
    rows = {row.key: row for row in AssetKind.objects.all()}
    return {key: _lasting(key, rows) for key in rows}


def _lasting(key: str, rows: dict[str, AssetKind]) -> Lasting:
    path = [rows[each] for each in path_of(key) if each in rows]
    return Lasting(
        next((row.life_months for row in path if row.life_months is not None), None),
        next((row.price_ore for row in path if row.price_ore is not None), None),
    )


def fields_of(key: str) -> tuple[Field, ...]:
    """Return what is told of a thing of a kind: first what the kinds above say, then its own."""
    path = path_of(key)
    rows = KindField.objects.filter(kind__key__in=path).select_related("kind")
    return tuple(
        _field(row)
        for row in sorted(rows, key=lambda row: (-path.index(row.kind.key), row.position, row.pk))
    )


def listed_fields(key: str) -> tuple[Field, ...]:
    """Return the fields that are columns of the register when a kind is looked at."""
    return tuple(field for field in fields_of(key) if field.is_listed) if key else ()


def taken_keys(key: str) -> frozenset[str]:
    """Return the keys of fields that a field of a kind may not have: those above and below it."""
    family = Q(kind__key__in=path_of(key)) | Q(kind__key__startswith=f"{key}.")
    return frozenset(KindField.objects.filter(family).values_list("key", flat=True))


def _field(row: KindField) -> Field:
    return Field(
        row.pk,
        row.key,
        row.label,
        row.sort,
        tuple(row.choices),
        row.is_required,
        row.is_listed,
        row.kind.key,
    )
