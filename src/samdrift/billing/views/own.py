"""What a member thinks of: its budget, and having more or fewer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.billing import ahead, belonging
from samdrift.billing.ahead import Having
from samdrift.billing.forms.thinking import BudgetForm, ChangesForm
from samdrift.billing.services import coding
from samdrift.billing.views.paying import ask_about
from samdrift.billing.views.words import quantity, signed
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.money import Money
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.reporting.formats import swedish_kronor

PLACE = "billing.costs"
MONTHS_A_YEAR = 12


@require_GET
def think_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a member would pay with more or fewer of what it has; nothing is changed."""
    name = name_or_404(code)
    if not access.may_see_costs(viewer_of(request), code):
        raise Http404
    have = ahead.havings(code, on=clock.now().date())
    form = ChangesForm(
        request.GET or None, options={each.price.option_id: _words(each) for each in have}
    )
    changes = form.changes() if form.is_valid() else {}
    change = ahead.changed(have, changes)
    context = {
        "place": PLACE,
        "code": code,
        "name": name,
        "form": form,
        "rows": [_row(each, changes.get(each.price.option_id, 0), form) for each in have],
        "change": signed(change),
        "of_year": signed(Money(change.ore * MONTHS_A_YEAR)),
        "ask": ask_about(request, _told(have, changes)) if change else "",
    }
    return render(request, "billing/own_what_if.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def budget_page(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show what a member reckons with to pay in a year; what is sent changes it."""
    name = name_or_404(code)
    if not access.may_budget_costs(viewer_of(request), code) or not 1900 < year < 2200:
        raise Http404
    services = {each.id: each.name for each in catalogue.services(on=clock.now().date())}
    kept = ahead.budgeted(code, year)
    on_centres = belonging.budgeted(code, year)
    centres = sorted({*belonging.centres_of(code), *on_centres})
    initial = {f"of-{pk}": swedish_kronor(amount) for pk, amount in kept.items()} | {
        f"on-{centre}": swedish_kronor(amount) for centre, amount in on_centres.items()
    }
    data = request.POST if request.method == "POST" else None
    form = BudgetForm(data, initial=initial, services=services, centres=centres)
    if request.method == "POST" and form.is_valid():
        coding.budget(
            organisation=code, year=year, amounts=form.amounts(), on_centres=form.on_centres()
        )
        messages.success(request, _("Budgeten är sparad."))
        return redirect("billing:costs-of-year", code, year)
    context = {"place": PLACE, "code": code, "name": name, "year": year, "form": form}
    return render(request, "billing/budget.html", context, status=422 if form.errors else 200)


def name_or_404(code: str) -> str:
    """Return what an organisation that there is is called."""
    names = parties.names_by_code()
    if code not in names:
        raise Http404
    return names[code]


def _words(each: Having) -> str:
    return catalogue.words(each.price.service_name, each.price.option_name)


def _row(each: Having, more: int, form: ChangesForm) -> dict[str, object]:
    change = each.with_more(more)
    return {
        "words": _words(each),
        "quantity": quantity(each.months),
        "price": swedish_kronor(each.price.amount),
        "field": form[f"more-{each.price.option_id}"],
        "change": signed(change),
        "of_year": signed(Money(change.ore * MONTHS_A_YEAR)),
    }


def _told(have: tuple[Having, ...], changes: dict[int, int]) -> str:
    """Return what is asked for, in words: 40 fewer tablets."""
    asked = [
        f"{_words(each)} {changes[each.price.option_id]:+d}"
        for each in have
        if changes.get(each.price.option_id)
    ]
    return _("Beställning: %(what)s") % {"what": ", ".join(asked)}
