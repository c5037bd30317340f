"""What is told of somebody by themselves, by whoever helps them, or by another system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from samdrift.directory.choices import Language
from samdrift.directory.errors import CannotTell
from samdrift.directory.models import Person, Unit
from samdrift.directory.ports import LeaverSource, PersonTold, UnitTold
from samdrift.plumbing import contributions

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
def keep_cost_centres(*, organisation: str, centres: Mapping[int, str]) -> None:
    """Say on which cost centre what units of an organisation have is booked, by their ids."""
    rows = list(Unit.objects.select_for_update().filter(organisation_id=organisation))
    for row in rows:
        row.cost_centre = centres.get(row.pk, row.cost_centre)
    Unit.objects.bulk_update(rows, ("cost_centre",), batch_size=_BATCH)


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


def tell_sign_in(*, person_id: int, user_id: int) -> None:
    """Say as whom somebody signs in who did not before."""
    changed = Person.objects.filter(pk=person_id, user=None).update(user=user_id)
    assert changed == 1, "who has a sign-in is given no other"


def note_who_left(day: date) -> None:
    """Note of whoever is not there any more since when, and of who is back that they are."""
    Person.objects.filter(is_active=False, left_on=None).update(left_on=day)
    Person.objects.filter(is_active=True).exclude(left_on=None).update(left_on=None)


@transaction.atomic
def forget(person_ids: Sequence[int], *, at: datetime) -> None:
    """Take away the names of people who have left; what they had and asked for stays theirs."""
    rows = list(Person.objects.select_for_update().filter(pk__in=person_ids, is_active=False))
    ids = tuple(row.pk for row in rows)
    for row in rows:
        row.key = f"forgotten-{row.pk}"
        row.name, row.words = FORGOTTEN, ""
        row.title = row.email = row.phone = row.mobile = ""
        row.user, row.forgotten_at = None, at
    Person.objects.bulk_update(rows, _FORGOTTEN, batch_size=_BATCH)
    Unit.objects.filter(manager__in=ids).update(manager=None)
    for source in contributions.offered(LeaverSource):
        source.forget(ids)


FORGOTTEN = "Någon som har slutat"
"""What stands where a name stood."""
_FORGOTTEN = (
    "key", "name", "words", "title", "email", "phone", "mobile", "user", "forgotten_at",
)  # fmt: skip
