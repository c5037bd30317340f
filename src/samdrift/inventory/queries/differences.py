"""What was otherwise in an inventory, thing by thing: what began and what ended at its moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samdrift.inventory.models import Component, Difference, Installation
from samdrift.inventory.queries.machines import DifferenceRow, difference_row
from samdrift.inventory.reading.nodes import Words


@dataclass(frozen=True, slots=True)
class Program:
    """A program that came, went, or came in another version."""

    publisher: str
    name: str
    version: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What came, went and changed in a section."""

    section: str
    added: tuple[Mapping[str, Words], ...]
    removed: tuple[Mapping[str, Words], ...]
    changed: tuple[tuple[Mapping[str, Words], Mapping[str, Words]], ...]
    """Each as it was, and as it is."""


@dataclass(frozen=True, slots=True)
class WholeDifference:
    """All that an inventory told otherwise of a machine."""

    row: DifferenceRow
    machine_id: int
    machine_name: str
    sections: tuple[Otherwise, ...]
    added: tuple[Program, ...]
    removed: tuple[Program, ...]
    renewed: tuple[Program, ...]


def difference(
    difference_id: int, *, machine_id: int, organisation_code: str = ""
) -> WholeDifference | None:
    """Return what an inventory told otherwise, None where there is none of the organisation."""
    rows = Difference.objects.select_related("machine").filter(machine=machine_id)
    if organisation_code:
        rows = rows.filter(machine__organisation_id=organisation_code)
    row = rows.filter(pk=difference_id).first()
    if row is None:
        return None
    added, removed, renewed = _programs(row)
    return WholeDifference(
        row=difference_row(row),
        machine_id=row.machine_id,
        machine_name=str(row.machine),
        sections=_sections(row),
        added=added,
        removed=removed,
        renewed=renewed,
    )


def _sections(row: Difference) -> tuple[Otherwise, ...]:
    begun, ended = (
        _by_key(
            Component.objects.filter(machine=row.machine_id, **{moment: row.at})
            .order_by("section", "key", "pk")
            .values_list("section", "key", "told")
        )
        for moment in ("since", "until")
    )
    return tuple(
        _otherwise(section, begun.get(section, {}), ended.get(section, {}))
        for section in sorted({*begun, *ended})
    )


type _Things = dict[str, list[Mapping[str, Words]]]


def _by_key(rows: Iterable[tuple[str, str, Mapping[str, Words]]]) -> dict[str, _Things]:
    found: dict[str, _Things] = defaultdict(lambda: defaultdict(list))
    for section, key, told in rows:
        found[section][key].append(told)
    return found


def _otherwise(section: str, begun: _Things, ended: _Things) -> Otherwise:
    """Pair what ended and began under a key: it has changed."""
    added: list[Mapping[str, Words]] = []
    removed: list[Mapping[str, Words]] = []
    changed: list[tuple[Mapping[str, Words], Mapping[str, Words]]] = []
    for key in sorted({*begun, *ended}):
        new, old = begun.get(key, []), ended.get(key, [])
        pairs = min(len(new), len(old))
        changed += list(zip(old[:pairs], new[:pairs], strict=True))
        added += new[pairs:]
        removed += old[pairs:]
    return Otherwise(section, tuple(added), tuple(removed), tuple(changed))


def _programs(
    row: Difference,
) -> tuple[tuple[Program, ...], tuple[Program, ...], tuple[Program, ...]]:
    begun, ended = (
        list(
            Installation.objects.filter(machine=row.machine_id, **{moment: row.at})
            .order_by("title__sorted_by", "title__version")
            .values_list("title__publisher", "title__name", "title__version", "arch")
        )
        for moment in ("since", "until")
    )
    gone: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for publisher, name, version, arch in ended:
        gone[publisher, name, arch].append(version)
    added, renewed = [], []
    for publisher, name, version, arch in begun:
        before = gone.get((publisher, name, arch))
        if before:
            renewed.append(Program(publisher, name, version, before.pop(0)))
        else:
            added.append(Program(publisher, name, version))
    removed = [
        Program(publisher, name, version)
        for (publisher, name, _), versions in gone.items()
        for version in versions
    ]
    return tuple(added), tuple(removed), tuple(renewed)
