"""How often somebody may try to sign in: wrong tries are counted per account and address.

They are counted in the database, so that every machine that serves the web counts the same.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db.models import Count

from samdrift.parties.models import WrongTry

MOST_TRIES = 5
"""Wrong tries for one account from one address before it must wait."""
MOST_TRIES_FROM_ANYWHERE = 50
"""Wrong tries for one account, and from one address, however they are spread."""
WAIT_MINUTES = 15


def must_wait(*, name: str, address: str, at: datetime) -> bool:
    """Whether there have been too many wrong tries; the same for names that do not exist."""
    limits = _limits(name, address)
    lately = WrongTry.objects.filter(digest__in=limits, tried_at__gt=_since(at))
    tried = lately.order_by().values_list("digest").annotate(tries=Count("id"))
    return any(tries >= limits[digest] for digest, tries in tried)


def note_wrong_try(*, name: str, address: str, at: datetime) -> None:
    """Count a wrong try, and forget those whose wait is over."""
    WrongTry.objects.filter(tried_at__lte=_since(at)).delete()
    WrongTry.objects.bulk_create(
        WrongTry(digest=digest, tried_at=at) for digest in _limits(name, address)
    )


def forget_wrong_tries(*, name: str, address: str) -> None:
    """Begin anew for whoever signed in, at that address."""
    WrongTry.objects.filter(digest=_digest("both", name, address)).delete()


def _since(at: datetime) -> datetime:
    return at - timedelta(minutes=WAIT_MINUTES)


def _limits(name: str, address: str) -> dict[str, int]:
    return {
        _digest("both", name, address): MOST_TRIES,
        _digest("name", name): MOST_TRIES_FROM_ANYWHERE,
        _digest("address", address): MOST_TRIES_FROM_ANYWHERE,
    }


def _digest(kind: str, *parts: str) -> str:
    told = "\x1f".join((kind, *(part.casefold() for part in parts)))
    return hashlib.sha256(told.encode()).hexdigest()
