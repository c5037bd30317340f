"""Machines as they are listed and found, and one of them with all that it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet

from samdrift.inventory.models import (
    Component,
    Difference,
    Installation,
    Machine,
    MachineMark,
)
from samdrift.inventory.reading.nodes import Words
from samdrift.plumbing.palette.begins import beginning

PAGE_SIZE = 50
MOST_DIFFERENCES = 20
MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """Which machines are asked for; an empty organisation is every one."""

    organisation_code: str = ""
    kind: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class MachineRow:
    """A machine in a list."""

    id: int
    name: str
    kind: str
    maker: str
    model: str
    serial: str
    system: str
    user: str
    organisation_code: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some machines of a list, and where the next begin."""

    rows: tuple[MachineRow, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a machine has."""

    told: Mapping[str, Words]
    since: datetime


@dataclass(frozen=True, slots=True)
class MarkRow:
    """Something that a machine is known by."""

    kind: str
    label: str
    value: str
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """What an inventory told otherwise."""

    id: int
    at: datetime
    counts: Mapping[str, Mapping[str, int]]
    is_first: bool
    is_partial: bool
    agent_version: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A machine with all that it has now, and what it told last."""

    row: MachineRow
    kind_label: str
    address: str
    tag: str
    agent_version: str
    first_seen_at: datetime
    changed_at: datetime
    device_tag: str
    holder_id: int | None
    holder_name: str
    merged_into: int | None
    merged: tuple[tuple[int, str], ...]
    is_ignored: bool
    sections: Mapping[str, tuple[Part, ...]]
    programs: int
    marks: tuple[MarkRow, ...]
    differences: tuple[DifferenceRow, ...]


def shown(organisation_code: str) -> QuerySet[Machine]:
    """Return the machines there are: those merged into others, or ignored, are not among them."""
    rows = Machine.objects.filter(merged_into=None, is_ignored=False)
    return rows.filter(organisation_id=organisation_code) if organisation_code else rows


def machines(asked: Asked, *, after: int | None = None) -> Page:
    """Return a page of machines by name, from after one of them."""
    rows = shown(asked.organisation_code)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    words = asked.words.casefold().split()[:MOST_WORDS]
    if words:
        rows = rows.filter(reduce(and_, (Q(words__contains=word) for word in words)))
    return page_of(rows, after=after)


def page_of(rows: QuerySet[Machine], *, after: int | None) -> Page:
    """Return a page of some machines by name, from after one of them."""
    last = Machine.objects.filter(pk=after or 0).values_list("sorted_by", flat=True).first()
    if after is not None and last is not None:
        rows = rows.filter(Q(sorted_by__gt=last) | Q(sorted_by=last, pk__gt=after))
    found = list(rows.select_related("contact").order_by("sorted_by", "pk")[: PAGE_SIZE + 1])
    is_more = len(found) > PAGE_SIZE
    kept = found[:PAGE_SIZE]
    return Page(tuple(_row(each) for each in kept), kept[-1].pk if is_more else None)


def found(words: str, *, organisation_code: str, limit: int) -> tuple[MachineRow, ...]:
    """Return the machines whose name begins as what is typed, by an index."""
    rows = shown(organisation_code).select_related("contact").order_by()
    typed = " ".join(words.casefold().split())
    return tuple(_row(each) for each in beginning(rows, "sorted_by", (typed,), limit))


def held_by(person_id: int) -> tuple[MachineRow, ...]:
    """Return the machines of the register that somebody has."""
    rows = shown("").filter(device__holder=person_id).select_related("contact")
    return tuple(_row(each) for each in rows.order_by("sorted_by", "pk")[:PAGE_SIZE])


def machine(machine_id: int, *, organisation_code: str = "") -> Whole | None:
    """Return a machine, None where there is none of the organisation."""
    rows = Machine.objects.select_related("contact", "device__holder")
    if organisation_code:
        rows = rows.filter(organisation_id=organisation_code)
    row = rows.filter(pk=machine_id).first()
    return None if row is None else _whole(row)


def _whole(row: Machine) -> Whole:
    device = row.device
    holder = device.holder if device else None
    return Whole(
        row=_row(row),
        kind_label=str(row.get_kind_display()),
        address=row.address,
        tag=row.tag,
        agent_version=row.contact.agent_version,
        first_seen_at=row.first_seen_at,
        changed_at=row.changed_at,
        device_tag=device.tag if device else "",
        holder_id=holder.pk if holder else None,
        holder_name=holder.name if holder else "",
        merged_into=row.merged_into_id,
        merged=tuple(row.merged.values_list("pk", "name")),
        is_ignored=row.is_ignored,
        sections=_sections(row.pk),
        programs=Installation.objects.filter(machine=row, until=None).count(),
        marks=_marks(row.pk),
        differences=tuple(
            difference_row(each)
            for each in Difference.objects.filter(machine=row)[:MOST_DIFFERENCES]
        ),
    )


def _sections(machine_id: int) -> dict[str, tuple[Part, ...]]:
    found: dict[str, list[Part]] = defaultdict(list)
    rows = Component.objects.filter(machine=machine_id, until=None).order_by("section", "key", "pk")
    for section, told, since in rows.values_list("section", "told", "since"):
        found[section].append(Part(told, since))
    return {section: tuple(parts) for section, parts in found.items()}


def _marks(machine_id: int) -> tuple[MarkRow, ...]:
    return tuple(
        MarkRow(row.kind, str(row.get_kind_display()), row.value, row.is_pinned)
        for row in MachineMark.objects.filter(machine=machine_id)
    )


def difference_row(row: Difference) -> DifferenceRow:
    """Return what an inventory told otherwise, in counts."""
    return DifferenceRow(
        row.pk, row.at, row.counts, row.is_first, row.is_partial, row.agent_version
    )


def _row(row: Machine) -> MachineRow:
    return MachineRow(
        id=row.pk,
        name=str(row),
        kind=row.kind,
        maker=row.maker,
        model=row.model,
        serial=row.serial,
        system=row.system,
        user=row.user,
        organisation_code=str(row.organisation_id),
        seen_at=row.contact.seen_at,
    )
