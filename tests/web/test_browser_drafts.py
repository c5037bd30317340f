"""What is written in a case is never lost: kept while one writes, and sent once."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from tests.web.test_browser import browser, pytestmark
from tests.web.test_browser_desk import helped, send, served, sign_in
from tests.web.waiting import found, keys, says, until

from samdrift.plumbing import clock
from samdrift.servicedesk.models import Draft, Message

__all__ = ["browser", "helped", "served", "sign_in"]  # Fixtures.

pytestmark = [
    *pytestmark,
    pytest.mark.usefixtures("files_of_its_own"),
]

SLOW_DRAFTS = """
const send = window.fetch;
window.fetch = (asked, told) => String(asked).includes("/utkast/")
  ? new Promise((go) => setTimeout(go, 1500)).then(() => send(asked, told))
  : send(asked, told);
"""


def test_a_draft_survives_that_one_signs_out(helped, sign_in):
    ticket = helped.ticket(at=clock.now())
    path = f"/arenden/{ticket.number}/"
    page = sign_in(helped.agent, path)
    keys(page, "r")
    keys(page, "Jag ringer dig strax")
    told = found(page, ".reply [data-saved]")
    until(page, lambda _page: told.text.startswith("Utkast sparat"))
    assert Draft.objects.get().content["text"] == "Jag ringer dig strax"

    page = sign_in(helped.agent, path)

    assert found(page, "#svar").get_attribute("value") == "Jag ringer dig strax"


def test_no_draft_comes_after_the_words_that_were_sent(helped, sign_in):
    ticket = helped.ticket(at=clock.now())
    page = sign_in(helped.agent, f"/arenden/{ticket.number}/?view=all")
    page.execute_script(SLOW_DRAFTS)

    found(page, "#svar").send_keys("Prova nu.")
    ActionChains(page).pause(1).perform()  # The draft is on its way by now, and takes its time.
    found(page, "#svar").send_keys(" Det ska gå.")
    send(page)

    says(page, "Svaret är skickat.")
    assert Message.objects.filter(kind="reply").get().text == "Prova nu. Det ska gå."
    assert Draft.objects.count() == 0
    assert found(page, "#svar").get_attribute("value") == ""


def test_what_is_written_is_kept_before_something_else_is_sent(helped, sign_in):
    ticket = helped.ticket(at=clock.now())
    page = sign_in(helped.agent, f"/arenden/{ticket.number}/?view=all")

    found(page, "#svar").send_keys("Hej Karin, jag tittar")
    found(page, "form[action$='/ta/'] button").click()

    says(page, "Ärendet är ditt.")
    assert found(page, "#svar").get_attribute("value") == "Hej Karin, jag tittar"


def test_words_written_after_the_session_was_over_stay_and_are_sent_when_signed_in(helped, sign_in):
    ticket = helped.ticket(at=clock.now())
    page = sign_in(helped.agent, f"/arenden/{ticket.number}/?view=all")
    session = page.get_cookie("sessionid")["value"]
    page.delete_all_cookies()

    found(page, "#svar").send_keys("Ett långt svar.")
    send(page)

    told = found(page, ".reply [data-saved]")
    until(page, lambda _page: told.text.startswith("Utkastet är inte sparat."))
    assert found(page, "#svar").get_attribute("value") == "Ett långt svar."
    assert not Message.objects.filter(kind="reply").exists()
    page.add_cookie({"name": "sessionid", "value": session})
    send(page)
    says(page, "Svaret är skickat.")
    assert Message.objects.filter(kind="reply").get().text == "Ett långt svar."
    assert Draft.objects.count() == 0
