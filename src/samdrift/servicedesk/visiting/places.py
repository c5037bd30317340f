"""The register of places: where they are, which one a day begins at, and which is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import transaction

from samdrift.directory import queries as directory
from samdrift.kernel.swedish_order import swedish_key
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.models import VisitPlace
from samdrift.servicedesk.visiting.way import Spot

LONGEST_NAME = 100
MOST_MISSING = 30
_EXACT = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that visits are made to, and whether days begin and end there."""

    id: int
    name: str
    spot: Spot
    is_start: bool


def places() -> tuple[Place, ...]:
    """Return every place, in order."""
    rows = (
        Place(row.pk, row.name, Spot(row.latitude, row.longitude), row.is_start)
        for row in VisitPlace.objects.all()
    )
    return tuple(sorted(rows, key=lambda place: swedish_key(place.name)))


def meant(written: str, known: Iterable[Place]) -> Place | None:
    """Return the place that a visit's words mean: the longest name that stands among them.

    Of two as long it is the last, as addresses end with where they are.
    """
    text = written.casefold()
    found = [
        (len(place.name), at.start(), place)
        for place in known
        for at in re.finditer(rf"(?<!\w){re.escape(place.name.casefold())}(?!\w)", text)
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def missing(known: tuple[Place, ...]) -> tuple[str, ...]:
    """Return where units are that the register has no place for, in order."""
    told = {place for place in directory.unit_places() if meant(place, known) is None}
    return tuple(sorted(told, key=swedish_key)[:MOST_MISSING])


@transaction.atomic
def save_place(*, name: str, spot: Spot, is_start: bool) -> None:
    """Say where a place is; the same name again says something else from now on.

    Days begin at one place at most.
    """
    named = " ".join(name.split())
    if not named or len(named) > LONGEST_NAME:
        raise CannotSetUp(f"Skriv vad platsen heter, med högst {LONGEST_NAME} tecken.")
    if not (abs(spot.latitude) <= 90 and abs(spot.longitude) <= 180):
        raise CannotSetUp("Latitud är högst 90 grader och longitud högst 180.")
    if is_start:
        VisitPlace.objects.filter(is_start=True).update(is_start=False)
    VisitPlace.objects.update_or_create(
        name=named,
        defaults={
            "latitude": spot.latitude,
            "longitude": spot.longitude,
            "is_start": is_start,
        },
    )


def remove_place(place_id: int) -> None:
    """Take a place away; ways to it are no longer reckoned."""
    VisitPlace.objects.filter(pk=place_id).delete()


def near(latitude: float, longitude: float) -> Spot:
    """Return where some degrees are, to the metre that the register keeps."""
    return Spot(*(Decimal(str(each)).quantize(_EXACT) for each in (latitude, longitude)))


def read_spot(position: str) -> Spot:
    """Return where somebody says that a place is: `57.9881, 15.6307`, or with decimal commas."""
    numbers = re.findall(r"-?\d{1,3}(?:[.,]\d+)?", position)
    try:
        latitude, longitude = (Decimal(each.replace(",", ".")).quantize(_EXACT) for each in numbers)
    except (ValueError, InvalidOperation) as error:
        raise CannotSetUp("Skriv latitud och longitud så här: 57.9881, 15.6307.") from error
    return Spot(latitude, longitude)
