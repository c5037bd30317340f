"""Keeping the counts of closed cases: months in which cases were closed are counted anew."""

from __future__ import annotations

from datetime import date

from samdrift.kernel.spans import Month
from samdrift.plumbing import marked_months
from samdrift.servicelevels.models import ClosingDay, ResultCount
from samdrift.servicelevels.queries import results

_COLUMNS = ("service", "organisation", "priority", *results.COUNTS)
_BATCH = 2_000


def keep_results() -> int:
    """Count anew every month in which cases were closed, a month at a time; return how many."""
    return marked_months.recount(ClosingDay, _keep_month)


def _keep_month(month: date) -> None:
    rows = results.judged_in(Month(month.year, month.month).span)
    ResultCount.objects.filter(month=month).delete()
    ResultCount.objects.bulk_create(
        (ResultCount(month=month, **dict(zip(_COLUMNS, row, strict=True))) for row in rows),
        batch_size=_BATCH,
    )
