"""What is known of problems beside a ticket, and the way to make one of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.problems import queries
from samdrift.reporting.together import Rows
from samdrift.servicedesk.ports import BesideSource, Lead, QuotingSource, Reader


def _about(rows: Rows, number: str, _reader: Reader) -> tuple[Lead, ...]:
    """Return the problems a ticket comes of, and how one is begun or linked."""
    known = tuple(
        Lead(f"P-{problem} {title}", reverse("problems:problem", args=[problem]), _("Problem"))
        for problem, title in sorted(rows)
    )
    asked = urlencode({"arende": number})
    return (
        *known,
        Lead(_("Gör till problem"), f"{reverse('problems:new')}?{asked}", is_act=True),
        Lead(_("Länka till problem"), f"{reverse('problems:choose')}?{asked}", is_act=True),
    )


def _quoting() -> tuple[tuple[int, Lead], ...]:
    """Return the problems that tell of tickets, whose texts are not wiped with them."""
    return tuple(
        (ticket, Lead(f"P-{number} {title}", reverse("problems:problem", args=[number])))
        for ticket, number, title in queries.every_link()
    )


OFFERS = (
    BesideSource("problems.beside", _about, queries.of_ticket),
    QuotingSource("problems.quoting", _quoting),
)
