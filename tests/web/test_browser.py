"""The product as a person meets it, in a real Chromium: nobody kept out, nothing only by mouse.

Run with SAMDRIFT_BROWSER=1; then a missing browser is a failure and never a reason to skip.
"""

import itertools
import os
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait
from tests.web import showing
from tests.web.showing import MANAGERS, PASSWORD, show

HERE = Path(__file__).parent
AXE = (HERE / "vendor" / "axe.min.js").read_text("utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
IS_WANTED = os.environ.get("SAMDRIFT_BROWSER") == "1"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not IS_WANTED, reason="SAMDRIFT_BROWSER=1 runs the browser's tests"),
]


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """Return the address of the product on its demo year, in a home of its own."""
    with showing.running(tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Return Chromium with an empty profile."""
    with showing.chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def visitor(browser, product):
    """Return the browser with nobody signed in and nothing chosen."""
    browser.get(f"{product}/logga-in/")
    browser.delete_all_cookies()
    show(browser, 1280)
    browser.get_log("browser")
    return browser


@pytest.fixture
def manager(visitor, product):
    """Return the browser with the manager of the demo signed in."""
    showing.sign_in(visitor, product, "chef")
    wait_for(visitor, "Året 2015")
    return visitor


def wait_for(browser, title):
    """Wait for the page with a title; a key that is pressed returns before the page has come."""
    wanted = f"{title} – Samdrift"
    WebDriverWait(browser, 30).until(lambda opened: opened.title == wanted, f"no page {wanted}")


def findings(browser):
    """Return what axe finds wrong with the page, in a line each."""
    browser.execute_script(AXE)
    found = browser.execute_async_script(
        """const done = arguments[arguments.length - 1];
        const runOnly = {type: "tag", values: arguments[0]};
        const told = (node) => node.target + " " + node.failureSummary;
        axe.run(document, {runOnly, resultTypes: ["violations"]}).then((result) =>
          done(result.violations.map((violation) =>
            violation.id + ": " + violation.nodes.map(told).slice(0, 3).join(" | "))));""",
        AXE_TAGS,
    )
    return [finding.replace("\n", " ") for finding in found]


def test_every_page_stands_in_the_list_by_one_name():
    names = [page for pages in showing.PAGES.values() for page in pages]

    assert len(names) == len(set(names))


PROOFS = os.environ.get("SAMDRIFT_PROOFS") == "whole"
LOOKS = tuple(itertools.product(("sv", "en"), ("light", "dark"), (1280, 360)))
"""Every language, theme and width. Counted from both ends they are opposites."""
EVERY = 1 if PROOFS else len(LOOKS) // 2
"""Whole in `make proofs`; else each page is looked at twice, unlike in all."""


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_no_page_keeps_anybody_out(visitor, product, look):
    language, theme, width = look
    show(visitor, width)
    chosen = {"theme": theme, "density": "comfortable", "language": language}
    place = LOOKS.index(look)
    names = [page for pages in showing.PAGES.values() for page in pages]
    wanted = frozenset(names[min(place, len(LOOKS) - 1 - place) % EVERY :: EVERY])

    wrong = {}
    for page in showing.shown(visitor, product, only=wanted, **chosen):
        html = visitor.find_element(By.TAG_NAME, "html")
        looks = (html.get_attribute("data-bs-theme"), html.get_attribute("lang"))
        if found := [*findings(visitor), *([] if looks == (theme, language) else [str(looks)])]:
            wrong[page] = found

    assert not wrong, "\n".join(f"{page}: {'; '.join(found)}" for page, found in wrong.items())


@pytest.mark.parametrize("width", [1280, 1024, 360, 320] if PROOFS else [1280, 320])
def test_no_page_scrolls_sideways(visitor, product, width):
    show(visitor, width)
    wide = {}
    for page in showing.shown(visitor, product):
        is_lost = "finns inte" in visitor.find_element(By.TAG_NAME, "h1").text
        assert is_lost == (page == "not-found"), page
        reach = visitor.execute_script("return document.scrollingElement.scrollWidth")
        if reach > width:
            wide[page] = reach

    assert wide == {}


def test_the_browser_is_never_refused_what_a_page_wants(manager, product):
    manager.get_log("browser")
    for name in MANAGERS.keys() - {"not-found", "problem"}:
        manager.get(product + MANAGERS[name])

    assert [entry["message"] for entry in manager.get_log("browser")] == []


def focused(browser):
    return browser.switch_to.active_element


def tab_to(browser, wanted, *, most=80):
    """Press Tab until what is wanted has focus, as somebody without a mouse does."""
    for _ in range(most):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if wanted(focused(browser)):
            return focused(browser)
    raise AssertionError("Tab does not lead there")


def leads_to(part):
    return lambda element: part in (element.get_attribute("href") or "")


def test_the_keyboard_alone_leads_from_sign_in_to_the_records(visitor, product):
    visitor.get(f"{product}/")
    tab_to(visitor, lambda element: element.get_attribute("name") == "name").send_keys("chef")
    focused(visitor).send_keys(Keys.TAB)
    focused(visitor).send_keys(PASSWORD, Keys.ENTER)
    wait_for(visitor, "Året 2015")

    tab_to(visitor, leads_to("column=computer")).send_keys("o")
    wait_for(visitor, "Totalt, datorer 2015")
    tab_to(visitor, leads_to("organisation=VIM")).send_keys(Keys.ENTER)
    wait_for(visitor, "Inventarier i drift: Datorer, Vimmerby, i drift 2015-12-31")
    assert len(visitor.find_elements(By.CSS_SELECTOR, ".records tbody tr")) == 50

    focused(visitor).send_keys(Keys.BACKSPACE)
    wait_for(visitor, "Totalt, datorer 2015")


def test_the_first_tab_offers_to_skip_to_the_content(manager, product):
    manager.get(f"{product}/ar/2015/")

    focused(manager).send_keys(Keys.TAB)
    assert focused(manager).text == "Hoppa till innehållet"
    focused(manager).send_keys(Keys.ENTER)
    assert focused(manager).get_attribute("id") == "main"


def test_what_has_focus_can_be_seen_to_have_it(manager, product):
    manager.get(f"{product}/ar/2015/")

    for _ in range(40):
        focused(manager).send_keys(Keys.TAB)
        outline = focused(manager).value_of_css_property("outline-style")
        assert outline != "none", focused(manager).get_attribute("outerHTML")


def test_a_figure_that_is_copied_has_a_hyphen_for_its_minus(manager, product):
    manager.get(f"{product}/ar/2015/tabeller/ledger.income-statement/")

    copied = manager.execute_script(
        """const cell = [...document.querySelectorAll("td .fig")]
          .find((figure) => figure.textContent.includes("\\u2212"));
        getSelection().selectAllChildren(cell);
        const clipboardData = new DataTransfer();
        const event = new ClipboardEvent("copy", {clipboardData, bubbles: true, cancelable: true});
        cell.dispatchEvent(event);
        return clipboardData.getData("text/plain");"""
    )

    assert copied.startswith("-")
    assert "\N{MINUS SIGN}" not in copied


def test_a_page_is_as_dark_as_the_screen_until_somebody_has_chosen(visitor, product):
    for scheme in ("dark", "light"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        visitor.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        visitor.get(f"{product}/logga-in/")
        html = visitor.find_element(By.TAG_NAME, "html")
        assert html.get_attribute("data-bs-theme") == scheme
    visitor.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_figure_opens_down_to_its_voucher_and_back_without_scripts(manager, product):
    manager.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        manager.get(f"{product}/ar/2015/")
        stood = [manager.title]
        ways = ["column=2015", "ledger.accounts", "ledger.lines", "ledger.voucher"]
        for way in ways:
            manager.find_element(By.CSS_SELECTOR, f"main [href*='{way}']").send_keys(Keys.ENTER)
            WebDriverWait(manager, 30).until(lambda opened: opened.title != stood[-1])
            stood.append(manager.title)
        assert stood[1] == "Årets resultat 2015 – Samdrift"
        assert manager.find_elements(By.CSS_SELECTOR, ".records tbody tr")
        for title in reversed(stood[1:-1]):
            manager.find_elements(By.CSS_SELECTOR, ".descent a")[-1].send_keys(Keys.ENTER)
            WebDriverWait(manager, 30).until(lambda opened, title=title: opened.title == title)
    finally:
        manager.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def hits(browser):
    return browser.find_elements(By.CSS_SELECTOR, "#palette [data-href]")


def test_the_palette_goes_anywhere_by_keys_alone(manager, product):
    manager.get(f"{product}/ar/2015/")
    body = manager.find_element(By.TAG_NAME, "body")

    body.send_keys(Keys.CONTROL, "k")
    focused(manager).send_keys("dator")
    WebDriverWait(manager, 30).until(lambda opened: len(hits(opened)) > 1, "no hits")
    assert findings(manager) == []
    first, second = hits(manager)[:2]
    active = focused(manager).get_attribute("aria-activedescendant")
    assert active == first.get_attribute("id")
    focused(manager).send_keys(Keys.ARROW_DOWN)
    assert focused(manager).get_attribute("aria-activedescendant") == second.get_attribute("id")
    assert second.get_attribute("aria-selected") == "true"
    focused(manager).send_keys(Keys.ARROW_UP, Keys.ENTER)
    wait_for(manager, "Totalt, datorer 2015")

    manager.find_element(By.TAG_NAME, "body").send_keys(Keys.CONTROL, "k")
    assert manager.find_element(By.ID, "palette").get_attribute("open")
    focused(manager).send_keys(Keys.ESCAPE)
    assert not manager.find_element(By.ID, "palette").get_attribute("open")


def test_what_is_typed_in_the_top_bar_finds_as_it_is_typed_and_without_scripts_too(
    manager, product
):
    manager.get(f"{product}/ar/2015/")
    manager.find_element(By.ID, "find-words").send_keys("t")
    focused(manager).send_keys("elefoni")
    WebDriverWait(manager, 30).until(hits, "no hits")
    assert "Telefoni" in hits(manager)[0].text

    manager.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        manager.get(f"{product}/ar/2015/")
        manager.find_element(By.ID, "find-words").send_keys("telefoni", Keys.ENTER)
        wait_for(manager, "telefoni: Sök")
        manager.find_element(By.CSS_SELECTOR, ".hits a").click()
        wait_for(manager, "Telefoni 2015")
    finally:
        manager.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


CALLS = "id,started,answered,ended\n"
TICKETS = "number,organisation,channel,line,category,opened,closed\n"
TICKET = "99999901,VIM,phone,1,Dator,2015-05-02T08:00,2015-05-02T08:30\n"


def send(browser, product, file, content):
    """Choose a file, ask for its preview and wait for what it found."""
    file.write_text(content)
    browser.get(f"{product}/inlasning/")
    browser.find_element(By.ID, "files").send_keys(str(file))
    browser.find_element(By.CSS_SELECTOR, "[data-upload] .btn-main").click()
    wait_until_there(browser, "file-list")


def wait_until_there(browser, element):
    """Wait for an element, on pages that turn themselves."""
    there = lambda opened: opened.find_elements(By.ID, element)  # noqa: E731
    WebDriverWait(browser, 30).until(there, f"no {element} on {browser.current_url}")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("wrong", ["", "100,NEJ,fax,7,Dator,i går,\n"])
def test_no_preview_keeps_anybody_out(manager, product, tmp_path, width, wrong):
    show(manager, width)

    send(manager, product, tmp_path / "tickets.csv", TICKETS + TICKET + wrong)

    assert findings(manager) == []
    assert manager.execute_script("return document.documentElement.scrollWidth") <= width
    assert bool(manager.find_elements(By.ID, "faults")) == bool(wrong)


def test_a_package_is_taken_in_and_undone_on_pages_that_turn_themselves(manager, product, tmp_path):
    send(manager, product, tmp_path / "tickets.csv", TICKETS + TICKET)

    manager.find_element(By.CSS_SELECTOR, ".bar-tools .btn-main").click()
    wait_for(manager, "Kvitto: tickets.csv")
    assert findings(manager) == []
    manager.find_element(By.CSS_SELECTOR, ".acts .btn").click()

    done = lambda opened: "Allt blev som det var" in opened.page_source  # noqa: E731
    WebDriverWait(manager, 30).until(done)
    assert findings(manager) == []


def test_a_package_is_taken_in_without_scripts(manager, product, tmp_path):
    manager.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        send(manager, product, tmp_path / "calls.csv", CALLS)
        assert "Allt är redan inläst." in manager.page_source
        send(manager, product, tmp_path / "tickets.csv", TICKETS + TICKET)
        manager.find_element(By.CSS_SELECTOR, ".bar-tools .btn-main").click()
        wait_for(manager, "Kvitto: tickets.csv")
    finally:
        manager.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
