"""What a worker does for the desk now and then, and what of it seldom changes."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.plumbing.jobs.ports import Chore
from samdrift.plumbing.mail.models import Mailbox
from samdrift.reporting.ports import SettledSource
from samdrift.servicedesk import keywords
from samdrift.servicedesk.casework import beside, people, reminding, routing, standing
from samdrift.servicedesk.history.telling import LISTENED
from samdrift.servicedesk.models import Letterhead, SavedView, TextBlock
from samdrift.servicedesk.statistics.services import keep_counts


def _keep_counts(_at: datetime) -> None:
    keep_counts()


def _wake(at: datetime) -> None:
    standing.wake_planned(at=at)


def _close(at: datetime) -> None:
    standing.close_unseen(at=at)


def _remind(at: datetime) -> None:
    reminding.remind_of_promises(at=at)


def _forget_absent(at: datetime) -> None:
    beside.forget_absent(at=at)


OFFERS = (
    Chore(key="servicedesk.counts", run=_keep_counts, every=timedelta(minutes=1)),
    Chore(key="servicedesk.wake", run=_wake, every=timedelta(minutes=1)),
    Chore(key="servicedesk.close", run=_close, every=timedelta(minutes=10)),
    Chore(key="servicedesk.promises", run=_remind, every=timedelta(minutes=10)),
    Chore(key="servicedesk.absent", run=_forget_absent, every=timedelta(hours=1)),
    SettledSource(
        "servicedesk.helpers",
        (
            *(*people.SETTLED, *routing.SETTLED, *keywords.SETTLED, *LISTENED),
            *(Letterhead, Mailbox, SavedView, TextBlock),
        ),
    ),
)
