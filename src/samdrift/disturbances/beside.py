"""What is known of disturbances beside a ticket and while a call is taken."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.disturbances.queries import desk
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.together import Rows
from samdrift.servicedesk.ports import BesideSource, KnownSource, Lead, QuotingSource, Reader


def _about(rows: Rows, number: str, _reader: Reader) -> tuple[Lead, ...]:
    """Return the disturbances a ticket came of, and how it is linked to one."""
    known = tuple(
        Lead(title, reverse("disturbances:disturbance", args=[pk]), _("Störning"))
        for pk, title in sorted(rows)
    )
    asked = urlencode({"arende": number})
    return (
        *known,
        Lead(_("Hör till en störning"), f"{reverse('disturbances:choose')}?{asked}", is_act=True),
    )


def _quoting() -> tuple[tuple[int, Lead], ...]:
    """Return the disturbances that tell of tickets, whose texts are not wiped with them."""
    return tuple(
        (ticket, Lead(title, reverse("disturbances:disturbance", args=[pk])))
        for ticket, pk, title in desk.every_link()
    )


def _now(organisation_code: str, at: datetime) -> tuple[Lead, ...]:
    """Return what goes on now for whoever calls, with when it is thought to be over."""
    return tuple(
        Lead(
            each.title,
            reverse("disturbances:disturbance", args=[each.id]),
            _until(each.expected_until),
        )
        for each in desk.going(at=at, organisation_code=organisation_code)
    )


def _until(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return _("Väntas fungera %(when)s") % {"when": f"{moment.astimezone(SWEDEN):%Y-%m-%d %H.%M}"}


OFFERS = (
    BesideSource("disturbances.beside", _about, desk.of_ticket),
    KnownSource("disturbances.known", _now),
    QuotingSource("disturbances.quoting", _quoting),
)
