"""How a printed figure is held against what it should be: equal, rounded, turned or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from samdrift.annualreport.contradictions.ports import SCALES, Contradiction, Kind, Printed

_SIGNS = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ",", "-": "\N{MINUS SIGN}"})


def compared(
    printed: Printed, terms: Sequence[tuple[int, Printed]], kind: Kind, because: str
) -> Contradiction | None:
    """Return how a figure disagrees with the sum of signed terms, None where it does not.

    Figures printed in kronor and in thousands are held against each other in thousands. What
    rounding of each can explain is told as rounding, what only the sign can as a sign.
    """
    should_be = sum((sign * term.amount for sign, term in terms), Decimal(0))
    steps = [printed.step, *(term.step for _, term in terms)]
    coarsest = max(steps)
    if _to(printed.amount, coarsest) == _to(should_be, coarsest):
        return None
    gap = abs(printed.amount - should_be)
    if printed.amount == -should_be:
        kind = Kind.SIGN
    elif gap * 2 <= sum(steps):
        kind = Kind.ROUNDING
    elif printed.is_in_text:
        kind = Kind.TEXT
    return Contradiction(kind, printed, told(should_be, printed), because, tuple(terms))


def told(amount: Decimal, like: Printed) -> str:
    """Return an amount as it would be printed in the place of a figure."""
    value = amount / SCALES.get(like.unit, 1)
    rounded = _to(value, like.step / SCALES.get(like.unit, 1))
    return f"{swedish(rounded)} {like.unit}".strip()


def swedish(number: Decimal) -> str:
    """Return a number as a Swede prints it: `−2 488`, `9,1`."""
    return f"{number:,f}".translate(_SIGNS)


def _to(amount: Decimal, step: Decimal) -> Decimal:
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
