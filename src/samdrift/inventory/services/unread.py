"""What could not be read, kept to be looked at: alike ones counted, and never more than so many."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from samdrift.inventory.models import Unread

MOST_OF_AN_ORGANISATION = 200
_BEGINNING = 2_000


@transaction.atomic
def keep(*, organisation_code: str, sender: str, reason: str, sent: bytes, at: datetime) -> None:
    """Keep why something could not be read, and how it begins. What is told anew is unseen anew."""
    told = {"organisation_id": organisation_code, "sender": sender[:200], "reason": reason[:500]}
    again = Unread.objects.filter(**told).update(
        times=F("times") + 1, last_at=at, size=len(sent), beginning=_beginning(sent), seen_by=""
    )
    if again or Unread.objects.filter(organisation=organisation_code).count() >= (
        MOST_OF_AN_ORGANISATION
    ):
        return
    Unread.objects.create(
        **told, beginning=_beginning(sent), size=len(sent), first_at=at, last_at=at
    )


@transaction.atomic
def put_away(*, unread_id: int, by: str) -> None:
    """Say that somebody has looked at what could not be read."""
    Unread.objects.filter(pk=unread_id).update(seen_by=by[:150])


def _beginning(sent: bytes) -> str:
    """Return the first signs, those that can be shown."""
    text = sent[:_BEGINNING].decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "·" for sign in text)
