"""The way to preserve a ticket, told beside it to who may."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.reporting.together import Rows
from samdrift.servicedesk.ports import BesideSource, Lead, Reader


def _about(_rows: Rows, number: str, reader: Reader) -> tuple[Lead, ...]:
    """Return where a ticket is preserved, and seen to be; to managers alone. It asks nothing."""
    if not reader.sees_secret:
        return ()
    address = f"{reverse('wiping:list')}?{urlencode({'arende': number})}#holds"
    return (Lead(_("Bevara ärendet"), address, is_act=True),)


OFFERS = (BesideSource("wiping.beside", _about),)
