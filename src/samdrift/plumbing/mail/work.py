"""What a worker does with mail, again and again: fetches, hands over, sends, tells."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.plumbing.files import FileHolder
from samdrift.plumbing.jobs.ports import Chore
from samdrift.plumbing.mail import fetching, intake, keeping, outbox, queries

HANDLE_EVERY = timedelta(seconds=5)
SEND_EVERY = timedelta(seconds=2)
TELL_EVERY = timedelta(minutes=5)


def fetch(at: datetime) -> None:
    """Fetch from every mailbox, and hand over what came."""
    keeping.fetch_all(at)
    intake.handle_waiting(at=at)


def _handle(at: datetime) -> None:
    intake.handle_waiting(at=at)


def _send(at: datetime) -> None:
    outbox.send_waiting(at=at)


OFFERS = (
    Chore("mail.fetch", fetch, every=fetching.EVERY),
    Chore("mail.handle", _handle, every=HANDLE_EVERY),
    Chore("mail.send", _send, every=SEND_EVERY),
    Chore("mail.tell", keeping.tell_keepers, every=TELL_EVERY),
    FileHolder("mail.letters", queries.held_files),
)
