"""What is known of problems beside a ticket, and the way to make one of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.problems import queries
from samdrift.servicedesk.ports import BesideSource, Lead, Reader


def _about(ticket_id: int, number: str, _reader: Reader) -> tuple[Lead, ...]:
    """Return the problems a ticket comes of, and how one is begun or linked."""
    known = tuple(
        Lead(
            f"P-{row.number} {row.title}",
            reverse("problems:problem", args=[row.number]),
            _("Problem"),
        )
        for row in queries.of_ticket(ticket_id)
    )
    asked = urlencode({"arende": number})
    return (
        *known,
        Lead(_("Gör till problem"), f"{reverse('problems:new')}?{asked}", is_act=True),
        Lead(_("Länka till problem"), f"{reverse('problems:choose')}?{asked}", is_act=True),
    )


OFFERS = (BesideSource("problems.beside", _about),)
