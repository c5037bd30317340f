"""Amounts that are decided on: what of them falls in a month, and what conversions came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samdrift.billing.models import Conversion, FixedAmount
from samdrift.billing.ports import FIXED, Effect, Piece
from samdrift.billing.reckoning import length
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month


@dataclass(frozen=True, slots=True)
class FixedTold:
    """A fixed amount: whose, of what, over which months, and what of it is still to come."""

    id: int
    organisation: str
    option_id: int
    words: str
    first: Month
    months: int
    amount: Money
    decision: str
    stopped_from: date | None


@dataclass(frozen=True, slots=True)
class ConversionTold:
    """A conversion, and what it is for each organisation in a year."""

    grant: str
    service: str
    since: date
    decision: str
    effects: tuple[Effect, ...]


def of_month(organisation: str, month: Month) -> Counter[Piece]:
    """Return what of an organisation's fixed amounts falls in a month, below zero given back."""
    pieces: Counter[Piece] = Counter()
    for each in FixedAmount.objects.filter(organisation_id=organisation).order_by("id"):
        part = part_of(each, month)
        if part:
            name = f"{each.pk} {each.decision}"
            piece = Piece(FIXED, name, each.option_id, Money(abs(part.ore)))
            pieces[piece] = length(month.span) * (1 if part.ore > 0 else -1)
    return pieces


def part_of(each: FixedAmount, month: Month) -> Money:
    """Return what of a fixed amount falls in a month; all its months are the whole."""
    return dict(parts_of(each)).get(month, Money(0))


def parts_of(each: FixedAmount) -> Iterator[tuple[Month, Money]]:
    """Yield each month that a fixed amount is charged in, with its part."""
    month = Month(each.starts.year, each.starts.month)
    for part in Money(each.amount_ore).split([1] * each.months):
        if each.stopped_from is None or month.span.start < each.stopped_from:
            yield month, part
        month = month.next


def listed() -> tuple[FixedTold, ...]:
    """Return every fixed amount, the latest first."""
    cards = catalogue.option_cards()
    rows = FixedAmount.objects.order_by("-starts", "option", "organisation__position", "id")
    return tuple(
        FixedTold(
            id=each.pk,
            organisation=str(each.organisation_id),
            option_id=each.option_id,
            words=cards[each.option_id].words,
            first=Month(each.starts.year, each.starts.month),
            months=each.months,
            amount=Money(each.amount_ore),
            decision=each.decision,
            stopped_from=each.stopped_from,
        )
        for each in rows
    )


def conversions() -> tuple[ConversionTold, ...]:
    """Return every conversion, the latest first."""
    cards = catalogue.option_cards()
    rows = Conversion.objects.select_related("service").prefetch_related("effects")
    return tuple(
        ConversionTold(
            grant=cards[each.grant_id].words,
            service=each.service.name,
            since=each.since,
            decision=each.decision,
            effects=tuple(
                Effect(
                    str(told.organisation_id),
                    Money(told.grant_ore),
                    Money(told.lowered_ore),
                    Money(told.service_ore),
                )
                for told in each.effects.order_by("organisation__position")
            ),
        )
        for each in rows
    )
