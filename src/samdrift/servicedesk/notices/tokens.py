"""Links that let whoever was helped say what they think without signing in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing

LASTS = timedelta(days=60)
"""How long after the solution a link can be used."""

_SALT = "samdrift.servicedesk.opinion"


def opinion_address(number: str, *, solved_at: datetime) -> str:
    """Return the address of the page where a solved ticket is scored, or said not to be solved."""
    token = signing.Signer(salt=_SALT).sign_object([number, int(solved_at.timestamp())])
    return f"{settings.BASE_URL}{settings.PORTAL_URL}omdome/{token}/"


def number_of(token: str, *, at: datetime) -> str | None:
    """Return the ticket that a link is about, None where it is not ours or is too old."""
    try:
        number, solved = signing.Signer(salt=_SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return str(number) if at - datetime.fromtimestamp(solved, UTC) <= LASTS else None
