"""Which tokens there are, and whose one is."""

from __future__ import annotations

import hashlib
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from samdrift.api.models import AccessToken
from samdrift.reporting import memory
from samdrift.reporting.ports import SettledSource

SETTLED = (AccessToken, User)
OFFERS = (SettledSource("api.tokens", SETTLED),)


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token in a list."""

    name: str
    person: str
    scopes: tuple[str, ...]
    given_at: datetime
    given_by: str
    ends_at: datetime | None
    taken_back_at: datetime | None
    used_at: datetime | None


def digest_of(secret: str) -> str:
    """Return what a token is kept as. It is random and long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def token_of(secret: str, *, at: datetime) -> AccessToken | None:
    """Return the token that a secret is, None where it is none, is over, or its person is gone."""
    digest = digest_of(secret)
    found = memory.in_process(f"api.token {digest}", SETTLED, lambda: _token(digest))
    if found is None or (found.ends_at is not None and found.ends_at <= at):
        return None
    return copy(found)  # What one request makes of it is not another's.


def _token(digest: str) -> AccessToken | None:
    rows = AccessToken.objects.select_related("user")
    return rows.filter(digest=digest, taken_back_at=None, user__is_active=True).first()


def tokens() -> tuple[TokenRow, ...]:
    """Return every token, also those taken back, by name."""
    return tuple(
        TokenRow(
            row.name,
            row.user.get_username(),
            tuple(row.scopes),
            row.given_at,
            row.given_by,
            row.ends_at,
            row.taken_back_at,
            row.used_at,
        )
        for row in AccessToken.objects.select_related("user")
    )
