"""The list of problems, a problem, and how one is begun or linked from a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.access import may_work_tickets, viewer_of
from samdrift.plumbing.wording import retold
from samdrift.problems import queries, services
from samdrift.problems.choices import UNSOLVED, Priority, ProblemState
from samdrift.problems.forms import ProblemForm
from samdrift.problems.ports import ProblemText
from samdrift.problems.queries import Linked, ProblemPage, ProblemRow
from samdrift.problems.views import words
from samdrift.servicedesk.casework import people
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.ports import Reader
from samdrift.servicedesk.views.readers import actor_of, desk_reader_of, worker_of
from samdrift.servicedesk.views.words import Standing, moment
from samdrift.servicedesk.views.words import standing as ticket_standing

TABS: dict[str, tuple[str, ...]] = {
    "olosta": UNSOLVED,
    "kanda-fel": (ProblemState.KNOWN_ERROR,),
    "losta": (ProblemState.SOLVED, ProblemState.CLOSED),
}
LONGEST_ID = 10


@dataclass(frozen=True, slots=True)
class ListRow:
    """A problem in the list."""

    row: ProblemRow
    standing: Standing
    priority: str
    changed: str


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A linked ticket on a problem's page."""

    number: str
    subject: str
    organisation: str
    standing: Standing
    opened: str


@require_GET
def problem_list(request: HttpRequest) -> HttpResponse:
    """Show the problems that can still happen again; others by their tab."""
    desk_reader_of(request)
    chosen = request.GET.get("visa", "olosta")
    if chosen not in TABS:
        raise Http404
    now = clock.now()
    counts = queries.counts()
    context = {
        "place": "problems.list",
        "rows": [_row(row, now) for row in queries.problems(TABS[chosen])],
        "tabs": [
            (key, words.TAB_WORDS[key], sum(counts[state] for state in states), key == chosen)
            for key, states in TABS.items()
        ],
        "may_work": may_work_tickets(viewer_of(request)),
    }
    return render(request, "problems/list.html", context)


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Begin a problem, of a ticket or of several: `?arende=10001`."""
    reader = worker_of(request)
    numbers = numbers_in(" ".join(request.POST.getlist("tickets") or request.GET.getlist("arende")))
    form = problem_form(request, initial=_begun_of(numbers, reader))
    if request.method == "POST" and form.is_valid():
        try:
            begun = services.begin_problem(
                text=text_of(form),
                tickets=numbers,
                reader=reader,
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Problemet är påbörjat."))
            return redirect("problems:problem", begun.number)
    context = {"place": "problems.list", "form": form, "numbers": " ".join(numbers)}
    status = 422 if request.method == "POST" else 200
    return render(request, "problems/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def choose_page(request: HttpRequest) -> HttpResponse:
    """Choose which problem a ticket comes of."""
    reader = worker_of(request)
    number = request.GET.get("arende", "")
    case = casework.case(reader=reader, number=number)
    if case is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        written = request.POST.get("problem", "")
        try:
            services.link_tickets(
                number=int(written) if written.isdecimal() and len(written) < LONGEST_ID else 0,
                tickets=(number,),
                reader=reader,
                actor=actor_of(request),
                at=clock.now(),
            )
        except Refusal as refusal:
            problem = retold(refusal)
        else:
            return redirect("problems:problem", int(written))
    typed = request.GET.get("q", "")
    context = {
        "place": "problems.list",
        "case": case,
        "typed": typed,
        "found": [_row(row, clock.now()) for row in queries.to_link(typed)],
        "problem": problem,
    }
    return render(request, "problems/choose.html", context, status=422 if problem else 200)


@require_GET
def problem_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a problem: what is known, the tickets that came of it, and what has been done."""
    reader = desk_reader_of(request)
    problem = problem_or_404(number)
    now = clock.now()
    linked = queries.linked(problem_id=problem.id, reader=reader)
    story = queries.story(problem_id=problem.id, reader=reader)
    helpers = helper_choices()
    context = {
        "place": "problems.list",
        "problem": problem,
        "standing": words.standing(problem.state),
        "priority": _(Priority(problem.priority).label),
        "begun": moment(problem.begun_at, now=now),
        "tickets": ticket_rows(linked, now),
        "hidden": linked.hidden,
        "story": [words.told(each, now) for each in story],
        "form": ProblemForm(helpers=helpers, initial=_initial(problem)),
        "may_work": may_work_tickets(viewer_of(request)),
        "suggested": problem.solution or problem.workaround,
    }
    return render(request, "problems/problem.html", context)


def problem_or_404(number: int) -> ProblemPage:
    """Return a problem, or a page that is not there."""
    found = queries.problem(number)
    if found is None:
        raise Http404
    return found


def numbers_in(written: str) -> tuple[str, ...]:
    """Return the ticket numbers that somebody wrote, with spaces or commas between."""
    apart = written.replace(",", " ").replace(";", " ").split()
    return tuple(dict.fromkeys(each.lstrip("#") for each in apart if each.lstrip("#")))


def problem_form(request: HttpRequest, *, initial: dict[str, object]) -> ProblemForm:
    """Return the form of a problem, filled in where it was sent."""
    data = request.POST if request.method == "POST" else None
    return ProblemForm(data, helpers=helper_choices(), initial=initial)


def text_of(form: ProblemForm) -> ProblemText:
    """Return what was typed about a problem."""
    told = form.cleaned_data
    return ProblemText(
        title=told["title"],
        description=told["description"],
        service=told["service"],
        priority=Priority(told["priority"]),
        owner_id=told["owner"],
        root_cause=told["root_cause"],
    )


def helper_choices() -> tuple[tuple[int, str], ...]:
    """Return those who can answer for a problem."""
    return tuple((helper.id, helper.name) for helper in people.everybody().helpers)


def ticket_rows(linked: Linked, now: datetime) -> list[TicketRow]:
    """Return linked tickets as the page shows them."""
    names = parties.names_by_code()
    return [
        TicketRow(
            each.number,
            each.subject,
            names.get(each.organisation_code, each.organisation_code),
            ticket_standing(each.status),
            moment(each.opened_at, now=now),
        )
        for each in linked.tickets
    ]


def _begun_of(numbers: tuple[str, ...], reader: Reader) -> dict[str, object]:
    """Return what a ticket says that a problem of it can begin with."""
    case = casework.case(reader=reader, number=numbers[0]) if numbers else None
    return {"title": case.subject, "service": case.service} if case else {}


def _initial(problem: ProblemPage) -> dict[str, object]:
    return {
        "title": problem.title,
        "description": problem.description,
        "service": problem.service,
        "priority": problem.priority,
        "owner": problem.owner_id,
        "root_cause": problem.root_cause,
    }


def _row(row: ProblemRow, now: datetime) -> ListRow:
    return ListRow(
        row,
        words.standing(row.state),
        _(Priority(row.priority).label),
        moment(row.changed_at, now=now),
    )
