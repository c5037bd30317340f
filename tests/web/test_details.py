"""What is seldom changed of a ticket: its title, its service, who answers for it, its secrecy."""

from datetime import date

from tests.web import desks
from tests.web.test_pages import words

from samdrift.servicedesk.casework import relating
from samdrift.servicedesk.models import SecrecyReading, Ticket
from samdrift.servicedesk.tests.given import MONDAY, later
from samdrift.servicedesk.tests.given import agent as acting
from samdrift.servicelevels.services.agreements import Promised, agree

HOUR = 3600


def kept(ticket):
    """Return what the page of details sends where nothing is changed in it."""
    return {
        "subject": ticket.subject,
        "service": ticket.service,
        "owner_id": ticket.owner_id or "",
        "had-subject": ticket.subject,
        "had-service": ticket.service,
        "had-owner_id": ticket.owner_id or "",
        "had-is_secret": "False",
    }


def test_the_title_and_who_answers_for_a_ticket_are_changed(agent, desk):
    ticket = desk.ticket("Hjälp")
    page = agent.get(f"/arenden/{ticket.number}/uppgifter/?view=all")
    assert 'value="Hjälp"' in page.content.decode()

    told = kept(ticket) | {"subject": "Skrivaren på plan 2", "owner_id": desk.anna.pk}
    said = agent.post(f"/arenden/{ticket.number}/andra/", told | {"kept": "view=all"}, follow=True)

    assert "Ändringen är sparad." in words(said)
    ticket.refresh_from_db()
    assert (ticket.subject, ticket.owner, ticket.is_secret) == (
        "Skrivaren på plan 2",
        desk.anna,
        False,
    )


def test_another_service_recalculates_the_deadline_and_tells_the_difference(agent, desk, clock_at):
    ticket = desk.ticket()
    promised = Promised(ticket.priority, HOUR, HOUR, service="Lifecare")
    agree(promised=promised, valid_from=date(2026, 1, 1), at=MONDAY)
    clock_at(later(minutes=1))
    before = ticket.solve_by

    agent.post(f"/arenden/{ticket.number}/andra/", kept(ticket) | {"service": "Lifecare"})

    page = words(agent.get(f"/arenden/{ticket.number}/?view=all"))
    assert f"tidsfristen var {before.astimezone(MONDAY.tzinfo):%Y-%m-%d %H.%M} och blev" in page
    assert Ticket.objects.get().solve_by == later(hours=1)
    listed = agent.get(f"/arenden/{ticket.number}/uppgifter/").content.decode()
    assert 'value="Lifecare"' in listed


def test_whoever_marks_anothers_ticket_as_secret_is_led_to_the_queue(agent, desk):
    ticket = desk.ticket("Hot mot en skola")
    told = kept(ticket) | {"is_secret": "True", "kept": "view=all"}

    said = agent.post(f"/arenden/{ticket.number}/andra/", told)

    assert said.headers["Location"] == "/arenden/?view=all"
    assert Ticket.objects.get().is_secret
    assert agent.get(f"/arenden/{ticket.number}/uppgifter/").status_code == 404


def test_who_has_read_a_secret_ticket_or_a_file_of_it_is_told(agent, desk):
    ticket = desk.ticket(is_secret=True)
    Ticket.objects.update(owner=desk.agent)
    file = desks.attach(ticket, "hot.png", b"\x89PNG\r\n\x1a\n")

    agent.get(f"/arenden/{ticket.number}/fil/{file}/")
    page = words(agent.get(f"/arenden/{ticket.number}/uppgifter/"))

    readings = SecrecyReading.objects.values_list("ticket", "by_user", "at")
    assert list(readings) == [(ticket.pk, desk.agent.pk, MONDAY)] * 2
    assert "Vilka har läst ärendet agent 2 gånger, senast" in page


def test_a_secret_ticket_that_somebody_registers_is_theirs_to_see(agent, desk):
    told = {
        "requester": desk.karin.pk,
        "organisation": "KIN",
        "subject": "Hot",
        "text": "Ett brev har kommit.",
        "kind": "incident",
        "impact": 3,
        "urgency": 2,
        "channel": "email",
        "service": "E-post",
        "is_secret": "on",
    }

    page = agent.post("/arenden/nytt/", told, follow=True)

    ticket = Ticket.objects.get()
    assert (page.status_code, ticket.owner, ticket.service) == (200, desk.agent, "E-post")


def test_a_ticket_that_has_gone_on_in_another_has_no_details_to_change(agent, desk):
    ticket, into = desk.ticket(), desk.ticket("Samma sak")
    relating.merge(number=ticket.number, into=into.number, actor=acting(desk.jonas), at=MONDAY)

    assert agent.get(f"/arenden/{ticket.number}/uppgifter/").status_code == 404
    assert agent.get(f"/arenden/{into.number}/uppgifter/").status_code == 200
