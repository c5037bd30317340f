"""A wiping carried out by a worker, and asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.plumbing import clock
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.jobs.ports import Chore, JobKind, Task, Told
from samdrift.plumbing.seals import Looked, Seal
from samdrift.wiping import leaving, queries, services

KIND = "wiping.carry-out"


def key(wiping_id: int) -> str:
    """Return what the job of a wiping is known by."""
    return f"wiping:{wiping_id}"


def ask(wiping_id: int, *, asked_by: str, at: datetime) -> None:
    """Ask for a wiping to be carried out; what failed before goes on where it was."""
    told = {"wiping": wiping_id}
    jobs.ask(key=key(wiping_id), kind=KIND, told=told, asked_by=asked_by, at=at)


def _carry_out(task: Task) -> Told:
    count = services.carry_out(
        wiping_id=int(task.told["wiping"]),
        clock=clock.now,
        tell=lambda done, whole: task.tell("wiping", done, whole),
    )
    return {"count": count}


def _forget_leavers(at: datetime) -> None:
    leaving.forget(at)


def _looked_at() -> Looked:
    """Look at every protocol: which no longer tells of the tickets it was sealed with."""
    protocols = queries.protocols()
    broken = tuple(
        f"Gallringsprotokoll {wiping}"
        for wiping, digest in protocols
        if services.digest_of([number for number, _ in queries.numbers(wiping)]) != digest
    )
    return Looked(len(protocols), broken)


OFFERS = (
    Seal("wiping.protocols", "Gallringsprotokoll", _looked_at),
    JobKind(KIND, _carry_out),
    Chore("wiping.leavers", _forget_leavers, every=timedelta(hours=6)),
)
