"""Who sees a ticket, and who sees somebody's page: told by the doors themselves."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.directory import queries as directory
from samdrift.mandates import queries as mandates
from samdrift.parties import queries as parties
from samdrift.parties.ports import Sight, SightSource
from samdrift.plumbing import access
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.models import Ticket


def _ticket(number: str, at: datetime) -> Sight | None:
    found = Ticket.objects.filter(number=number.upper()).select_related("requester").first()
    if found is None:
        return None
    code, is_secret = str(found.organisation_id), found.is_secret
    return Sight(
        found.number,
        reverse("servicedesk:case", args=[found.number]),
        lambda viewer: door.is_open_to(viewer, organisation_code=code, is_secret=is_secret),
        tuple(_others(found, at)),
    )


def _others(ticket: Ticket, at: datetime) -> list[tuple[int, Promise]]:
    """Return those who have to do with a ticket; the desk's own only while they are of the desk."""
    found: list[tuple[int, Promise]] = []
    if ticket.requester and ticket.requester.user_id:
        found.append((ticket.requester.user_id, _("anmälare")))
    for user_id, why in ((ticket.assignee_id, _("handläggare")), (ticket.owner_id, _("ansvarig"))):
        viewer = parties.viewer(user_id, at=at) if user_id else None
        if user_id and viewer and access.may_read_every_ticket(viewer):
            found.append((user_id, why))
    if ticket.unit_id and not ticket.is_secret:
        managers = directory.managers_of(directory.units_above(ticket.unit_id))
        found += [(each, _("chef för enheten")) for each in managers]
        deputies = mandates.answering_for(ticket.unit_id, at=at)
        found += [(each, _("svarar för enheten, tillfälligt")) for each in deputies]
    meant = User.objects.filter(is_active=True, pk__in=[pk for pk, _why in found])
    active = set(meant.values_list("pk", flat=True))
    return [(pk, why) for pk, why in found if pk in active]


def _person(words: str, _at: datetime) -> Sight | None:
    """Return who sees the desk's page of somebody: of the one who is meant, and of no other."""
    found = directory.people_found(words)
    told = words.casefold()
    exact = [each for each in found if told in (each.name.casefold(), each.email.casefold())]
    if len(exact) != 1:
        return None
    (one,) = exact
    href = reverse("servicedesk:person", args=[one.id])
    return Sight(one.name, href, access.may_work_tickets)


OFFERS = (
    SightSource("servicedesk.ticket", _("Ärende"), _ticket),
    SightSource("servicedesk.person", _("Person"), _person),
)
