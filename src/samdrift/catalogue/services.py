"""Keeping the catalogue: services, their options, price lists and what a price is reckoned from."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.catalogue import queries
from samdrift.catalogue.errors import CannotKeep
from samdrift.catalogue.models import CostItem, Option, Price, PriceList, Service
from samdrift.catalogue.ports import SelfCost, WantedList, WantedOption, WantedService
from samdrift.kernel.money import Money
from samdrift.reporting.formats import swedish_kronor

_PUBLISHED = gettext_lazy(
    "Prislistan är beslutad och ändras inte. Gör en ny som gäller från en senare dag."
)


@transaction.atomic
def keep_service(*, wanted: WantedService) -> Service:
    """Add a service, or change what the catalogue says of the one with its key.

    A service begins with one option, named as itself; more are added with `keep_option`.
    """
    told = asdict(wanted)
    if told["position"] is None:
        told.pop("position")
    service, is_new = Service.objects.update_or_create(
        key=told.pop("key"),
        defaults=told,
        create_defaults={"position": Service.objects.count()} | told,
    )
    if is_new:
        Option.objects.create(service=service, key=wanted.key, name=wanted.name)
    return service


@transaction.atomic
def keep_option(*, service_key: str, wanted: WantedOption) -> Option:
    """Add an option to a service, or change what it is called.

    The first takes the place of the one the service began with, while that has no price.
    """
    service = _service(service_key)
    told = {"name": wanted.name, "description": wanted.description}
    begun = service.options.filter(key=service.key, prices__isnull=True).first()
    if begun is not None and service.options.count() == 1:
        Option.objects.filter(pk=begun.pk).update(key=wanted.key, **told)
        begun.refresh_from_db()
        return begun
    position = service.options.count()
    option, _is_new = Option.objects.update_or_create(
        service=service,
        key=wanted.key,
        defaults=told,
        create_defaults=told | {"position": position},
    )
    return option


@transaction.atomic
def end_service(*, service_key: str, on: date) -> None:
    """Let a service no longer be had from a day; its prices and all that was charged stay."""
    service = _service(service_key)
    service.ended_on = on
    service.save(update_fields=["ended_on"])


def begin_list(*, wanted: WantedList) -> PriceList:
    """Begin a price list, which can be changed until it is published."""
    return PriceList.objects.create(**asdict(wanted))


@transaction.atomic
def set_price(*, list_id: int, option_id: int, amount: Money, self_cost: SelfCost) -> Price:
    """Give an option a price in a list that is not published, with what it is reckoned from.

    Refused where what the year's volume brings is more than what it costs (KL 2:6), and where more
    is taken out of a reckoning than it came to.
    """
    price_list = _open_list(list_id)
    _refuse_more_than_was_reckoned(price_list, option_id, self_cost)
    if amount > self_cost.highest_price:
        raise CannotKeep(
            _(
                "Priset är högre än självkostnaden (kommunallagen 2:6). Årets kostnad %(cost)s kr "
                "delat med %(volume)s är högst %(highest)s kr."
            )
            % {
                "cost": swedish_kronor(self_cost.amount),
                "volume": self_cost.volume,
                "highest": swedish_kronor(self_cost.highest_price),
            }
        )

    values = {
        "amount_ore": amount.ore,
        "volume": self_cost.volume,
        "cost_ore": self_cost.amount.ore,
        "behind": self_cost.behind,
    }
    price, _is_new = Price.objects.update_or_create(
        price_list=price_list, option_id=option_id, defaults=values
    )
    price.items.all().delete()
    CostItem.objects.bulk_create(
        CostItem(
            price=price,
            name=item.name,
            amount_ore=item.amount.ore,
            source=item.source,
            position=position,
        )
        for position, item in enumerate(self_cost.items)
    )
    return price


def _refuse_more_than_was_reckoned(
    price_list: PriceList, option_id: int, self_cost: SelfCost
) -> None:
    """Refuse that the prices of a list together take more out of a reckoning than it came to."""
    if not self_cost.behind:
        return
    told = queries.reckoned((self_cost.behind,)).get(self_cost.behind)
    if told is None:
        raise CannotKeep(_("Körningen finns inte längre."))
    others = price_list.prices.filter(behind=self_cost.behind).exclude(option_id=option_id)
    taken = Money(sum(others.values_list("cost_ore", flat=True)))
    if taken + self_cost.amount > told.amount:
        raise CannotKeep(
            _("%(run)s kom till %(cost)s kr, och listans andra priser tar %(taken)s kr av det.")
            % {
                "run": told.words,
                "cost": swedish_kronor(told.amount),
                "taken": swedish_kronor(taken),
            }
        )


@transaction.atomic
def remove_price(*, list_id: int, option_id: int) -> None:
    """Take a price out of a list that is not published; the option keeps the price it has."""
    price_list = _open_list(list_id)
    for price in price_list.prices.filter(option_id=option_id):
        price.items.all().delete()
        price.delete()


@transaction.atomic
def publish(*, list_id: int, by: str, on: date) -> PriceList:
    """Let the prices of a list hold from its day. Nothing of it is changed afterwards.

    Refused where it would raise a price for days that have been (KL 2:4), where an option has
    another price from the same day, and where there is nothing in it.
    """
    price_list = _open_list(list_id)
    prices = tuple(price_list.prices.select_related("option__service"))
    _refuse_what_cannot_be_published(price_list, prices, on)
    before = queries.prices_on(price_list.holds_from)
    raised = [
        price
        for price in prices
        if price.option_id not in before or price.amount_ore > before[price.option_id].amount.ore
    ]
    is_backwards = price_list.holds_from < max(on, price_list.decided_on)
    if is_backwards and raised:
        raise CannotKeep(
            _(
                "%(name)s skulle bli dyrare för dagar som har varit, vilket kommunallagen 2:4 inte "
                "tillåter. Låt listan gälla från en dag efter %(day)s."
            )
            % {"name": _name(raised[0]), "day": on}
        )

    price_list.prices.update(holds_from=price_list.holds_from)
    price_list.published_on, price_list.published_by = on, by
    price_list.raises_nothing = not raised
    price_list.save(update_fields=["published_on", "published_by", "raises_nothing"])
    return price_list


def _refuse_what_cannot_be_published(
    price_list: PriceList, prices: tuple[Price, ...], on: date
) -> None:
    if not prices:
        raise CannotKeep(_("Prislistan är tom. Lägg till ett pris först."))
    if on < price_list.decided_on:
        raise CannotKeep(
            _("Beslutet är daterat %(day)s, efter i dag.") % {"day": price_list.decided_on}
        )
    same_day = Price.objects.filter(
        option__in=[price.option_id for price in prices], holds_from=price_list.holds_from
    )
    taken = same_day.select_related("option__service").first()
    if taken is not None:
        raise CannotKeep(
            _("%(name)s har redan ett pris från %(day)s. Välj en annan dag, eller ta bort priset.")
            % {"name": _name(taken), "day": price_list.holds_from}
        )


def _name(price: Price) -> str:
    return queries.words(price.option.service.name, price.option.name)


def _open_list(list_id: int) -> PriceList:
    found = PriceList.objects.select_for_update().filter(pk=list_id).first()
    if found is None:
        raise CannotKeep(_("Prislistan finns inte längre."))
    if found.published_on is not None:
        raise CannotKeep(str(_PUBLISHED))
    return found


def _service(key: str) -> Service:
    found = Service.objects.filter(key=key).first()
    if found is None:
        raise CannotKeep(_("Tjänsten finns inte längre."))
    return found
