"""The technician's day: the visits by their hours, with where to go and what to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote_plus, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicedesk.views.readers import worker_of

MAP = "https://www.openstreetmap.org/search?query="
WAY = "https://www.openstreetmap.org/directions?"
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
    map: str
    way: str
    """The way from the visit before, empty where that is at the same place."""
    hour: str


@require_GET
def day_page(request: HttpRequest) -> HttpResponse:
    """Show the visits of a day that are one's own, today's unless another is asked for."""
    reader = worker_of(request)
    today = clock.now().astimezone(SWEDEN).date()
    on = _day(request.GET.get("dag", "")) or today
    items = queue.visits(reader=reader, on=on)
    visits = [
        Visit(
            item.number,
            item.subject,
            reverse("servicedesk:case", args=[item.number]),
            item.requester,
            item.mobile,
            item.place,
            f"{MAP}{quote_plus(item.place)}" if item.place else "",
            _way(before, item.place),
            f"{item.time:%H:%M}" if item.time else "",
        )
        for before, item in zip(("", *(each.place for each in items)), items, strict=False)
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


def _way(before: str, place: str) -> str:
    """Return the way from one place to another, nothing where it is not known or the same."""
    if not before or not place or before == place:
        return ""
    return WAY + urlencode({"from": before, "to": place})


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
