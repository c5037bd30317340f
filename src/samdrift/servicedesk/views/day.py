"""The technician's day: the visits in order, with where to go and what to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote_plus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.views.readers import worker_of

MAP = "https://www.openstreetmap.org/search?query="
MINUTES = (15, 30, 60)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody to go to."""

    number: str
    subject: str
    href: str
    who: str
    call: str
    place: str
    route: str


@require_GET
def day_page(request: HttpRequest) -> HttpResponse:
    """Show the visits of a day that are one's own, today's unless another is asked for."""
    reader = worker_of(request)
    today = clock.now().astimezone(SWEDEN).date()
    on = _day(request.GET.get("dag", "")) or today
    visits = [
        Visit(
            item.number,
            item.subject,
            reverse("servicedesk:case", args=[item.number]),
            item.requester,
            item.mobile,
            item.place,
            f"{MAP}{quote_plus(item.place)}" if item.place else "",
        )
        for item in queue.visits(reader=reader, on=on)
    ]
    context = {
        "place": "servicedesk.day",
        "on": on,
        "is_today": on == today,
        "visits": visits,
        "before": (on - timedelta(days=1)).isoformat(),
        "after": (on + timedelta(days=1)).isoformat(),
        "minutes": MINUTES,
    }
    return render(request, "servicedesk/day.html", context)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
