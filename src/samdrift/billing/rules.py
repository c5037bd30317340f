"""What law and agreements say in numbers on a day, and what interest that makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from samdrift.billing.choices import RuleKind
from samdrift.billing.models import Rule
from samdrift.kernel.money import Money, total
from samdrift.kernel.rounding import divide_half_away

DAYS_A_YEAR = 365
_OF_INTEREST = (RuleKind.REFERENCE_RATE, RuleKind.PENALTY)


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


def are_rounded(day: date) -> bool:
    """Whether invoices of a day are paid in whole kronor."""
    return bool(on(RuleKind.ROUNDING, day))


def vat_on(day: date) -> dict[int, int]:
    """Return how many percent each rate of value added tax is on a day, by what it is called."""
    kinds = {25: RuleKind.VAT_FULL, 12: RuleKind.VAT_TWELVE, 6: RuleKind.VAT_SIX}
    return {0: 0} | {rate: int(on(kind, day) or rate) for rate, kind in kinds.items()}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that an amount was owed at a rate, and the interest on it: a year is 365 days."""

    since: date
    """The day before the first."""
    until: date
    amount: Money
    percent: Decimal

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days

    @property
    def interest(self) -> Money:
        """What they come to, rounded once."""
        exact = self.amount.ore * Fraction(self.percent) * self.days / (100 * DAYS_A_YEAR)
        return Money(divide_half_away(exact.numerator, exact.denominator))


class Rates:
    """The reference rate with the addition (räntelagen 6 §), by day; read once."""

    def __init__(self) -> None:
        rows = Rule.objects.filter(kind__in=_OF_INTEREST).order_by("holds_from", "id")
        self._rows = tuple(rows.values_list("kind", "holds_from", "value"))

    def stretches(self, amount: Money, *, since: date, until: date) -> tuple[Stretch, ...] | None:
        """Return the days an amount was owed, at each rate; None where some rate is not known."""
        turns = sorted({since, until, *(day for _, day, _ in self._rows if since < day < until)})
        found = []
        for start, end in pairwise(turns):
            held = {kind: value for kind, day, value in self._rows if day <= start}
            if len(held) < len(_OF_INTEREST):
                return None
            found.append(Stretch(start, end, amount, sum(held.values(), Decimal(0))))
        return tuple(found)


def interest(amount: Money, *, since: date, on: date) -> Money | None:
    """Return the interest on what is paid late, from a day and until another.

    None where the reference rate is not known for all the days.
    """
    found = Rates().stretches(amount, since=since, until=on)
    return None if found is None else total(each.interest for each in found)
