"""The letter that tells who holds a budget that something waits for them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from samdrift.assets.models import Order, OrderLine
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.errors import CannotPost
from samdrift.plumbing.mail.models import Mailbox


def ask_for_approval(order: Order, *, at: datetime) -> None:
    """Write to who holds the budget, where they sign in and can be written to."""
    approver = order.approver
    mailbox = Mailbox.objects.filter(is_open=True).order_by("id").first()
    if mailbox is None or approver is None or not (approver.email and approver.user_id):
        return
    with translation.override(approver.language):
        letter = _letter(order, approver.email, str(approver.language))
    with suppress(CannotPost):  # What is wanted is wanted, though an address cannot be written to.
        outbox.post(letter, mailbox_key=mailbox.key, at=at)


def _letter(order: Order, address: str, language: str) -> outbox.Draft:
    lines = [
        f"{line.number} {line.model.name}"
        for line in OrderLine.objects.filter(order=order).select_related("model")
    ]
    told = {
        "id": order.pk,
        "by": order.by_name,
        "address": settings.BASE_URL + reverse("portal:approve"),
    }
    return outbox.Draft(
        to=(address,),
        subject=_("Beställning %(id)s väntar på att du godkänner den") % told,
        text="\n\n".join(
            (
                _("%(by)s har begärt:") % told,
                "\n".join(lines),
                _("Godkänn eller inte: %(address)s") % told,
            )
        ),
        reference=f"order-{order.pk}",
        is_automatic=True,
        language=language,
    )
