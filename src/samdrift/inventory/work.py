"""What a worker does for inventory: tells of what could not be read."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.inventory.services import unread
from samdrift.plumbing.jobs.ports import Chore


def _tell(at: datetime) -> None:
    unread.tell_keeper(at=at)


OFFERS = (Chore(key="inventory.tell", run=_tell, every=timedelta(hours=1)),)
