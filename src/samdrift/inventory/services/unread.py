"""What could not be read, kept to be looked at: alike ones counted, and never more than so many."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from samdrift.inventory.models import Unread
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.models import Mailbox

MOST_OF_AN_ORGANISATION = 200
_BEGINNING = 2_000
_MOST_LINES = 40


@transaction.atomic
def keep(*, organisation_code: str, sender: str, reason: str, sent: bytes, at: datetime) -> None:
    """Keep why something could not be read, and how it begins. What is told anew is unseen anew."""
    sender, reason = sender[:200], reason[:500]
    rows = Unread.objects.filter(organisation_id=organisation_code, sender=sender, reason=reason)
    rows.exclude(seen_by="").update(seen_by="", told_at=None)
    again = rows.update(
        times=F("times") + 1, last_at=at, size=len(sent), beginning=_beginning(sent)
    )
    if again or Unread.objects.filter(organisation_id=organisation_code).count() >= (
        MOST_OF_AN_ORGANISATION
    ):
        return
    Unread.objects.create(
        organisation_id=organisation_code,
        sender=sender,
        reason=reason,
        beginning=_beginning(sent),
        size=len(sent),
        first_at=at,
        last_at=at,
    )


@transaction.atomic
def put_away(*, unread_id: int, by: str) -> None:
    """Say that somebody has looked at what could not be read."""
    Unread.objects.filter(pk=unread_id).update(seen_by=by[:150])


@transaction.atomic
def tell_keeper(*, at: datetime) -> int:
    """Mail whoever keeps our mail of what could not be read and nobody was told of.

    Return of how much. Without a mailbox whose keeper can be told, the page tells alone.
    """
    rows = Unread.objects.select_for_update().filter(seen_by="", told_at=None)
    boxes = Mailbox.objects.filter(is_open=True).exclude(smtp_host="").exclude(keeper_address="")
    box, told = boxes.order_by("key").first(), list(rows[:MOST_OF_AN_ORGANISATION])
    if box is None or not told:
        return 0
    lines = [f"{each.organisation_id}: {each.reason} ({each.sender})" for each in told]
    draft = outbox.Draft(
        to=(box.keeper_address,),
        subject=f"Samdrift: {len(told)} inventeringar gick inte att läsa",
        text="\n".join([*lines[:_MOST_LINES], "", "Se Maskiner, Oläst."]),
        reference="inventory-unread",
        is_automatic=True,
    )
    outbox.post(draft, mailbox_key=box.key, at=at)
    Unread.objects.filter(pk__in=[each.pk for each in told]).update(told_at=at)
    return len(told)


def _beginning(sent: bytes) -> str:
    """Return the first signs, those that can be shown."""
    text = sent[:_BEGINNING].decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "·" for sign in text)
