"""A year with other prices, volumes, shares and costs at once: what all pay, and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from samdrift.billing.whatif import NOTHING_FIXED, Assumed, Effect, Had, Paid, effect
from samdrift.catalogue.queries import PriceTold
from samdrift.costing.choices import DriverKind
from samdrift.costing.gathering import WHO, Gathered
from samdrift.kernel.allocation import Allocation, Method
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.rounding import divide_half_away

OUTSIDE = ""
"""As what is told of that is paid or carried without a service of the model, as a grant."""


@dataclass(frozen=True, slots=True)
class Thought:
    """What is thought of: prices and volumes by option, one place taken otherwise, dearer costs."""

    options: Mapping[int, Assumed] = field(default_factory=dict)
    place: str = ""
    weights: Mapping[str, int] = field(default_factory=dict)
    percent: int = 0
    """So many percent dearer, or cheaper below zero, all that is booked is thought to be."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What is paid for something or by somebody, and what it costs in full, before and after."""

    key: str
    paid: Money
    paid_after: Money
    cost: Money
    cost_after: Money

    @property
    def over(self) -> Money:
        """What is paid beyond the cost; below zero where it falls short."""
        return self.paid - self.cost

    @property
    def over_after(self) -> Money:
        """The same after."""
        return self.paid_after - self.cost_after


@dataclass(frozen=True, slots=True)
class Whole:
    """What would change for every service and every municipality."""

    services: tuple[Moved, ...]
    members: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Sold:
    """What was paid for in a year: months by organisation and option, prices, whose options."""

    had: Had
    prices: Mapping[int, PriceTold]
    service_of: Mapping[int, int]
    """The id of each option's service."""
    fixed: Paid = NOTHING_FIXED


def whole(gathered: Gathered, sold: Sold, thought: Thought) -> Whole:
    """Return what a year is for everybody, before and after.

    Where a service is handed on by its volume, those who are thought to have more of it carry more
    of its cost. Raises CannotAllocate where a cost would then never arrive.
    """
    paid = effect(sold.had, sold.prices, thought.options, sold.fixed)
    before = gathered.allocated(Method.RECIPROCAL)
    after = _changed(gathered, sold, thought).allocated(Method.RECIPROCAL)
    brings = [
        *(
            (sold.service_of[each.price.option_id], each.before, each.after)
            for each in paid.options
        ),
        *((sold.service_of[each.option_id], each.before, each.after) for each in paid.fixed),
    ]
    services = tuple(
        Moved(
            key=node.name,
            paid=total(now for service_id, now, _ in brings if service_id == node.service_id),
            paid_after=total(
                then for service_id, _, then in brings if service_id == node.service_id
            ),
            cost=_cost(before, node.name),
            cost_after=_cost(after, node.name),
        )
        for node in gathered.nodes
        if node.service_id is not None
    )
    outside = _outside(services, paid, before, after)
    if outside != Moved(OUTSIDE, ZERO, ZERO, ZERO, ZERO):
        services = (*services, outside)
    pays = {each.organisation: (each.before, each.after) for each in paid.members}
    codes = dict.fromkeys((*pays, *_carriers(before), *_carriers(after)))
    members = tuple(
        Moved(
            code,
            *pays.get(code, (ZERO, ZERO)),
            before.carried.get(f"{WHO}{code}", ZERO),
            after.carried.get(f"{WHO}{code}", ZERO),
        )
        for code in codes
    )
    return Whole(services, members)


def _outside(
    services: tuple[Moved, ...], paid: Effect, before: Allocation, after: Allocation
) -> Moved:
    """Return what is paid and carried apart from the services of the model, so that all adds up."""
    return Moved(
        OUTSIDE,
        paid.before - total(each.paid for each in services),
        paid.after - total(each.paid_after for each in services),
        _carried(before) - total(each.cost for each in services),
        _carried(after) - total(each.cost_after for each in services),
    )


def _carried(told: Allocation) -> Money:
    """Return what all organisations carry."""
    return total(amount for key, amount in told.carried.items() if key.startswith(WHO))


def _cost(told: Allocation, name: str) -> Money:
    """Return what organisations are handed of a service."""
    return total(edge.amount for edge in told.out_of(name) if (edge.receiver or "").startswith(WHO))


def _carriers(told: Allocation) -> list[str]:
    return [key.removeprefix(WHO) for key in told.carried if key.startswith(WHO)]


def _changed(gathered: Gathered, sold: Sold, thought: Thought) -> Gathered:
    costs = {
        name: Money(divide_half_away(cost.ore * (100 + thought.percent), 100))
        for name, cost in gathered.model.costs.items()
    }
    found = replace(gathered, model=replace(gathered.model, costs=costs))
    for node in gathered.nodes:
        is_by_volume = node.is_measured and node.driver == DriverKind.VOLUME
        if is_by_volume and node.service_id is not None and node.name in found.model.drivers:
            weights = found.model.drivers[node.name].weights
            found = found.with_weights(node.name, _more(weights, node.service_id, sold, thought))
    if thought.place in found.model.drivers and thought.weights:
        found = found.with_weights(thought.place, thought.weights)
    return found


def _more(
    weights: Mapping[str, int], service_id: int, sold: Sold, thought: Thought
) -> dict[str, int]:
    """Return how much each takes of a service when volumes are other; the rest as it is."""
    before: dict[str, Fraction] = defaultdict(Fraction)
    after: dict[str, Fraction] = defaultdict(Fraction)
    for (code, option_id), months in sold.had.items():
        if sold.service_of.get(option_id) == service_id:
            percent = thought.options.get(option_id, Assumed()).percent
            before[f"{WHO}{code}"] += months
            after[f"{WHO}{code}"] += months * (100 + percent) / 100
    return {
        key: round(weight * after[key] / before[key]) if before.get(key) else weight
        for key, weight in weights.items()
    }
