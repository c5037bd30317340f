"""Which tokens there are, and whose one is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from samdrift.api.models import AccessToken


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
    rows = AccessToken.objects.select_related("user").filter(
        Q(ends_at=None) | Q(ends_at__gt=at),
        digest=digest_of(secret),
        taken_back_at=None,
        user__is_active=True,
    )
    return rows.first()


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
