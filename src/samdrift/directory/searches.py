"""People and units, told to the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samdrift.directory.models import Person, Unit
from samdrift.plumbing.search.ports import NOW, Searchable, SearchableSource, Watched

PERSON, UNIT = "directory.person", "directory.unit"
EVERYBODY = "people:every"
_SWEDEN = "46"


def _people(ids: Sequence[int]) -> Iterator[Searchable]:
    """Yield those who are still there, by name, address and phone, in any writing."""
    rows = Person.objects.filter(pk__in=ids, is_active=True)
    for row in rows.select_related("unit", "organisation"):
        phones = dict.fromkeys(
            written
            for number in (row.phone, row.mobile)
            if number
            for written in (number, _national(number))
        )
        about = (row.title, row.unit.name if row.unit else "", row.organisation.name)
        yield Searchable(
            kind=PERSON,
            key=str(row.pk),
            title=row.name,
            created=NOW,
            organisation=str(row.organisation_id),
            numbers=(*filter(None, (row.email,)), *phones),
            text=", ".join(filter(None, about)),
            labels=frozenset({EVERYBODY}),
        )


def _units(ids: Sequence[int]) -> Iterator[Searchable]:
    for row in Unit.objects.filter(pk__in=ids).select_related("organisation"):
        yield Searchable(
            kind=UNIT,
            key=str(row.pk),
            title=row.name,
            created=NOW,
            organisation=str(row.organisation_id),
            text=", ".join(filter(None, (row.place, row.organisation.name))),
            labels=frozenset({EVERYBODY}),
        )


def _national(number: str) -> str:
    """Return a number as it is dialled within the country."""
    return f"0{number.removeprefix(_SWEDEN)}" if number.startswith(_SWEDEN) else number


OFFERS = (
    SearchableSource(
        "directory.people",
        "Personer",
        PERSON,
        Person,
        _people,
        (
            Watched(
                Person,
                (
                    *("name", "title", "email", "phone", "mobile"),
                    *("unit_id", "organisation_id", "is_active"),
                ),
            ),
            Watched(
                Unit, ("name",), "SELECT id AS key FROM directory_person WHERE unit_id = {row}.id"
            ),
        ),
    ),
    SearchableSource(
        "directory.units",
        "Enheter",
        UNIT,
        Unit,
        _units,
        (Watched(Unit, ("name", "place", "organisation_id")),),
    ),
)
