"""A price is taken out of what its service cost in full, and opens to it."""

import pytest

from samdrift.catalogue import queries as catalogue
from samdrift.catalogue import services as prices
from samdrift.catalogue.errors import CannotKeep
from samdrift.catalogue.models import Price, PriceList, Service
from samdrift.catalogue.ports import Cost, SelfCost, WantedOption
from samdrift.catalogue.tests import given as offered
from samdrift.costing.tests.given import model, reckoned
from samdrift.costing.tests.test_costing import booked  # noqa: F401  A fixture.
from samdrift.kernel.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(booked):  # noqa: F811  The fixture above.
    """A year reckoned: workplaces cost 1,500.01 kronor in full."""
    offered.workplace()
    model(Service.objects.get().pk)
    return reckoned()


def take(run, percent, volume=10, kronor=1):
    key = f"{run.pk} arbetsplats"
    told = catalogue.reckoned((key,))[key]
    price_list = PriceList.objects.first() or offered.begun()
    return prices.set_price(
        list_id=price_list.pk,
        option_id=offered.option("arbetsplats").pk,
        amount=Money(kronor * 100),
        self_cost=SelfCost(told.part(percent), volume, key),
    )


def test_what_a_service_cost_is_told_by_its_reckoning(run):
    ((key, words),) = catalogue.reckonings()
    told = catalogue.reckoned((key, "99 annat", "annat"))

    assert (key, words) == (
        f"{run.pk} arbetsplats",
        f"Arbetsplats, körning {run.pk} för 2015",
    )
    assert list(told) == [key]
    assert told[key].amount == Money(150_001)
    assert sorted((each.name, each.amount.ore) for each in told[key].costs) == [
        ("Desk", 69_232),
        ("Stab", 80_769),
    ]
    assert told[key].address == f"/kostnadsmodell/{run.pk}/arbetsplats/"
    assert catalogue.reckoned(("",)) == {}


def test_a_price_remembers_what_it_was_taken_out_of(run):
    price = take(run, 50)

    assert price.cost_ore == 40_384 + 34_616
    (_, (told,)) = catalogue.price_list(price.price_list_id)
    assert told.self_cost.behind == f"{run.pk} arbetsplats"


def test_no_more_is_taken_out_of_a_reckoning_than_it_came_to(run):
    price = take(run, 60)
    other = prices.keep_option(service_key="arbetsplats", wanted=WantedOption("liten", "Liten"))
    key = f"{run.pk} arbetsplats"

    for kept, problem in (
        (SelfCost((Cost("Allt", Money(60_002)),), 1, key), "listans andra priser tar 900,00 kr"),
        (SelfCost((Cost("Allt", Money(1)),), 1, "99 annat"), "Körningen finns inte längre."),
    ):
        with pytest.raises(CannotKeep) as refusal:
            prices.set_price(
                list_id=price.price_list_id, option_id=other.pk, amount=Money(0), self_cost=kept
            )
        assert problem in str(refusal.value).replace("\xa0", " ")
    assert list(Price.objects.all()) == [price]
