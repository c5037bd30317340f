"""Taking away what letters said, in the transaction of whoever may; that they were stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from samdrift.plumbing.mail.choices import DeliveryState
from samdrift.plumbing.mail.models import Delivery, IncomingLetter, OutgoingLetter

FORGOTTEN = "gallrat"


def forget(*, came: Collection[str], references: Collection[str], at: datetime) -> None:
    """Forget letters that came, by their digests, and those that went about some references.

    A reference is also that of everything written with it first and a hyphen after. What has not
    left by now does not leave. No row has their files any more: whoever sweeps files takes them.
    """
    if came:
        IncomingLetter.objects.filter(digest__in=came).update(
            digest="", sender="", subject="", reason="", message_id=""
        )
    for reference in references:
        went = Q(reference=reference) | Q(reference__startswith=f"{reference}-")
        letters = list(OutgoingLetter.objects.filter(went).values_list("pk", flat=True))
        _forget_deliveries(letters, at=at)
        OutgoingLetter.objects.filter(pk__in=letters).update(
            to=[],
            copy=[],
            subject=FORGOTTEN,
            text="",
            references=[],
            attachments=[],
            in_reply_to="",
        )


def _forget_deliveries(letters: list[int], *, at: datetime) -> None:
    deliveries = Delivery.objects.filter(letter__in=letters)
    deliveries.filter(ended_at=None).update(state=DeliveryState.FAILED, ended_at=at)
    for pk in deliveries.values_list("pk", flat=True):
        Delivery.objects.filter(pk=pk).update(address=f"{FORGOTTEN}-{pk}", told="")
