"""What is booked with the desk, and when colleagues can be booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.bookings import queries, services
from samdrift.bookings.choices import MINUTES_OF_A_DAY, Language, Way, Whom
from samdrift.bookings.errors import CannotBook
from samdrift.bookings.forms import EndForm, HoursForm
from samdrift.bookings.ports import Booked
from samdrift.bookings.queries import Hours
from samdrift.bookings.words import day, times
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import people

SHOWN_AHEAD = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Row:
    """A booked time in the list."""

    booked: Booked
    day: str
    times: str


@dataclass(frozen=True, slots=True)
class HoursRow:
    """When a colleague can be booked, in the list."""

    hours: Hours
    weekday: str
    times: str
    ways: str
    languages: str


@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest) -> HttpResponse:
    """Show what is booked and when colleagues can be booked; add hours, or end some."""
    if not access.may_work_tickets(viewer_of(request)):
        raise Http404
    now = clock.now()
    helpers = [(helper.id, helper.name) for helper in people.everybody().helpers]
    data = request.POST if request.method == "POST" else None
    initial = {"valid_from": now.date(), "helper": request.user.pk}
    form = HoursForm(data, helpers=helpers, initial=initial)
    if request.method == "POST":
        try:
            if "time_id" in request.POST:
                _end(request)
                return redirect("bookings:list")
            if form.is_valid():
                services.plan_hours(_plan(form))
                messages.success(request, _("Tiderna går att boka."))
                return redirect("bookings:list")
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
    context = {
        "place": "bookings.list",
        "form": form,
        "rows": [
            Row(each, day(each.starts_at).capitalize(), times(each.starts_at, each.ends_at))
            for each in queries.coming(at=now, until=now + SHOWN_AHEAD)
        ],
        "hours": [_row(each) for each in queries.hours(on=now.date())],
        "today": now.date(),
    }
    status = 422 if form.errors else 200
    return render(request, "bookings/list.html", context, status=status)


def _row(each: Hours) -> HoursRow:
    return HoursRow(
        each,
        str(WEEKDAYS[each.weekday - 1]),
        f"{_clock(each.opens)}–{_clock(each.closes)}",
        ", ".join(_(way.label) for way in each.ways),
        ", ".join(_(spoken.label) for spoken in each.languages),
    )


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}.{minute % 60:02d}"


def _plan(form: HoursForm) -> services.Plan:
    told = form.cleaned_data
    return services.Plan(
        helper_id=told["helper"],
        weekdays=tuple(told["weekdays"]),
        opens=_minute(told["opens"]),
        closes=_minute(told["closes"]) or MINUTES_OF_A_DAY,
        minutes=told["minutes"],
        whom=Whom(told["whom"]),
        ways=tuple(Way(each) for each in told["ways"]),
        languages=tuple(Language(each) for each in told["languages"]),
        place=told["place"],
        valid_from=told["valid_from"],
    )


def _end(request: HttpRequest) -> None:
    written, ending = request.POST["time_id"], EndForm(request.POST)
    if not (written.isascii() and written.isdecimal() and len(written) < 18):
        raise CannotBook(_("Tiderna finns inte längre."))
    if not ending.is_valid():
        raise CannotBook(_("Skriv dagen så här: 2026-03-31."))
    services.end_hours(time_id=int(written), on=ending.cleaned_data["on"])
    messages.success(request, _("Tiderna går inte att boka från den dagen. Det som är bokat står."))


def _minute(told: time) -> int:
    return told.hour * 60 + told.minute
