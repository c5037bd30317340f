"""Places where things lie, how many of each kind there are there, and how many there should be."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from samdrift.assets import queries as assets
from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import AssetKind, StockLevel, StockPlace
from samdrift.assets.register import door
from samdrift.assets.register.door import Reader


@dataclass(frozen=True, slots=True)
class Shelf:
    """How many of a kind lie at a place, and how many there should be."""

    kind: str
    label: str
    number: int
    least: int | None

    @property
    def is_short(self) -> bool:
        """Whether there are fewer than there should be."""
        return self.least is not None and self.number < self.least


@dataclass(frozen=True, slots=True)
class Place:
    """A place, and what lies there by kind."""

    id: int
    name: str
    is_active: bool
    shelves: tuple[Shelf, ...]
    number: int
    """How many things lie there."""


def places(reader: Reader) -> tuple[Place, ...]:
    """Return every place with what lies there, and the kinds that run short."""
    counted: dict[int, dict[str, int]] = {}
    rows = door.things(reader).exclude(place=None).order_by().values_list("place", "kind")
    for place_id, kind, number in rows.annotate(number=Count("pk")):
        counted.setdefault(place_id, {})[kind] = number
    levels: dict[int, dict[str, int]] = {}
    for place_id, kind, least in StockLevel.objects.values_list("place", "kind", "least"):
        levels.setdefault(place_id, {})[kind] = least
    labels = assets.kind_labels()
    return tuple(
        Place(
            row.pk,
            row.name,
            row.is_active,
            tuple(_shelves(counted.get(row.pk, {}), levels.get(row.pk, {}), labels)),
            sum(counted.get(row.pk, {}).values()),
        )
        for row in StockPlace.objects.all()
    )


def _shelves(
    counted: dict[str, int], levels: dict[str, int], labels: dict[str, str]
) -> list[Shelf]:
    """Return the kinds that lie there, and those that should, in the order of the tree."""
    wanted = [kind for kind in labels if kind in counted or kind in levels]
    return [
        Shelf(
            kind,
            labels[kind],
            sum(n for found, n in counted.items() if assets.is_below(found, kind)),
            levels.get(kind),
        )
        for kind in wanted
    ]


def shortages(reader: Reader) -> tuple[tuple[str, Shelf], ...]:
    """Return what runs short, and where."""
    return tuple(
        (place.name, shelf) for place in places(reader) for shelf in place.shelves if shelf.is_short
    )


def add_place(name: str) -> StockPlace:
    """Say that things may lie somewhere."""
    told = " ".join(name.split())
    if not told or len(told) > 100:
        raise CannotKeep("Skriv lagerplatsens namn, högst 100 tecken.")
    if StockPlace.objects.filter(name__iexact=told).exists():
        raise CannotKeep(f"{told} finns redan.")
    return StockPlace.objects.create(name=told)


@transaction.atomic
def set_level(*, place_id: int, kind: str, least: int | None) -> None:
    """Say how many of a kind there should at least be at a place; None says nothing of it."""
    if not StockPlace.objects.filter(pk=place_id).exists():
        raise CannotKeep("Lagerplatsen finns inte längre.")
    if not AssetKind.objects.filter(key=kind).exists():
        raise CannotKeep("Slaget finns inte.")
    if least is None:
        StockLevel.objects.filter(place=place_id, kind=kind).delete()
        return
    if not 1 <= least <= 100_000:
        raise CannotKeep("Skriv ett antal mellan 1 och 100 000, eller lämna tomt.")
    StockLevel.objects.update_or_create(place_id=place_id, kind=kind, defaults={"least": least})
