"""What a member will pay: the rest of a year, and if it had more or fewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from samdrift.billing import fixed, queries
from samdrift.billing.models import FixedAmount, MemberBudget
from samdrift.catalogue import queries as catalogue
from samdrift.catalogue.queries import PriceTold
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.rounding import divide_half_away
from samdrift.kernel.spans import Month, Span, months_of


@dataclass(frozen=True, slots=True)
class Having:
    """What a member has of an option now, and what a month of one costs."""

    price: PriceTold
    months: Fraction

    def with_more(self, more: int) -> Money:
        """Return what so many more, or fewer, change in a month: no fewer than there are."""
        return Money(self.price.amount.ore * max(more, -int(self.months)))


def havings(organisation: str, *, on: date) -> tuple[Having, ...]:
    """Return what a member paid for of each option in the last month, at the prices of a day."""
    last = queries.last_invoiced_month()
    if last is None:
        return ()
    had = queries.months_had(since=last, before=Month(last.year, last.month).next.span.start)
    prices = catalogue.prices_on(on)
    return tuple(
        Having(prices[option_id], months)
        for (code, option_id), months in had.items()
        if code == organisation and option_id in prices and months > 0
    )


def rest_of(organisation: str, year: int) -> dict[str, Money]:
    """Return what a member pays in the months of a year still to come, by the key of the service.

    It goes on having what it had in the last month, at the prices decided on; what is fixed is
    as it is decided. Nothing is told of a year without an invoiced month.
    """
    _last, amounts = to_come(organisation, year)
    keys = catalogue.service_keys()
    found: dict[str, Money] = defaultdict(lambda: ZERO)
    for option_id, amount in amounts.items():
        found[keys[option_id]] += amount
    return dict(found)


def to_come(organisation: str, year: int) -> tuple[Month | None, dict[int, Money]]:
    """Return a year's last invoiced month, and what comes after it in the year, by option."""
    last = queries.last_invoiced_month()
    if last is None or last.year != year:
        return None, {}
    month = Month(last.year, last.month)
    had = {
        option_id: months
        for (code, option_id), months in queries.months_had(
            since=last, before=month.next.span.start
        ).items()
        if code == organisation
    }
    prices = catalogue.prices_during(Span.year(year))
    amounts = list(FixedAmount.objects.filter(organisation_id=organisation))
    found: dict[int, Money] = defaultdict(lambda: ZERO)
    for later in months_of(year)[month.number :]:
        for option_id, months in had.items():
            price = _on(prices.get(option_id, ()), later.span.start)
            found[option_id] += _paid(price, months)
        for each in amounts:
            found[each.option_id] += fixed.part_of(each, later)
    return month, dict(found)


def _on(prices: list[tuple[Span, Money]] | tuple[()], day: date) -> Money:
    return next((amount for span, amount in prices if day in span), ZERO)


def _paid(price: Money, months: Fraction) -> Money:
    paid = price.ore * months
    return Money(divide_half_away(paid.numerator, paid.denominator))


def budgeted(organisation: str, year: int) -> dict[int, Money]:
    """Return what a member has budgeted for a year, by service."""
    rows = MemberBudget.objects.filter(organisation_id=organisation, year=year)
    return {id_: Money(ore) for id_, ore in rows.values_list("service_id", "amount_ore")}


def changed(have: tuple[Having, ...], changes: Mapping[int, int]) -> Money:
    """Return what changes of several options come to in a month."""
    return total(each.with_more(changes.get(each.price.option_id, 0)) for each in have)
