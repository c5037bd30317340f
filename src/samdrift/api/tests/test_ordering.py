"""What can be ordered, and approved by whoever holds the budget, by another system."""

import pytest

from samdrift.assets.choices import OrderState
from samdrift.assets.models import Order
from samdrift.assets.ordering import models_on_offer, services
from samdrift.assets.ordering.models_on_offer import Wanted as Model
from samdrift.assets.ordering.services import Wanted
from samdrift.assets.ports import Actor
from samdrift.assets.tests.given import AT, LAPTOP
from samdrift.catalogue.tests.given import workplace
from samdrift.plumbing.access import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(desk):
    """Return an order of two laptops for the school that Karin manages."""
    unit = desk.karin.unit
    unit.manager = desk.karin
    unit.save()
    laptop = models_on_offer.save(Model(LAPTOP, "EliteBook", "Datorhuset", 950_000))
    wanted = Wanted("KIN", {laptop.pk: 2}, unit_id=unit.pk)
    return services.ask(wanted, actor=Actor("Anna", roles=frozenset((Role.AGENT,))), at=AT)


def test_what_waits_is_told_to_whoever_holds_the_budget_and_decided_by_them(order, karin, agent):
    (told,) = karin("GET", "/approvals").json()
    path = f"/approvals/{order.pk}"

    assert (told["unit"], told["by"], told["costOre"]) == ("Kisa skola", "Anna", 1_900_000)
    assert told["lines"] == [{"number": 2, "model": "EliteBook", "costOre": 1_900_000}]
    assert agent("PUT", path, {"isApproved": True}).status_code in (403, 404)
    assert Order.objects.get().state == OrderState.ASKED
    assert karin("PUT", path, {"isApproved": True}).json() == []
    assert Order.objects.get().state == OrderState.APPROVED
    assert karin("PUT", path, {"isApproved": True}).status_code == 404


def test_what_can_be_ordered_is_told(karin):
    workplace()
    workplace(key="intern", name="Intern", is_in_portal=False)

    (told,) = karin("GET", "/services").json()

    assert (told["key"], told["included"]) == ("arbetsplats", ["En dator", "Hjälp på telefon"])
    assert [each["name"] for each in told["options"]] == ["Arbetsplats"]
