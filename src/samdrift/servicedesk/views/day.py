"""The technician's day: the visits in the order to go, about when, and what to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote_plus, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.directory.queries import phone_words
from samdrift.plumbing import clock
from samdrift.plumbing.access import may_run_desk, viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.views import words
from samdrift.servicedesk.views.readers import worker_of
from samdrift.servicedesk.visiting import route, way
from samdrift.servicedesk.visiting.route import STAY_MINUTES, Route, Stop
from samdrift.servicedesk.visiting.way import Leg

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
    phone: str
    place: str
    map: str
    way: str
    """The way from the visit before, empty where that is at the same place."""
    hour: str
    travel: str
    """How far it is and how long it takes, empty where there is no way to go."""
    times: str
    late: str
    """How much too late one comes, empty where one does not."""
    is_known: bool
    stays: int | None


@require_GET
def day_page(request: HttpRequest) -> HttpResponse:
    """Show the visits of a day that are one's own, today's unless another is asked for."""
    reader = worker_of(request)
    today = clock.now().astimezone(SWEDEN).date()
    on = _day(request.GET.get("dag", "")) or today
    told = route.day(reader=reader, on=on)
    places = ("", *(stop.item.place for stop in told.stops))
    context = {
        "place": "servicedesk.day",
        "on": on,
        "is_today": on == today,
        "visits": [_visit(stop, before) for before, stop in zip(places, told.stops, strict=False)],
        "route": told,
        "summary": _summary(told) if told.stops else "",
        "home": _travel(told.home),
        "formula": _formula(),
        "may_run": may_run_desk(viewer_of(request)),
        "before": (on - timedelta(days=1)).isoformat(),
        "after": (on + timedelta(days=1)).isoformat(),
        "minutes": MINUTES,
    }
    return render(request, "servicedesk/day.html", context)


def _visit(stop: Stop, before: str) -> Visit:
    item = stop.item
    late = words.duration(timedelta(minutes=stop.late_minutes)) if stop.late_minutes else ""
    times = _("omkring %(begins)s till %(goes)s")
    return Visit(
        number=item.number,
        subject=item.subject,
        href=reverse("servicedesk:case", args=[item.number]),
        who=item.requester,
        call=item.mobile,
        phone=phone_words(item.mobile) if item.mobile else "",
        place=item.place,
        map=f"{MAP}{quote_plus(item.place)}" if item.place else "",
        way=_way(before, item.place),
        hour=f"{item.time:%H:%M}" if item.time else "",
        travel=_travel(stop.leg),
        times=times % {"begins": _clock(stop.begins), "goes": _clock(stop.goes)},
        late=_("Hinner inte: %(time)s sen") % {"time": late} if late else "",
        is_known=stop.is_known,
        stays=item.minutes,
    )


def _summary(told: Route) -> str:
    """Return the day in a line: when one leaves, how far it is, and when one is back."""
    car = words.duration(timedelta(minutes=told.minutes))
    said = {"leaves": _clock(told.leaves), "back": _clock(told.back), "car": car}
    if told.home is None:
        return _("Börjar omkring %(leaves)s, klart omkring %(back)s, i bilen %(car)s.") % said
    said |= {"start": told.start, "distance": _kilometres(told.kilometres)}
    ends = _("Från %(start)s omkring %(leaves)s, tillbaka omkring %(back)s")
    return f"{ends}: {_('%(distance)s, %(car)s i bil.')}" % said


def _travel(leg: Leg | None) -> str:
    if leg is None or not leg.minutes:
        return ""
    time = words.duration(timedelta(minutes=leg.minutes))
    return _("%(time)s, %(distance)s") % {"time": time, "distance": _kilometres(leg.kilometres)}


def _kilometres(number: int) -> str:
    return _("%(number)s km") % {"number": number} if number else _("under 1 km")


def _formula() -> str:
    return _(
        "Fågelvägen mellan platserna gånger %(road)s, i %(speed)s km/h, och %(parking)s minuter "
        "att parkera; uppåt till hela %(step)s minuter. Ett besök räknas till %(stay)s minuter "
        "där inget annat är skrivet. Besök med klockslag behåller det; de andra läggs där de ger "
        "minst väg utan att någon får vänta."
    ) % {
        "road": str(way.ROAD).replace(".", ","),
        "speed": way.KILOMETRES_AN_HOUR,
        "parking": way.PARKING_MINUTES,
        "step": way.STEP_MINUTES,
        "stay": STAY_MINUTES,
    }


def _clock(minutes: int) -> str:
    """Return a minute of the day as a clock shows it; a day is not longer than it is."""
    hours, rest = divmod(max(minutes, 0), 60)
    return f"{hours % 24:02d}.{rest:02d}"


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
