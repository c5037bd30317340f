"""Reminding those who have booked a time, and forgetting them when their ticket is wiped."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.bookings import services
from samdrift.plumbing.jobs.ports import Chore
from samdrift.servicedesk.ports import ForgetSource


def _remind(at: datetime) -> None:
    services.remind(at)


OFFERS = (
    Chore(key="bookings.remind", run=_remind, every=timedelta(minutes=10)),
    ForgetSource(key="bookings.of-tickets", forget=services.forget),
)
