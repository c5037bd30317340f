"""What a directory tells written: units first, then people, who answers for units, and accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from samdrift.assets.taking_in import accounts
from samdrift.assets.taking_in.accounts import AccountTold
from samdrift.directory import queries as known_people
from samdrift.directory import services as directory
from samdrift.directory.ports import PersonTold, UnitTold
from samdrift.directorysync.choices import Sort, What
from samdrift.directorysync.comparing.known import BATCH, LOCAL, references
from samdrift.directorysync.comparing.plan import Plan
from samdrift.directorysync.entries import YES
from samdrift.directorysync.models import Entry
from samdrift.directorysync.ports import Line
from samdrift.parties import services as parties
from samdrift.parties.errors import CannotShutOut

BY = "Katalogen"
"""Who shuts out those who are gone, as the history of a person tells it."""
_COLUMNS = {Sort.UNIT: "unit_id", Sort.PERSON: "person_id", Sort.ACCOUNT: "device_id"}


def write(source_id: int, plan: Plan, *, at: datetime) -> None:
    """Do what was planned; within a transaction, while whoever calls holds the source."""
    by_sort = {sort: [line for line in plan.lines if line.sort == sort] for sort in Sort}
    _move(plan.moved)
    units = [line for line in by_sort[Sort.UNIT] if line.what != What.VANISHED]
    _keep(source_id, plan, units, directory.keep_units([_unit(line) for line in units]))
    points = _Points(source_id)
    people = by_sort[Sort.PERSON]
    told = [_person(line, points) for line in people]
    ids = directory.keep_people(told)
    _keep(source_id, plan, people, ids)
    gone = [pk for pk, each in zip(ids, told, strict=True) if not each.is_active]
    _shut_out(gone, at=at)
    points = _Points(source_id)
    directory.place_units(
        {
            points.row(line.guid): (
                points.of(line.fields["parent"]),
                points.of(line.fields["manager"]),
            )
            for line in units
        }
    )
    group = by_sort[Sort.ACCOUNT]
    kept = accounts.keep_accounts([_account(line, points) for line in group], at=at)
    _keep(source_id, plan, group, kept)
    gone = [plan.entry_ids[line.guid] for line in plan.lines if line.what == What.VANISHED]
    for start in range(0, len(gone), BATCH):
        Entry.objects.filter(pk__in=gone[start : start + BATCH]).update(gone_at=at)


class _Points:
    """Which row of ours each entry is."""

    def __init__(self, source_id: int) -> None:
        found = references(source_id)
        self._rows = {guid: pk for pk, guid in (*found.units.items(), *found.people.items())}

    def row(self, guid: str) -> int:
        """Return the row of an entry that is there."""
        return self._rows[guid]

    def of(self, reference: str) -> int | None:
        """Return the row that a field points at; None where it points at nothing."""
        if reference.startswith(LOCAL):
            return int(reference[len(LOCAL) :])
        return self._rows.get(reference)


def _shut_out(person_ids: Sequence[int], *, at: datetime) -> None:
    """Shut the sign-ins of those who are shut or gone; the last who administers is let be."""
    for user_id in known_people.user_ids(person_ids):
        with suppress(CannotShutOut):
            parties.shut_out(user_id=user_id, by=BY, at=at)


def _move(moved: Mapping[int, str]) -> None:
    rows = [Entry(pk=pk, dn=dn) for pk, dn in moved.items()]
    Entry.objects.bulk_update(rows, ("dn",), batch_size=BATCH)


def _keep(source_id: int, plan: Plan, lines: Sequence[Line], ids: Sequence[int]) -> None:
    """Remember which row each new entry is, and that those that are back are."""
    new = []
    back = []
    for line, row_id in zip(lines, ids, strict=True):
        if line.guid not in plan.entry_ids:
            row = {_COLUMNS[line.sort]: row_id}
            told = Entry(source_id=source_id, sort=line.sort, guid=line.guid, dn=line.dn, **row)
            new.append(told)
        elif line.what == What.RETURNED:
            back.append(plan.entry_ids[line.guid])
    Entry.objects.bulk_create(new, batch_size=BATCH)
    for start in range(0, len(back), BATCH):
        Entry.objects.filter(pk__in=back[start : start + BATCH]).update(gone_at=None)


def _unit(line: Line) -> UnitTold:
    return UnitTold(line.row_id, line.guid, line.name, line.fields["organisation"])


def _person(line: Line, points: _Points) -> PersonTold:
    told = line.fields
    return PersonTold(
        id=line.row_id,
        key=line.guid,
        name=told["name"],
        organisation=told["organisation"],
        kind=told["kind"],
        unit_id=points.of(told["unit"]),
        title=told["title"],
        email=told["email"],
        phone=told["phone"],
        mobile=told["mobile"],
        is_active=told["active"] == YES,
    )


def _account(line: Line, points: _Points) -> AccountTold:
    told = line.fields
    return AccountTold(
        id=line.row_id,
        tag=told["tag"],
        name=told["name"],
        organisation=told["organisation"],
        owner_id=points.of(told["owner"]),
        ends_on=told["ends_on"],
        is_active=told["active"] == YES,
    )
