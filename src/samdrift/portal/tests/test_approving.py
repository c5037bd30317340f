"""Whoever holds a unit's budget approves what is wanted for it, in the portal."""

import pytest
from django.contrib.auth.models import User

from samdrift.assets.choices import OrderState
from samdrift.assets.models import Order
from samdrift.assets.ordering import models_on_offer, services
from samdrift.assets.ordering.services import Wanted
from samdrift.assets.ports import Actor
from samdrift.assets.tests import given

pytestmark = pytest.mark.django_db
PAGE = "/hjalp/att-godkanna/"


@pytest.fixture
def order():
    """Have two computers wanted for the school that Karin is the head of."""
    karin = given.person()
    karin.user = User.objects.create_user("karin")
    karin.save()
    school = given.unit()
    school.manager = karin
    school.save()
    model = models_on_offer.save(
        models_on_offer.Wanted(given.LAPTOP, "EliteBook", "Datorhuset", 950_000)
    )
    wanted = Wanted("KIN", {model.pk: 2}, unit_id=school.pk, note="Till klass 7")
    return services.ask(wanted, actor=Actor("Anna"), at=given.AT)


def test_the_start_leads_to_what_waits_and_it_is_approved_there(order, client):
    client.force_login(order.approver.user)
    assert "1 beställning väntar på att du godkänner den." in client.get("/hjalp/").text
    page = client.get(PAGE).text
    assert "2 EliteBook, 19 000 kr" in page.replace("\u00a0", " ")
    assert "Till klass 7" in page

    done = client.post(PAGE, {"order": order.pk, "answer": "yes"}, follow=True)

    assert "Godkänd." in done.text
    assert "Inget väntar på dig." in done.text
    assert Order.objects.get().state == OrderState.APPROVED


def test_what_is_not_approved_says_why_or_is_left_as_it_was(order, client):
    client.force_login(order.approver.user)

    done = client.post(PAGE, {"order": order.pk, "answer": "no"}, follow=True)
    assert "Skriv varför den inte godkänns." in done.text
    assert Order.objects.get().state == OrderState.ASKED

    client.post(PAGE, {"order": order.pk, "answer": "no", "note": "Nästa år"})
    assert Order.objects.get().state == OrderState.DENIED


def test_nobody_approves_what_another_holds_the_budget_of(order, client):
    other = given.person("per")
    other.user = User.objects.create_user("per")
    other.save()
    client.force_login(other.user)

    assert "Inget väntar på dig." in client.get(PAGE).text
    client.post(PAGE, {"order": order.pk, "answer": "yes"})
    assert client.post(PAGE, {"order": "x"}).status_code == 404
    assert Order.objects.get().state == OrderState.ASKED
