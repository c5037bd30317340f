"""The first page, and a report from the first word to its number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.assets.ordering import queries as orders
from samdrift.directory.queries import PersonCard
from samdrift.directory.services import tell_language
from samdrift.kernel.refusals import Refusal
from samdrift.knowledge import queries as knowledge
from samdrift.plumbing import clock
from samdrift.plumbing.sent_files import Sent, sent_files
from samdrift.plumbing.wording import retold
from samdrift.portal.forms import ReportForm
from samdrift.portal.views import words
from samdrift.portal.views.requesters import actor_of, for_requesters, reader_of, requester_of
from samdrift.portal.views.status import notices
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework import registering
from samdrift.servicedesk.choices import Channel, Level
from samdrift.servicedesk.conversation.attachments import take_in
from samdrift.servicedesk.ports import Report, Written
from samdrift.servicedesk.queue import queries as queue
from samdrift.servicelevels import wording
from samdrift.servicelevels.queries import calendars

MOST_ON_START = 5
MOST_GUIDES = 6


@dataclass(frozen=True, slots=True)
class Suggested:
    """A guide that may be what somebody needs."""

    title: str
    href: str


@require_GET
@for_requesters
def start_page(request: HttpRequest) -> HttpResponse:
    """Show the one box, one's own cases, and guides that often help."""
    person = requester_of(request)
    now = clock.now()
    mine = queue.of_requester(reader=reader_of(person), person_id=person.id, limit=MOST_ON_START)
    context = frame(person) | {
        "place": "start",
        "rows": [words.row(item, now) for item in mine],
        "guides": suggested("", limit=MOST_GUIDES),
        "opening": _opening(person, now),
        "notices": notices(person, now),
        "to_approve": orders.number_to_decide(request.user.pk or 0),
    }
    return render(request, "portal/start.html", context)


@require_http_methods(["GET", "POST"])
@for_requesters
def report_page(request: HttpRequest) -> HttpResponse:
    """Ask what is wrong and take it in; guides are offered, sending is always possible."""
    person = requester_of(request)
    now = clock.now()
    form = ReportForm(request.POST if request.method == "POST" else None, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        try:
            ticket = registering.register_ticket(
                report=_report(form, person, sent_files(request)), actor=actor_of(person), at=now
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            tell_language(person_id=person.id, language=get_language() or "sv")
            return redirect("portal:thanks", ticket.number)
    typed = request.POST.get("subject", "") or request.GET.get("q", "")
    context = frame(person) | {
        "place": "start",
        "form": form,
        "guides": suggested(typed, limit=3),
        "opening": _opening(person, now),
        "notices": notices(person, now),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/report.html", context, status=status)


@require_GET
@for_requesters
def thanks_page(request: HttpRequest, number: str) -> HttpResponse:
    """Give the number, and say what happens now."""
    person = requester_of(request)
    case = casework.case(reader=reader_of(person), number=number)
    if case is None:
        return redirect("portal:start")
    now = clock.now()
    context = frame(person) | {
        "case": case,
        "respond_by": words.moment(case.respond_by, now=now) if case.respond_by else "",
        "opening": _opening(person, now),
    }
    return render(request, "portal/thanks.html", context)


@require_GET
@for_requesters
def suggestions(request: HttpRequest) -> JsonResponse:
    """Return guides for what is being typed."""
    found = suggested(request.GET.get("q", ""), limit=3)
    return JsonResponse({"guides": [{"title": each.title, "href": each.href} for each in found]})


def suggested(typed: str, *, limit: int) -> list[Suggested]:
    """Return guides that words point to; without words those that help most often."""
    return [
        Suggested(card.title, reverse("portal:guide", args=[card.key]))
        for card in knowledge.suggested(typed, limit=limit)
    ]


def frame(person: PersonCard) -> dict[str, object]:
    """Return what every page of the portal shows."""
    return {"requester": person, "organisation": person.organisation_name}


def _begun(request: HttpRequest) -> dict[str, str]:
    return {"subject": request.GET.get("q", "")[:200], "stops": "2"}


def _report(form: ReportForm, person: PersonCard, sent: Collection[Sent]) -> Report:
    told = form.cleaned_data
    return Report(
        subject=told["subject"],
        written=Written(told["text"] or told["subject"], attachments=take_in(sent)),
        organisation_code=person.organisation_code,
        channel=Channel.PORTAL,
        requester_id=person.id,
        urgency=Level(int(told["stops"])),
        place=told["place"],
    )


def _opening(person: PersonCard, now: datetime) -> str:
    """Return when the desk opens, where it is closed now."""
    opens = calendars.next_opening(service="", organisation=person.organisation_code, at=now)
    return wording.opening_words(opens, at=now)
