"""Reminding those who have not told what they expect."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.followup import reminding
from samdrift.plumbing.jobs.ports import Chore


def _remind(at: datetime) -> None:
    reminding.remind(at)


OFFERS = (Chore("followup.remind", _remind, every=timedelta(hours=6)),)
