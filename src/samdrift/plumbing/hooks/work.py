"""What a worker does with webhooks, again and again."""

from __future__ import annotations

from datetime import datetime, timedelta

from samdrift.plumbing.hooks import sending
from samdrift.plumbing.jobs.ports import Chore

SEND_EVERY = timedelta(seconds=2)


def _send(at: datetime) -> None:
    sending.send_due(at=at)


def _forget(at: datetime) -> None:
    sending.forget_old(at=at)


OFFERS = (
    Chore("hooks.send", _send, every=SEND_EVERY),
    Chore("hooks.forget", _forget, every=timedelta(hours=1)),
)
