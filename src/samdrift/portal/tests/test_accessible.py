"""The accessibility statement: read by anybody, and what it lacks told by anybody."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samdrift.parties.choices import OrganisationRole
from samdrift.parties.models import Organisation
from samdrift.plumbing.throttle import Throttle
from samdrift.portal.views import accessible
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.tests.given import Desk

pytestmark = pytest.mark.django_db
TOLD = {"text": "Knappen går inte att nå med Tab.", "address": "mia@exempel.se"}


def a_desk():
    Organisation.objects.create(
        code="FED", name="Förbundet", role=OrganisationRole.HOST, position=0
    )
    return Desk()


def test_a_barrier_is_told_of_without_signing_in_and_becomes_a_case():
    a_desk()
    visitor = Client()
    assert 'href="/tillganglighet/"' in visitor.get("/logga-in/").content.decode()

    with CaptureQueriesContext(connection) as asked:
        page = visitor.get("/tillganglighet/")
    thanked = visitor.post("/tillganglighet/", TOLD, follow=True)

    assert len(asked) <= 5
    assert "2018:1937" in page.content.decode()
    ticket = Ticket.objects.get()
    assert f"nummer {ticket.number}." in thanked.content.decode()
    assert ticket.subject == "Brist i tillgänglighet"
    assert ticket.messages.get().text == f"{TOLD['text']}\n\nSvara till: {TOLD['address']}"


def test_whoever_has_signed_in_is_who_tells_of_it():
    desk = a_desk()
    desk.karin.user = desk.jonas
    desk.karin.save()
    visitor = Client()
    visitor.force_login(desk.jonas)

    visitor.post("/tillganglighet/", {"text": "Går ej."})

    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.organisation_id) == (desk.karin, "KIN")
    assert ticket.messages.get().text == "Går ej."


def test_what_cannot_be_taken_in_is_told_and_makes_no_case(monkeypatch):
    a_desk()
    empty = Client().post("/tillganglighet/", {"text": "", "address": "mia"})
    monkeypatch.setattr(accessible, "BARRIERS", Throttle(0))
    too_many = Client().post("/tillganglighet/", TOLD)

    assert (empty.status_code, too_many.status_code) == (422, 422)
    assert "Skriv med några ord vad som inte gick." in empty.content.decode()
    assert "Vänta en minut" in too_many.content.decode()
    assert TOLD["text"] in too_many.content.decode()
    assert Ticket.objects.count() == 0
