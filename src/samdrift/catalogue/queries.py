"""What is offered, what it costs on a day, and what the price was reckoned from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from samdrift.catalogue.choices import InformationClass, Measure
from samdrift.catalogue.models import Option, Price, PriceList, Service
from samdrift.catalogue.ports import Cost, CostSource, Reckoned, SelfCost
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.plumbing import contributions


@dataclass(frozen=True, slots=True)
class PriceTold:
    """A price: from which day, by which list and decision, reckoned from what."""

    option_id: int
    option_name: str
    service_name: str
    amount: Money
    holds_from: date | None
    list_id: int
    list_name: str
    decision: str
    self_cost: SelfCost


@dataclass(frozen=True, slots=True)
class OptionTold:
    """One of the ways a service can be had, with its price on the day asked about."""

    id: int
    key: str
    name: str
    description: str
    price: PriceTold | None


@dataclass(frozen=True, slots=True)
class ServiceTold:
    """A service as the catalogue tells of it on a day."""

    id: int
    key: str
    name: str
    description: str
    included: tuple[str, ...]
    levels: tuple[str, ...]
    measure: Measure
    owner: str
    information_class: InformationClass
    vat_percent: int
    is_passed_on: bool
    is_in_portal: bool
    ended_on: date | None
    options: tuple[OptionTold, ...]


@dataclass(frozen=True, slots=True)
class OptionCard:
    """What an option is called where its service is not named beside it, and how it is charged."""

    words: str
    measure: Measure
    vat_percent: int


@dataclass(frozen=True, slots=True)
class ListTold:
    """A price list, published or not yet."""

    id: int
    name: str
    holds_from: date
    decision: str
    decided_on: date
    published_on: date | None
    published_by: str
    raises_nothing: bool
    count: int


def services(*, on: date, in_portal: bool = False) -> tuple[ServiceTold, ...]:
    """Return the services that can be had on a day, in the order of the catalogue."""
    found = Service.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    if in_portal:
        found = found.filter(is_in_portal=True)
    return _told(tuple(found), on)


def service(key: str, *, on: date) -> ServiceTold | None:
    """Return one service, also one that has ended; None where there is none of that key."""
    found = tuple(Service.objects.filter(key=key))
    return next(iter(_told(found, on)), None)


def prices_of(service_id: int) -> tuple[PriceTold, ...]:
    """Return every price a service has had or will have, the latest first."""
    held = Price.objects.filter(option__service_id=service_id, holds_from__isnull=False)
    return tuple(sorted(_prices(held), key=_latest_first))


def prices_on(day: date) -> dict[int, PriceTold]:
    """Return the price of each option that has one on a day, by the id of the option.

    A price holds until the next of the same option does.
    """
    held = Price.objects.filter(holds_from__lte=day).order_by("holds_from")
    return {price.option_id: price for price in _prices(held)}


def prices_during(span: Span) -> dict[int, list[tuple[Span, Money]]]:
    """Return the prices of each option within a span that ends, each with the days it holds."""
    assert span.end is not None, "prices are told to an end"
    found: dict[int, list[tuple[Span, Money]]] = defaultdict(list)
    rows = Price.objects.filter(holds_from__lt=span.end).order_by("option_id", "-holds_from")
    for option_id, day, ore in rows.values_list("option_id", "holds_from", "amount_ore"):
        held = found[option_id]
        end = held[-1][0].start if held else span.end
        if day is not None and end > span.start:
            held.append((Span(max(day, span.start), end), Money(ore)))
    return dict(found)


def option_cards() -> dict[int, OptionCard]:
    """Return what every option is called and how it is charged, by its id."""
    rows = Option.objects.values_list(
        "id", "name", "service__name", "service__measure", "service__vat_percent"
    )
    return {
        pk: OptionCard(words(service_name, name), Measure(measure), vat_percent)
        for pk, name, service_name, measure, vat_percent in rows
    }


def price_lists() -> tuple[ListTold, ...]:
    """Return every price list, the latest first."""
    found = PriceList.objects.annotate(count=Count("prices")).order_by("-holds_from", "-id")
    return tuple(_list(each, each.count) for each in found)


def price_list(list_id: int) -> tuple[ListTold, tuple[PriceTold, ...]] | None:
    """Return a price list with its prices; None where there is none of that id."""
    found = PriceList.objects.filter(pk=list_id).first()
    if found is None:
        return None
    prices = _prices(Price.objects.filter(price_list_id=list_id))
    return _list(found, len(prices)), prices


def reckonings() -> tuple[tuple[str, str], ...]:
    """Return every reckoning that a self-cost can be taken out of, by its key."""
    return tuple(each for source in contributions.offered(CostSource) for each in source.services())


def reckoned(keys: Collection[str]) -> dict[str, Reckoned]:
    """Return what the reckonings of some keys came to, those that there are."""
    wanted = {key for key in keys if key}
    found: dict[str, Reckoned] = {}
    for source in contributions.offered(CostSource) if wanted else ():
        found |= source.reckoned(wanted)
    return found


def option_choices() -> tuple[tuple[int, str], ...]:
    """Return every option that can be given a price, by the words it is chosen by."""
    found = Option.objects.filter(service__ended_on__isnull=True)
    rows = found.values_list("id", "service__name", "name")
    return tuple((pk, words(service, option)) for pk, service, option in rows)


def service_keys() -> dict[int, str]:
    """Return the key of each option's service, by the id of the option."""
    return dict(Option.objects.order_by().values_list("id", "service__key"))


def service_ids() -> dict[int, int]:
    """Return the id of each option's service, by the id of the option."""
    return dict(Option.objects.order_by().values_list("id", "service_id"))


def options_of(service_id: int) -> tuple[int, ...]:
    """Return the ids of a service's options, the first first."""
    found = Option.objects.filter(service_id=service_id).order_by("position", "id")
    return tuple(found.values_list("id", flat=True))


def words(service_name: str, option_name: str) -> str:
    """Return what an option is called where its service is not named beside it."""
    return service_name if service_name == option_name else f"{service_name}, {option_name}"


def _told(found: tuple[Service, ...], on: date) -> tuple[ServiceTold, ...]:
    prices = prices_on(on)
    options: dict[int, list[OptionTold]] = defaultdict(list)
    for each in Option.objects.filter(service__in=[service.pk for service in found]):
        told = OptionTold(each.pk, each.key, each.name, each.description, prices.get(each.pk))
        options[each.service_id].append(told)
    return tuple(
        ServiceTold(
            id=each.pk,
            key=each.key,
            name=each.name,
            description=each.description,
            included=tuple(each.included.splitlines()),
            levels=tuple(each.levels.splitlines()),
            measure=Measure(each.measure),
            owner=each.owner,
            information_class=InformationClass(each.information_class),
            vat_percent=each.vat_percent,
            is_passed_on=each.is_passed_on,
            is_in_portal=each.is_in_portal,
            ended_on=each.ended_on,
            options=tuple(options[each.pk]),
        )
        for each in found
    )


def _latest_first(price: PriceTold) -> tuple[int, int]:
    assert price.holds_from is not None, "a price that is published holds from a day"
    return (-price.holds_from.toordinal(), price.option_id)


def _prices(found: QuerySet[Price]) -> tuple[PriceTold, ...]:
    """Return prices with what they were reckoned from, however many, by two questions."""
    rows = found.select_related("option__service", "price_list").prefetch_related("items")
    return tuple(_price(each) for each in rows)


def _price(each: Price) -> PriceTold:
    items = tuple(Cost(item.name, Money(item.amount_ore), item.source) for item in each.items.all())
    return PriceTold(
        option_id=each.option_id,
        option_name=each.option.name,
        service_name=each.option.service.name,
        amount=Money(each.amount_ore),
        holds_from=each.holds_from,
        list_id=each.price_list_id,
        list_name=each.price_list.name,
        decision=each.price_list.decision,
        self_cost=SelfCost(items, each.volume, each.behind),
    )


def _list(each: PriceList, count: int) -> ListTold:
    return ListTold(
        id=each.pk,
        name=each.name,
        holds_from=each.holds_from,
        decision=each.decision,
        decided_on=each.decided_on,
        published_on=each.published_on,
        published_by=each.published_by,
        raises_nothing=each.raises_nothing,
        count=count,
    )
