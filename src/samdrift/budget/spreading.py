"""A year's amount divided on its months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samdrift.budget.choices import WEIGHTS, MonthKey
from samdrift.kernel.money import Money
from samdrift.kernel.rounding import divide_half_away

ORE = 100
MONTHS = range(1, 13)


def spread(amount: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Divide a year's amount on its months by weight, in whole kronor where it is whole kronor."""
    if amount.ore % ORE:
        return amount.split(weights)
    kronor = Money(amount.ore // ORE).split(weights)
    return tuple(Money(part.ore * ORE) for part in kronor)


def weights(key: MonthKey, before: Mapping[int, int] | None = None) -> tuple[int, ...]:
    """Return how heavy each month is; without a year before to go by, all alike.

    A month that went against the rest of its year weighs nothing.
    """
    if key is not MonthKey.AS_BEFORE:
        return WEIGHTS[key]
    told = before or {}
    sign = -1 if sum(told.values()) < 0 else 1
    found = tuple(max(0, sign * told.get(month, 0)) for month in MONTHS)
    return found if any(found) else WEIGHTS[MonthKey.EVEN]


def changed(ore: int, permille: int) -> Money:
    """Return a year's amount so many thousandths higher, in whole kronor."""
    return Money(divide_half_away(ore * (1000 + permille), 1000 * ORE) * ORE)
