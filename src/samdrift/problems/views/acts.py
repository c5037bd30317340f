"""What is done with a problem: each act is a form of its own, and leads back to the problem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.problems import services
from samdrift.problems.errors import CannotChangeProblem
from samdrift.problems.views.pages import numbers_in, problem_form, problem_or_404, text_of
from samdrift.servicedesk.ports import Actor, Reader
from samdrift.servicedesk.views.readers import actor_of, worker_of

type Act = Callable[[HttpRequest, int, Reader, Actor, datetime], str]
"""Does something with a problem; returns what to say when it is done."""


@require_POST
def act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Do something with a problem and show it again; a refusal is told and nothing is changed."""
    reader = worker_of(request)
    problem_or_404(number)
    if name not in ACTS:
        raise Http404
    try:
        said = ACTS[name](request, number, reader, actor_of(request), clock.now())
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, said)
    return redirect("problems:problem", number)


def _change(request: HttpRequest, number: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    form = problem_form(request, initial={})
    if not form.is_valid():
        raise CannotChangeProblem(str(next(iter(form.errors.values()))[0]))
    services.change_problem(number=number, text=text_of(form), actor=actor, at=at)
    return _("Ändringen är sparad.")


def _note(request: HttpRequest, number: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    services.add_note(number=number, text=request.POST.get("text", ""), actor=actor, at=at)
    return _("Anteckningen är sparad.")


def _link(request: HttpRequest, number: int, reader: Reader, actor: Actor, at: datetime) -> str:
    tickets = numbers_in(request.POST.get("tickets", ""))
    services.link_tickets(number=number, tickets=tickets, reader=reader, actor=actor, at=at)
    return _("Ärendena är länkade.")


def _unlink(request: HttpRequest, number: int, reader: Reader, actor: Actor, at: datetime) -> str:
    ticket = request.POST.get("ticket", "")
    services.unlink_ticket(number=number, ticket=ticket, reader=reader, actor=actor, at=at)
    return _("Länken är borttagen.")


def _know(request: HttpRequest, number: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    services.know_error(
        number=number,
        workaround=request.POST.get("workaround", ""),
        root_cause=request.POST.get("root_cause", ""),
        actor=actor,
        at=at,
    )
    return _("Felet är känt. Informera dem som väntar.")


def _inform(request: HttpRequest, number: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    told = services.inform_linked(
        number=number,
        text=request.POST.get("text", ""),
        is_solving=request.POST.get("then") == "solved",
        actor=actor,
        at=at,
    )
    if told.refused:
        return _("Besked skickat i %(told)s ärenden; %(refused)s gick inte att svara i.") % {
            "told": told.told,
            "refused": told.refused,
        }
    return _("Besked skickat i %(count)s ärenden") % {"count": told.told}


def _solve(request: HttpRequest, number: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    services.solve_problem(
        number=number,
        solution=request.POST.get("solution", ""),
        root_cause=request.POST.get("root_cause", ""),
        actor=actor,
        at=at,
    )
    return _("Problemet är löst. Informera dem som väntar.")


def _close(_request: HttpRequest, number: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    services.close_problem(number=number, actor=actor, at=at)
    return _("Problemet är avslutat.")


def _reopen(request: HttpRequest, number: int, _reader: Reader, actor: Actor, at: datetime) -> str:
    services.reopen_problem(number=number, why=request.POST.get("text", ""), actor=actor, at=at)
    return _("Problemet utreds igen.")


ACTS: dict[str, Act] = {
    "andra": _change,
    "anteckna": _note,
    "lanka": _link,
    "ta-bort": _unlink,
    "kant-fel": _know,
    "informera": _inform,
    "los": _solve,
    "avsluta": _close,
    "oppna": _reopen,
}
