"""Reminding those who have booked a time, now and then."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.bookings import services
from samdrift.plumbing.jobs.ports import Chore


def _remind(at: datetime) -> None:
    services.remind(at)


OFFERS = (Chore(key="bookings.remind", run=_remind, every=timedelta(minutes=10)),)
