"""By what machines are matched, what people have said of it, and what nobody has yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from samdrift.inventory.choices import MarkKind
from samdrift.inventory.models import (
    Decision,
    Machine,
    MachineMark,
    MatchRule,
    SharedMark,
    Unread,
)

MOST_DOUBTS = 50
MOST_DECISIONS = 100


@dataclass(frozen=True, slots=True)
class Rule:
    """By what machines are matched."""

    kind: str
    label: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """What several machines have, and none is matched by."""

    id: int
    label: str
    value: str
    why: str
    said_by: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody said of machines."""

    id: int
    kind: str
    label: str
    machine_id: int
    machine: str
    other_id: int | None
    other: str
    marks: tuple[str, ...]
    why: str
    at: datetime
    by: str
    undone_at: datetime | None
    undone_by: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Machines that share a number, and may be one."""

    label: str
    value: str
    machines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """What could not be read."""

    id: int
    organisation_code: str
    reason: str
    sender: str
    beginning: str
    size: int
    times: int
    first_at: datetime
    last_at: datetime


def rules() -> tuple[Rule, ...]:
    """Return by what machines are matched, in their order."""
    return tuple(
        Rule(row.kind, str(row.get_kind_display()), row.is_used) for row in MatchRule.objects.all()
    )


def shared() -> tuple[Shared, ...]:
    """Return the marks that several machines have, as people have said."""
    return tuple(
        Shared(row.pk, str(row.get_kind_display()), row.value, row.why, row.said_by, row.said_at)
        for row in SharedMark.objects.all()
    )


def decisions() -> tuple[Decided, ...]:
    """Return what people have said of machines, the newest first."""
    return tuple(
        Decided(
            id=row.pk,
            kind=row.kind,
            label=str(row.get_kind_display()),
            machine_id=row.machine_id,
            machine=str(row.machine),
            other_id=row.other_id,
            other=str(row.other) if row.other else "",
            marks=tuple(value for _, value in row.marks),
            why=row.why,
            at=row.at,
            by=row.by,
            undone_at=row.undone_at,
            undone_by=row.undone_by,
        )
        for row in Decision.objects.select_related("machine", "other")[:MOST_DECISIONS]
    )


def doubts() -> tuple[Doubt, ...]:
    """Return machines that share a number of their makers', and that nobody has decided of."""
    rows = (
        MachineMark.objects.filter(
            kind__in=(MarkKind.UUID, MarkKind.SERIAL),
            is_pinned=False,
            machine__merged_into=None,
            machine__is_ignored=False,
        )
        .order_by()
        .values_list("kind", "value")
        .annotate(machines=Count("machine"))
        .filter(machines__gt=1)
    )
    several = list(rows.order_by("kind", "value")[:MOST_DOUBTS])
    found: dict[tuple[str, str], list[tuple[int, str]]] = {
        (kind, value): [] for kind, value, _ in several
    }
    marks = MachineMark.objects.filter(
        value__in=[value for _, value, _ in several], machine__merged_into=None
    )
    for row in marks.select_related("machine").order_by("machine__sorted_by"):
        if (row.kind, row.value) in found:
            found[row.kind, row.value].append((row.machine_id, str(row.machine)))
    return tuple(
        Doubt(str(MarkKind(kind).label), value, tuple(each))
        for (kind, value), each in found.items()
    )


def decided_of(machine_id: int) -> tuple[Decided, ...]:
    """Return what people have said of a machine, and has not been undone."""
    return tuple(
        each
        for each in decisions()
        if machine_id in (each.machine_id, each.other_id) and each.undone_at is None
    )


def unread(*, organisation_code: str) -> tuple[UnreadRow, ...]:
    """Return what could not be read and nobody has put away, the newest first."""
    rows = Unread.objects.filter(seen_by="")
    if organisation_code:
        rows = rows.filter(organisation_id=organisation_code)
    return tuple(
        UnreadRow(
            row.pk,
            str(row.organisation_id),
            row.reason,
            row.sender,
            row.beginning,
            row.size,
            row.times,
            row.first_at,
            row.last_at,
        )
        for row in rows[:MOST_DECISIONS]
    )


def unread_count(*, organisation_code: str) -> int:
    """Return how much could not be read and lies there."""
    rows = Unread.objects.filter(seen_by="")
    return (rows.filter(organisation_id=organisation_code) if organisation_code else rows).count()


def named(words: str, *, organisation_code: str) -> tuple[tuple[int, str], ...]:
    """Return the machines of an organisation with a name, a serial number or a number of ours."""
    rows = Machine.objects.filter(organisation_id=organisation_code, merged_into=None)
    typed = words.strip()
    found = rows.filter(sorted_by=typed.casefold()) | rows.filter(serial__iexact=typed)
    if typed.isdecimal() and len(typed) < 10:
        found |= rows.filter(pk=int(typed))
    return tuple((row.pk, str(row)) for row in found.order_by("pk")[:2])
