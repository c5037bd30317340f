"""Forecasts are asked for, reminded of until they are told, and told by whoever answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.test import Client

from samdrift.budget.tests.given import adopted, begun, planned
from samdrift.directory.choices import PersonKind
from samdrift.directory.models import Person
from samdrift.followup import personal, queries, reminding, services
from samdrift.followup.choices import Tertial
from samdrift.followup.errors import CannotFollowUp
from samdrift.followup.models import Forecast, ForecastReminder, ForecastRound
from samdrift.kernel.money import Money
from samdrift.parties import services as parties
from samdrift.parties.models import Organisation
from samdrift.plumbing import clock
from samdrift.plumbing.mail.models import Mailbox, OutgoingLetter

AT = datetime(2016, 5, 2, 10, tzinfo=UTC)
DUE = date(2016, 5, 12)
ADDRESS = "/ar/2015/uppfoljning/prognoser/"


@pytest.fixture
def centres(db, monkeypatch):
    """Adopt a budget of two cost centres, with Eva for IT and nobody for EK."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    version = begun()
    for centre in ("IT", "EK"):
        planned(version, 120, cost_centre=centre)
    adopted(version)
    Mailbox.objects.create(key="ekonomi", address="ekonomi@samdrift.example")
    home = Organisation.objects.create(code="HEM", name="Hemma", position=1)
    eva = Person.objects.create(
        key="eva",
        name="Eva Ek",
        kind=PersonKind.EMPLOYEE,
        organisation=home,
        email="eva@hem.example",
    )
    services.answer_for(year=2015, cost_centre="IT", email="Eva@hem.example")
    return eva


def asked():
    services.ask_for(year=2015, tertial=Tertial.FIRST, due_on=DUE, by="Ola", at=AT)


def letters(days):
    """Remind so many days after it was asked; return how many letters there are by then."""
    reminding.remind(AT + timedelta(days=days))
    return OutgoingLetter.objects.count()


def test_who_has_not_told_is_written_to_once_a_time_and_never_after_they_have(centres):
    asked()

    counts = [letters(days) for days in (0, 0, 6, 7, 7, 11, 18, 18, 25, 40)]

    assert counts == [1, 1, 1, 2, 2, 3, 4, 4, 5, 5]
    assert queries.reminders(ForecastRound.objects.get().pk)["IT"][0] == 5
    letter = OutgoingLetter.objects.order_by("id").first()
    assert letter.to == ["eva@hem.example"]
    assert letter.text.startswith("Vad väntas IT komma till 2015?")
    assert letter.text.endswith("/ar/2015/uppfoljning/?kst=IT#expect")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ForecastReminder.objects.update(step=9)


def test_who_has_told_is_left_alone(centres):
    asked()
    services.expect(
        year=2015, place=(Tertial.FIRST, "IT"), amount=Money(-5), because="", by="Eva", at=AT
    )

    assert letters(0) == letters(11) == 0


def test_forecasts_are_asked_for_once_by_a_day_to_come_of_somebody(centres):
    asked()
    for wanted, why in (
        ({}, "redan begärda"),
        ({"tertial": Tertial.SECOND, "due_on": date(2016, 5, 1)}, "Dagen har varit"),
        ({"year": 2013}, "ingen bokföring"),
    ):
        plain = {"year": 2015, "tertial": Tertial.FIRST, "due_on": DUE, "by": "Ola", "at": AT}
        with pytest.raises(CannotFollowUp, match=why):
            services.ask_for(**(plain | wanted))
    with pytest.raises(CannotFollowUp, match="Ingen, eller flera"):
        services.answer_for(year=2015, cost_centre="EK", email="ingen@hem.example")
    assert ForecastRound.objects.count() == 1
    assert [each.cost_centre for each in queries.answering()] == ["IT"]


def test_who_answers_tells_of_their_own_and_of_nothing_else(centres):
    def client(role, name):
        wanted = parties.Wanted((role,), "")
        parties.save_user(name=name, password="korrekt-häst", wanted=wanted, by="test", at=AT)
        found = Client()
        found.force_login(User.objects.get(username=name))
        return found

    eva, controller = client("technician", "eva"), client("controller", "ola")
    Person.objects.update(user=User.objects.get(username="eva"))
    told = {"act": "expect", "cost_centre": "IT", "tertial": "1", "amount": "-100"}
    assert eva.post("/ar/2015/uppfoljning/", told | {"cost_centre": "EK"}).status_code == 404
    assert eva.post("/ar/2015/uppfoljning/", {"act": "limits"}).status_code == 404
    assert Forecast.objects.count() == 0
    assert eva.post("/ar/2015/uppfoljning/", told).status_code == 302
    assert Forecast.objects.get().cost_centre == "IT"
    assert eva.post(ADDRESS, {"act": "ask"}).status_code == 404

    ask = {"act": "ask", "tertial": "2", "due_on": "2016-05-20"}
    assert controller.post(ADDRESS, ask).status_code == 302
    assert controller.post(ADDRESS, ask).status_code == 422
    answer = {"act": "answer", "cost_centre": "EK", "email": "eva@hem.example"}
    assert controller.post(ADDRESS, answer).status_code == 302
    page = controller.get(ADDRESS).content.decode()
    assert page.count("Eva Ek") == 2
    assert page.count("Väntas") == 2


def test_who_answers_for_something_keeps_their_name_until_another_does(centres):
    assert personal.OFFERS[0].needs((centres.pk,)) == {centres.pk}
    services.answer_for(year=2015, cost_centre="IT", email="")
    assert personal.OFFERS[0].needs((centres.pk,)) == frozenset()
