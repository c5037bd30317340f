"""People placed in units by their department, where the tree of the directory does not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from samdrift.directory.models import Unit
from samdrift.directorysync.choices import Sort
from samdrift.directorysync.comparing.known import References
from samdrift.directorysync.models import Department
from samdrift.directorysync.ports import Told

type Name = tuple[str, str]
"""An organisation, and a name within it in small letters."""


def name_of(each: Told) -> Name:
    """Return whose and which department somebody is told to work in."""
    return each.fields["organisation"], each.department.casefold()


def placed(source_id: int, told: Sequence[Told], refers: References) -> tuple[Told, ...]:
    """Return entries with people placed by their department.

    What somebody has said of a department counts before the tree; else only those whom the tree
    places nowhere are placed, in the one unit that is called as their department.
    """
    said = _said(source_id, refers)
    alike = same_names(told, refers) if any(each.department for each in told) else {}
    return tuple(_placed(each, said, alike) for each in told)


def _placed(each: Told, said: Mapping[Name, str], alike: Mapping[Name, str]) -> Told:
    if each.sort != Sort.PERSON or not each.department:
        return each
    name = name_of(each)
    unit = said.get(name) or each.fields["unit"] or alike.get(name, "")
    return replace(each, fields={**each.fields, "unit": unit})


def _said(source_id: int, refers: References) -> dict[Name, str]:
    rows = Department.objects.filter(source=source_id).exclude(unit=None)
    return {(str(row.organisation_id), row.key): refers.unit(row.unit_id) for row in rows}


def same_names(told: Iterable[Told], refers: References) -> dict[Name, str]:
    """Return the units that are alone in their organisation with their name: told, and ours."""
    found: dict[Name, set[str]] = defaultdict(set)
    for each in told:
        if each.sort == Sort.UNIT:
            found[each.fields["organisation"], each.name.casefold()].add(each.guid)
    for pk, code, name in Unit.objects.values_list("pk", "organisation", "name"):
        found[str(code), name.casefold()].add(refers.unit(pk))
    return {name: next(iter(units)) for name, units in found.items() if len(units) == 1}
