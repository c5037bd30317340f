"""All that is held of somebody: whole, noted, for who may; and no app is forgotten."""

import csv
import io
import zipfile

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samdrift.directory.models import Person
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing import clock, contributions
from samdrift.plumbing.personal import HeldOfPerson, Processing
from samdrift.privacy import queries
from samdrift.privacy.models import Extract
from samdrift.servicedesk.ports import Actor
from samdrift.servicedesk.tests.given import MONDAY, Desk

pytestmark = pytest.mark.django_db

OF_NOBODY = {
    # What Django itself keeps of who may what, which nothing of the product uses.
    "auth.User_groups",
    "auth.User_user_permissions",
}
"""Models that lead to people and are not told of, each with its reason."""


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    return Desk()


@pytest.fixture
def manager(desk):
    Membership.objects.create(user=desk.anna, role=PersonRole.MANAGER)
    client = Client()
    client.force_login(desk.anna)
    return client


def files(answer):
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}


def test_every_model_that_leads_to_a_person_is_told_of():
    told = {
        (offer.model, path)
        for offer in contributions.offered(HeldOfPerson)
        for path in offer.by
        if path != "pk"
    }
    leading = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model in (Person, User) and model._meta.label not in OF_NOBODY
    }

    assert leading - told == set()
    for offer in contributions.offered(HeldOfPerson):
        for path in offer.by:
            assert queries.leads_to(apps.get_model(offer.model), path) in (Person, User)


def test_an_extract_has_all_of_one_person_and_nothing_of_another(desk, manager):
    mine = desk.ticket("=Min skrivare")
    per = Actor("Per Ek", person_id=desk.per.pk)
    other = desk.ticket("Pers dator", requester_id=desk.per.pk, by=per)

    answer = manager.post(f"/personuppgifter/{desk.karin.pk}/utdrag/")

    told = files(answer)
    tickets = list(csv.DictReader(io.StringIO(told["servicedesk.Ticket.csv"])))
    assert [row["subject"] for row in tickets] == ["'=Min skrivare"]
    messages = list(csv.DictReader(io.StringIO(told["servicedesk.Message.csv"])))
    assert {row["ticket_id"] for row in messages} == {str(mine.pk)}
    assert other.pk not in {int(row["ticket_id"]) for row in messages}
    assert "karin@kinda.example" in told["directory.Person.csv"]
    assert "per@kinda.example" not in "".join(told.values())
    assert told["las-mig.txt"].startswith(
        "Utdrag om Karin Lindqvist\r\nTaget ur Samdrift av Anna Ek"
    )
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="utdrag-{desk.karin.pk}.zip"'
    )


def test_what_lets_somebody_in_is_never_told(desk, manager):
    desk.karin.user = desk.jonas
    desk.karin.save()

    told = files(manager.post(f"/personuppgifter/{desk.karin.pk}/utdrag/"))

    assert "jonas" in told["auth.User.csv"]
    assert "password" not in told["auth.User.csv"]


def test_an_extract_is_written_down_for_ever(desk, manager):
    manager.post(f"/personuppgifter/{desk.karin.pk}/utdrag/")

    made = Extract.objects.get()
    assert (made.person, made.by_user, made.by_name) == (desk.karin, desk.anna, "Anna Ek")
    assert (made.made_at, made.rows) == (MONDAY, 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Extract.objects.update(rows=0)
    page = manager.get("/personuppgifter/").content.decode()
    assert "Karin Lindqvist: 1 rader, av Anna Ek" in page


def test_who_may_not_takes_nothing_out(desk):
    client = Client()
    Membership.objects.create(user=desk.jonas, role=PersonRole.AGENT)
    client.force_login(desk.jonas)

    assert client.post(f"/personuppgifter/{desk.karin.pk}/utdrag/").status_code == 404
    assert client.get("/personuppgifter/").status_code == 404
    assert Extract.objects.count() == 0


def test_nobody_has_no_extract(manager):
    assert manager.post("/personuppgifter/999999999/utdrag/").status_code == 404


def test_the_register_is_made_of_what_every_app_tells(desk, manager):
    with CaptureQueriesContext(connection) as asked:
        page = manager.get("/personuppgifter/?q=karin").content.decode()

    rows = list(
        csv.reader(
            io.StringIO(manager.get("/personuppgifter/register.csv").content.decode("utf-8-sig"))
        )
    )
    assert len(asked) <= 12
    assert 'Hämta utdrag<span class="visually-hidden"> Karin Lindqvist</span>' in page
    names = [str(each.name) for each in contributions.offered(Processing)]
    assert [row[0] for row in rows] == ["Behandling", *names]
    assert {"Ärenden", "Utrustning och lån", "Konton och behörighet"} <= set(names)
    assert all(all(row) for row in rows)
