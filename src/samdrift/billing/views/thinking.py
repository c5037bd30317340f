"""What would happen if: other prices and volumes, and what everybody would pay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samdrift.billing import queries
from samdrift.billing.forms.thinking import WhatIfForm
from samdrift.billing.views.months import controller_or_404
from samdrift.billing.views.words import month_words, quantity, signed
from samdrift.billing.whatif import Effect, MemberEffect, OptionEffect, effect
from samdrift.catalogue import queries as catalogue
from samdrift.catalogue.queries import PriceTold
from samdrift.kernel.money import Money
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.reporting.formats import swedish_kronor

PLACE = "billing.months"


@require_GET
def what_if_page(request: HttpRequest) -> HttpResponse:
    """Show what a year costs everybody now, and at the prices and volumes that are typed."""
    controller_or_404(request)
    last = queries.last_invoiced_month()
    had = queries.year_had(last)
    prices = catalogue.prices_on(clock.now().date())
    options = {option_id: _words(prices[option_id]) for _, option_id in had if option_id in prices}
    paid, cards = queries.year_fixed(last), catalogue.option_cards()
    fixed = {option_id: cards[option_id].words for _, option_id in paid}
    form = WhatIfForm(request.GET or None, options=options, fixed=fixed)
    assumed = form.assumed() if form.is_valid() else {}
    told = effect(had, prices, assumed, paid)
    context = {
        "place": PLACE,
        "form": form,
        "last": month_words(last) if last else "",
        "options": [
            (
                _option(each),
                form[f"price-{each.price.option_id}"],
                form[f"percent-{each.price.option_id}"],
            )
            for each in told.options
        ],
        "fixed": [
            (
                fixed[each.option_id],
                swedish_kronor(each.before),
                swedish_kronor(each.after),
                None if each.option_id in options else form[f"percent-{each.option_id}"],
            )
            for each in told.fixed
        ],
        "members": _members(told),
    }
    return render(request, "billing/what_if.html", context, status=422 if form.errors else 200)


def _words(price: PriceTold) -> str:
    return catalogue.words(price.service_name, price.option_name)


def _option(each: OptionEffect) -> dict[str, object]:
    return {
        "words": _words(each.price),
        "price": swedish_kronor(each.price.amount),
        "quantity": quantity(each.months),
        "before": swedish_kronor(each.before),
        "after": swedish_kronor(each.after),
        "over": signed(each.over),
        "over_after": signed(each.over_after),
    }


def _members(told: Effect) -> list[dict[str, object]]:
    names = parties.names_by_code()
    rows = [_member(names.get(each.organisation, each.organisation), each) for each in told.members]
    return [*rows, _row("", told.before, told.after)] if rows else []


def _member(name: str, each: MemberEffect) -> dict[str, object]:
    return _row(name, each.before, each.after)


def _row(words: str, before: Money, after: Money) -> dict[str, object]:
    return {
        "words": words,
        "before": swedish_kronor(before),
        "after": swedish_kronor(after),
        "change": signed(after - before),
    }
