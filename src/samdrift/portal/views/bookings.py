"""Booking a time with the desk: what is free, one's own times, moving and taking back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.bookings import letters, queries, services
from samdrift.bookings.choices import Language, Way
from samdrift.bookings.invitation import KIND, NAME, invitation
from samdrift.bookings.ports import Booked, Slot, Wanted
from samdrift.bookings.words import times, when
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold
from samdrift.portal.forms import LANGUAGE_WORDS, WAY_WORDS, BookingForm
from samdrift.portal.views.requesters import for_requesters, requester_of
from samdrift.portal.views.start import frame


@dataclass(frozen=True, slots=True)
class Choice:
    """A free time to choose: as the form sends it, and as it is read."""

    key: str
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day with free times."""

    words: str
    choices: tuple[Choice, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A booked time as its page shows it."""

    booked: Booked
    when: str
    times: str
    way: str
    language: str


@require_http_methods(["GET", "POST"])
@never_cache
@for_requesters
def booking_page(request: HttpRequest) -> HttpResponse:
    """Show the free times and take a booking; one that somebody else was first with is told."""
    person, now = requester_of(request), clock.now()
    form = BookingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            told = services.book(
                person=person, key=form.cleaned_data["slot"], wanted=_wanted(form), at=now
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Din tid är bokad. Vi skickar en bekräftelse med e-post."))
            return redirect("portal:booking", told.id)
    chosen = request.POST.get("slot", "")
    context = frame(person) | {
        "place": "booking",
        "form": form,
        "chosen": chosen,
        "days": _days(queries.free_slots(person=person, at=now), chosen),
        "mine": [_shown(each) for each in queries.coming_of(person.id, at=now)],
    }
    status = 422 if form.errors else 200
    return render(request, "portal/book.html", context, status=status)


@require_GET
@never_cache
@for_requesters
def one_booking(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Show a booking of one's own, with what else it can be moved to."""
    person, now = requester_of(request), clock.now()
    told = _booking_or_404(booking_id, person.id)
    is_coming = not told.is_cancelled and told.starts_at > now
    free = queries.free_slots(person=person, at=now) if is_coming else ()
    fitting = [each for each in free if told.way in each.ways and told.language in each.languages]
    context = frame(person) | {
        "place": "booking",
        "shown": _shown(told),
        "is_coming": is_coming,
        "days": _days(fitting, ""),
    }
    return render(request, "portal/booking.html", context)


@require_POST
@for_requesters
def act_on_booking(request: HttpRequest, booking_id: int, name: str) -> HttpResponse:
    """Move a booking, or take it back; a refusal is told and nothing is changed."""
    person, now = requester_of(request), clock.now()
    _booking_or_404(booking_id, person.id)
    if name not in ("andra", "avboka"):
        raise Http404
    try:
        if name == "andra":
            key = request.POST.get("slot", "")
            services.move(person=person, booking_id=booking_id, key=key, at=now)
            messages.success(request, _("Tiden är ändrad. Vi skickar en ny bekräftelse."))
        else:
            services.cancel(person=person, booking_id=booking_id, at=now)
            messages.success(request, _("Tiden är avbokad."))
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    return redirect("portal:booking", booking_id)


@require_GET
@for_requesters
def booking_file(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Return a booking of one's own as calendars read it."""
    told = _booking_or_404(booking_id, requester_of(request).id)
    body = invitation(told, address=letters.address_of(told), at=clock.now())
    response = HttpResponse(body, content_type=KIND)
    response["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return response


def _booking_or_404(booking_id: int, person_id: int) -> Booked:
    found = queries.booking(booking_id, person_id=person_id)
    if found is None:
        raise Http404
    return found


def _wanted(form: BookingForm) -> Wanted:
    told = form.cleaned_data
    return Wanted(
        told["service"],
        told["about"],
        Way(told["way"]),
        told["place"],
        Language(told["language"]),
    )


def _days(slots: Iterable[Slot], chosen: str) -> list[Day]:
    by_day = groupby(slots, key=lambda slot: slot.starts_at.astimezone(SWEDEN).date())
    days: list[Day] = []
    for day, found in by_day:
        choices = tuple(_choice(slot) for slot in found)
        words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month]}".capitalize()
        days.append(Day(words, choices, not days or chosen in [each.key for each in choices]))
    return days


def _choice(slot: Slot) -> Choice:
    ways = ", ".join(str(WAY_WORDS[way]) for way in slot.ways)
    spoken = ", ".join(str(LANGUAGE_WORDS[each]) for each in slot.languages)
    detail = f"{slot.helper_name} · {ways} · {spoken}"
    return Choice(slot.key, times(slot.starts_at, slot.ends_at), detail)


def _shown(told: Booked) -> Shown:
    return Shown(
        told,
        when(told.starts_at).capitalize(),
        times(told.starts_at, told.ends_at),
        str(WAY_WORDS[told.way]),
        str(LANGUAGE_WORDS[told.language]),
    )
