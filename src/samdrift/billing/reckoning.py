"""Days and prices as amounts: plain arithmetic, exact to the öre."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from samdrift.billing.ports import Had, LineKey, Piece
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.rounding import divide_half_away
from samdrift.kernel.spans import Span

A_KRONA = 100
"""How many öre a krona is."""

type Prices = Mapping[int, Sequence[tuple[Span, Money]]]
"""The prices of each option within a month, each with the days it holds."""

type Days = dict[Piece, int]
"""How many days of a month each piece is for."""


def days_of(
    source: str, had: Had, option_id: int, prices: Prices, month: Span
) -> Iterator[tuple[Piece, int]]:
    """Yield how many days of a month a thing was had at each price it had then."""
    had_then = had.span.within(month)
    for span, price in prices.get(option_id, ()):
        if span.overlaps(had_then):
            piece = Piece(source, had.identifier, option_id, price)
            yield piece, length(span.within(had_then)) * had.count


def length(span: Span) -> int:
    """Return how many days a span that ends has."""
    assert span.end is not None, "days are counted to an end"
    return (span.end - span.start).days


def line_amount(price: Money, days: int, month_days: int) -> Money:
    """Return what some days of things cost at a price a month, a half öre going away from zero."""
    return Money(divide_half_away(price.ore * days, month_days))


def lines_of(of_month: date, more: Mapping[Piece, int]) -> dict[LineKey, list[tuple[Piece, int]]]:
    """Put the pieces of a month on lines: by option and price, those for more and for less days."""
    lines: dict[LineKey, list[tuple[Piece, int]]] = defaultdict(list)
    for piece, days in more.items():
        if days:
            key = LineKey(of_month, piece.option_id, piece.price, is_less=days < 0)
            lines[key].append((piece, days))
    return {
        key: sorted(pieces, key=lambda each: (each[0].source, each[0].identifier))
        for key, pieces in lines.items()
    }


def shared(amount: Money, days: Sequence[int]) -> tuple[Money, ...]:
    """Share a line's amount between its things by their days, so that they add up to it."""
    return amount.split([abs(each) for each in days])


def difference(now: Mapping[Piece, int], charged: Mapping[Piece, int], *, waived: set[str]) -> Days:
    """Return the days of a month still to charge for, or to give back.

    What was credited by hand is not charged again: of those things days are only given back.
    """
    found: Days = {}
    for piece in sorted({*now, *charged}, key=lambda each: (each.source, each.identifier)):
        days = now.get(piece, 0) - charged.get(piece, 0)
        if days and not (days > 0 and f"{piece.source} {piece.identifier}" in waived):
            found[piece] = days
    return found


def rounding_of(amount: Money, *, exact: Money = ZERO, asked: Money = ZERO) -> Money:
    """Return what makes an amount whole kronor, half a krona going away from zero.

    What credits an invoice is rounded so that what is left to pay is what is left of it, rounded:
    when all of it is credited nothing is left. `exact` is what is left before, `asked` the same as
    it is to be paid.
    """
    after = Money(divide_half_away((exact + amount).ore, A_KRONA) * A_KRONA)
    return after - asked - amount


def vat_of(amounts: Iterable[tuple[int, Money]]) -> Money:
    """Return the tax on amounts at their rates, rounded once for each rate (EN 16931)."""
    by_rate: dict[int, list[Money]] = defaultdict(list)
    for percent, amount in amounts:
        by_rate[percent].append(amount)
    return total(
        Money(divide_half_away(total(parts).ore * percent, 100))
        for percent, parts in sorted(by_rate.items())
    )
