"""Keeping the counts: months whose tickets have changed are counted anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from samdrift.kernel.spans import Month, Span
from samdrift.plumbing import marked_months
from samdrift.servicedesk.models import DayToRecount, TicketCount
from samdrift.servicedesk.statistics import counting
from samdrift.servicedesk.statistics.ports import PARTS

_BATCH = 2_000


def keep_counts() -> int:
    """Count anew every month that has a day to recount, a month at a time; return how many."""
    return marked_months.recount(DayToRecount, _keep_month)


def _keep_month(month: date) -> None:
    span: Span = Month(month.year, month.month).span
    rows: dict[tuple[Any, ...], Counter[str]] = defaultdict(Counter)
    for row in counting.opened_and_closed((span,), PARTS):
        alike = tuple(row.pop(f"by_{part}") for part in PARTS)
        rows[alike].update(row)
    TicketCount.objects.filter(month=month).delete()
    TicketCount.objects.bulk_create(
        (
            TicketCount(month=month, **dict(zip(PARTS, alike, strict=True)), **numbers)
            for alike, numbers in rows.items()
        ),
        batch_size=_BATCH,
    )
