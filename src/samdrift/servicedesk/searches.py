"""Tickets, found by their number."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.palette.begins import beginning
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource
from samdrift.reporting.views.links import is_open, records_path
from samdrift.servicedesk import queries
from samdrift.servicedesk.models import Ticket


def _tickets(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the ticket of a number, else those whose numbers begin so."""
    every = Ticket.objects.order_by()
    found = list(every.filter(number__in=query.spellings())[:limit])
    nearness = Nearness.EXACT if found else Nearness.BEGINS
    if not found and len(query.number) >= _SHORTEST_BEGINNING:
        found = beginning(every, "number", query.spellings(), limit)
    names = parties.names_by_code() if found else {}
    for ticket in found:
        if ticket.is_live:
            if access.may_read_every_ticket(viewer) and not ticket.is_secret:
                address = reverse("servicedesk:case", args=[ticket.number])
                yield Hit(ticket.number, _("Ärende"), address, nearness, ticket.subject)
            continue
        code = str(ticket.organisation_id)
        day = ticket.opened_at.astimezone(SWEDEN).date()
        scope = (("organisation", code), ("ticket", ticket.number))
        origin = Origin(queries.TICKET, Span.day(day), scope, 1)
        if is_open(viewer, origin):
            detail = f"{ticket.category}, {names.get(code, code)}, {day}"
            yield Hit(ticket.number, _("Ärende"), records_path(origin), nearness, detail)


_SHORTEST_BEGINNING = 3

OFFERS = (SearchSource("servicedesk.tickets", "Ärenden", _tickets, position=21, of_numbers=True),)
