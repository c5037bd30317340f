"""Whether a ticket is preserved, told beside it to who may say so, and the way to preserve it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.servicedesk.ports import BesideSource, Lead, Reader
from samdrift.wiping import queries


def _about(ticket_id: int, number: str, reader: Reader) -> tuple[Lead, ...]:
    """Return that a ticket is preserved and why, else the way to it; to managers alone."""
    if not reader.sees_secret:
        return ()
    page = reverse("wiping:list")
    why = queries.preserved_because(ticket_id)
    if why:
        return (Lead(_("Bevaras, gallras inte"), f"{page}#holds", why),)
    address = f"{page}?{urlencode({'arende': number})}#holds"
    return (Lead(_("Bevara ärendet"), address, is_act=True),)


OFFERS = (BesideSource("wiping.beside", _about),)
