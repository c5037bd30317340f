"""Keeping the counts of closed cases: months in which cases were closed are counted anew."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from samdrift.kernel.kept_months import months_to_recount
from samdrift.kernel.spans import Month
from samdrift.servicelevels.models import ClosingDay, ResultCount
from samdrift.servicelevels.queries import results

_COLUMNS = ("service", "organisation", "priority", *results.COUNTS)
_BATCH = 2_000


def keep_results() -> int:
    """Count anew every month in which cases were closed, a month at a time; return how many."""
    kept = 0
    while months := _keep_next():
        kept += months
    return kept


@transaction.atomic
def _keep_next() -> int:
    """Count anew the first month that is marked; return how many months that came to.

    The marks are read before the clocks: one that comes meanwhile stays, and is seen to next. Who
    else does the same waits here, and then finds nothing left to do.
    """
    marks = list(ClosingDay.objects.select_for_update().order_by("id").values_list("pk", "day"))
    if not marks:
        return 0
    first = min(day for _, day in marks).replace(day=1)
    mine = [(pk, day) for pk, day in marks if day.replace(day=1) == first]
    months = months_to_recount(day for _, day in mine)
    for month in months:
        _keep_month(month)
    ClosingDay.objects.filter(pk__in=[pk for pk, _ in mine]).delete()
    return len(months)


def _keep_month(month: date) -> None:
    rows = results.judged_in(Month(month.year, month.month).span)
    ResultCount.objects.filter(month=month).delete()
    ResultCount.objects.bulk_create(
        (ResultCount(month=month, **dict(zip(_COLUMNS, row, strict=True))) for row in rows),
        batch_size=_BATCH,
    )
