"""The pages of machines: what they say, and to whom."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web import machines
from tests.web.budget import MOST_QUESTIONS, asked_of
from tests.web.desks import person_with, register

from samdrift.assets.models import Device
from samdrift.inventory.models import Contact, Difference, Installation, Machine
from samdrift.inventory.tests.given import a_computer, an_organisation
from samdrift.plumbing import clock

pytestmark = pytest.mark.django_db


def text_of(page):
    return " ".join(page.content.decode().split())


@pytest.fixture
def told(year):
    return machines.tell("VIM")


def test_a_machine_shows_what_it_has_and_what_changed(told, signed_in):
    page = text_of(signed_in("technician").get(f"/maskiner/{told[0]}/"))

    assert "<h1>VIM-PC-1041</h1>" in page
    assert "5CG901" in page
    assert "Windows 11 Education" in page
    assert "Program: 2 tillkom, 2 försvann" in page
    assert "Bildskärmar: 1 försvann" in page
    assert "Första inventeringen" in page


def test_a_difference_names_what_came_went_and_is_in_another_version(told, signed_in):
    difference = Difference.objects.get(is_first=False)

    page = text_of(signed_in("agent").get(f"/maskiner/{told[0]}/skillnad/{difference.pk}/"))

    assert '<th scope="row">Firefox</th><td>0.1</td><td>9.0</td>' in page
    assert page.index("Program som tillkom") < page.index("Teams")
    assert page.index("Program som försvann") < page.index("7-Zip")
    assert "<del>DELL U2415" in page


def test_merged_and_ignored_machines_are_not_listed_and_say_so_themselves(told, signed_in):
    manager = signed_in("manager")

    listed = text_of(manager.get("/maskiner/"))

    assert "VIM-PC-1041" in listed
    assert "VIM-PC-1042" not in listed
    assert "SERVER-7" not in listed
    assert "sammanförd med en annan maskin" in text_of(manager.get(f"/maskiner/{told[1]}/"))
    assert "Inget tas emot" in text_of(manager.get(f"/maskiner/{told[3]}/"))


def test_machines_are_found_by_any_of_their_words(told, signed_in):
    manager = signed_in("manager")

    assert "VIM-PC-1041" in text_of(manager.get("/maskiner/?q=latitude+5cg901"))
    assert "VIM-PC-1041" not in text_of(manager.get("/maskiner/?q=latitude+5cg999"))


def test_a_program_tells_on_how_many_machines_it_is_now(told, signed_in):
    manager = signed_in("manager")
    newer = Installation.objects.get(title__name="Firefox", title__version="9.0").title_id

    page = text_of(manager.get(f"/maskiner/program/{newer}/"))

    assert "på 1 maskin" in page
    assert "VIM-PC-1041" in page
    assert "VIM-PC-1042" not in page


def test_lists_are_turned_page_by_page(year, signed_in):
    rows = [
        Machine(name=f"PC-{at:03}", sorted_by=f"pc-{at:03}", words=f"pc-{at:03}", kind="computer")
        for at in range(60)
    ]
    now = clock.now()
    for row in rows:
        row.organisation_id, row.first_seen_at, row.changed_at = "VIM", now, now
        row.save()
        Contact.objects.create(machine=row, seen_at=now)
    manager = signed_in("manager")

    first = manager.get("/maskiner/")
    then = manager.get(f"/maskiner/{first.context['next_href']}")

    assert [line.row.name for line in first.context["lines"]] == [f"PC-{at:03}" for at in range(50)]
    assert [line.row.name for line in then.context["lines"]] == [
        f"PC-{at:03}" for at in range(50, 60)
    ]
    assert then.context["next_href"] == ""


def test_a_members_own_see_theirs_and_no_others(year, signed_in):
    theirs = machines.tell("VIM")[0]
    an_organisation("KIN")
    others = machines.take(a_computer("KIN-PC-1", serial="K1"), "KIN", clock.now())
    economist = signed_in("economist")

    listed = text_of(economist.get("/maskiner/?organisation=KIN"))

    assert "VIM-PC-1041" in listed
    assert "KIN-PC-1" not in listed
    assert economist.get(f"/maskiner/{theirs}/").status_code == 200
    assert economist.get(f"/maskiner/{others}/").status_code == 404
    assert economist.post(f"/maskiner/{theirs}/gor/ignorera/").status_code == 404
    assert not Machine.objects.get(pk=theirs).is_ignored


def test_the_palette_leads_to_a_machine(told, signed_in):
    page = text_of(signed_in("agent").get("/sok/?q=vim-pc-1041"))

    assert f"/maskiner/{told[0]}/" in page


@pytest.mark.parametrize(
    "address", ["/maskiner/", "/maskiner/{0}/", "/maskiner/program/", "/maskiner/matchning/"]
)
def test_a_page_asks_few_questions(told, signed_in, address):
    client = signed_in("manager")
    client.get(address.format(told[0]))

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address.format(told[0])).status_code == 200

    assert len(asked_of(asked)) <= MOST_QUESTIONS


def test_everything_that_can_be_done_is_done(year, signed_in):
    machines.walk(signed_in("manager"))


def test_whoever_has_a_machine_leads_to_it_and_it_to_their_tickets(year, signed_in):
    karin = person_with("karin", "Karin", organisation="VIM")
    Device.objects.create(
        tag="VIM-1041",
        serial="5CG901",
        organisation_id="VIM",
        holder=karin,
        held_since=date(2026, 1, 2),
    )
    machine = machines.tell("VIM")[0]
    ticket = register("Skrivaren svarar inte", organisation="VIM", person=karin)
    agent = signed_in("agent")

    shown = text_of(agent.get(f"/maskiner/{machine}/"))

    assert f'<a href="/arenden/{ticket.number}/">' in shown
    assert "VIM-1041" in shown
    assert "hos Karin" in shown
    assert f"/maskiner/{machine}/" in text_of(agent.get(f"/arenden/person/{karin.pk}/"))
