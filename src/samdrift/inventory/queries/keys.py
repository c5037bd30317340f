"""With which secrets agents send, and for whom."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from samdrift.inventory.models import AgentKey


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An agent key in a list."""

    id: int
    name: str
    organisation_code: str
    given_at: datetime
    given_by: str
    taken_back_at: datetime | None


def digest_of(secret: str) -> str:
    """Return what a secret is kept as. It is random and long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def organisation_of(secret: str) -> str | None:
    """Return whose agents send with a secret, None where it is none or is taken back."""
    rows = AgentKey.objects.filter(digest=digest_of(secret), taken_back_at=None)
    code = rows.values_list("organisation", flat=True).first()
    return None if code is None else str(code)


def agent_keys() -> tuple[KeyRow, ...]:
    """Return every agent key, also those taken back, by name."""
    return tuple(
        KeyRow(
            row.pk,
            row.name,
            str(row.organisation_id),
            row.given_at,
            row.given_by,
            row.taken_back_at,
        )
        for row in AgentKey.objects.all()
    )
