"""The list of disturbances, one of them, and how it is told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.disturbances.choices import ENDED
from samdrift.disturbances.forms import DisturbanceForm, ReportForm, UpdateForm
from samdrift.disturbances.ports import DisturbanceText, MajorReport
from samdrift.disturbances.queries import desk
from samdrift.disturbances.queries.desk import Linked, ListRow, Page
from samdrift.disturbances.services import following, majors, telling
from samdrift.disturbances.views import words
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import clock
from samdrift.plumbing.access import Role, may_work_tickets, viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import people
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.views.readers import actor_of, desk_reader_of, worker_of
from samdrift.servicedesk.views.words import Standing, duration
from samdrift.servicedesk.views.words import standing as ticket_standing

LONGEST_ID = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A disturbance in the desk's list."""

    row: ListRow
    standing: Standing
    promised: Standing | None
    when: str
    whom: str
    major: str


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A linked ticket."""

    number: str
    subject: str
    organisation: str
    standing: Standing


@require_GET
def disturbance_list(request: HttpRequest) -> HttpResponse:
    """Show what does not work now, what is planned, and what has been."""
    desk_reader_of(request)
    now = clock.now()
    lists = desk.lists(at=now)
    context = {
        "place": "disturbances.list",
        "now": [_row(each, now) for each in lists.now],
        "coming": [_row(each, now) for each in lists.coming],
        "past": [_row(each, now) for each in lists.past],
        "this_year": now.astimezone(SWEDEN).year,
        "may_work": may_work_tickets(viewer_of(request)),
    }
    return render(request, "disturbances/list.html", context)


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Tell of a disturbance, or of planned work: `?planerat=1`, of a ticket: `?arende=10001`."""
    reader = worker_of(request)
    now = clock.now()
    is_planned = (request.POST.get("planned") or request.GET.get("planerat")) == "1"
    numbers = numbers_in(" ".join(request.POST.getlist("tickets") or request.GET.getlist("arende")))
    form = _form(request, is_planned=is_planned, initial=_begun_of(numbers, reader, now))
    if request.method == "POST" and form.is_valid():
        try:
            begun = telling.begin(
                text=_text(form, is_planned=is_planned),
                tickets=numbers,
                reader=reader,
                actor=actor_of(request),
                at=now,
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Det är sagt. Uppdatera när något händer."))
            return redirect("disturbances:disturbance", begun.pk)
    context = {
        "place": "disturbances.list",
        "form": form,
        "is_planned": is_planned,
        "numbers": " ".join(numbers),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "disturbances/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def change_page(request: HttpRequest, disturbance_id: int) -> HttpResponse:
    """Say something else of a disturbance; whoever follows is told by an update, not by this."""
    worker_of(request)
    page = page_or_404(disturbance_id)
    is_planned = page.shown.is_planned
    form = _form(request, is_planned=is_planned, initial=_initial(page))
    if request.method == "POST" and form.is_valid():
        try:
            telling.change(
                disturbance_id=disturbance_id,
                text=_text(form, is_planned=is_planned),
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("disturbances:disturbance", disturbance_id)
    context = {"place": "disturbances.list", "form": form, "page": page}
    status = 422 if request.method == "POST" else 200
    return render(request, "disturbances/change.html", context, status=status)


@require_http_methods(["GET", "POST"])
def choose_page(request: HttpRequest) -> HttpResponse:
    """Choose which disturbance a ticket came of."""
    reader = worker_of(request)
    number = request.GET.get("arende", "")
    case = casework.case(reader=reader, number=number)
    if case is None:
        raise Http404
    problem, now = "", clock.now()
    if request.method == "POST":
        written = request.POST.get("disturbance", "")
        try:
            telling.link_tickets(
                disturbance_id=int(written)
                if written.isdecimal() and len(written) < LONGEST_ID
                else 0,
                tickets=(number,),
                reader=reader,
                actor=actor_of(request),
                at=now,
            )
        except Refusal as refusal:
            problem = retold(refusal)
        else:
            return redirect("disturbances:disturbance", int(written))
    context = {
        "place": "disturbances.list",
        "case": case,
        "found": [(each, words.standing(each, now)) for each in desk.going(at=now)],
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "disturbances/choose.html", context, status=status)


@require_GET
def disturbance_page(request: HttpRequest, disturbance_id: int) -> HttpResponse:
    """Show a disturbance on one page: how it goes, who leads, who is to be told, the tickets."""
    reader = desk_reader_of(request)
    page = page_or_404(disturbance_id)
    now = clock.now()
    shown = page.shown
    linked = desk.linked(disturbance_id=disturbance_id, reader=reader)
    story = desk.story(disturbance_id=disturbance_id, reader=reader)
    viewer = viewer_of(request)
    context = {
        "place": "disturbances.list",
        "page": page,
        "shown": shown,
        "standing": words.standing(shown, now),
        "promised": words.promised(shown, now),
        "when": words.when(shown, now),
        "lasted": _lasted(page, now),
        "tickets": _ticket_rows(linked),
        "linked": linked,
        "story": [words.told(each, now) for each in story],
        "tasks": [words.task_row(task, now) for task in page.major.tasks] if page.major else [],
        "major_words": words.MAJOR_WORDS[page.major.state] if page.major else "",
        "form": UpdateForm(is_planned=shown.is_planned),
        "helpers": people.everybody().helpers,
        "is_over": shown.state in ENDED,
        "may_work": may_work_tickets(viewer),
        "may_decide": viewer.is_any(Role.MANAGER),
        "may_follow": following.may_be_followed(),
    }
    return render(request, "disturbances/disturbance.html", context)


@require_http_methods(["GET", "POST"])
def report_page(request: HttpRequest, disturbance_id: int) -> HttpResponse:
    """Write what a major incident was, its cause, and what is done so that it ends there."""
    worker_of(request)
    page = page_or_404(disturbance_id)
    major = page.major
    if major is None or not major.is_promoted:
        raise Http404
    initial = {"summary": major.summary, "cause": major.cause, "measure": major.measure}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            majors.write_report(
                disturbance_id=disturbance_id,
                report=MajorReport(**form.cleaned_data),
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Rapporten är sparad."))
            return redirect("disturbances:disturbance", disturbance_id)
    now = clock.now()
    context = {
        "place": "disturbances.list",
        "form": form,
        "page": page,
        "when": words.when(page.shown, now),
        "lasted": _lasted(page, now),
        "year": page.shown.started_at.astimezone(SWEDEN).year,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "disturbances/report.html", context, status=status)


def page_or_404(disturbance_id: int) -> Page:
    """Return a disturbance, or a page that is not there."""
    found = desk.page(disturbance_id)
    if found is None:
        raise Http404
    return found


def numbers_in(written: str) -> tuple[str, ...]:
    """Return the ticket numbers that somebody wrote, with spaces or commas between."""
    apart = written.replace(",", " ").replace(";", " ").split()
    return tuple(dict.fromkeys(each.lstrip("#") for each in apart if each.lstrip("#")))


def _form(request: HttpRequest, *, is_planned: bool, initial: dict[str, object]) -> DisturbanceForm:
    data = request.POST if request.method == "POST" else None
    organisations = [
        (party.code, party.name)
        for party in parties.parties()
        if party.role != OrganisationRole.SUPPLIER
    ]
    return DisturbanceForm(
        data, organisations=organisations, is_planned=is_planned, initial=initial
    )


def _text(form: DisturbanceForm, *, is_planned: bool) -> DisturbanceText:
    told = form.cleaned_data
    return DisturbanceText(
        title=told["title"],
        what=told["what"],
        started_at=told["started_at"],
        services=told["services"],
        organisations=tuple(told["organisations"]),
        expected_until=told["expected_until"],
        is_planned=is_planned,
        is_public=told["is_public"],
        update_minutes=told["update_minutes"],
    )


def _begun_of(numbers: tuple[str, ...], reader: Reader, now: datetime) -> dict[str, object]:
    """Return what a ticket says that a disturbance of it can begin with."""
    case = casework.case(reader=reader, number=numbers[0]) if numbers else None
    if case is None:
        return {"started_at": now, "is_public": True}
    return {
        "title": case.subject,
        "services": case.service,
        "organisations": [case.organisation_code],
        "started_at": case.opened_at,
        "is_public": True,
    }


def _initial(page: Page) -> dict[str, object]:
    shown = page.shown
    return {
        "title": shown.title,
        "what": shown.what,
        "services": shown.services,
        "organisations": list(shown.organisation_codes),
        "started_at": shown.started_at,
        "expected_until": shown.expected_until,
        "update_minutes": page.update_minutes,
        "is_public": page.is_public,
    }


def _row(row: ListRow, now: datetime) -> Row:
    shown = row.shown
    major = str(words.MAJOR_WORDS[row.major]) if row.major else ""
    return Row(
        row,
        words.standing(shown, now),
        words.promised(shown, now),
        words.when(shown, now),
        ", ".join(shown.organisations) or _("Alla"),
        major,
    )


def _lasted(page: Page, now: datetime) -> str:
    """Return how long it has lasted, or did."""
    shown = page.shown
    if shown.started_at > now:
        return ""
    return duration((shown.ended_at or now) - shown.started_at)


def _ticket_rows(linked: Linked) -> list[TicketRow]:
    names = parties.names_by_code()
    return [
        TicketRow(
            each.number,
            each.subject,
            names.get(each.organisation_code, each.organisation_code),
            ticket_standing(each.status),
        )
        for each in linked.tickets
    ]
