"""What is told of somebody by themselves, by whoever helps them, or by another system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from samdrift.directory.choices import Language
from samdrift.directory.errors import CannotTell
from samdrift.directory.models import Person, Unit
from samdrift.directory.ports import PersonTold, UnitTold

_BATCH = 500
_OF_A_PERSON = (
    "name", "words", "organisation", "kind", "unit", "title", "email", "phone", "mobile",
    "is_active",
)  # fmt: skip


def tell_language(*, person_id: int, language: str) -> None:
    """Say in which language somebody is written to. Raises CannotTell where there is no such."""
    if language not in Language.values:
        raise CannotTell("Välj svenska eller engelska.")
    Person.objects.filter(pk=person_id).exclude(language=language).update(language=language)


@transaction.atomic
def keep_units(told: Sequence[UnitTold]) -> tuple[int, ...]:
    """Write units as another system tells them, and return their ids in the same order."""
    rows = [
        (each, Unit(pk=each.id, key=each.key, name=each.name, organisation_id=each.organisation))
        for each in told
    ]
    new = [row for each, row in rows if each.id is None]
    known = [row for each, row in rows if each.id is not None]
    Unit.objects.bulk_create(new, batch_size=_BATCH)
    Unit.objects.bulk_update(known, ("name", "organisation"), batch_size=_BATCH)
    return tuple(row.pk for _each, row in rows)


@transaction.atomic
def place_units(places: Mapping[int, tuple[int | None, int | None]]) -> None:
    """Say of units, by id, which they are part of and who answers for them."""
    rows = [
        Unit(pk=pk, parent_id=parent, manager_id=manager)
        for pk, (parent, manager) in places.items()
    ]
    Unit.objects.bulk_update(rows, ("parent", "manager"), batch_size=_BATCH)


@transaction.atomic
def keep_people(told: Sequence[PersonTold]) -> tuple[int, ...]:
    """Write people as another system tells them, and return their ids in the same order.

    What they have told of themselves, as their language, stays as it was.
    """
    rows = [(each, _written(each)) for each in told]
    new = [row for each, row in rows if each.id is None]
    known = [row for each, row in rows if each.id is not None]
    Person.objects.bulk_create(new, batch_size=_BATCH)
    Person.objects.bulk_update(known, _OF_A_PERSON, batch_size=_BATCH)
    return tuple(row.pk for _each, row in rows)


def _written(told: PersonTold) -> Person:
    return Person(
        pk=told.id,
        key=told.key,
        name=told.name,
        words=told.name.casefold(),
        organisation_id=told.organisation,
        kind=told.kind,
        unit_id=told.unit_id,
        title=told.title,
        email=told.email,
        phone=told.phone,
        mobile=told.mobile,
        is_active=told.is_active,
    )
