"""Opinions from a link in a letter: shown by a link, given by a button, by nobody else."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.plumbing import clock
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Opinion, Ticket
from samdrift.servicedesk.tests.given import agent, later
from samdrift.servicedesk.tests.letters_given import PostedDesk, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _an_own_home(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(clock, "now", lambda: later(hours=3))


@pytest.fixture
def desk():
    return PostedDesk()


def links(desk, **told):
    """Return the addresses in the letter that tells that a ticket is solved."""
    ticket = desk.ticket("Skrivaren", **told)
    standing.solve(
        number=ticket.number, resolution="Ny toner.", actor=agent(desk.jonas), at=later(hours=1)
    )
    found = re.findall(r"http://[^/]+(/hjalp/omdome/\S+)", sent()[-1].text)
    assert len(found) == 6
    return found


def test_to_follow_a_link_changes_nothing(desk, client):
    for link in links(desk):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 405

    assert Opinion.objects.count() == 0
    assert Ticket.objects.get().status == Status.SOLVED


def test_a_link_has_its_score_chosen_and_a_button_gives_it(desk, client):
    link = next(each for each in links(desk) if each.endswith("betyg=4"))

    page = client.get(link)
    assert re.findall(r'value="(\d)" required checked', page.content.decode()) == ["4"]
    assert "Skrivaren" in page.content.decode()

    answer = client.post(link, {"act": "rate", "score": "4", "comment": " Snabbt "}, follow=True)
    assert "Tack för ditt omdöme." in answer.content.decode()
    told = Opinion.objects.get()
    assert (told.score, told.comment, told.at) == (4, "Snabbt", later(hours=3))


@pytest.mark.parametrize("score", ["0", "6", "", "x"])
def test_a_score_that_is_none_is_refused(desk, client, score):
    answer = client.post(links(desk)[0], {"act": "rate", "score": score}, follow=True)

    assert "Välj ett betyg från 1 till 5." in answer.content.decode()
    assert Opinion.objects.count() == 0


def test_what_is_not_solved_is_opened_again_once(desk, client):
    link = links(desk)[-1]
    assert "Öppna ärendet igen" in client.get(link).content.decode()

    page = client.post(link, {"act": "reopen", "text": "Den låter."}, follow=True)

    ticket = Ticket.objects.get()
    assert (ticket.status, ticket.reopened_count) == (Status.OPEN, 1)
    message = ticket.messages.latest("pk")
    assert (message.by_name, message.text) == ("Karin Lindqvist", "Den låter.")
    assert "Vi arbetar med ditt ärende." in page.content.decode()

    again = client.post(link, {"act": "reopen", "text": "Igen"}, follow=True)
    assert "kan inte öppnas igen" in again.content.decode()
    assert Ticket.objects.get().reopened_count == 1


def test_a_closed_ticket_is_scored_but_not_opened(desk, client):
    link = links(desk)[0]
    ticket = Ticket.objects.get()
    standing.verify(number=ticket.number, actor=agent(desk.jonas), at=later(hours=2))

    page = client.get(f"{link}&inte-lost=1").content.decode()
    assert "Svara på brevet, så blir det ett nytt ärende." in page
    assert "Öppna ärendet igen" not in page
    client.post(link, {"act": "reopen"})
    client.post(link, {"act": "rate", "score": "5"})
    assert Ticket.objects.get().status == Status.CLOSED
    assert Opinion.objects.get().score == 5


def test_a_secret_ticket_shows_its_number_alone(desk, client):
    page = client.get(links(desk, is_secret=True)[0]).content.decode()

    assert Ticket.objects.get().number in page
    assert "Skrivaren" not in page


def test_a_link_that_is_broken_or_old_opens_nothing(desk, client, monkeypatch):
    link = links(desk)[0]
    assert client.get(link.replace("/?", "x/?")).status_code == 410
    monkeypatch.setattr(clock, "now", lambda: later(days=61))

    answer = client.post(link, {"act": "rate", "score": "5"})

    assert answer.status_code == 410
    assert Opinion.objects.count() == 0


def test_the_page_asks_the_database_little(desk, client):
    link = links(desk)[0]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(link)

    assert len(asked) <= 5
