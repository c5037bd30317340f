"""What law and agreements say in numbers on a day, and what interest that makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from samdrift.billing.choices import RuleKind
from samdrift.billing.models import Rule
from samdrift.kernel.money import Money
from samdrift.kernel.rounding import divide_half_away

DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class RuleTold:
    """A rule: what it says from a day, and where it is written."""

    kind: RuleKind
    value: Decimal
    holds_from: date
    source: str
    kept_by: str


def rules() -> dict[RuleKind, tuple[RuleTold, ...]]:
    """Return every rule that was written, by kind, the latest first."""
    found: dict[RuleKind, list[RuleTold]] = {kind: [] for kind in RuleKind}
    for each in Rule.objects.order_by("-holds_from", "-id"):
        kind = RuleKind(each.kind)
        told = RuleTold(kind, each.value, each.holds_from, each.source, each.kept_by)
        found[kind].append(told)
    return {kind: tuple(told) for kind, told in found.items()}


def on(kind: RuleKind, day: date) -> Decimal | None:
    """Return what a rule says on a day; None where nothing is written for it."""
    found = Rule.objects.filter(kind=kind, holds_from__lte=day).order_by("holds_from", "id")
    return found.values_list("value", flat=True).last()


def days(kind: RuleKind, day: date) -> timedelta:
    """Return how many days a rule says on a day; what is always written is always there."""
    value = on(kind, day)
    assert value is not None, f"{kind} is there from the start"
    return timedelta(days=int(value))


def vat_on(day: date) -> dict[int, int]:
    """Return how many percent each rate of value added tax is on a day, by what it is called."""
    kinds = {25: RuleKind.VAT_FULL, 12: RuleKind.VAT_TWELVE, 6: RuleKind.VAT_SIX}
    return {0: 0} | {rate: int(on(kind, day) or rate) for rate, kind in kinds.items()}


def interest(amount: Money, *, since: date, on: date) -> Money | None:
    """Return the interest on what is paid late, from a day and until another.

    By the days of each rate, a year being 365: the reference rate with the addition (räntelagen
    6 §). None where the reference rate is not known for all the days.
    """
    rates = _rates(since, on)
    if rates is None:
        return None
    exact = sum(
        (amount.ore * percent * number / (100 * DAYS_A_YEAR) for percent, number in rates),
        Fraction(0),
    )
    return Money(divide_half_away(exact.numerator, exact.denominator))


def _rates(since: date, until: date) -> list[tuple[Fraction, int]] | None:
    """Return each rate between two days and how many days it holds; None where one is unknown."""
    kinds = (RuleKind.REFERENCE_RATE, RuleKind.PENALTY)
    rows = list(
        Rule.objects.filter(kind__in=kinds, holds_from__lt=until)
        .order_by("holds_from", "id")
        .values_list("kind", "holds_from", "value")
    )
    found = []
    for start, end in _stretches(since, until, (day for _, day, _ in rows)):
        held = {kind: value for kind, day, value in rows if day <= start}
        if len(held) < len(kinds):
            return None
        found.append((Fraction(sum(held.values())), (end - start).days))
    return found


def _stretches(since: date, until: date, days: Iterable[date]) -> list[tuple[date, date]]:
    turns = sorted({since, until, *(day for day in days if since < day < until)})
    return list(pairwise(turns))
