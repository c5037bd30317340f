"""Who is planned to be at the switchboard, and when it is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import access, clock
from samdrift.plumbing.wording import retold
from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.forms import EndForm, StaffForm
from samdrift.switchboard.queries import presence
from samdrift.switchboard.queries.presence import Staffed
from samdrift.switchboard.services import presence as services
from samdrift.switchboard.views.readers import frame, let_in
from samdrift.switchboard.views.words import WEEKDAYS, clock_words


@dataclass(frozen=True, slots=True)
class Day:
    """A weekday: when it is open, and who is there when."""

    name: str
    open_words: str
    rows: tuple[tuple[Staffed, str, bool], ...]


@require_http_methods(["GET", "POST"])
def presence_page(request: HttpRequest) -> HttpResponse:
    """Show the plan of the week; whoever keeps the switchboard adds hours to it and ends them."""
    viewer = let_in(request, access.may_read_tickets)
    may_keep = access.may_keep_switchboard(viewer)
    data = request.POST if request.method == "POST" else None
    form = StaffForm(data, initial={"valid_from": clock.now().date()})
    if request.method == "POST":
        let_in(request, access.may_keep_switchboard)
        try:
            if "staffed_id" in request.POST:
                _end(request)
                return redirect("switchboard:presence")
            if form.is_valid():
                _plan(request, form)
                return redirect("switchboard:presence")
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
    context = frame(request, "switchboard.presence") | {
        "form": form,
        "days": _days(),
        "may_keep": may_keep,
        "today": clock.now().date(),
        "service": presence.SERVICE,
    }
    status = 422 if form.errors else 200
    return render(request, "switchboard/presence.html", context, status=status)


def _days() -> list[Day]:
    now = clock.now()
    hours = presence.opening_hours(at=now)
    week = hours.plans[-1].week
    known = [each for each in presence.staffed_times() if not _is_over(each)]
    return [
        Day(
            str(name),
            ", ".join(f"{clock_words(o.opens)}–{clock_words(o.closes)}" for o in week[weekday - 1])
            or _("stängt"),
            tuple(
                (each, f"{clock_words(each.opens)}–{clock_words(each.closes)}", _is_coming(each))
                for each in known
                if each.weekday == weekday
            ),
        )
        for weekday, name in enumerate(WEEKDAYS, start=1)
    ]


def _is_over(each: Staffed) -> bool:
    return each.span.end is not None and each.span.end <= clock.now().date()


def _is_coming(each: Staffed) -> bool:
    return each.span.start > clock.now().date()


def _plan(request: HttpRequest, form: StaffForm) -> None:
    told = form.cleaned_data
    closes = _minute(told["closes"]) or services.MINUTES_OF_A_DAY
    services.plan_time(
        services.Plan(
            tuple(told["weekdays"]),
            _minute(told["opens"]),
            closes,
            told["people"],
            told["who"],
            told["valid_from"],
        )
    )
    messages.success(request, _("Passet står i planen."))


def _end(request: HttpRequest) -> None:
    written, ending = request.POST["staffed_id"], EndForm(request.POST)
    if not (written.isascii() and written.isdecimal() and len(written) < 18):
        raise CannotKeep(_("Passet finns inte längre."))
    if not ending.is_valid():
        raise CannotKeep(_("Skriv dagen så här: 2026-03-31."))
    services.end_time(staffed_id=int(written), on=ending.cleaned_data["on"])
    messages.success(request, _("Passet gäller inte längre från den dagen."))


def _minute(told: time) -> int:
    return told.hour * 60 + told.minute
