"""What asks for one's own attention: notes that call one by name, reminders, a clock that runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import attention, mentioning, reminding, timing
from samdrift.servicedesk.casework.attention import Attention
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.casework.reminding import Reminded
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.ports import Actor, Reader
from samdrift.servicedesk.views import words
from samdrift.servicedesk.views.readers import worker_of

MORNING = time(8)
MOST_BESIDE = 5


def context(
    reader: Reader, now: datetime, *, number: str, lengths: Sequence[int]
) -> dict[str, object]:
    """Return what stands first on the desk, what is due and the clock that runs; and a ticket's.

    `lengths` are those of what there is to count; none for who does not work with tickets.
    """
    if not lengths:
        return {}
    told = attention.attention(reader, at=now, lengths=lengths)
    every = [_shown(each, now) for each in reminding.reminders(reader)] if told.coming else []
    since = told.timed_since
    return {
        "attention": told,
        "due": [each for each in every if each[0].due_at <= now][:MOST_BESIDE],
        "reminders": [each for each in every if each[0].number == number],
        "timed_minutes": timing.minutes_of(since, at=now) if since else 0,
        "timed_since": words.moment(since, now=now) if since else "",
    }


def see_mentions(context: Mapping[str, object], case: Case, reader: Reader, now: datetime) -> None:
    """Take what calls the reader in a ticket as read, where anything is unread."""
    told = context.get("attention")
    if isinstance(told, Attention) and told.unread:
        mentioning.read_mentions(ticket_id=case.id, user_id=reader.user_id, at=now)


@require_GET
def mentions_page(request: HttpRequest) -> HttpResponse:
    """Show the notes that call one by name, those not read first."""
    reader = worker_of(request)
    now = clock.now()
    told = mentioning.mentions(reader)
    context = {
        "place": "servicedesk.mentions",
        "mentions": [(each, words.moment(each.at, now=now)) for each in told],
    }
    return render(request, "servicedesk/mentions.html", context)


@require_GET
def unread_mentions(request: HttpRequest) -> HttpResponse:
    """Tell how many notes call one by name that are not read, for the frame of every page."""
    count = mentioning.unread_count(worker_of(request))
    return JsonResponse({"count": count}, headers={"Cache-Control": "no-store"})


@require_GET
def reminders_page(request: HttpRequest) -> HttpResponse:
    """Show all that one is to be reminded of, the longest overdue first."""
    reader = worker_of(request)
    now = clock.now()
    every = [_shown(each, now) for each in reminding.reminders(reader)]
    context = {
        "place": "servicedesk.reminders",
        "overdue": [each for each in every if each[0].due_at <= now],
        "coming": [each for each in every if each[0].due_at > now],
    }
    return render(request, "servicedesk/reminders.html", context)


@require_POST
def reminder_act(request: HttpRequest, reminder: int, name: str) -> HttpResponse:
    """Tick a reminder off, or have it come again tomorrow; leads back to where it was done."""
    reader = worker_of(request)
    now = clock.now()
    try:
        if name == "klar":
            number = reminding.tick_off(reminder_id=reminder, user_id=reader.user_id, at=now)
            messages.success(request, _("Påminnelsen om %(number)s är klar.") % {"number": number})
        elif name == "i-morgon":
            reminding.put_off(
                reminder_id=reminder, user_id=reader.user_id, due_at=_tomorrow(now), at=now
            )
            messages.success(request, _("Påminnelsen kommer igen i morgon klockan 8."))
        else:
            raise Http404
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    return _back(request, "servicedesk:reminders")


@require_POST
def timer_act(request: HttpRequest, name: str) -> HttpResponse:
    """Stop one's own clock, wherever it runs; its time is written, or thrown away."""
    reader = worker_of(request)
    try:
        if name == "stoppa":
            messages.success(request, _stop(request, reader))
        elif name == "kasta":
            timing.throw_away_timer(user_id=reader.user_id)
            messages.success(request, _("Klockan är stoppad. Ingen tid är skriven."))
        else:
            raise Http404
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    return _back(request, "servicedesk:desk")


def start_timer(_request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    """Let one's own time run in a ticket."""
    assert actor.user_id is not None, "who acts here has signed in"
    stopped = timing.start_timer(number=case.number, user_id=actor.user_id, at=at)
    if stopped is None:
        return _("Klockan går.")
    told = {"number": stopped.number, "minutes": stopped.minutes}
    return _("Klockan går här. Tiden i %(number)s är skriven: %(minutes)s min.") % told


def remind(request: HttpRequest, case: Case, actor: Actor, at: datetime) -> str:
    """Have oneself reminded of a ticket."""
    assert actor.user_id is not None, "who acts here has signed in"
    due_at = _moment(request.POST.get("on", ""), request.POST.get("clock", ""))
    reminding.remind(
        number=case.number,
        user_id=actor.user_id,
        due_at=due_at,
        note=request.POST.get("note", ""),
        at=at,
    )
    return _("Du påminns %(moment)s.") % {"moment": words.moment(due_at, now=at)}


ACTS = {"klocka": start_timer, "paminn": remind}
"""What is done with a ticket for oneself."""


def _stop(request: HttpRequest, reader: Reader) -> str:
    written = request.POST.get("minutes", "").strip()
    if written and not (written.isdecimal() and len(written) < 5):
        raise CannotChange(_("Skriv tiden i hela minuter, till exempel 45."))
    stopped = timing.stop_timer(
        user_id=reader.user_id,
        at=clock.now(),
        minutes=int(written) if written else None,
        note=request.POST.get("note", ""),
    )
    told = {"number": stopped.number, "minutes": stopped.minutes}
    return _("Tiden i %(number)s är skriven: %(minutes)s min.") % told


def _shown(each: Reminded, now: datetime) -> tuple[Reminded, str]:
    return each, words.moment(each.due_at, now=now)


def _tomorrow(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(SWEDEN).date() + timedelta(days=1), MORNING, SWEDEN)


def _moment(on: str, at: str) -> datetime:
    """Return the day and the time that were written; the morning where no time was."""
    try:
        day = date.fromisoformat(on.strip())
    except ValueError as error:
        raise CannotChange(_("Skriv datumet så här: 2026-03-02.")) from error
    try:
        told = time.fromisoformat(at.strip()) if at.strip() else MORNING
    except ValueError as error:
        raise CannotChange(_("Skriv klockslaget så här: 14:30.")) from error
    return datetime.combine(day, told.replace(tzinfo=None), SWEDEN)


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Lead back to the ticket where something was done, else to a page of one's own."""
    number = request.POST.get("ticket", "")
    if number.isalnum():
        return redirect("servicedesk:case", number)
    return redirect("servicedesk:desk" if request.POST.get("desk") else otherwise)
