"""How often somebody may try to sign in: wrong tries are counted per account and address."""

from __future__ import annotations

import hashlib

from django.core.cache import cache

MOST_TRIES = 5
"""Wrong tries for one account from one address before it must wait."""
MOST_TRIES_FROM_ANYWHERE = 50
"""Wrong tries for one account, and from one address, however they are spread."""
WAIT_MINUTES = 15


def must_wait(*, name: str, address: str) -> bool:
    """Whether there have been too many wrong tries; the same for names that do not exist."""
    limits = _limits(name, address)
    tried = cache.get_many(limits)
    return any(tried.get(key, 0) >= most for key, most in limits.items())


def note_wrong_try(*, name: str, address: str) -> None:
    """Count a wrong try; it is forgotten when the wait is over."""
    for key in _limits(name, address):
        if not cache.add(key, 1, timeout=WAIT_MINUTES * 60):
            tries = int(cache.get(key, 0)) + 1
            cache.set(key, tries, timeout=WAIT_MINUTES * 60)


def forget_wrong_tries(*, name: str, address: str) -> None:
    """Begin anew for whoever signed in, at that address."""
    cache.delete(_key("both", name, address))


def _limits(name: str, address: str) -> dict[str, int]:
    return {
        _key("both", name, address): MOST_TRIES,
        _key("name", name): MOST_TRIES_FROM_ANYWHERE,
        _key("address", address): MOST_TRIES_FROM_ANYWHERE,
    }


def _key(kind: str, *parts: str) -> str:
    told = "\x1f".join(part.casefold() for part in parts)
    return f"sign-in-{kind}-{hashlib.sha256(told.encode()).hexdigest()}"
