"""Asking for a job, claiming it, and ending it."""

from __future__ import annotations

import os
import platform
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from samdrift.plumbing.jobs import beats
from samdrift.plumbing.jobs.choices import EventKind, State
from samdrift.plumbing.jobs.models import Job, JobEvent
from samdrift.plumbing.jobs.ports import Told

LEASE = timedelta(seconds=20)
"""How long a worker may be unseen before its job is somebody else's."""
MOST_ATTEMPTS = 3
KEPT = timedelta(days=30)

_GAVE_UP = "Arbetet avbröts flera gånger innan det blev klart. Ingenting har ändrats. Prova igen."


@transaction.atomic
def ask(*, key: str, kind: str, told: Told, asked_by: str, at: datetime) -> Job:
    """Ask for a job. One that is waiting, under way or done already is not asked for again.

    One that failed or was cancelled is.
    """
    job, is_new = Job.objects.select_for_update().get_or_create(
        key=key, defaults={"kind": kind, "told": told, "asked_by": asked_by, "asked_at": at}
    )
    if not is_new and job.state in (State.FAILED, State.CANCELLED):
        beats.forget(job.pk)
        job.state, job.ended_at, job.attempts, job.problem = State.WAITING, None, 0, ""
        job.told, job.asked_by, job.asked_at = told, asked_by, at
        job.save()
        is_new = True
    if is_new:
        _note(job, EventKind.ASKED, at=at, by=asked_by)
    return job


def ask_again(job_id: int, *, by: str, at: datetime) -> Job:
    """Ask for a job that failed or was cancelled once more, as it was asked for."""
    job = Job.objects.get(pk=job_id)
    return ask(key=job.key, kind=job.kind, told=job.told, asked_by=by, at=at)


def cancel(job_id: int, *, by: str, at: datetime) -> None:
    """End a job that waits, and ask whoever does one that runs to stop.

    A wish is a file and no row: on SQLite the work itself may hold the one lock there is.
    """
    beats.ask_to_cancel(job_id, by=by)
    with transaction.atomic():
        waiting = Job.objects.select_for_update().filter(pk=job_id, state=State.WAITING).first()
        if waiting is not None:
            _end(waiting, State.CANCELLED, at=at, problem="")


def claim(*, at: datetime) -> Job | None:
    """Return the next job, now ours until the lease runs out; None where there is nothing to do.

    A job whose worker has not been seen for the length of a lease is taken up again, a few times.
    On PostgreSQL workers pass over rows that others are claiming; SQLite has one writer at a time.
    """
    if not any(_is_free(job, at) for job in _open_jobs()):
        return None
    with transaction.atomic():
        waiting = _open_jobs().select_for_update(skip_locked=True)
        job = next((each for each in waiting if _is_free(each, at)), None)
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            _end(job, State.FAILED, at=at, problem=_GAVE_UP)
            return None
        job.state, job.claimed_at, job.attempts = State.RUNNING, at, job.attempts + 1
        job.save(update_fields=["state", "claimed_at", "attempts"])
        kind = EventKind.BEGUN if job.attempts == 1 else EventKind.TAKEN_UP
        _note(job, kind, at=at, by=_who_works())
        return job


def end(job: Job, state: State, *, at: datetime, result: Told, problem: str = "") -> bool:
    """End a job that is still ours. Return whether it was: another may have taken it up since."""
    with transaction.atomic():
        own = Job.objects.select_for_update().filter(
            pk=job.pk, state=State.RUNNING, attempts=job.attempts
        )
        present = own.first()
        if present is None:
            return False
        _end(present, state, at=at, result=result, problem=problem)
        return True


def forget_old(*, at: datetime) -> None:
    """Remove jobs that ended long ago, and what was told of them."""
    old = Job.objects.filter(ended_at__lt=at - KEPT)
    for job in old.only("pk"):
        beats.forget(job.pk)
    if old.exists():
        old.delete()


def _open_jobs() -> QuerySet[Job]:
    return Job.objects.filter(state__in=(State.WAITING, State.RUNNING))


def _is_free(job: Job, at: datetime) -> bool:
    if job.state == State.WAITING:
        return True
    assert job.claimed_at is not None, "who runs has claimed"
    seen = max(job.claimed_at.timestamp(), beats.last_seen(job.pk, job.attempts))
    return at.timestamp() - seen > LEASE.total_seconds()


def _end(job: Job, state: State, *, at: datetime, result: Told | None = None, problem: str) -> None:
    job.state, job.ended_at, job.problem = state, at, problem
    job.result = result or {}
    job.save(update_fields=["state", "ended_at", "problem", "result"])
    by = beats.who_asked_to_cancel(job.pk) if state is State.CANCELLED else _who_works()
    _note(job, EventKind(state), at=at, by=by, words=problem)
    beats.forget(job.pk)


def _note(job: Job, kind: EventKind, *, at: datetime, by: str, words: str = "") -> None:
    JobEvent.objects.create(job=job, kind=kind, at=at, by=by[:150], words=words)


def _who_works() -> str:
    """Return the machine and the process, as they are told in logs."""
    return f"{platform.node()} {os.getpid()}"
