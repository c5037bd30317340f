"""What if: one place taken otherwise, or prices, volumes, shares and costs all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.billing import queries as billing
from samdrift.billing.forms.thinking import WhatIfForm
from samdrift.billing.views.words import signed
from samdrift.catalogue import queries as catalogue
from samdrift.costing import gathering, queries, shown
from samdrift.costing.errors import CannotCost
from samdrift.costing.forms import CostsForm, WeightsForm
from samdrift.costing.gathering import Gathered
from samdrift.costing.views.model import PLACE, keeper
from samdrift.costing.whatif import Moved, Sold, Thought, whole
from samdrift.kernel.allocation import Allocation, CannotAllocate, Method
from samdrift.kernel.money import total
from samdrift.kernel.spans import Month, Span
from samdrift.ledger import queries as ledger
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.reporting.formats import swedish_kronor


@require_GET
def whole_page(request: HttpRequest) -> HttpResponse:
    """Show what a year is for all now, and with what is typed of everything; nothing is kept."""
    keeper(request)
    year = max(ledger.years(), default=0)
    context: dict[str, object] = {"place": PLACE, "year": year, "problem": ""}
    status = 200
    try:
        gathered = gathering.gather(_last_span(year))
        told, status = _told(request, gathered)
        context |= told
    except (CannotCost, CannotAllocate) as refusal:
        context["problem"] = str(refusal)
    return render(request, "costing/whole.html", context, status=status)


def _told(request: HttpRequest, gathered: Gathered) -> tuple[dict[str, object], int]:
    sold = _sold()
    names = parties.names_by_code()
    typed = _typed(request, gathered, sold, names)
    found = whole(gathered, sold, typed.thought())
    told: dict[str, object] = {
        "forms": typed.forms,
        "is_wrong": typed.is_wrong,
        "options": [
            (words, swedish_kronor(sold.prices[pk].amount), typed.prices[f"price-{pk}"],
             typed.prices[f"percent-{pk}"])
            for pk, words in typed.options.items()
        ],
        "fixed": [(words, typed.prices[f"percent-{pk}"]) for pk, words in typed.fixed.items()],
        "shares": typed.shares,
        "costs": typed.costs,
        "chosen": typed.chosen,
        "tables": (
            ("services", [
                *(_moved(each.key or _("Utan tjänst i modellen, som anslag"), each)
                  for each in found.services),
                _moved("", _sum(found.services)),
            ]),
            ("members", [
                *(_moved(names.get(each.key, each.key), each) for each in found.members),
                _moved("", _sum(found.members)),
            ]),
        ),
    }  # fmt: skip
    return told, 422 if typed.is_wrong else 200


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is typed of everything, and of which place."""

    options: dict[int, str]
    fixed: dict[int, str]
    chosen: str
    prices: WhatIfForm
    shares: WeightsForm
    costs: CostsForm

    @property
    def forms(self) -> tuple[WhatIfForm, WeightsForm, CostsForm]:
        return self.prices, self.shares, self.costs

    @property
    def is_wrong(self) -> bool:
        return any(form.is_bound and not form.is_valid() for form in self.forms)

    def thought(self) -> Thought:
        """Return what is thought of; nothing where nothing is typed, or something is wrong."""
        if self.is_wrong or not self.costs.is_bound:
            return Thought()
        return Thought(
            options=self.prices.assumed(),
            place=self.chosen,
            weights=self.shares.weights() if self.shares.is_bound else {},
            percent=self.costs.cleaned_data["percent"] or 0,
        )


def _typed(
    request: HttpRequest, gathered: Gathered, sold: Sold, names: Mapping[str, str]
) -> _Typed:
    places = {node.key: node.name for node in gathered.nodes if node.name in gathered.model.drivers}
    key = request.GET.get("place", "")
    chosen = places.get(key, "")
    weights = gathered.model.drivers[chosen].weights if chosen else {}
    options = {
        option_id: catalogue.words(price.service_name, price.option_name)
        for option_id, price in sold.prices.items()
    }
    cards = catalogue.option_cards()
    fixed = {pk: cards[pk].words for _, pk in sold.fixed if pk not in options}
    are_shares = any(name.startswith(f"{key}-w-") for name in request.GET)
    return _Typed(
        options=options,
        fixed=fixed,
        chosen=chosen,
        prices=WhatIfForm(request.GET or None, options=options, fixed=fixed),
        shares=WeightsForm(
            request.GET if are_shares else None,
            prefix=key,
            weights={each: (shown.receiver(each, names), of) for each, of in weights.items()},
        ),
        costs=CostsForm(request.GET or None, places=places),
    )


def _sold() -> Sold:
    """Return what was paid for in the last twelve invoiced months, at the prices of today."""
    last = billing.last_invoiced_month()
    had = billing.year_had(last)
    prices = catalogue.prices_on(clock.now().date())
    options = {option_id for _, option_id in had}
    return Sold(
        had={key: months for key, months in had.items() if key[1] in prices},
        prices={pk: price for pk, price in prices.items() if pk in options},
        service_of=catalogue.service_ids(),
        fixed=billing.year_fixed(last),
    )


def _sum(found: tuple[Moved, ...]) -> Moved:
    return Moved(
        "",
        total(each.paid for each in found),
        total(each.paid_after for each in found),
        total(each.cost for each in found),
        total(each.cost_after for each in found),
    )


def _moved(words: str, each: Moved) -> dict[str, str]:
    return {
        "words": words,
        "paid": swedish_kronor(each.paid),
        "paid_after": swedish_kronor(each.paid_after),
        "cost": swedish_kronor(each.cost),
        "cost_after": swedish_kronor(each.cost_after),
        "over": signed(each.over),
        "over_after": signed(each.over_after),
    }


@require_GET
def what_if_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show what everybody carries now, and if a place were taken otherwise; nothing is kept."""
    keeper(request)
    node = queries.node(key)
    year = max(ledger.years(), default=0)
    if node is None or not year:
        raise Http404
    problem, form = "", None
    rows: list[dict[str, str]] = []
    try:
        gathered = gathering.gather(_last_span(year))
        if node.name in gathered.model.drivers:
            form, rows = _thought(request, gathered, node.name)
    except (CannotCost, CannotAllocate) as refusal:
        problem = str(refusal)
    context = {
        "place": PLACE,
        "node": node,
        "year": year,
        "form": form,
        "rows": rows,
        "problem": problem,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "costing/what_if.html", context, status=status)


def _thought(
    request: HttpRequest, gathered: Gathered, name: str
) -> tuple[WeightsForm, list[dict[str, str]]]:
    names = parties.names_by_code()
    weights = {
        receiver: (shown.receiver(receiver, names), weight)
        for receiver, weight in gathered.model.drivers[name].weights.items()
    }
    form = WeightsForm(request.GET or None, weights=weights)
    before = _carried(gathered.allocated(Method.RECIPROCAL))
    after = before
    if form.is_valid():
        changed = gathered.with_weights(name, form.weights())
        after = _carried(changed.allocated(Method.RECIPROCAL))
    return form, shown.before_and_after(before, after, names)


def _carried(told: Allocation) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for key, amount in told.carried.items():
        found[key] += amount.ore
    found[""] += sum(amount.ore for amount in told.unused.values())
    return found


def _last_span(year: int) -> Span:
    return Span(date(year, 1, 1), Month(year, 12).next.span.start)
