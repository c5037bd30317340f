"""How many of each option an organisation has by what it ordered and ended, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from samdrift.agreements.models import VolumeOrder
from samdrift.billing.ports import ChargeSource, Had
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.spans import Span


@dataclass(frozen=True, slots=True)
class Change:
    """So many more from a day, or fewer below zero, by an order."""

    order_id: int
    since: date
    count: int


@dataclass(frozen=True, slots=True)
class Held:
    """So many that an order brought, from when to when."""

    order_id: int
    span: Span
    count: int


@dataclass(slots=True)
class _Open:
    order_id: int
    start: date
    count: int


def held(changes: Iterable[Change]) -> Iterator[Held]:
    """Yield what orders brought: what is ended is taken of the oldest first.

    More than there is cannot be ended; what is ended on the day it began was never had.
    """
    here: list[_Open] = []
    for each in sorted(changes, key=lambda change: (change.since, change.count < 0)):
        if each.count > 0:
            here.append(_Open(each.order_id, each.since, each.count))
            continue
        left = -each.count
        while left and here:
            oldest = here[0]
            taken = min(left, oldest.count)
            if oldest.start < each.since:
                yield Held(oldest.order_id, Span(oldest.start, each.since), taken)
            oldest.count -= taken
            left -= taken
            if not oldest.count:
                here.pop(0)
    for still in here:
        yield Held(still.order_id, Span(still.start, None), still.count)


def approved(organisation: str) -> dict[int, list[Change]]:
    """Return the approved orders of an organisation, by option."""
    found: dict[int, list[Change]] = defaultdict(list)
    orders = VolumeOrder.objects.filter(organisation_id=organisation, answer__is_approved=True)
    for pk, option_id, since, change in orders.order_by("since", "id").values_list(
        "id", "option_id", "since", "change"
    ):
        found[option_id].append(Change(pk, since, change))
    return found


def least_from(changes: Iterable[Change], day: date) -> int:
    """Return the fewest there are on any day from one on."""
    told = list(changes)
    days = {day, *(each.since for each in told if each.since > day)}
    return min(count_on(told, each) for each in days)


def count_on(changes: Iterable[Change], day: date) -> int:
    """Return how many there are on a day."""
    return sum(each.count for each in changes if each.since <= day)


def had(organisation: str, span: Span) -> Iterator[Had]:
    """Yield what an organisation had by its orders on some day of a span."""
    for option_id, changes in sorted(approved(organisation).items()):
        for each in held(changes):
            if each.span.overlaps(span):
                yield Had(_kind(option_id), str(each.order_id), each.span, count=each.count)


def options() -> dict[str, int]:
    """Return the options that somebody has ordered, by their kind."""
    found = VolumeOrder.objects.order_by().values_list("option_id", flat=True).distinct()
    return {_kind(option_id): option_id for option_id in found}


def kinds() -> dict[str, str]:
    """Return what the options that somebody has ordered are called."""
    cards = catalogue.option_cards()
    return {kind: cards[option_id].words for kind, option_id in options().items()}


def _kind(option_id: int) -> str:
    return f"option-{option_id}"


OFFERS = (ChargeSource("agreements.orders", "Beställningar", kinds, had, options),)
