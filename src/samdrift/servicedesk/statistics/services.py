"""Keeping the counts: months whose tickets have changed are counted anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.db import transaction

from samdrift.kernel.kept_months import months_to_recount
from samdrift.kernel.spans import Month, Span
from samdrift.servicedesk.models import DayToRecount, TicketCount
from samdrift.servicedesk.statistics import counting
from samdrift.servicedesk.statistics.ports import PARTS

_BATCH = 2_000


def keep_counts() -> int:
    """Count anew every month that has a day to recount, a month at a time; return how many."""
    kept = 0
    while months := _keep_next():
        kept += months
    return kept


@transaction.atomic
def _keep_next() -> int:
    """Count anew the first month that is marked; return how many months that came to.

    The marks are read before the tickets: one that comes meanwhile stays, and is seen to next. Who
    else does the same waits here, and then finds nothing left to do.
    """
    marks = list(DayToRecount.objects.select_for_update().order_by("id").values_list("pk", "day"))
    if not marks:
        return 0
    first = min(day for _, day in marks).replace(day=1)
    mine = [(pk, day) for pk, day in marks if day.replace(day=1) == first]
    months = months_to_recount(day for _, day in mine)
    for month in months:
        _keep_month(month)
    DayToRecount.objects.filter(pk__in=[pk for pk, _ in mine]).delete()
    return len(months)


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
