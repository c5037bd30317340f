"""One case from report to verified close and score: by keyboard, on a phone, and without scripts.

The same story is told by three pairs of hands. Whoever needs help reports it in the portal; the
first line takes it, asks, notes and hands it to the second line, who hands it back; it is solved,
and whoever reported it confirms that it is and says what they think.
"""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions import interaction
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from tests.web.test_browser import browser, focused, pytestmark
from tests.web.test_browser_desk import helped, served, sign_in, tab_to, without_scripts
from tests.web.waiting import found, keys, until, until_turned

from samdrift.plumbing import files
from samdrift.servicedesk.choices import EventKind, Status
from samdrift.servicedesk.models import Attachment, Message, Opinion, Ticket, TicketEvent

__all__ = ["browser", "helped", "served", "sign_in", "without_scripts"]  # Fixtures.

pytestmark = [
    *pytestmark,
    pytest.mark.usefixtures("files_of_its_own"),
]
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}


class Hands:
    """Whoever points at what they want; the words on it are how it is found."""

    width = 1280

    def __init__(self, page):
        self.page = page

    def press(self, words):
        """Press the button, the link or the fold that has some words, and wait for what comes."""
        until_turned(self.page, lambda: self._press(words))

    def open(self, words):
        """Open a fold; the page stays."""
        self._press(words)

    def write(self, field, text):
        """Write in a field, after what stands there."""
        found(self.page, f"#{field}").send_keys(text)

    def choose(self, field, words):
        """Choose in a list of choices."""
        Select(found(self.page, f"#{field}")).select_by_visible_text(words)

    def reads(self, words):
        """Wait until the page says something."""
        wanted = " ".join(words.split())
        until(self.page, lambda opened: wanted in read_on(opened), f"{wanted} is not on the page")

    def _press(self, words):
        self._seen(self._there(words)).click()

    def _seen(self, element):
        """Scroll until something stands in the middle of the screen, as somebody would."""
        self.page.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        return element

    def _there(self, words):
        return until(self.page, lambda _page: self._shown(words))

    def _shown(self, words):
        every = self.page.find_elements(By.CSS_SELECTOR, "main a, main button, main summary")
        return next((each for each in every if is_called(each, words)), None)


class Keyboard(Hands):
    """Whoever has no mouse: Tab leads there, Enter presses, letters choose."""

    def write(self, field, text):
        self._go(lambda element: element.get_attribute("id") == field)
        keys(self.page, text)

    def choose(self, field, words):
        self._go(lambda element: element.get_attribute("id") == field)
        keys(self.page, words)
        chosen = Select(focused(self.page)).first_selected_option.text
        assert chosen == words, "the letters of a choice lead to it"

    def _press(self, words):
        self._go(lambda element: is_called(element, words))
        keys(self.page, Keys.ENTER)

    def _go(self, wanted):
        if not wanted(focused(self.page)):
            tab_to(self.page, wanted, most=250)


class Thumb(Hands):
    """Whoever has a phone in their hand: what is wanted is tapped, and nothing lies beside it."""

    width = 360

    def write(self, field, text):
        self._tap(found(self.page, f"#{field}"))
        ActionChains(self.page).send_keys(text).perform()

    def reads(self, words):
        super().reads(words)
        reach = self.page.execute_script("return document.scrollingElement.scrollWidth")
        assert reach == self.width, "nothing lies beside the screen"

    def _press(self, words):
        self._tap(self._there(words))

    def _tap(self, element):
        self._seen(element)
        assert element.size["height"] >= 24, f"{element.text} is too low for a thumb"
        touch = ActionBuilder(self.page, mouse=PointerInput(interaction.POINTER_TOUCH, "thumb"))
        touch.pointer_action.move_to(element).pointer_down().pointer_up()
        touch.perform()


def read_on(page):
    """Return the words that can be seen on a page."""
    return " ".join(page.find_element(By.TAG_NAME, "body").text.split())


def is_called(element, words):
    """Whether some words stand on what can be pressed, alone or before what explains them."""
    told = " ".join(element.text.split())
    return told == words or told.startswith(f"{words} ")


@pytest.fixture
def as_phone(browser):
    """Have the browser be a phone that is touched, while the test lasts."""
    touch = {"enabled": True, "maxTouchPoints": 1}
    browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", touch)
    yield PHONE
    browser.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


@pytest.fixture
def told(helped, sign_in, person):
    """Return who tells the whole story with a pair of hands."""
    helped.anna = person("technician")
    helped.second.members.add(helped.anna)

    def tell(hands, *, screen=None, photo=None):
        def come(user, path):
            page = sign_in(user, path, width=hands.width)
            if screen:
                page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
                page.refresh()
            return hands(page)

        number = report(come(helped.karin.user, "/hjalp/"), photo)
        at_desk, mine = f"/arenden/{number}/?view=all", f"/hjalp/arenden/{number}/"
        ask(come(helped.agent, "/arenden/?view=all"))
        answer(come(helped.karin.user, mine))
        hand_over(come(helped.agent, at_desk), "Patronen är slut.", to="Nätverk")
        hand_over(come(helped.anna, at_desk), "Bytt på plats.", to="Servicedesk")
        solve(come(helped.agent, at_desk))
        confirm(come(helped.karin.user, mine))

    return tell


def report(hands, photo):
    """Say what is wrong in the portal, with a photo where there is one; return the number."""
    hands.write("q", "Skrivaren svarar inte")
    hands.press("Fortsätt")
    hands.write("id_text", "Sedan i morse.")
    if photo:
        found(hands.page, "#filer").send_keys(str(photo))
    hands.press("Skicka anmälan")
    number = Ticket.objects.get().number
    hands.reads(f"Vi har tagit emot ärende {number}")
    return number


def ask(hands):
    """Find the case in the queue, take it and ask something."""
    hands.press("Skrivaren svarar inte")
    hands.press("Ta ärendet")
    hands.reads("Ärendet är ditt.")
    hands.write("svar", "Har du startat om den?")
    hands.press("Skicka och vänta på svar")
    hands.reads("Svaret är skickat.")


def answer(hands):
    hands.reads("Har du startat om den?")
    hands.write("id_text", "Ja, två gånger.")
    hands.press("Skicka svaret")
    hands.reads("Ditt svar är skickat.")


def hand_over(hands, words, *, to):
    """Note something that whoever reported does not see, and hand the case to a group."""
    hands.open("Intern anteckning")
    hands.write("anteckning", words)
    hands.press("Spara anteckningen")
    hands.reads("Anteckningen är sparad.")
    hands.choose("f-group", to)
    hands.press("Spara")
    hands.reads("Ändringen är sparad.")


def solve(hands):
    hands.reads("Bytt på plats.")
    hands.write("svar", "Ny patron är på plats.")
    hands.press("Skicka och lös")
    hands.reads("Svaret är skickat.")
    hands.reads("Löst. Anmälaren kan säga till om det inte fungerar.")


def confirm(hands):
    hands.reads("Blev det bra? Ny patron är på plats.")
    assert "Patronen är slut." not in hands.page.page_source
    hands.press("Ja, det fungerar")
    hands.reads("Tack. Ärendet är avslutat.")
    hands.press("Mycket bra")
    hands.reads("Tack för ditt omdöme.")


def assert_is_told(helped):
    """Check that what happened is what is remembered, all of it and nothing else."""
    ticket = Ticket.objects.get()
    assert (ticket.status, ticket.group, ticket.owner) == (
        Status.CLOSED,
        helped.first,
        helped.agent,
    )
    assert list(Message.objects.order_by("pk").values_list("kind", "text")) == [
        ("report", "Sedan i morse."),
        ("reply", "Har du startat om den?"),
        ("answer", "Ja, två gånger."),
        ("note", "Patronen är slut."),
        ("note", "Bytt på plats."),
        ("reply", "Ny patron är på plats."),
    ]
    moved = TicketEvent.objects.filter(changes__has_key="group_id", kind=EventKind.CHANGED)
    first, second = helped.first.pk, helped.second.pk
    assert [each.changes["group_id"] for each in moved] == [[first, second], [second, first]]
    assert Opinion.objects.get().score == 5


def test_a_whole_case_by_keyboard_alone(told, helped):
    told(Keyboard)

    assert_is_told(helped)


def test_a_whole_case_on_a_phone_with_a_photo(told, helped, as_phone, browser, tmp_path):
    photo = tmp_path / "foto.png"
    photo.write_bytes(browser.get_screenshot_as_png())

    told(Thumb, screen=as_phone, photo=photo)

    assert_is_told(helped)
    kept = Attachment.objects.get()
    assert (kept.name, files.content(kept.digest)) == ("foto.png", photo.read_bytes())
    browser.get(browser.current_url)
    (shown,) = browser.find_elements(By.CSS_SELECTOR, ".said img")
    browser.execute_script("arguments[0].scrollIntoView()", shown)
    until(browser, lambda _page: int(shown.get_property("naturalWidth")) > 0)


@pytest.mark.usefixtures("without_scripts")
def test_a_whole_case_without_scripts(told, helped):
    told(Hands)

    assert_is_told(helped)
