"""What a member pays by unit and cost centre, and where what it has belongs."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.billing import belonging, charged, costs
from samdrift.billing.belonging import CentreCost, PlaceCost
from samdrift.billing.forms.thinking import PlacesForm
from samdrift.billing.services import coding
from samdrift.billing.views.own import PLACE, name_or_404
from samdrift.billing.views.words import signed
from samdrift.catalogue import queries as catalogue
from samdrift.directory import queries as directory
from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money, total
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.reporting.addresses import WebLinks
from samdrift.reporting.formats import swedish_kronor


@require_GET
def units_page(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Show what a member pays in a year by cost centre and unit; of one service if it is named."""
    name = name_or_404(code)
    if not access.may_see_costs(viewer_of(request), code) or not 1900 < year < 2200:
        raise Http404
    services = catalogue.services(on=clock.now().date())
    chosen = next((each for each in services if each.key == request.GET.get("tjanst", "")), None)
    of_chosen = tuple(option.id for option in chosen.options) if chosen else ()
    found = belonging.by_centre(organisation=code, year=year, option_ids=of_chosen)
    whole = [each.whole for each in found if each.whole is not None]
    context = {
        "place": PLACE,
        "code": code,
        "name": name,
        "year": year,
        "earlier": year - 1,
        "years": costs.years(organisation=code),
        "services": services,
        "chosen": chosen,
        "rows": [_centre(each) for each in found],
        "sum": _amounts(
            total(each.amount for each in found),
            total(each.amount_then for each in found),
            total(whole) if whole else None,
        ),
        "compared": any(each.origin_then.record_count for each in found),
        "has_forecast": bool(whole),
        "has_budget": any(each.budget is not None for each in found),
        "may_place": access.may_budget_costs(viewer_of(request), code),
    }
    return render(request, "billing/units.html", context)


@require_http_methods(["GET", "POST"])
def places_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show on which cost centres a member's units are; what is sent changes it."""
    name = name_or_404(code)
    if not access.may_budget_costs(viewer_of(request), code):
        raise Http404
    units = directory.cost_centres(code)
    belongs = charged.belongings(code)
    options = {pk: card.words for pk, card in catalogue.option_cards().items()}
    initial = {f"unit-{pk}": centre for pk, _name, centre in units}
    for option_id, place in belongs.items():
        initial |= {f"name-{option_id}": place.unit, f"centre-{option_id}": place.cost_centre}
    form = PlacesForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        units={pk: unit for pk, unit, _number in units},
        options=options,
    )
    if request.method == "POST" and form.is_valid():
        coding.place(organisation=code, centres=form.centres(), belongings=form.places())
        messages.success(request, _("Sparat. Det gäller månader som räknas från och med nu."))
        return redirect("billing:costs", code)
    context = {
        "place": PLACE,
        "code": code,
        "name": name,
        "form": form,
        "units": [form[f"unit-{pk}"] for pk, _name, _number in units],
        "options": [(form[f"name-{pk}"], form[f"centre-{pk}"]) for pk in options],
    }
    return render(request, "billing/places.html", context, status=422 if form.errors else 200)


def _centre(each: CentreCost) -> dict[str, object]:
    return {
        "number": each.cost_centre,
        "units": [_unit(unit) for unit in each.units],
        "budget": "" if each.budget is None else swedish_kronor(each.budget),
        "beyond": _beyond(each),
        "is_one": len(each.units) == 1,
        **_opened(each.origin, each.origin_then),
        **_amounts(each.amount, each.amount_then, each.whole),
    }


def _unit(each: PlaceCost) -> dict[str, object]:
    return {
        "unit": each.place.unit,
        **_opened(each.origin, each.origin_then),
        **_amounts(each.amount, each.amount_then, each.whole),
    }


def _beyond(each: CentreCost) -> str:
    """Return what the year comes to beyond the budget, as far as it is told."""
    if each.budget is None:
        return ""
    return signed((each.amount if each.whole is None else each.whole) - each.budget)


def _opened(now: Origin, then: Origin) -> dict[str, object]:
    return {
        "things": WebLinks().origin(now) if now.record_count else "",
        "things_then": WebLinks().origin(then) if then.record_count else "",
    }


def _amounts(now: Money, then: Money, whole: Money | None) -> dict[str, object]:
    return {
        "amount": swedish_kronor(now),
        "amount_then": swedish_kronor(then),
        "change": signed(now - then),
        "whole": "" if whole is None else swedish_kronor(whole),
    }
