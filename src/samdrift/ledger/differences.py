"""What a voucher said before and says now, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.db.models import Count, Q

from samdrift.kernel.money import Money
from samdrift.ledger.models import LedgerEdition, Voucher, VoucherChange
from samdrift.ledger.ports import LineEntry, VoucherEntry
from samdrift.plumbing.exchange.ports import ChangedCell


def told(voucher: Voucher) -> VoucherEntry:
    """Return what a voucher says."""
    return VoucherEntry(
        voucher.series,
        voucher.number,
        voucher.booked_on,
        voucher.text,
        tuple(
            LineEntry(
                line.account,
                Money(line.amount_ore),
                line.cost_centre,
                line.objects_text,
                line.text,
            )
            for line in voucher.lines.all()
        ),
    )


def cells(before: VoucherEntry | None, after: VoucherEntry | None) -> tuple[ChangedCell, ...]:
    """Return what differs: day, text, and the rows that only one of them has."""
    found = [
        ChangedCell(column, old, new)
        for column, old, new in (
            ("dag", _day(before), _day(after)),
            ("text", before.text if before else "", after.text if after else ""),
        )
        if old != new
    ]
    old_rows, new_rows = _rows(before), _rows(after)
    less, more = old_rows - new_rows, new_rows - old_rows
    pairs = zip_longest(less.elements(), more.elements(), fillvalue="")
    return (*found, *(ChangedCell("rad", old, new) for old, new in pairs))


def _day(entry: VoucherEntry | None) -> str:
    return entry.booked_on.isoformat() if entry else ""


def _rows(entry: VoucherEntry | None) -> Counter[str]:
    """Return each row as it is read, and how many there are of it."""
    if entry is None:
        return Counter()
    return Counter(
        " ".join(
            part
            for part in (
                line.account,
                line.cost_centre,
                line.objects_text,
                line.amount.kronor().replace(".", ","),
                line.text,
            )
            if part
        )
        for line in entry.lines
    )


@dataclass(frozen=True, slots=True)
class RenewalTold:
    """Books that came again: when, and how many vouchers were another."""

    archive_id: int
    came_at: datetime
    new: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """A voucher that is new, says something else or is gone, and what differs."""

    name: str
    kind: str
    cells: tuple[ChangedCell, ...]


def renewals(year: int) -> tuple[RenewalTold, ...]:
    """Return each time the books of a year came again, the latest first."""
    archives = LedgerEdition.objects.filter(year=year, archive_of__is_current=True)
    counted = archives.annotate(
        new=Count("changes", filter=Q(changes__before=None)),
        changed=Count("changes", filter=Q(changes__before__gt=0, changes__after__gt=0)),
        gone=Count("changes", filter=Q(changes__after=None)),
    ).order_by("-id")
    current = LedgerEdition.objects.filter(year=year, is_current=True)
    moments = [*current.values_list("taken_at", flat=True), *(each.taken_at for each in counted)]
    return tuple(
        RenewalTold(each.pk, at, each.new, each.changed, each.gone)
        for each, at in zip(counted, moments, strict=False)
    )


def changes(archive_id: int, *, start: int, count: int) -> tuple[ChangeTold, ...]:
    """Return some of what was another when books came again, in the order it was taken in."""
    rows = VoucherChange.objects.filter(archive=archive_id).order_by("id")
    read = rows.select_related("before", "after").prefetch_related("before__lines", "after__lines")
    return tuple(_change(row) for row in read[start : start + count])


def _change(row: VoucherChange) -> ChangeTold:
    before = told(row.before) if row.before else None
    after = told(row.after) if row.after else None
    kind = "changed" if before and after else "new" if after else "gone"
    return ChangeTold(str(row), kind, cells(before, after))
