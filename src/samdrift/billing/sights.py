"""Who sees an invoice: told by the door to what an organisation pays."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.billing.models import Invoice
from samdrift.parties.ports import Sight, SightSource
from samdrift.plumbing import access


def _invoice(number: str, _at: datetime) -> Sight | None:
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    found = Invoice.objects.filter(number=int(number)).first() if is_number else None
    if found is None:
        return None
    code = str(found.organisation_id)
    return Sight(
        number,
        reverse("billing:invoice", args=[found.number]),
        lambda viewer: access.may_see_costs(viewer, code),
    )


OFFERS = (SightSource("billing.invoice", _("Faktura"), _invoice),)
