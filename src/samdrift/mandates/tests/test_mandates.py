"""What is given for a while holds for that while, over its part, and is no one's own to take."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from samdrift.directory.models import Unit
from samdrift.mandates import queries, services
from samdrift.mandates.errors import CannotGive
from samdrift.mandates.models import Mandate
from samdrift.mandates.services import Giver, Wanted
from samdrift.parties import queries as parties
from samdrift.parties import services as ways_in
from samdrift.parties.choices import PersonRole
from samdrift.parties.models import PersonChange
from samdrift.parties.ports import SightSource
from samdrift.plumbing.access import Role, Viewer
from samdrift.plumbing.contributions import offered
from samdrift.plumbing.mail.models import Mailbox, OutgoingLetter
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.history.queries import secrecy_readings
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.tests.given import MONDAY, Desk

TODAY = MONDAY.date()
CHEF = Giver(0, "chef", Viewer.of(Role.MANAGER))
EKO = Giver(0, "eko", Viewer.of(Role.ECONOMIST, organisation_code="KIN"))
WHY = "Nätet ligger nere på sjukhuset"


@pytest.fixture
def desk(db, monkeypatch):
    monkeypatch.setattr("samdrift.plumbing.clock.now", lambda: MONDAY)
    return Desk()


@pytest.fixture
def mailbox(db):
    return Mailbox.objects.create(key="desk", address="desk@kinda.example", is_open=True)


def somebody(name, *roles, organisation=""):
    """Return somebody who signs in, and a client that they have signed in with."""
    wanted = ways_in.Wanted(roles, organisation)
    user_id = ways_in.add_person(name=name, wanted=wanted, by="test", at=MONDAY)
    User.objects.filter(pk=user_id).update(email=f"{name}@kinda.example")
    user = User.objects.get(pk=user_id)
    client = Client()
    client.force_login(user)
    return user, client


def asked(person, role="", *, organisation="", unit="", is_deep=False, days=7, why=None):
    last = TODAY + timedelta(days=days)
    reason = why or "Vikarierar för Jonas"
    return Wanted(person, role, organisation, unit, is_deep, TODAY, last, reason)


def test_a_role_holds_from_its_first_day_through_its_last_and_ends_by_itself(desk):
    user, _client = somebody("kim", "elected")
    services.give(asked("KIM", "controller", days=1), giver=CHEF, at=MONDAY)
    midnight = MONDAY.replace(hour=0, minute=0)

    def roles(at):
        return {role.value for role in parties.viewer(user.pk, at=at).roles}

    assert roles(midnight - timedelta(seconds=1)) == {"elected"}
    assert roles(midnight) == roles(midnight + timedelta(hours=47)) == {"elected", "controller"}
    assert roles(midnight + timedelta(hours=48)) == {"elected"}
    assert {role.value for role in parties.viewer(user.pk).roles} == {"elected"}
    _admin, client = somebody("admin", "administrator")
    page = client.get(f"/personer/{user.pk}/").content.decode()
    assert "Controller, tillfälligt till 2026-03-04 00.00." in page
    assert "Debiterar och fakturerar" in page
    noted = PersonChange.objects.filter(user=user).first()
    assert (noted.kind, noted.done_by) == ("mandate", "chef")
    assert noted.after == "Controller till 2026-03-04 00.00: Vikarierar för Jonas"


@pytest.mark.parametrize(
    ("giver", "wanted"),
    [
        (CHEF, asked("kim", "administrator")),
        (EKO, asked("kim", "controller")),
        (EKO, asked("kim", "economist", organisation="YDR")),
        (EKO, asked("kim", unit="Kisa skola", organisation="YDR")),
        (CHEF, asked("kim", "economist")),
        (CHEF, asked("kim", "controller", organisation="KIN")),
        (CHEF, asked("kim", "employee")),
        (CHEF, asked("kim")),
        (CHEF, asked("ingen", "controller")),
        (CHEF, asked("kim", "controller", days=-1)),
        (CHEF, asked("kim", "controller", days=400)),
        (CHEF, asked("kim", "controller", why="kort")),
    ],
)
def test_what_cannot_be_or_is_not_ones_own_to_give_is_refused(desk, giver, wanted):
    somebody("kim", "elected")

    with pytest.raises(CannotGive):
        services.give(wanted, giver=giver, at=MONDAY)

    assert not Mandate.objects.exists()


def test_nobody_gives_themselves_anything(desk):
    user, _client = somebody("chef", "manager")
    oneself = Giver(user.pk, "chef", Viewer.of(Role.MANAGER))

    with pytest.raises(CannotGive):
        services.give(asked("chef", "controller"), giver=oneself, at=MONDAY)

    assert not Mandate.objects.exists()


def test_who_answers_for_a_department_reads_the_tickets_of_its_units_until_it_is_ended(desk):
    user, client = somebody("vik", "employee", organisation="KIN")
    department = Unit.objects.create(key="utb", name="Utbildning", organisation=desk.kinda)
    Unit.objects.filter(pk=desk.school.pk).update(parent=department)
    person = desk.person("vik", "Vik Arie")
    type(person).objects.filter(pk=person.pk).update(user=user)
    ticket = desk.ticket("Skolans skrivare")
    address = f"/hjalp/arenden/{ticket.number}/"
    assert client.get(address).status_code == 404

    shallow = asked("vik", organisation="KIN", unit="Utbildning")
    services.give(shallow, giver=EKO, at=MONDAY)
    assert client.get(address).status_code == 404
    deep = asked("vik@kinda.example", organisation="KIN", unit="utbildning", is_deep=True)
    mandate_id = services.give(deep, giver=EKO, at=MONDAY)

    assert client.get(address).status_code == 200
    services.end(mandate_id=mandate_id, giver=EKO, at=MONDAY)
    assert client.get(address).status_code == 404
    last = Mandate.objects.get(pk=mandate_id)
    assert (last.ends_at, last.ended_by) == (MONDAY, "eko")


def test_secrets_are_opened_for_an_hour_others_are_told_and_each_reading_is_kept(desk, mailbox):
    user, client = somebody("natt", "technician")
    somebody("chef", "manager")
    somebody("rev", "auditor")
    ticket = desk.ticket("Hot", is_secret=True)
    address = f"/arenden/{ticket.number}/"
    assert client.get(address).status_code == 404
    assert client.post("/nodoppning/", {"why": "nej"}).status_code == 422
    assert not Mandate.objects.exists()

    assert client.post("/nodoppning/", {"why": WHY}).status_code == 302

    assert client.get(address).status_code == 200
    told = OutgoingLetter.objects.values_list("to", flat=True)
    assert sorted(told) == [["chef@kinda.example"], ["rev@kinda.example"]]
    assert [each.name for each in secrecy_readings(ticket_id=ticket.pk)] == ["natt"]
    assert PersonChange.objects.filter(user=user).first().kind == "emergency"
    assert client.post("/nodoppning/", {"why": WHY}).status_code == 422
    opened = parties.viewer(user.pk, at=MONDAY + timedelta(minutes=59))
    assert opened.has_opened
    assert not parties.viewer(user.pk, at=MONDAY + timedelta(minutes=60)).has_opened
    client.post("/nodoppning/avsluta/")
    assert client.get(address).status_code == 404


def test_who_sees_a_ticket_is_what_its_door_answers_for_every_role(desk):
    people = [somebody(f"r-{role}", role, organisation="YDR")[0] for role in PersonRole.values]
    people += [somebody("eko", "economist", organisation="KIN")[0], desk.jonas, desk.anna]
    ways_in.change_person(
        user_id=desk.anna.pk, wanted=ways_in.Wanted(("agent",)), by="test", at=MONDAY
    )
    find = next(each for each in offered(SightSource) if each.key == "servicedesk.ticket").find
    mine = desk.ticket("Vanligt")
    secret = desk.ticket("Hot", is_secret=True)
    Ticket.objects.filter(pk=secret.pk).update(assignee=desk.anna)

    for number in (mine.number, secret.number):
        sight = find(number.lower(), MONDAY)
        told = {
            user_id for user_id, _name, seen in parties.viewers(at=MONDAY) if sight.is_seen_by(seen)
        }
        told |= {user_id for user_id, _why in sight.others}
        readers = {
            user.pk: door.reader_for(viewer, user.pk)
            for user in people
            for viewer in [parties.viewer(user.pk, at=MONDAY)]
            if viewer
        }
        assert told == {
            pk for pk, reader in readers.items() if reader and door.ticket(reader, number)
        }
    assert [user_id for user_id, _why in sight.others] == [desk.anna.pk]


def test_the_page_says_who_sees_it_and_nothing_to_whom_it_is_not_for(desk):
    _user, economist = somebody("eko", "economist", organisation="YDR")
    _user, admin = somebody("admin", "administrator")
    ticket = desk.ticket("Hot", is_secret=True)
    address = f"/vem-kan-se/?slag=servicedesk.ticket&namn={ticket.number}"
    somebody("chef", "manager")

    page = admin.get(address)

    assert [(line.name, line.why) for line in page.context["lines"]] == [("chef", "Chef")]
    assert "Hot" not in page.content.decode()
    assert not page.context["leads"]
    kinds = [key for key, _label in page.context["kinds"]]
    assert kinds == [each.key for each in offered(SightSource)]
    assert len(kinds) == 5
    assert economist.get(address).status_code == 404
    assert economist.get("/vem-kan-se/?slag=fel&namn=1").status_code == 404


def test_mandates_are_given_and_ended_by_the_page(desk):
    somebody("kim", "elected")
    _user, chef = somebody("chef", "manager")
    sent = {"person": "kim", "role": "controller", "first_day": TODAY, "last_day": TODAY}
    assert chef.post("/tillfalliga-behorigheter/", sent).status_code == 422

    sent["why"] = "Vikarierar för Jonas"
    assert chef.post("/tillfalliga-behorigheter/", sent).status_code == 302

    (row,) = chef.get("/tillfalliga-behorigheter/").context["rows"]
    assert (row.person, row.what, row.standing, row.can_be_ended) == (
        "kim",
        "Controller",
        "Gäller",
        True,
    )
    chef.post(f"/tillfalliga-behorigheter/{row.id}/avsluta/")
    assert queries.mandates()[0].ended_by == "chef"
