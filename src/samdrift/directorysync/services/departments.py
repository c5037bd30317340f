"""Departments: those that a directory tells of, and which unit somebody says that one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from samdrift.directory.models import Unit
from samdrift.directorysync.choices import Sort
from samdrift.directorysync.comparing.departments import Name, name_of
from samdrift.directorysync.errors import BadSource
from samdrift.directorysync.models import Department
from samdrift.directorysync.ports import Told


def note(source_id: int, told: Iterable[Told]) -> None:
    """Keep which departments a directory tells of, and of how many; whoever calls holds it.

    One that it tells of no longer is forgotten, unless somebody has said which unit it is.
    """
    people = [each for each in told if each.sort == Sort.PERSON and each.department]
    numbers: Counter[Name] = Counter(name_of(each) for each in people)
    written = {name_of(each): each.department for each in reversed(people)}
    rows = {
        (str(row.organisation_id), row.key): row
        for row in Department.objects.filter(source=source_id)
    }
    for name, row in rows.items():
        row.people, row.name = numbers.get(name, 0), written.get(name, row.name)
    gone = [row.pk for row in rows.values() if not row.people and row.unit_id is None]
    Department.objects.filter(pk__in=gone).delete()
    stay = [row for row in rows.values() if row.pk not in gone]
    Department.objects.bulk_update(stay, ("people", "name"), batch_size=500)
    Department.objects.bulk_create(
        Department(
            source_id=source_id, organisation_id=name[0], key=name[1], name=written[name],
            people=number,
        )
        for name, number in numbers.items() if name not in rows
    )  # fmt: skip


@transaction.atomic
def decide(*, source_key: str, department_id: int, unit_id: int | None) -> Department:
    """Say which unit a department is, or None to let its name tell. Raises BadSource."""
    row = Department.objects.select_for_update().filter(
        source__key=source_key, pk=department_id
    ).first()  # fmt: skip
    if row is None:
        raise BadSource("Avdelningen finns inte.")
    if unit_id is not None:
        unit = Unit.objects.filter(pk=unit_id).first()
        if unit is None or unit.organisation_id != row.organisation_id:
            raise BadSource("Välj en enhet i samma organisation.")
    row.unit_id = unit_id
    row.save(update_fields=["unit"])
    return row
