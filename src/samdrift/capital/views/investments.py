"""Investments of a year: what is granted, booked and foreseen; what is told, and moved on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.capital import following, queries, shown
from samdrift.capital.choices import Plan, Progress
from samdrift.capital.errors import CannotKeep
from samdrift.capital.following import Followed
from samdrift.capital.forms import CarryForm, WordForm
from samdrift.capital.services import investments as keeping
from samdrift.capital.views.doors import keeper_or_404, reader_or_404
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock

PLACE = "capital.investments"


@require_GET
def newest_page(request: HttpRequest) -> HttpResponse:
    """Lead to the newest year there are investments in."""
    reader_or_404(request)
    return redirect("capital:investments", max(queries.years(), default=clock.now().year))


@require_GET
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show the investments of a year, the own and the members', each with its foreseen."""
    reader_or_404(request)
    names = parties.names_by_code()
    context = {
        "place": PLACE,
        "year": year,
        "years": sorted(queries.years()),
        "plans": [
            shown.plan(plan, following.followed(year=year, plan=plan), names) for plan in Plan
        ],
    }
    return render(request, "capital/investments.html", context)


@require_http_methods(["GET", "POST"])
def investment_page(request: HttpRequest, investment_id: int) -> HttpResponse:
    """Show one investment and all that was told of it; what is sent tells how it goes now."""
    viewer = reader_or_404(request)
    told = _told_or_404(investment_id)
    form = WordForm(
        request.POST if request.method == "POST" else None, initial=shown.as_typed(told)
    )
    if request.method == "POST":
        keeper_or_404(request)
        if form.is_valid():
            keeping.tell(
                investment_id=investment_id,
                wanted=form.wanted(),
                by=request.user.get_username(),
                at=clock.now(),
            )
            messages.success(request, _("Läget är antecknat."))
            return redirect("capital:investment", investment_id)
    context = _context(told, form, CarryForm()) | {"may_keep": access.may_keep_capital(viewer)}
    return render(request, "capital/investment.html", context, status=422 if form.errors else 200)


@require_POST
def carry_on(request: HttpRequest, investment_id: int) -> HttpResponse:
    """Move what is left of an investment to the year after."""
    keeper_or_404(request)
    told = _told_or_404(investment_id)
    form = CarryForm(request.POST)
    if form.is_valid():
        try:
            new = keeping.carry_on(
                investment_id=investment_id,
                decision=form.cleaned_data["decision"],
                by=request.user.get_username(),
                at=clock.now(),
            )
        except CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Det som var kvar är fört till nästa år."))
            return redirect("capital:investment", new.pk)
    context = _context(told, WordForm(initial=shown.as_typed(told)), form) | {"may_keep": True}
    return render(request, "capital/investment.html", context, status=422)


def _context(told: Followed, form: WordForm, carrying: CarryForm) -> dict[str, object]:
    return {
        "place": PLACE,
        "told": told,
        "row": shown.followed(told, parties.names_by_code()),
        "words": [shown.word(each) for each in following.words(told)],
        "form": form,
        "carrying": carrying,
        "is_done": told.word is not None and told.word.progress == Progress.DONE,
    }


def _told_or_404(investment_id: int) -> Followed:
    found = following.investment(investment_id)
    if found is None:
        raise Http404
    return found
