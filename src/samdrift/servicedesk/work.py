"""What a worker does for the desk now and then."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.plumbing.jobs.ports import Chore
from samdrift.servicedesk.statistics.services import keep_counts


def _keep_counts(_at: datetime) -> None:
    keep_counts()


OFFERS = (Chore(key="servicedesk.counts", run=_keep_counts, every=timedelta(minutes=1)),)
