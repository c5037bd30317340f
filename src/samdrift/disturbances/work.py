"""What a worker does for disturbances: mails those who follow, and reminds of late updates."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.disturbances.services import following, reminding
from samdrift.plumbing.jobs.ports import Chore, JobKind, Task, Told


def _tell(task: Task) -> Told:
    """Mail an update to everybody who follows, and tell how many they were."""
    count = following.tell_followers(event_id=int(task.told["event"]), at=task.at)
    return {"told": count}


def _remind(at: datetime) -> None:
    reminding.remind_late(at=at)


def _forget(at: datetime) -> None:
    following.forget_followers(at=at)


OFFERS = (
    JobKind(key=following.TELL, run=_tell),
    Chore(key="disturbances.remind", run=_remind, every=timedelta(minutes=1)),
    Chore(key="disturbances.forget", run=_forget, every=timedelta(days=1)),
)
