"""What everybody would pay in a year at other prices and volumes, and what each would bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from samdrift.catalogue.queries import PriceTold
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.rounding import divide_half_away

type Had = Mapping[tuple[str, int], Fraction]
"""How many months of one each organisation had of each option in a year."""
type Paid = Mapping[tuple[str, int], Money]
"""What each organisation pays for each option in a year."""
NOTHING_FIXED: Paid = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is thought of an option: another price, and so many percent more or fewer."""

    price: Money | None = None
    percent: int = 0


@dataclass(frozen=True, slots=True)
class OptionEffect:
    """An option before and after: its price, what it brings in the year, and what it costs."""

    price: PriceTold
    price_after: Money
    months: Fraction
    months_after: Fraction
    before: Money
    after: Money

    @property
    def over(self) -> Money:
        """What it brings beyond the self-cost of its price; below zero where it brings less."""
        return self.before - self.price.self_cost.amount

    @property
    def over_after(self) -> Money:
        """The same after: the self-cost is that of the price list, whatever the volume."""
        return self.after - self.price.self_cost.amount


@dataclass(frozen=True, slots=True)
class FixedEffect:
    """Grants and other fixed amounts of an option, before and after."""

    option_id: int
    before: Money
    after: Money


@dataclass(frozen=True, slots=True)
class MemberEffect:
    """What an organisation pays in the year before and after."""

    organisation: str
    before: Money
    after: Money


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change for everybody; what is counted and what is fixed come to what all pay."""

    options: tuple[OptionEffect, ...]
    fixed: tuple[FixedEffect, ...]
    members: tuple[MemberEffect, ...]

    @property
    def before(self) -> Money:
        """What all pay before."""
        return total(each.before for each in self.members)

    @property
    def after(self) -> Money:
        """What all pay after."""
        return total(each.after for each in self.members)


def effect(
    had: Had,
    prices: Mapping[int, PriceTold],
    assumed: Mapping[int, Assumed],
    fixed: Paid = NOTHING_FIXED,
) -> Effect:
    """Return what a year would cost everybody, by the volumes of a year and the prices of a day.

    Fixed amounts are as they were, or so many percent more or less where they are no part of what
    is counted.
    """
    months: dict[int, Fraction] = defaultdict(Fraction)
    before: dict[tuple[str, int], Money] = {}
    after: dict[tuple[str, int], Money] = {}
    for (organisation, option_id), of_one in had.items():
        if option_id not in prices:
            continue
        thought = assumed.get(option_id, Assumed())
        price = prices[option_id].amount
        months[option_id] += of_one
        before[organisation, option_id] = _paid(price, of_one)
        after[organisation, option_id] = _paid(_price(thought, price), _more(of_one, thought))
    options = tuple(
        OptionEffect(
            price=prices[option_id],
            price_after=_price(assumed.get(option_id, Assumed()), prices[option_id].amount),
            months=of_all,
            months_after=_more(of_all, assumed.get(option_id, Assumed())),
            before=_of_option(before, option_id),
            after=_of_option(after, option_id),
        )
        for option_id, of_all in months.items()
    )
    apart = {key: thought for key, thought in assumed.items() if key not in months}
    fixed_after = {
        key: _paid(amount, _more(Fraction(1), apart.get(key[1], Assumed())))
        for key, amount in fixed.items()
    }
    return Effect(
        options,
        tuple(
            FixedEffect(option_id, _of_option(fixed, option_id), _of_option(fixed_after, option_id))
            for option_id in dict.fromkeys(option_id for _, option_id in fixed)
        ),
        _members((before, fixed), (after, fixed_after)),
    )


def _members(before: tuple[Paid, ...], after: tuple[Paid, ...]) -> tuple[MemberEffect, ...]:
    """Return what each pays of what is counted and of what is fixed."""
    organisations = dict.fromkeys(organisation for paid in before for organisation, _ in paid)
    return tuple(
        MemberEffect(
            code,
            total(_of_member(paid, code) for paid in before),
            total(_of_member(paid, code) for paid in after),
        )
        for code in organisations
    )


def _price(thought: Assumed, price: Money) -> Money:
    return price if thought.price is None else thought.price


def _more(months: Fraction, thought: Assumed) -> Fraction:
    return months * (100 + thought.percent) / 100


def _paid(price: Money, months: Fraction) -> Money:
    paid = price.ore * months
    return Money(divide_half_away(paid.numerator, paid.denominator)) if paid else ZERO


def _of_option(amounts: Paid, option_id: int) -> Money:
    return total(amount for (_, each), amount in amounts.items() if each == option_id)


def _of_member(amounts: Paid, code: str) -> Money:
    return total(amount for (each, _), amount in amounts.items() if each == code)
