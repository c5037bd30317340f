"""What is known of a directory's entries, in the words that directories are compared in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from samdrift.assets.taking_in import accounts
from samdrift.assets.taking_in.accounts import AccountTold
from samdrift.directory import queries as directory
from samdrift.directory.models import Person, Unit
from samdrift.directorysync.choices import Sort
from samdrift.directorysync.entries import NO, YES
from samdrift.directorysync.models import Entry
from samdrift.directorysync.ports import Told

BATCH = 500
LOCAL = "#"
"""Before the number of a row that no entry of the directory is."""


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry that is known, and what our row of it says."""

    id: int
    sort: Sort
    dn: str
    row_id: int
    gone_at: datetime | None
    fields: Mapping[str, str]


@dataclass(slots=True)
class References:
    """Which entry each unit and person of ours is, and what each is called."""

    units: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)

    def unit(self, row_id: int | None) -> str:
        """Return which entry a unit is."""
        return _reference(self.units, row_id)

    def person(self, row_id: int | None) -> str:
        """Return which entry somebody is."""
        return _reference(self.people, row_id)


def _reference(known: Mapping[int, str], row_id: int | None) -> str:
    return known.get(row_id, f"{LOCAL}{row_id}") if row_id else ""


def references(source_id: int) -> References:
    """Return which units and people a directory's entries are."""
    found = References()
    rows = Entry.objects.filter(source=source_id).exclude(sort=Sort.ACCOUNT)
    for guid, unit_id, person_id in rows.values_list("guid", "unit_id", "person_id"):
        if unit_id:
            found.units[unit_id] = guid
        else:
            found.people[person_id] = guid
    return found


def entries(source_id: int, refers: References) -> dict[str, KnownEntry]:
    """Return every entry that is known of a directory, by what identifies it."""
    rows = Entry.objects.filter(source=source_id).order_by()
    said: dict[Sort, dict[int, dict[str, str]]] = {
        Sort.UNIT: {
            row.pk: unit_fields(row, refers)
            for row in Unit.objects.filter(pk__in=rows.filter(sort=Sort.UNIT).values("unit"))
        },
        Sort.PERSON: {
            row.pk: person_fields(row, refers)
            for row in Person.objects.filter(pk__in=rows.filter(sort=Sort.PERSON).values("person"))
        },
        Sort.ACCOUNT: {},
    }
    ids = list(rows.filter(sort=Sort.ACCOUNT).values_list("device", flat=True))
    for some in batches(ids):
        for told in accounts.accounts(ids=some):
            said[Sort.ACCOUNT][told.id or 0] = account_fields(told, refers)
    return {
        row.guid: KnownEntry(row.pk, sort, row.dn, row_id, row.gone_at, said[sort][row_id])
        for row in rows
        for sort, row_id in [(Sort(row.sort), row.unit_id or row.person_id or row.device_id or 0)]
        if row_id in said[sort]
    }


def unit_fields(row: Unit, refers: References) -> dict[str, str]:
    """Return what a unit of ours says."""
    return {
        "name": row.name,
        "organisation": str(row.organisation_id),
        "parent": refers.unit(row.parent_id),
        "manager": refers.person(row.manager_id),
    }


def person_fields(row: Person, refers: References) -> dict[str, str]:
    """Return what our row of somebody says."""
    return {
        "name": row.name,
        "organisation": str(row.organisation_id),
        "kind": row.kind,
        "unit": refers.unit(row.unit_id),
        "title": row.title,
        "email": row.email,
        "phone": row.phone,
        "mobile": row.mobile,
        "active": YES if row.is_active else NO,
    }


def account_fields(told: AccountTold, refers: References) -> dict[str, str]:
    """Return what a group account of ours says."""
    return {
        "tag": told.tag,
        "name": told.name,
        "organisation": told.organisation,
        "owner": refers.person(told.owner_id),
        "ends_on": told.ends_on,
        "active": YES if told.is_active else NO,
    }


def recognised(new: Sequence[Told], refers: References) -> dict[str, tuple[int, dict[str, str]]]:
    """Return which rows of ours new entries are, of those that no directory has told of before.

    People are known by their mail address, units by organisation and name, accounts by their name.
    """
    by_sort = {sort: [each for each in new if each.sort == sort] for sort in Sort}
    return {
        guid: found
        for sort, search in (
            (Sort.PERSON, _people),
            (Sort.UNIT, _units),
            (Sort.ACCOUNT, _accounts),
        )
        for guid, found in search(by_sort[sort], refers)
    }


type Found = Iterator[tuple[str, tuple[int, dict[str, str]]]]


def _people(new: Sequence[Told], refers: References) -> Found:
    taken = set(Entry.objects.filter(sort=Sort.PERSON).values_list("person", flat=True))
    mails = {each.fields["email"].casefold(): each.guid for each in reversed(new)}
    mails.pop("", None)
    for some in batches(list(mails)):
        ids = directory.ids_by_email(some)
        wanted = {pk: mail for mail, pk in ids.items() if pk not in taken}
        for row in Person.objects.filter(pk__in=wanted):
            yield mails[wanted[row.pk]], (row.pk, person_fields(row, refers))


def _units(new: Sequence[Told], refers: References) -> Found:
    if not new:
        return
    rows: dict[tuple[str, str], list[Unit]] = {}
    told = Entry.objects.filter(sort=Sort.UNIT).values("unit")
    for row in Unit.objects.exclude(pk__in=told):
        rows.setdefault((str(row.organisation_id), row.name.casefold()), []).append(row)
    for each in new:
        found = rows.pop((each.fields["organisation"], each.name.casefold()), [])
        if len(found) == 1:
            yield each.guid, (found[0].pk, unit_fields(found[0], refers))


def _accounts(new: Sequence[Told], refers: References) -> Found:
    taken = set(Entry.objects.filter(sort=Sort.ACCOUNT).values_list("device", flat=True))
    guids = {each.fields["tag"]: each.guid for each in reversed(new)}
    for some in batches(list(guids)):
        for told in accounts.accounts(tags=some):
            if told.id and told.id not in taken:
                yield guids[told.tag], (told.id, account_fields(told, refers))


def batches[Item](items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield items so many at a time, as many as both databases take in one question."""
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
