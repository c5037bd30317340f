"""What a worker does for the desk now and then, and what of it seldom changes."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.plumbing.jobs.ports import Chore
from samdrift.plumbing.mail.models import Mailbox
from samdrift.reporting.ports import SettledSource
from samdrift.servicedesk.casework import people
from samdrift.servicedesk.models import SavedView, TextBlock
from samdrift.servicedesk.statistics.services import keep_counts


def _keep_counts(_at: datetime) -> None:
    keep_counts()


OFFERS = (
    Chore(key="servicedesk.counts", run=_keep_counts, every=timedelta(minutes=1)),
    SettledSource("servicedesk.helpers", (*people.SETTLED, Mailbox, SavedView, TextBlock)),
)
