"""Reminding those whose vote is waited for, now and then."""

from __future__ import annotations

from datetime import datetime

from samdrift.changes.services import reminding
from samdrift.plumbing.jobs.ports import Chore


def _remind(at: datetime) -> None:
    reminding.remind(at)


OFFERS = (Chore(key="changes.remind", run=_remind),)
