"""Opening hours: what a calendar says, typed day by day or as a file, tried before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import clock
from samdrift.plumbing.access import may_run_desk, viewer_of
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.forms import opening
from samdrift.servicedesk.forms.opening import DayForms, OpeningForm
from samdrift.servicedesk.forms.promising import CalendarForm
from samdrift.servicedesk.views import words
from samdrift.servicedesk.views.readers import actor_of
from samdrift.servicelevels.queries import calendars
from samdrift.servicelevels.queries.differences import differences
from samdrift.servicelevels.reckoning import calendar_file
from samdrift.servicelevels.reckoning.calendar_file import CalendarFile
from samdrift.servicelevels.services import calendars as writing

PLACE = "servicedesk.promises"
MOST_SHOWN = 200
NEW_KEY = "ny-kalender"


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A ticket whose deadline would be another."""

    number: str
    before: str
    after: str


@dataclass(slots=True)
class Typed:
    """A calendar as it is being written: day by day, and as the file that says the same."""

    opening: OpeningForm
    days: Any
    text: CalendarForm
    is_text: bool

    @property
    def is_wrong(self) -> bool:
        """Whether something that was sent cannot be."""
        by_day = bool(self.opening.errors) or bool(self.days.total_error_count())
        return bool(self.text.errors) if self.is_text else by_day

    def told(self, before: CalendarFile) -> CalendarFile:
        """Return the calendar as it was typed, where nothing of it is wrong."""
        if self.is_text:
            return calendar_file.read(self.text.cleaned_data["text"].replace("\r\n", "\n"))
        days = [day for form in self.days if (day := form.local_day())]
        return opening.told_in(self.opening, days, before)

    def blame(self, refusal: Refusal) -> None:
        """Tell why what was typed cannot be, where it was typed."""
        if self.is_text:
            self.text.add_error("text", retold(refusal))
        else:
            self.opening.add_error(None, retold(refusal))


@require_http_methods(["GET", "POST"])
def calendar_page(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show what a calendar says; what is written is tried against open tickets, then saved."""
    if not may_run_desk(viewer_of(request)):
        raise Http404
    writing.lay_out_standards(at=clock.now())
    chosen = next((each for each in calendars.calendars() if each.key == key), None)
    if key and chosen is None:
        raise Http404
    editions = calendars.editions(key) if chosen else ()
    before = CalendarFile(key, chosen.name, editions[0].document) if chosen else _begun()
    typed = _typed(request, before, is_new=chosen is None)
    context: dict[str, object] = {}
    if request.method == "POST" and not typed.is_wrong:
        try:
            told = _checked(typed.told(before), key)
            if "save" in request.POST:
                messages.success(request, _saved(told, key, request))
                return redirect("servicedesk:promises")
            context = _tried(told)
            typed = _as_told(typed, told)
        except Refusal as refusal:
            typed.blame(refusal)
    context |= {
        "place": PLACE,
        "chosen": chosen,
        "form": typed.text,
        "typed": typed,
        "editions": [(each.number, each.written_by, each.written_at) for each in editions],
    }
    status = 422 if request.method == "POST" and typed.is_wrong else 200
    return render(request, "servicedesk/calendar.html", context, status=status)


def _typed(request: HttpRequest, before: CalendarFile, *, is_new: bool) -> Typed:
    """Return the calendar as it was sent, by the one form or the other."""
    data = request.POST.copy() if request.method == "POST" else None
    is_text = data is not None and "text" in data
    by_day = None if is_text else data
    if by_day is not None and not is_new:
        by_day["key"] = before.key
    return Typed(
        OpeningForm(by_day, before=before),
        DayForms(
            by_day,
            initial=opening.days_of(before.document),
            form_kwargs={"organisations": _organisations()},
            prefix="days",
        ),
        CalendarForm(data if is_text else None, initial={"text": calendar_file.written(before)}),
        is_text,
    )


def _as_told(typed: Typed, told: CalendarFile) -> Typed:
    """Return both forms saying what was tried, whichever of them it was written in."""
    if typed.is_text:
        days = opening.days_of(told.document)
        given = {"organisations": _organisations()}
        shown = DayForms(None, initial=days, form_kwargs=given, prefix="days")
        return replace(typed, opening=OpeningForm(None, before=told), days=shown)
    text = CalendarForm(None, initial={"text": calendar_file.written(told)})
    return replace(typed, text=text)


def _checked(told: CalendarFile, key: str) -> CalendarFile:
    if key and told.key != key:
        raise Refusal(_("Nyckeln ändras inte: lägg till en ny kalender i stället."))
    return told


def _begun() -> CalendarFile:
    """Return a calendar to begin with: another key and name for what the first one says."""
    first = calendars.calendars()[0]
    document = calendars.editions(first.key)[0].document
    return CalendarFile(NEW_KEY, _("Ny kalender"), document)


def _organisations() -> list[tuple[str, str]]:
    return [
        (party.code, party.name)
        for party in parties.parties()
        if party.role != OrganisationRole.SUPPLIER
    ]


def _tried(told: CalendarFile) -> dict[str, object]:
    """Return what would be if a calendar said this: the deadlines before and after."""
    now = clock.now()
    found = differences(key=told.key, document=told.document, at=now)
    rows = [
        MovedRow(
            each.subject,
            words.moment(each.before, now=now),
            words.moment(each.after, now=now) if each.after else "",
        )
        for each in found.moved[:MOST_SHOWN]
    ]
    count = len(found.moved)
    return {"tried": found, "moved": rows, "moved_count": count, "unshown": count - len(rows)}


def _saved(told: CalendarFile, key: str, request: HttpRequest) -> str:
    by, now = actor_of(request).name, clock.now()
    if not key:
        writing.add_calendar(key=told.key, name=told.name, document=told.document, by=by, at=now)
        return _("Kalendern är tillagd. Säg var den gäller.")
    writing.write_calendar(key=key, document=told.document, by=by, at=now, name=told.name)
    return _("Kalendern är sparad. Öppna ärendens tider räknas om, och skillnaden står i varje.")
