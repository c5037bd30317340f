"""Counting what lies at a place: many tags scanned or pasted, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet

from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import Device, StockPlace, Stocktake, StocktakeFind
from samdrift.assets.ports import Actor

MOST_TAGS = 5_000


@dataclass(frozen=True, slots=True)
class CountLine:
    """A counting in the list of them."""

    id: int
    place: str
    begun_at: datetime
    by_name: str
    finished_at: datetime | None
    number: int


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was met, missed or not expected, and how the register has it."""

    tag: str
    model: str
    state: str
    place: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What a counting came to."""

    id: int
    place_id: int
    place: str
    begun_at: datetime
    by_name: str
    finished_at: datetime | None
    expected: int
    found: tuple[Found, ...]
    missing: tuple[Found, ...]
    unexpected: tuple[Found, ...]
    unknown: tuple[str, ...]
    """Tags that were met and are on nothing in the register."""


def begin(*, place_id: int, actor: Actor, at: datetime) -> Stocktake:
    """Begin to count a place; where somebody has begun already, that is the counting."""
    if not StockPlace.objects.filter(pk=place_id).exists():
        raise CannotKeep("Lagerplatsen finns inte längre.")
    assert actor.user_id is not None, "whoever counts has signed in"
    try:
        with transaction.atomic():
            return Stocktake.objects.create(
                place_id=place_id, begun_at=at, begun_by_id=actor.user_id, by_name=actor.name
            )
    except IntegrityError:
        return Stocktake.objects.get(place=place_id, finished_at=None)


@transaction.atomic
def meet(*, stocktake_id: int, tags: Sequence[str], actor: Actor, at: datetime) -> int:
    """Write down tags that were met; return how many had not been met before."""
    row = _open(stocktake_id)
    if len(tags) > MOST_TAGS:
        raise CannotKeep(f"Högst {MOST_TAGS} märkningar åt gången.")
    known = set(row.finds.values_list("tag", flat=True))
    new = [tag[:100] for tag in dict.fromkeys(tags) if tag[:100] not in known]
    StocktakeFind.objects.bulk_create(
        [StocktakeFind(stocktake=row, tag=tag, at=at, by_name=actor.name) for tag in new],
        ignore_conflicts=True,
    )
    return len(new)


@transaction.atomic
def finish(*, stocktake_id: int, at: datetime) -> None:
    """Say that a place is counted: what should have been there is kept as it was then."""
    row = _open(stocktake_id)
    row.expected = list(_lying(row.place_id).values_list("tag", flat=True))
    row.finished_at = at
    row.save(update_fields=["expected", "finished_at"])


def _open(stocktake_id: int) -> Stocktake:
    row = Stocktake.objects.select_for_update().filter(pk=stocktake_id).first()
    if row is None or row.finished_at is not None:
        raise CannotKeep("Inventeringen är avslutad, eller finns inte.")
    return row


def _lying(place_id: int) -> QuerySet[Device]:
    return Device.objects.filter(place=place_id).exclude(state=None).order_by("tag")


def counts(*, most: int = 20) -> tuple[CountLine, ...]:
    """Return the latest countings, the latest first."""
    rows = Stocktake.objects.select_related("place").annotate(number=Count("finds"))[:most]
    return tuple(
        CountLine(row.pk, row.place.name, row.begun_at, row.by_name, row.finished_at, row.number)
        for row in rows
    )


def count(stocktake_id: int) -> Tally | None:
    """Return what a counting has come to, None where there is none."""
    row = Stocktake.objects.select_related("place").filter(pk=stocktake_id).first()
    if row is None:
        return None
    met = set(row.finds.values_list("tag", flat=True))
    expected = (
        set(row.expected)
        if row.finished_at
        else set(_lying(row.place_id).values_list("tag", flat=True))
    )
    things = {
        each.tag: Found(
            each.tag,
            each.model or each.kind,
            each.state.label if each.state else "",
            each.place.name if each.place else "",
        )
        for each in Device.objects.filter(tag__in=met | expected)
        .exclude(state=None)
        .select_related("state", "place")
    }
    return Tally(
        id=row.pk,
        place_id=row.place_id,
        place=row.place.name,
        begun_at=row.begun_at,
        by_name=row.by_name,
        finished_at=row.finished_at,
        expected=len(expected),
        found=_of(met & expected, things),
        missing=_of(expected - met, things),
        unexpected=_of(met - expected, things),
        unknown=tuple(sorted(met - things.keys())),
    )


def _of(tags: set[str], things: dict[str, Found]) -> tuple[Found, ...]:
    return tuple(things[tag] for tag in sorted(tags) if tag in things)
