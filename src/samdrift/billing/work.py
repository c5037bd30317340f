"""A month reckoned by a worker, which tells how far it has come."""

from __future__ import annotations

from datetime import datetime

from samdrift.billing.services import preparing
from samdrift.kernel.spans import Month
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.jobs.ports import JobKind, Task, Told

KIND = "billing.prepare"


def key(month: Month, at: datetime) -> str:
    """Return what a month's reckoning, asked for at a moment, is asked for by."""
    return f"{KIND} {month} {at:%Y-%m-%dT%H:%M:%S}"


def ask(*, month: Month, by: str, at: datetime) -> str:
    """Ask for a month to be reckoned; return the key of the job."""
    told = {"year": month.year, "month": month.number}
    jobs.ask(key=key(month, at), kind=KIND, told=told, asked_by=by, at=at)
    return key(month, at)


def prepare(task: Task) -> Told:
    """Reckon the month; it is one transaction, and can be repeated."""
    month = Month(task.told["year"], task.told["month"])
    run = preparing.prepare(month=month, by=task.asked_by, at=task.at, tell=task.tell)
    return {"run": run.pk}


OFFERS = (JobKind(KIND, prepare),)
