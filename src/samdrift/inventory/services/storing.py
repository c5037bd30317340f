"""What is otherwise than before, section by section, written as states that begin and end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import batched

from django.db import connection, models, transaction

from samdrift.inventory.models import Component, Installation, Machine, Title
from samdrift.inventory.ports import Change
from samdrift.inventory.reading.messages import Report
from samdrift.inventory.reading.sections import (
    FACTS,
    SINGLE,
    SOFTWARE,
    Row,
    Section,
    Software,
    merged,
    section_of,
)
from samdrift.plumbing import bulk

_BATCH = 5_000
_LONGEST_SORT = 200


def is_alike(before: Mapping[str, str], report: Report) -> bool:
    """Whether nothing of what is told is otherwise than before, without reading a row of it."""
    if report.is_partial:
        told = {name: each for name, each in report.digests.items() if name != FACTS}
        return all(before.get(name) == each for name, each in told.items())
    alike = all(before.get(name) == each for name, each in report.digests.items())
    return alike and not _vanished(before, report)


def keep_titles(told: Collection[Software]) -> None:
    """Keep the titles that nobody had before, in a transaction of their own.

    They are written in the order of their keys, so that two who meet the same titles wait for each
    other and never both at once.
    """
    keys = {each.title_key: each for each in told}
    known: set[str] = set()
    for batch in batched(keys, _BATCH, strict=False):
        known.update(Title.objects.filter(key__in=batch).values_list("key", flat=True))
    new = [
        Title(
            key=key,
            publisher=keys[key].publisher,
            name=keys[key].name,
            version=keys[key].version,
            sorted_by=keys[key].name.casefold()[:_LONGEST_SORT],
        )
        for key in sorted(keys.keys() - known)
    ]
    if new:
        with transaction.atomic():
            Title.objects.bulk_create(new, batch_size=_BATCH, ignore_conflicts=True)


def store(machine: Machine, report: Report, *, at: datetime) -> dict[str, Change]:
    """Write what is otherwise, and return how much of every section; `machine` is locked.

    The digests of the machine are brought up to date, and saved by whoever called.
    """
    before = dict(machine.digests)
    changes: dict[str, Change] = {}
    told = [
        each for name, each in report.sections.items() if before.get(name) != report.digests[name]
    ]
    gone = () if report.is_partial else _vanished(before, report)
    changes |= _store_components(machine, told, gone, is_partial=report.is_partial, at=at)
    if report.software and before.get(SOFTWARE) != report.digests[SOFTWARE]:
        changes[SOFTWARE] = _store_software(machine, report.software, at=at)
        machine.digests[SOFTWARE] = report.digests[SOFTWARE]
    for name in gone:
        del machine.digests[name]
    if not report.is_partial:
        machine.digests[FACTS] = report.digests[FACTS]
    return {
        name: each for name, each in changes.items() if each.added or each.removed or each.changed
    }


def _vanished(before: Mapping[str, str], report: Report) -> tuple[str, ...]:
    """Return sections that a full inventory says nothing of any more.

    A machine without any program is none: an agent was told not to look for them.
    """
    return tuple(name for name in before if name not in report.digests and name != SOFTWARE)


def _store_components(
    machine: Machine,
    told: Sequence[Section],
    gone: Sequence[str],
    *,
    is_partial: bool,
    at: datetime,
) -> dict[str, Change]:
    names = [*(each.name for each in told), *gone]
    if not names:
        return {}
    having: dict[str, list[Component]] = defaultdict(list)
    for component in Component.objects.filter(machine=machine, section__in=names, until=None):
        having[component.section].append(component)
    changes: dict[str, Change] = {}
    ended: list[int] = []
    begun: list[tuple[str, Row]] = []
    for name, rows in [*((each.name, each.rows) for each in told), *((name, ()) for name in gone)]:
        now = _completed(name, rows, having[name]) if is_partial else rows
        out, new, changes[name] = _compared(having[name], now)
        ended += out
        begun += [(name, row) for row in new]
        machine.digests[name] = section_of(name, now).digest
    _end(Component, ended, at)
    bulk.insert(
        Component,
        ("machine_id", "section", "key", "told", "digest", "since", "until"),
        ((machine.pk, name, row.key, _json(row), row.digest, at, None) for name, row in begun),
    )
    return changes


def _json(row: Row) -> object:
    """COPY takes JSON as PostgreSQL's driver writes it; SQLite's road adapts it by itself."""
    if connection.vendor == "postgresql":
        from psycopg.types.json import Jsonb  # noqa: PLC0415  Only there where it is used.

        return Jsonb(row.told)
    return row.told


def _completed(name: str, rows: Sequence[Row], having: Sequence[Component]) -> Sequence[Row]:
    """Return what a machine has one of, with what was told of it before."""
    if name in SINGLE and rows and having:
        return [merged(having[0].told, rows[0], name=name)]
    return rows


def _compared(
    having: Sequence[Component], told: Sequence[Row]
) -> tuple[list[int], list[Row], Change]:
    """Return what ends, what begins, and how much: what ends and begins under a key has changed."""
    left: dict[tuple[str, str], list[int]] = defaultdict(list)
    for component in having:
        left[component.key, component.digest].append(component.pk)
    begun = []
    for row in told:
        alike = left[row.key, row.digest]
        if alike:
            alike.pop()
        else:
            begun.append(row)
    ended = [(key, pk) for (key, _), pks in left.items() for pk in pks]
    changed = _shared_keys([key for key, _ in ended], [row.key for row in begun])
    change = Change(
        added=len(begun) - changed,
        removed=len(ended) - changed,
        changed=changed,
        before=len(having),
        after=len(told),
    )
    return [pk for _, pk in ended], begun, change


def _shared_keys(ended: Iterable[str], begun: Iterable[str]) -> int:
    left = list(ended)
    shared = 0
    for key in begun:
        if key in left:
            left.remove(key)
            shared += 1
    return shared


def _store_software(machine: Machine, told: Sequence[Software], *, at: datetime) -> Change:
    rows = Installation.objects.filter(machine=machine, until=None)
    having = {
        (key, arch): pk for pk, key, arch in rows.values_list("pk", "title__key", "arch").iterator()
    }
    now = {(each.title_key, each.arch): each for each in told}
    begun = [mark for mark in now if mark not in having]
    ended = [pk for mark, pk in having.items() if mark not in now]
    ids: dict[str, int] = {}
    for batch in batched({key for key, _ in begun}, _BATCH, strict=False):
        ids |= dict(Title.objects.filter(key__in=batch).values_list("key", "pk"))
    _end(Installation, ended, at)
    bulk.insert(
        Installation,
        ("machine_id", "title_id", "arch", "installed_on", "since", "until"),
        (
            (machine.pk, ids[key], arch, now[key, arch].installed_on, at, None)
            for key, arch in begun
        ),
    )
    return Change(len(begun), len(ended), 0, len(having), len(now))


def _end(model: type[models.Model], pks: Sequence[int], at: datetime) -> None:
    for batch in batched(pks, _BATCH, strict=False):
        model._default_manager.filter(pk__in=batch).update(until=at)
