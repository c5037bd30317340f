"""Months that are kept as counts, counted anew where a day in them has been marked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import models, transaction

from samdrift.kernel.kept_months import months_to_recount


def recount(marks: type[models.Model], keep_month: Callable[[date], None]) -> int:
    """Count anew every month that has a marked day, a month at a time; return how many.

    The model of marks has a `day`, as days are in UTC.
    """
    kept = 0
    while months := _recount_next(marks, keep_month):
        kept += months
    return kept


@transaction.atomic
def _recount_next(marks: type[models.Model], keep_month: Callable[[date], None]) -> int:
    """Count anew the first month that is marked; return how many months that came to.

    The marks are read before what is counted: one that comes meanwhile stays, and is seen to next.
    Who else does the same waits here, and then finds nothing left to do.
    """
    rows = marks._default_manager.select_for_update().order_by("id").values_list("pk", "day")
    marked: list[tuple[int, date]] = list(rows)
    if not marked:
        return 0
    first = min(day for _, day in marked).replace(day=1)
    mine = [(pk, day) for pk, day in marked if day.replace(day=1) == first]
    months = months_to_recount(day for _, day in mine)
    for month in months:
        keep_month(month)
    marks._default_manager.filter(pk__in=[pk for pk, _ in mine]).delete()
    return len(months)
