"""Reminding of agreements that must soon be decided on."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.agreements import reminding
from samdrift.plumbing.jobs.ports import Chore


def _remind(at: datetime) -> None:
    reminding.remind(at)


OFFERS = (Chore("agreements.remind", _remind, every=timedelta(hours=6)),)
