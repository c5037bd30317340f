"""A whole case in a real Chromium: by keyboard alone, on a phone, and without scripts."""

import threading

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import WSGIServer
from django.db import connection, connections
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from tests.web import desks
from tests.web.test_browser import browser, findings, focused, pytestmark, show
from tests.web.waiting import found, keys, says, until

from samdrift.plumbing import clock
from samdrift.servicedesk.casework import changing, standing
from samdrift.servicedesk.choices import Channel, Status
from samdrift.servicedesk.models import Attachment, Message, Opinion, TextBlock, Ticket
from samdrift.servicedesk.ports import Wanted, Written
from samdrift.servicedesk.tests.given import Desk

__all__ = ["browser"]  # A fixture.

pytestmark = [
    *pytestmark,
    pytest.mark.usefixtures("files_of_its_own"),
]
PNG = b"\x89PNG\r\n\x1a\n0000"


class Impatient(QuietWSGIRequestHandler):
    """Lets go of a connection that a browser has opened and says nothing on."""

    timeout = 1


@pytest.fixture
def helped(db, person):
    """Return a desk with an agent, and Karin who has a way in."""
    made = Desk()
    made.agent = person("agent")
    made.first.members.add(made.agent)
    made.karin.user = desks.user_named("Karin", "Lindqvist")
    made.karin.save()
    return made


@pytest.fixture
def served(db, settings):
    """Serve the product over the test's own connection, and return its address.

    One request at a time, and all is rolled back: what has happened can never be deleted, so the
    tables could not be emptied as a live server's tests do.
    """
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    connection.inc_thread_sharing()
    server = WSGIServer(("127.0.0.1", 0), Impatient)
    server.set_app(StaticFilesHandler(WSGIHandler()))

    def serve():
        connections["default"] = shared
        server.serve_forever()

    shared = connections["default"]
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    connection.dec_thread_sharing()


@pytest.fixture
def sign_in(browser, served):
    """Return who opens a page of the product as somebody."""

    def as_user(user, path, *, width=1280):
        browser.get(f"{served}/logga-in/")
        browser.delete_all_cookies()
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        browser.add_cookie({"name": "sessionid", "value": session})
        show(browser, width)
        browser.get(served + path)
        return browser

    return as_user


@pytest.fixture
def without_scripts(browser):
    """Have the browser run no scripts while the test lasts."""
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def tab_to(page, wanted, *, most=80):
    """Press Tab until what is wanted has focus; a field for files takes no keys of its own."""
    for _ in range(most):
        keys(page, Keys.TAB)
        if wanted(focused(page)):
            return focused(page)
    raise AssertionError("Tab does not lead there")


def send(page):
    ActionChains(page).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()


def conversation(helped):
    """Return a ticket that Karin reported, with an answer, a note and a picture."""
    ticket = helped.ticket(at=clock.now())
    acting = desks.agent_of(helped.agent)
    told = {"number": ticket.number, "actor": acting, "at": clock.now()}
    standing.reply(
        **told, written=Written("Prova nu."), channel=Channel.PORTAL, then=Status.WAITING
    )
    standing.note(**told, written=Written("Låst konto."))
    desks.attach(ticket, "skärm.png", PNG)
    return ticket


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_of_the_desk_or_the_portal_keeps_anybody_out(helped, sign_in, theme, width):
    ticket = conversation(helped)
    solved = helped.ticket("Klart", at=clock.now())
    acting = desks.agent_of(helped.agent)
    standing.solve(number=solved.number, resolution="Nu går det.", actor=acting, at=clock.now())
    guide = desks.published_guide("Skriv ut", "1. Tryck **Skriv ut**.")
    TextBlock.objects.create(title="Låst", text="Hej")
    changing.change_ticket(
        number=ticket.number,
        wanted=Wanted({"visit_on": clock.now().date(), "place": "Kisa skola"}),
        actor=acting,
        at=clock.now(),
    )
    at_the_desk = (
        "",
        "?view=all",
        f"{ticket.number}/?view=all",
        f"{solved.number}/",
        "nytt/?sok=kar",
        f"nytt/?vem={helped.karin.pk}",
        f"person/{helped.karin.pk}/",
        f"{ticket.number}/?vem=kar",
        "textblock/",
        "min-dag/",
    )
    for_karin = ("", "anmal/?q=skriv", f"anmal/{ticket.number}/tack/", "arenden/",
                 f"arenden/{ticket.number}/", f"arenden/{solved.number}/", "guider/?q=skriv",
                 f"guider/{guide.key}/")  # fmt: skip

    wrong = {}
    for user, root, paths in (
        (helped.agent, "/arenden/", at_the_desk),
        (helped.karin.user, "/hjalp/", for_karin),
    ):
        page = sign_in(user, root, width=width)
        page.add_cookie({"name": "theme", "value": theme})
        for path in paths:
            page.get(page.current_url.split(root)[0] + root + path)
            told = findings(page)
            show(page, 320 if width == 360 else width)
            sideways = page.execute_script("return document.documentElement.scrollWidth")
            if sideways > (320 if width == 360 else width):
                told.append(f"the page is {sideways} wide")
            show(page, width)
            if told:
                wrong[root + path] = told

    assert wrong == {}


def test_a_call_is_taken_down_by_keyboard_alone(helped, sign_in):
    page = sign_in(helped.agent, "/arenden/?view=all")
    keys(page, "c")
    says(page, "Vem ringer?")
    keys(page, "Karin")
    until(page, lambda opened: opened.find_elements(By.CSS_SELECTOR, ".found a"))
    tab_to(page, lambda element: "?vem=" in (element.get_attribute("href") or ""))
    keys(page, Keys.ENTER)
    says(page, "Inga öppna ärenden")
    until(page, lambda opened: focused(opened).get_attribute("name") == "subject")
    keys(page, "Glömt lösenordet", Keys.TAB, "Kommer inte in.")
    send(page)
    says(page, "Glömt lösenordet</h1>")
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.owner) == (helped.karin, helped.agent)


def test_a_case_is_worked_and_closed_by_keyboard_alone(helped, sign_in):
    ticket = helped.ticket(at=clock.now())
    page = sign_in(helped.agent, f"/arenden/{ticket.number}/?view=all")
    keys(page, "n")
    until(page, lambda opened: focused(opened).get_attribute("id") == "anteckning")
    keys(page, "Kontot är låst.")
    send(page)
    says(page, "Anteckningen är sparad.")
    keys(page, "a")
    Select(focused(page)).select_by_visible_text("agent")
    focused(page).send_keys(Keys.ENTER)
    tab_to(page, lambda element: element.text == "Spara")
    keys(page, Keys.ENTER)
    says(page, "Ändringen är sparad.")
    keys(page, "r")
    keys(page, "Nu är det upplåst.")
    tab_to(page, lambda element: element.get_attribute("value") == "solved")
    keys(page, Keys.ENTER)
    says(page, "Löst. Anmälaren kan säga till")
    tab_to(page, lambda element: "Avsluta, det fungerar" in element.text)
    keys(page, Keys.ENTER)
    says(page, "Ärendet är avslutat.")
    assert Ticket.objects.get().status == Status.CLOSED


def test_the_list_is_walked_by_keys_and_the_sheet_tells_them(helped, sign_in):
    one, two = (helped.ticket(f"Nr {n}", at=clock.now()) for n in range(2))
    page = sign_in(helped.agent, f"/arenden/{one.number}/?view=all")

    keys(page, "j")
    assert two.number in focused(page).get_attribute("href")
    keys(page, "k", "x")
    assert page.find_element(By.CSS_SELECTOR, ".queue input").is_selected()
    keys(page, "/")
    assert focused(page).get_attribute("id") == "desk-find"
    keys(page, Keys.ESCAPE)
    page.find_element(By.CSS_SELECTOR, "main").click()
    keys(page, "?")
    assert page.find_element(By.CSS_SELECTOR, ".key-sheet").is_displayed()
    keys(page, Keys.ESCAPE)

    page.add_cookie({"name": "keys", "value": "off"})
    page.refresh()
    keys(page, "?")
    assert not page.find_element(By.CSS_SELECTOR, ".key-sheet").is_displayed()


def test_two_in_a_case_see_each_other_and_the_list_keeps_up(helped, sign_in, person):
    ticket = helped.ticket(at=clock.now())
    page = sign_in(helped.agent, f"/arenden/{ticket.number}/?view=all")
    other = Client()
    other.force_login(person("technician"))

    other.get(f"/arenden/puls/?ticket={ticket.number}&writing=1")
    helped.ticket("Kommet medan man läser", at=clock.now())

    says(page, "technician skriver i ärendet")
    says(page, "Kommet medan man läser")
    assert found(page, ".queue a[aria-current]").is_displayed()


def test_a_whole_case_on_a_phone(helped, sign_in, tmp_path):
    picture = tmp_path / "foto.png"
    picture.write_bytes(PNG)
    page = sign_in(helped.karin.user, "/hjalp/", width=360)
    page.find_element(By.ID, "q").send_keys("Skrivaren svarar inte")
    found(page, ".ask .btn-main").click()
    found(page, "#filer").send_keys(str(picture))
    found(page, "form .btn-main").click()
    says(page, "Vi har tagit emot ärende")
    number = Ticket.objects.get().number
    acting = desks.agent_of(helped.agent)
    told = {"number": number, "actor": acting, "channel": Channel.PORTAL}
    standing.reply(**told, written=Written("Startat om?"), then=Status.WAITING, at=clock.now())

    found(page, ".btn-main").click()
    says(page, "Startat om?")
    page.find_element(By.ID, "id_text").send_keys("Ja, två gånger.")
    page.find_element(By.CSS_SELECTOR, "section form .btn-main").click()
    says(page, "Ditt svar är skickat.")
    standing.reply(**told, written=Written("Ny patron."), then=Status.SOLVED, at=clock.now())
    page.refresh()
    found(page, ".solved .btn-main").click()
    says(page, "Tack. Ärendet är avslutat.")
    found(page, ".scores .btn").click()
    says(page, "Tack för ditt omdöme.")

    assert (Attachment.objects.get().name, Opinion.objects.get().score) == ("foto.png", 5)


@pytest.mark.usefixtures("without_scripts")
def test_a_whole_case_without_scripts(helped, sign_in):
    page = sign_in(helped.karin.user, "/hjalp/")
    found(page, "#q").send_keys("Skrivaren svarar inte", Keys.ENTER)
    found(page, "#id_text").send_keys("Sedan i morse.")
    found(page, "form .btn-main").click()
    says(page, "Vi har tagit emot ärende")
    number = Ticket.objects.get().number

    page = sign_in(helped.agent, f"/arenden/{number}/?view=all")
    TextBlock.objects.create(title="Omstart", text="Hej {namn}! Starta om.")
    page.refresh()
    found(page, "[data-blocks] summary").click()
    found(page, "[data-blocks] button[name=block]").click()
    says(page, "Omstart är använt.")
    assert found(page, "#svar").get_attribute("value") == "Hej Karin! Starta om."
    found(page, "button[value=solved]").click()
    says(page, "Svaret är skickat.")

    page = sign_in(helped.karin.user, f"/hjalp/arenden/{number}/")
    found(page, ".solved .btn-main").click()
    says(page, "Tack. Ärendet är avslutat.")
    assert list(Message.objects.values_list("kind", flat=True)) == ["report", "reply"]


def test_a_pasted_screenshot_comes_along(helped, sign_in):
    ticket = helped.ticket(at=clock.now())
    page = sign_in(helped.agent, f"/arenden/{ticket.number}/")

    page.execute_script(
        """const data = new DataTransfer();
        data.items.add(new File([new Uint8Array([137,80,78,71,13,10,26,10])], "image.png",
                                {type: "image/png"}));
        document.querySelector("#svar").dispatchEvent(
          new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));"""
    )
    found(page, "#svar").send_keys("Se bilden.")
    found(page, "button[value=waiting]").click()
    says(page, "Svaret är skickat.")

    (kept,) = Attachment.objects.all()
    assert kept.name.startswith("skarmbild-")
    assert kept.media_type == "image/png"
