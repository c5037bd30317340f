"""Whoever does the jobs: claims one at a time, tells how far it has come, and ends it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import override

from django.db import DatabaseError, OperationalError, close_old_connections

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock, contributions
from samdrift.plumbing.jobs import beats, services
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.models import Job
from samdrift.plumbing.jobs.ports import Cancelled, Chore, JobKind, Task, Told

PAUSE_SECONDS = 0.5
BEATS_A_LEASE = 8
TOLD_EVERY_SECONDS = 0.25
TIDIED_EVERY = timedelta(hours=1)

_BROKE = "Felet ligger hos oss och är antecknat. Ingenting har ändrats. Prova igen om en stund."
_log = logging.getLogger(__name__)


def work(*, is_over: Callable[[], bool]) -> None:
    """Do jobs as they come, until it is over; what has been begun is ended first."""
    done_at: dict[str, datetime] = {}
    tidied_at = clock.now() - TIDIED_EVERY
    while not is_over():
        has_worked = False
        beats.worker_is_here()
        try:
            close_old_connections()
            do_chores(done_at)
            if clock.now() - tidied_at >= TIDIED_EVERY:
                tidied_at = clock.now()
                services.forget_old(at=tidied_at)
            has_worked = work_once()
        except DatabaseError:
            # Away, or busy with another's import: what is to be done is still there later.
            _log.warning("The database could not be used; trying again", exc_info=True)
        if not has_worked:
            time.sleep(PAUSE_SECONDS)


def tidy() -> None:
    """Do every chore, and remove jobs that ended long ago."""
    do_chores({})
    services.forget_old(at=clock.now())


def do_chores(done_at: dict[str, datetime]) -> None:
    """Do the chores whose time has come, and note when; one that breaks stops no other."""
    for chore in contributions.offered(Chore):
        at = clock.now()
        before = done_at.get(chore.key)
        if before is not None and at - before < chore.every:
            continue
        done_at[chore.key] = at
        try:
            chore.run(at)
        except DatabaseError:
            raise
        except Exception:  # noqa: BLE001  The last door of a chore: the log gets it, the rest go on.
            _log.exception("The chore %s broke", chore.key)


def work_once() -> bool:
    """Do the next job to its end. Return whether there was one."""
    job = services.claim(at=clock.now())
    if job is None:
        return False
    telling = _Telling(job)
    with _Heart(job):
        state, result, problem = _done(job, telling)
        _end(job, state, result, problem)
    return True


def _done(job: Job, telling: _Telling) -> tuple[State, Told, str]:
    kinds = {kind.key: kind for kind in contributions.offered(JobKind)}
    task = Task(job.key, job.told, job.asked_by, clock.now(), telling)
    try:
        telling.stop_if_asked()
        return State.DONE, kinds[job.kind].run(task), ""
    except Cancelled:
        return State.CANCELLED, {}, ""
    except Refusal as refusal:
        return State.FAILED, {}, str(refusal)
    except OperationalError:
        raise  # Away or busy: nothing was changed, and the job is taken up again.
    except Exception:  # noqa: BLE001  The last door of a job: a person gets words, the log the rest.
        _log.exception("Job %s broke", job.key)
        return State.FAILED, {}, _BROKE


def _end(job: Job, state: State, result: Told, problem: str) -> None:
    """End the job, also where the database is busy for a while: the lease is kept meanwhile."""
    for attempt in range(5):
        try:
            services.end(job, state, at=clock.now(), result=result, problem=problem)
        except DatabaseError:
            _log.warning("Job %s could not be ended at try %s", job.key, attempt, exc_info=True)
            close_old_connections()
            time.sleep(PAUSE_SECONDS)
        else:
            return


class _Telling:
    """Writes down how far the job has come, a few times a second; stops it where that is wished."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._began = time.monotonic()
        self._told = 0.0
        self._seen: set[str] = set()
        beats.tell(job.pk, job.attempts, beats.Beat())

    def __call__(self, item: str, done: int, whole: int) -> None:
        """Tell what is at hand, how much is done, and how much there is."""
        now = time.monotonic()
        self._seen.add(item)
        if now - self._told < TOLD_EVERY_SECONDS:
            return
        self._told = now
        self.stop_if_asked()
        beat = beats.Beat(item, len(self._seen), done, whole, now - self._began)
        beats.tell(self._job.pk, self._job.attempts, beat)

    def stop_if_asked(self) -> None:
        """Raise Cancelled where somebody has asked for it."""
        if beats.is_asked_to_cancel(self._job.pk):
            raise Cancelled


class _Heart(threading.Thread):
    """Beats while the job is done, also through what takes long without a word."""

    def __init__(self, job: Job) -> None:
        super().__init__(daemon=True)
        self._job = job
        self._is_over = threading.Event()

    @override
    def run(self) -> None:
        """Beat until it is over."""
        while not self._is_over.wait(services.LEASE.total_seconds() / BEATS_A_LEASE):
            beats.keep_alive(self._job.pk, self._job.attempts)

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self.join()
