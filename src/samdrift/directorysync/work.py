"""What a worker does for directories: carries fetches out, and asks for those of the night."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.directorysync.services import fetches
from samdrift.plumbing.jobs.ports import Chore, JobKind, Task, Told


def _fetch(task: Task) -> Told:
    fetches.carry_out(fetch_id=int(task.told["fetch"]), at=task.at, tell=task.tell)
    return {}


def _night(at: datetime) -> None:
    fetches.ask_of_the_night(at=at)
    fetches.forget_old(at=at)


OFFERS = (
    JobKind(fetches.FETCH, _fetch),
    Chore("directorysync.night", _night, every=timedelta(minutes=15)),
)
