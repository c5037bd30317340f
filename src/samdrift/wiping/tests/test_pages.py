"""Wiping in the browser: a rule, what it would do, one who decides, another who starts."""

import pytest
from django.contrib.auth.models import User

from samdrift.parties.choices import PersonRole
from samdrift.parties.models import Membership
from samdrift.plumbing import clock
from samdrift.plumbing.jobs import worker
from samdrift.problems.models import Problem, ProblemTicket
from samdrift.servicedesk.models import Ticket
from samdrift.wiping.models import Hold, Wiping, WipingRule
from samdrift.wiping.tests.test_wiping import at, closed, desk

__all__ = ("desk",)

RULE = {"name": "Två år", "decision": "Dnr 2026/17", "days": "365", "kind": "", "service": ""}


@pytest.fixture(autouse=True)
def _next_year(monkeypatch):
    monkeypatch.setattr(clock, "now", at)


@pytest.fixture
def browser(desk, client):
    """Return whose browser it is, by name."""
    for user, role in ((desk.chef, PersonRole.MANAGER), (desk.controller, PersonRole.CONTROLLER)):
        Membership.objects.create(user=user, role=role)

    def of(user):
        client.force_login(user)
        return client

    return of


def said(client, path, **told):
    return client.post(path, told, follow=True).content.decode()


def test_a_wiping_goes_from_rule_to_protocol(desk, browser):
    number = closed(desk).number
    chef = browser(desk.chef)
    assert "Inga regler än" in chef.get("/gallring/").content.decode()

    page = chef.post("/gallring/", RULE, follow=True)
    assert "1 ärende skulle gallras nu." in page.content.decode()
    assert f">{number}</a>" in page.content.decode()
    rule = WipingRule.objects.get()
    assert "Någon annan startar den." in said(chef, f"/gallring/gor/besluta/{rule.pk}/")
    wiping = Wiping.objects.get()
    assert "Du beslutade." in chef.get(f"/gallring/{wiping.pk}/").content.decode()
    assert "Inget har ändrats." in said(chef, f"/gallring/gor/starta/{wiping.pk}/")
    assert chef.get(f"/gallring/{wiping.pk}/protokoll.pdf").status_code == 404

    sven = browser(desk.controller)
    assert "Gallringen är startad." in said(sven, f"/gallring/gor/starta/{wiping.pk}/")
    assert worker.work_once()

    told = sven.get(f"/gallring/{wiping.pk}/").content.decode()
    assert "Sven Ek" in told
    assert "arkivlagen 1990:782, 10 §" in told
    assert sven.get(f"/gallring/{wiping.pk}/protokoll.pdf").content.startswith(b"%PDF")
    assert number in sven.get(f"/gallring/{wiping.pk}/protokoll.csv").content.decode()
    assert sven.get(f"/gallring/{wiping.pk}/protokoll.docx").status_code == 404
    assert "Klar" in sven.get("/gallring/").content.decode()
    assert Ticket.objects.get().subject == ""
    case = sven.get(f"/arenden/{number}/").content.decode()
    assert "Hemorrojder" not in case


def test_a_ticket_is_preserved_and_let_go(desk, browser):
    number = closed(desk).number
    chef = browser(desk.chef)

    assert "Ärendet bevaras." in said(chef, "/gallring/bevara/", number=f"#{number}", why="Tvist")
    again = chef.post("/gallring/bevara/", {"number": number, "why": "Igen"})
    assert (again.status_code, "bevaras redan" in again.content.decode()) == (422, True)
    hold = Hold.objects.get()
    assert "Reglerna når ärendet igen." in said(chef, f"/gallring/gor/slapp/{hold.pk}/")
    assert "Inget ärende är märkt." in chef.get("/gallring/").content.decode()
    assert chef.post("/gallring/bevara/", {}).status_code == 422


def test_what_is_wrong_in_a_rule_is_told_and_what_was_typed_stays(desk, browser):
    chef = browser(desk.chef)

    page = chef.post("/gallring/", RULE | {"days": "3", "decision": ""})

    told = page.content.decode()
    assert page.status_code == 422
    assert "Skriv minst 30 dagar." in told
    assert "Skriv vilket beslut regeln följer." in told
    assert 'value="Två år"' in told
    assert WipingRule.objects.count() == 0


def test_a_decision_is_taken_back_and_a_rule_ended(desk, browser):
    closed(desk)
    chef = browser(desk.chef)
    chef.post("/gallring/", RULE)
    rule = WipingRule.objects.get()
    said(chef, f"/gallring/gor/besluta/{rule.pk}/")
    page = chef.get(f"/gallring/regel/{rule.pk}/").content.decode()
    assert "En gallring är redan beslutad." in page

    wiping = Wiping.objects.get()
    assert "tillbakadraget" in said(chef, f"/gallring/gor/dra-tillbaka/{wiping.pk}/")
    assert "Regeln gäller inte längre." in said(chef, f"/gallring/gor/sluta/{rule.pk}/")

    assert chef.get(f"/gallring/regel/{rule.pk}/").status_code == 404
    assert chef.post(f"/gallring/gor/okant/{rule.pk}/").status_code == 404
    assert Ticket.objects.get().wiped_at is None


def test_the_pages_are_not_there_for_who_works_with_tickets(desk, browser):
    closed(desk)
    browser(desk.chef).post("/gallring/", RULE)
    rule = WipingRule.objects.get()
    client = browser(desk.jonas)

    told = [
        client.get("/gallring/"),
        client.post("/gallring/", RULE),
        client.post(f"/gallring/gor/besluta/{rule.pk}/"),
        client.post("/gallring/bevara/", {"number": "10001", "why": "x"}),
        client.get(f"/gallring/regel/{rule.pk}/"),
    ]

    assert [each.status_code for each in told] == [404] * 5
    assert (Wiping.objects.count(), Hold.objects.count()) == (0, 0)


def test_the_pages_ask_few_questions(desk, browser, django_assert_max_num_queries):
    closed(desk)
    chef = browser(desk.chef)
    for number in range(3):
        chef.post("/gallring/", RULE | {"name": f"Regel {number}"})
    rule = WipingRule.objects.first()
    said(chef, f"/gallring/gor/besluta/{rule.pk}/")

    for path in (
        "/gallring/",
        f"/gallring/regel/{rule.pk}/",
        f"/gallring/{Wiping.objects.get().pk}/",
    ):
        with django_assert_max_num_queries(25):
            assert chef.get(path).status_code == 200


def test_a_user_who_is_gone_is_still_named_in_the_protocol(desk, browser):
    closed(desk)
    chef = browser(desk.chef)
    chef.post("/gallring/", RULE)
    said(chef, f"/gallring/gor/besluta/{WipingRule.objects.get().pk}/")
    User.objects.filter(pk=desk.chef.pk).update(is_active=False, first_name="", last_name="")

    page = browser(desk.controller).get(f"/gallring/{Wiping.objects.get().pk}/")

    assert "Eva Lind beslutade" in page.content.decode()


def test_a_ticket_is_preserved_from_its_own_page(desk, browser):
    number = closed(desk).number
    chef = browser(desk.chef)
    page = chef.get(f"/arenden/{number}/").content.decode()
    assert f'href="/gallring/?arende={number}#holds"' in page
    assert f'value="{number}"' in chef.get(f"/gallring/?arende={number}").content.decode()

    said(chef, "/gallring/bevara/", number=number, why="Principiellt")

    assert Hold.objects.get().ticket.number == number
    jonas = browser(desk.jonas)
    assert "/gallring/" not in jonas.get(f"/arenden/{number}/").content.decode()


def test_texts_that_tell_of_the_tickets_are_shown_before_and_after(desk, browser):
    ticket, other = closed(desk), desk.ticket()
    now = clock.now()
    told = {"description": "Prövat: omstart.", "begun_at": now, "changed_at": now}
    known = Problem.objects.create(number=1, title="Kön stannar", **told)
    unlinked = Problem.objects.create(number=2, title="Något annat", **told)
    for problem, linked in ((known, ticket), (unlinked, other)):
        ProblemTicket.objects.create(
            problem=problem, ticket=linked, linked_at=now, linked_by="Jonas Berg"
        )
    chef = browser(desk.chef)
    chef.post("/gallring/", RULE)
    rule = WipingRule.objects.get()
    way = '<a class="alone" href="/problem/1/">P-1 Kön stannar</a>'

    tried = chef.get(f"/gallring/regel/{rule.pk}/").content.decode()
    assert way in tried
    assert "Något annat" not in tried
    said(chef, f"/gallring/gor/besluta/{rule.pk}/")
    wiping = Wiping.objects.get()
    assert way in chef.get(f"/gallring/{wiping.pk}/").content.decode()
    sven = browser(desk.controller)
    said(sven, f"/gallring/gor/starta/{wiping.pk}/")
    assert worker.work_once()

    page = sven.get(f"/gallring/{wiping.pk}/").content.decode()
    assert way in page
    assert "ändringar och guider är egna handlingar och rörs inte" in page
    known.refresh_from_db()
    assert known.description == "Prövat: omstart."
