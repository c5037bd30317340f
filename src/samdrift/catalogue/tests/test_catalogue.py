"""Services and prices: what the law allows, what a day costs, and what the database keeps."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from samdrift.catalogue import queries, services
from samdrift.catalogue.errors import CannotKeep
from samdrift.catalogue.models import CostItem, Option, Price, PriceList, Service
from samdrift.catalogue.ports import SelfCost
from samdrift.catalogue.tests import given
from samdrift.catalogue.tests.given import FROM
from samdrift.kernel.money import Money

pytestmark = pytest.mark.django_db
LATER = date(2015, 7, 1)


def amount_on(option, day):
    price = queries.prices_on(day).get(option.pk)
    return price.amount if price else None


def test_a_service_begins_with_one_option_which_the_first_named_takes_over():
    small, middle, large = given.servers()

    assert [(each.name, each.position) for each in (small, middle, large)] == [
        ("Liten", 0),
        ("Medel", 1),
        ("Stor", 2),
    ]
    (told,) = queries.services(on=FROM)
    assert [option.name for option in told.options] == ["Liten", "Medel", "Stor"]


def test_what_is_said_of_a_service_is_changed_and_its_place_and_options_stay():
    given.servers()
    given.workplace()

    given.workplace(name="Arbetsplats som tjänst", owner="IT-chefen")

    last = queries.services(on=FROM)[-1]
    assert (last.name, last.owner, last.included) == (
        "Arbetsplats som tjänst",
        "IT-chefen",
        ("En dator", "Hjälp på telefon"),
    )
    assert (Service.objects.count(), Option.objects.count()) == (2, 4)


def test_a_price_holds_from_its_day_until_the_next_of_the_same_option():
    option, (small, *_) = given.workplace(), given.servers()
    first = given.begun()
    given.priced(first, option)
    given.priced(first, small, 150)
    services.publish(list_id=first.pk, by="chef", on=date(2014, 12, 1))

    given.published(option, kronor=280, name="Halvår", holds_from=LATER)

    assert amount_on(option, date(2014, 12, 31)) is None
    assert amount_on(option, FROM) == amount_on(option, date(2015, 6, 30)) == Money(28_500)
    assert amount_on(option, LATER) == Money(28_000)
    assert amount_on(small, LATER) == Money(15_000)
    assert [price.list_name for price in queries.prices_of(option.service_id)] == ["Halvår", "2015"]


def test_a_price_that_is_not_published_is_nobodys():
    option = given.workplace()
    given.priced(given.begun(), option)

    assert amount_on(option, LATER) is None
    assert queries.prices_of(option.service_id) == ()


def test_a_price_opens_to_the_costs_it_was_reckoned_from():
    option = given.workplace()
    given.published(option)

    (price,) = queries.prices_of(option.service_id)
    assert [(item.name, item.amount, item.source) for item in price.self_cost.items] == [
        ("Datorer", Money(20_520_000), "konto 6910"),
        ("Servicedesk", Money(13_680_000), "ansvar 120"),
    ]
    assert price.self_cost.highest_price == price.amount == Money(28_500)


def test_a_price_above_the_self_cost_is_refused_and_nothing_changes():
    option, price_list = given.workplace(), given.begun()
    given.priced(price_list, option)

    with pytest.raises(
        CannotKeep, match=r"Årets kostnad 342.000,00 kr delat med 1200 är högst 285"
    ):
        given.priced(price_list, option, 286)

    assert Price.objects.get().amount_ore == 28_500
    assert CostItem.objects.count() == 2


def test_the_database_holds_the_self_cost_too():
    option, price_list = given.workplace(), given.begun()

    with pytest.raises(IntegrityError, match="a_price_is_at_most_the_self_cost"):
        Price.objects.create(
            price_list=price_list, option=option, amount_ore=101, volume=10, cost_ore=1_009
        )


def test_a_price_is_not_raised_for_days_that_have_been():
    option = given.workplace()
    given.published(option)
    backwards = given.begun(name="Höjning", holds_from=date(2015, 3, 1))
    services.set_price(
        list_id=backwards.pk,
        option_id=option.pk,
        amount=Money(29_000),
        self_cost=given.cost(348_000),
    )

    with pytest.raises(CannotKeep, match="Arbetsplats skulle bli dyrare för dagar som har varit"):
        services.publish(list_id=backwards.pk, by="chef", on=date(2015, 3, 2))

    assert PriceList.objects.get(name="Höjning").published_on is None
    assert amount_on(option, LATER) == Money(28_500)


def test_a_first_price_does_not_hold_backwards_either():
    option = given.workplace()

    with pytest.raises(CannotKeep, match="2:4"):
        given.published(option, on=date(2015, 1, 2))

    assert amount_on(option, LATER) is None


def test_a_price_may_be_lowered_for_days_that_have_been():
    option = given.workplace()
    given.published(option)

    given.published(option, kronor=270, name="Sänkning", holds_from=date(2015, 2, 1), on=LATER)

    assert amount_on(option, date(2015, 2, 1)) == Money(27_000)


def test_the_database_lets_no_price_be_raised_backwards():
    with pytest.raises(IntegrityError, match="a_price_is_not_raised_backwards"):
        PriceList.objects.create(
            name="x",
            holds_from=FROM,
            decision="§ 1",
            decided_on=LATER,
            published_on=LATER,
            published_by="chef",
        )


@pytest.mark.parametrize(
    ("told", "on", "words"),
    [
        ({}, date(2014, 11, 1), "Beslutet är daterat 2014-11-04, efter i dag"),
        ({"holds_from": FROM}, date(2014, 12, 1), "har redan ett pris från 2015-01-01"),
    ],
)
def test_what_cannot_be_published_is_told(told, on, words):
    option = given.workplace()
    if told:
        given.published(option)

    with pytest.raises(CannotKeep, match=words):
        given.published(option, on=on, name="Andra", **told)

    assert PriceList.objects.get(name="Andra").published_on is None


def test_an_empty_list_is_not_published():
    with pytest.raises(CannotKeep, match="Prislistan är tom"):
        services.publish(list_id=given.begun().pk, by="chef", on=FROM)

    assert PriceList.objects.get().published_on is None


def test_a_published_list_is_changed_by_nobody():
    option = given.workplace()
    price_list = given.published(option)
    (price,), other = Price.objects.all(), given.servers()[0]

    for act in (
        lambda: given.priced(price_list, other, 10),
        lambda: services.remove_price(list_id=price_list.pk, option_id=option.pk),
        lambda: services.publish(list_id=price_list.pk, by="hen", on=LATER),
    ):
        with pytest.raises(CannotKeep, match="ändras inte"):
            act()
    past_the_services = (
        lambda: Price.objects.update(amount_ore=1),
        lambda: CostItem.objects.update(amount_ore=1),
        lambda: CostItem.objects.all().delete(),
        lambda: CostItem.objects.create(price=price, name="x", amount_ore=1, position=9),
        lambda: PriceList.objects.update(decision="§ 2"),
        lambda: Price.objects.create(
            price_list=price_list, option=other, amount_ore=1, volume=1, cost_ore=1
        ),
    )
    for act in past_the_services:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()

    assert amount_on(option, FROM) == Money(28_500)


def test_a_price_is_taken_out_of_a_list_that_is_not_published():
    option, price_list = given.workplace(), given.begun()
    given.priced(price_list, option)

    services.remove_price(list_id=price_list.pk, option_id=option.pk)

    assert (Price.objects.count(), CostItem.objects.count()) == (0, 0)


def test_a_service_that_has_ended_is_not_in_the_catalogue_and_keeps_its_prices():
    option = given.workplace()
    given.published(option)

    services.end_service(service_key="arbetsplats", on=LATER)

    assert queries.services(on=LATER) == ()
    assert len(queries.services(on=date(2015, 6, 30))) == 1
    assert queries.option_choices() == ()
    assert queries.service("arbetsplats", on=LATER).ended_on == LATER
    assert amount_on(option, LATER) == Money(28_500)


def test_what_is_gone_is_told():
    with pytest.raises(CannotKeep, match="Tjänsten finns inte längre"):
        services.end_service(service_key="x", on=FROM)
    with pytest.raises(CannotKeep, match="Prislistan finns inte längre"):
        services.remove_price(list_id=1, option_id=1)
    assert queries.service("x", on=FROM) is None
    assert queries.price_list(1) is None


def test_the_portal_shows_what_it_is_to_show():
    given.workplace(is_in_portal=False)
    given.servers()

    assert [each.key for each in queries.services(on=FROM, in_portal=True)] == ["server"]


def test_the_highest_price_is_whole_ore_below_the_cost():
    assert SelfCost(given.cost(1).items, 3).highest_price == Money(33)
