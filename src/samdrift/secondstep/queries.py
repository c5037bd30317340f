"""Who signs in in two steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from samdrift.secondstep.models import CodeApp, Passkey


@dataclass(frozen=True, slots=True)
class Standing:
    """Since when somebody has an app that tells codes, and how many codes on paper are left."""

    added_at: datetime
    recovery_codes: int


def has_code_app(user_id: int) -> bool:
    """Whether somebody signs in with a code besides the password."""
    return CodeApp.objects.filter(user=user_id).exists()


def standing(user_id: int) -> Standing | None:
    """Return how it stands with somebody's second step; None where they have none."""
    found = CodeApp.objects.filter(user=user_id).annotate(left=Count("recovery_codes"))
    row = found.values_list("added_at", "left").first()
    return Standing(*row) if row else None


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A passkey in a list; `used_at` is None for one that has not been signed in with."""

    id: int
    name: str
    credential: str
    added_at: datetime
    used_at: datetime | None


def passkeys(user_id: int) -> tuple[KeyLine, ...]:
    """Return somebody's passkeys, the first added first."""
    rows = Passkey.objects.filter(user=user_id)
    told = rows.values_list("id", "name", "credential", "added_at", "used_at")
    return tuple(KeyLine(*row) for row in told)
