"""How it stands with what has been asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.plumbing.jobs import beats
from samdrift.plumbing.jobs.choices import EventKind, State
from samdrift.plumbing.jobs.models import Job, JobEvent
from samdrift.plumbing.jobs.ports import Told


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one job."""

    job: int
    key: str
    state: State
    told: Told
    asked_by: str
    result: Told
    problem: str
    beat: beats.Beat
    is_to_stop: bool

    @property
    def is_under_way(self) -> bool:
        """Whether there is something to wait for."""
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def percent(self) -> int:
        """How much is done, in whole percent; 99 until it has ended."""
        return min(self.beat.done * 100 // self.beat.whole, 99) if self.beat.whole else 0

    @property
    def seconds_left(self) -> int | None:
        """About how long it will take, None where that cannot be told yet."""
        beat = self.beat
        if beat.seconds < 2 or not beat.done:
            return None
        return round(beat.seconds * max(beat.whole - beat.done, 0) / beat.done)


def standings(*keys: str) -> dict[str, Standing]:
    """Return how it stands with jobs, by key; what has not been asked for is left out."""
    return {job.key: _standing(job) for job in Job.objects.filter(key__in=keys)}


def _standing(job: Job) -> Standing:
    state = State(job.state)
    return Standing(
        job=job.pk,
        key=job.key,
        state=state,
        told=job.told,
        asked_by=job.asked_by,
        result=job.result,
        problem=job.problem,
        beat=beats.last(job.pk, job.attempts) if state is State.RUNNING else beats.Beat(),
        is_to_stop=beats.is_asked_to_cancel(job.pk),
    )


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a job."""

    kind: str
    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job in a list: which work it is, who asked, and how it stands."""

    id: int
    kind: str
    asked_at: datetime
    ended_at: datetime | None
    attempts: int
    standing: Standing


def job(job_id: int) -> JobRow | None:
    """Return a job, None where there is none."""
    found = Job.objects.filter(pk=job_id).first()
    return _row(found) if found else None


def jobs(*, state: str = "", before: int = 0, limit: int = 50) -> tuple[JobRow, ...]:
    """Return jobs, those asked for last first; only of one state, or before another, if wished."""
    rows = Job.objects.order_by("-id")
    if state:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(id__lt=before)
    return tuple(_row(each) for each in rows[:limit])


def happenings(job_id: int) -> tuple[Happening, ...]:
    """Return what has happened to a job, in order."""
    return tuple(
        Happening(EventKind(each.kind).label, each.at, each.by, each.words)
        for each in JobEvent.objects.filter(job=job_id)
    )


def _row(job: Job) -> JobRow:
    return JobRow(job.pk, job.kind, job.asked_at, job.ended_at, job.attempts, _standing(job))
