"""A call that an exchange tells of comes up at the desk by itself, in a real Chromium."""

import pytest
from django.test import Client
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from tests.web.test_browser import browser, findings, focused, pytestmark
from tests.web.test_browser_desk import helped, served, sign_in, tab_to
from tests.web.waiting import found, keys, says, until

from samdrift.api import services as tokens
from samdrift.api.choices import Scope
from samdrift.api.tests.given import Caller
from samdrift.directory.models import Person
from samdrift.plumbing import clock
from samdrift.servicedesk.choices import Channel
from samdrift.servicedesk.models import Ticket
from samdrift.switchboard.models import LiveCall
from samdrift.switchboard.services import live

__all__ = ["browser", "helped", "served", "sign_in"]  # Fixtures.

pytestmark = [
    *pytestmark,
    pytest.mark.usefixtures("files_of_its_own"),
]


@pytest.fixture
def exchange(helped):
    """Return who tells, over the interface, of a call from Karin to the agent."""
    Person.objects.exclude(pk=helped.karin.pk).update(mobile="")
    live.set_extension(user_id=helped.agent.pk, number="1001")
    token = tokens.give_token(
        name="växeln",
        username=helped.agent.username,
        scopes=(Scope.CALLS_WRITE,),
        by="root",
        at=clock.now(),
    )
    ask = Caller(Client(), token)

    def tell(event):
        told = {"call": "A1", "event": event, "at": clock.now().isoformat(), "extension": "1001"}
        assert ask("POST", "/calls", told | {"caller": "070-174 06 35"}).status_code == 204

    return tell


def calls(page):
    return page.find_elements(By.CSS_SELECTOR, ".ringing .call")


def test_a_call_comes_up_by_itself_is_taken_down_and_goes_away(helped, sign_in, exchange):
    known = helped.ticket("Skrivaren svarar inte", at=clock.now())
    page = sign_in(helped.agent, f"/arenden/{known.number}/?view=all")
    keys(page, "r")
    keys(page, "Jag skriver på ett svar")
    assert calls(page) == []

    exchange("ringing")
    until(page, calls)
    assert "Karin Lindqvist ringer sedan" in calls(page)[0].text
    assert known.number in calls(page)[0].text
    assert focused(page).get_attribute("id") == "svar"
    assert focused(page).get_attribute("value") == "Jag skriver på ett svar"
    assert findings(page) == []

    exchange("answered")
    until(page, lambda opened: "besvarat" in calls(opened)[0].text)
    page.find_element(By.CSS_SELECTOR, "main").click()
    tab_to(page, lambda element: element.text == "Ta samtalet")
    keys(page, Keys.ENTER)
    until(page, lambda opened: focused(opened).get_attribute("name") == "subject")
    keys(page, "Låst konto", Keys.TAB, "Ringde i morse.")
    found(page, "form[data-kind=report] .btn-main").click()
    says(page, "Låst konto</h1>")

    taken = Ticket.objects.get(subject="Låst konto")
    assert (taken.requester, taken.owner) == (helped.karin, helped.agent)
    assert taken.channel == Channel.PHONE
    assert LiveCall.objects.get().ticket_number == taken.number
    until(page, lambda opened: f"Ärende {taken.number}" in calls(opened)[0].text)
    exchange("ended")
    until(page, lambda opened: not calls(opened))
