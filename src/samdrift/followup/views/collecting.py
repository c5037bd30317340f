"""Forecasts collected: who answers for what, when it is asked for, and who has told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.followup import queries, services, tables
from samdrift.followup.choices import Tertial
from samdrift.followup.errors import CannotFollowUp
from samdrift.followup.forms import AnswerForm, RoundForm
from samdrift.followup.ports import RoundTold
from samdrift.plumbing import clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.ports import Ask, FigureAddress, Table
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking
from samdrift.reporting.views.links import figure_path
from samdrift.reporting.views.tables import year_choices


@dataclass(frozen=True, slots=True)
class Told:
    """What a cost centre has told at a tertial, or how often it was reminded."""

    words: str
    href: str
    is_late: bool
    reminded: int
    is_asked: bool


@dataclass(frozen=True, slots=True)
class CentreTold:
    """A cost centre, who answers for it, and what it has told at each tertial."""

    number: str
    name: str
    who: str
    told: tuple[Told, ...]


@require_http_methods(["GET", "POST"])
def collect_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show who has told what; what is sent says who answers, or asks for forecasts."""
    if request.method == "GET":
        with snapshot():
            asking.year_or_404(year)
            return _page(request, year, AnswerForm(year), RoundForm())
    if not viewer_of(request).may_approve:
        raise Http404
    asking.year_or_404(year)
    answer, asked = AnswerForm(year), RoundForm()
    form: AnswerForm | RoundForm
    if request.POST.get("act") == "ask":
        form = asked = RoundForm(request.POST)
    else:
        form = answer = AnswerForm(year, request.POST)
    if form.is_valid() and _kept(request, year, form):
        return redirect("followup:collect", year)
    return _page(request, year, answer, asked)


def _page(request: HttpRequest, year: int, answer: AnswerForm, asked: RoundForm) -> HttpResponse:
    with snapshot():
        rounds = queries.rounds(year)
        context = {
            "place": "followup.year",
            "year": year,
            "years": year_choices(year, "followup:collect"),
            "rounds": rounds,
            "tertials": [tertial.label for tertial in Tertial],
            "rows": _rows(year, rounds),
            "answer": answer,
            "asked": asked,
            "wrong": next((form for form in (answer, asked) if form.errors), None),
            "may_write": viewer_of(request).may_approve,
        }
        status = 422 if context["wrong"] else 200
        return render(request, "followup/collect.html", context, status=status)


def _kept(request: HttpRequest, year: int, form: AnswerForm | RoundForm) -> bool:
    told = form.cleaned_data
    try:
        if isinstance(form, RoundForm):
            services.ask_for(
                year=year,
                tertial=told["tertial"],
                due_on=told["due_on"],
                by=request.user.get_username(),
                at=clock.now(),
            )
            messages.success(
                request, _("Prognoserna är begärda, och påminns om tills de är lämnade.")
            )
        else:
            services.answer_for(year=year, cost_centre=told["cost_centre"], email=told["email"])
            messages.success(request, _("Ansvaret är antecknat."))
    except CannotFollowUp as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


def _rows(year: int, rounds: tuple[RoundTold, ...]) -> list[CentreTold]:
    table = tables.forecasts(Ask(year))
    names = {each.cost_centre: each.name for each in queries.answering()}
    asked = {each.tertial: each for each in rounds}
    reminded = {each.tertial: queries.reminders(each.id) for each in rounds}
    return [
        CentreTold(
            number,
            name,
            names.get(number, ""),
            tuple(
                _told(table, number, at, asked.get(at), reminded.get(at, {}))
                for at in Tertial.values
            ),
        )
        for number, name in queries.cost_centres(year)
    ]


def _told(
    table: Table,
    number: str,
    at: int,
    asked: RoundTold | None,
    reminded: Mapping[str, tuple[int, datetime]],
) -> Told:
    figure = table.figure(number, f"tertial-{at}")
    has_told = figure.value is not None
    address = FigureAddress(table.id, table.ask, number, f"tertial-{at}")
    return Told(
        swedish_figure_with_unit(figure, Scale.TKR) if has_told else "",
        figure_path(address) if has_told else "",
        is_late=asked is not None and not has_told and asked.due_on < clock.now().date(),
        reminded=reminded.get(number, (0, None))[0],
        is_asked=asked is not None,
    )
