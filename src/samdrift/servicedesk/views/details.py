"""What a ticket is called, which service it is about, who answers for it, and who may read it."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samdrift.kernel.spans import Span
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.casework import people
from samdrift.servicedesk.casework.registering import LONGEST_SUBJECT
from samdrift.servicedesk.history import queries as history
from samdrift.servicedesk.history.services import note_secrecy_reading
from samdrift.servicedesk.statistics import queries as statistics
from samdrift.servicedesk.views import words
from samdrift.servicedesk.views.readers import case_or_404, worker_of

REMEMBERED = timedelta(days=730)
"""How far back a service is offered that some ticket was about."""


@require_GET
def details_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show what is seldom changed of a ticket; it is sent as any other change of its fields."""
    reader = worker_of(request)
    case = case_or_404(reader, number)
    if not case.is_under_way:
        raise Http404
    now = clock.now()
    readings: list[tuple[str, int, str]] = []
    if case.is_secret:
        note_secrecy_reading(ticket_id=case.id, user_id=reader.user_id, at=now)
        readings = [
            (each.name, each.count, words.moment(each.last_at, now=now))
            for each in history.secrecy_readings(ticket_id=case.id)
        ]
    kept = request.GET.urlencode()
    address = reverse("servicedesk:case", args=[number])
    context = {
        "place": "servicedesk.desk",
        "case": case,
        "kept": kept,
        "back": f"{address}?{kept}" if kept else address,
        "longest": LONGEST_SUBJECT,
        "helpers": people.everybody(now.astimezone(SWEDEN).date()).helpers,
        "services": known_services(),
        "readings": readings,
        "may_read_after": access.may_read_secret_tickets(viewer_of(request)),
    }
    return render(request, "servicedesk/details.html", context)


def known_services() -> tuple[str, ...]:
    """Return the services that tickets of the last two years were about."""
    today = clock.now().astimezone(SWEDEN).date()
    return statistics.services(span=Span(today - REMEMBERED, today + timedelta(days=1)))
