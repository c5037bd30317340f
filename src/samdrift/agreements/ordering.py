"""Orders: what can be ordered, from when less can be had, and how each order stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samdrift.agreements import queries, volumes
from samdrift.agreements.models import OrderAnswer, VolumeOrder
from samdrift.billing import queries as billing
from samdrift.catalogue import queries as catalogue
from samdrift.catalogue.choices import Measure
from samdrift.catalogue.queries import PriceTold
from samdrift.kernel.spans import months_on


@dataclass(frozen=True, slots=True)
class Offered:
    """An option that is had by order: how many on a day, and from when fewer can be had."""

    id: int
    words: str
    price: PriceTold
    count: int
    ends_from: date


@dataclass(frozen=True, slots=True)
class OrderTold:
    """An order, and how it was answered; `is_approved` is None until it is."""

    id: int
    organisation: str
    words: str
    change: int
    since: date
    note: str
    ordered_by: str
    ordered_at: datetime
    is_approved: bool | None
    answered_by: str
    answer: str


def offered(organisation: str, *, on: date) -> tuple[Offered, ...]:
    """Return what an organisation can order on a day: what has a price, and is not counted."""
    prices = catalogue.prices_on(on)
    counted = {
        option_id
        for source, metered in billing.metering_on(on).items()
        if source != "agreements.orders"
        for option_id in metered.values()
    }
    orders = volumes.approved(organisation)
    told = queries.agreements(organisation=organisation)
    return tuple(
        Offered(
            id=option_id,
            words=card.words,
            price=prices[option_id],
            count=volumes.count_on(orders.get(option_id, ()), on),
            ends_from=months_on(on, _notice(told, option_id, on)),
        )
        for option_id, card in catalogue.option_cards().items()
        if option_id in prices and option_id not in counted and card.measure != Measure.MONTH
    )


def _notice(told: tuple[queries.AgreementTold, ...], option_id: int, on: date) -> int:
    """Return how many months of notice an option has, by the agreements that hold on a day."""
    months = (
        version.notice_months
        for agreement in told
        for version in agreement.versions
        if version.holds(on) and any(option_id == each for each, _words, _count in version.volumes)
    )
    return max(months, default=0)


def orders(*, organisation: str = "", waiting: bool = False) -> tuple[OrderTold, ...]:
    """Return orders, the latest first: of one organisation, or those that nobody has answered."""
    found = VolumeOrder.objects.select_related("answer").order_by("-id")
    if organisation:
        found = found.filter(organisation_id=organisation)
    if waiting:
        found = found.filter(answer=None)
    cards = catalogue.option_cards()
    return tuple(_told(each, cards[each.option_id].words) for each in found)


def _told(each: VolumeOrder, words: str) -> OrderTold:
    answer: OrderAnswer | None = getattr(each, "answer", None)
    return OrderTold(
        id=each.pk,
        organisation=str(each.organisation_id),
        words=words,
        change=each.change,
        since=each.since,
        note=each.note,
        ordered_by=each.ordered_by,
        ordered_at=each.ordered_at,
        is_approved=answer.is_approved if answer else None,
        answered_by=answer.answered_by if answer else "",
        answer=answer.note if answer else "",
    )
