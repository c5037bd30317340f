"""Recalculating open clocks when a calendar has been changed, and counting those that closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.plumbing.jobs.ports import Chore, JobKind, Task, Told
from samdrift.servicelevels.models import Calendar
from samdrift.servicelevels.queries.clocks import behind
from samdrift.servicelevels.services.calendars import RECALCULATE
from samdrift.servicelevels.services.counts import keep_results
from samdrift.servicelevels.services.many_clocks import recalculate_behind


def _recalculate(task: Task) -> Told:
    """Recalculate the open clocks that count by a calendar, and tell how many there were."""
    count = recalculate_behind(
        calendar=int(task.told["calendar"]),
        at=task.at,
        tell=lambda done, whole: task.tell("clocks", done, whole),
    )
    return {"clocks": count}


def _look_after(at: datetime) -> None:
    """Recalculate clocks that were started just as a calendar was changed, and so were missed."""
    for calendar in Calendar.objects.values_list("pk", flat=True):
        if behind(calendar).exists():
            recalculate_behind(calendar=calendar, at=at, tell=_tell_nobody)


def _keep_results(_at: datetime) -> None:
    keep_results()


def _tell_nobody(_done: int, _whole: int) -> None:
    return


OFFERS = (
    JobKind(key=RECALCULATE, run=_recalculate),
    Chore(key="servicelevels.look-after", run=_look_after),
    Chore(key="servicelevels.counts", run=_keep_results, every=timedelta(minutes=1)),
)
