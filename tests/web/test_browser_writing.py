"""The report written, searched, shared and printed by a person, in a real Chromium."""

import base64
import io
import re
import subprocess

import pikepdf
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from tests.web.showing import MANAGERS, show
from tests.web.test_browser import (
    browser,
    findings,
    focused,
    manager,
    product,
    pytestmark,
    tab_to,
    visitor,
)
from tests.web.waiting import found, until, until_turned

__all__ = ["browser", "manager", "product", "pytestmark", "visitor"]  # Fixtures and marks.

REPORT = "/ar/2015/rapport/"
CHAPTER = "/ar/2015/kapitel/operations.archive/"
COMPUTERS = "/poster/?question=assets.holdings&span=2015-12-31/2016-01-01&kind=computer"
A4_POINTS = (595, 842)


def press(browser, selector):
    """Press what a page shows; the page before it may be taken away between the two."""

    def pressed(page):
        for one in page.find_elements(By.CSS_SELECTOR, selector)[:1]:
            one.send_keys(Keys.ENTER)
            return True
        return False

    until(browser, pressed)


def says(browser, selector, words):
    """Wait until a page says something somewhere."""
    return until(browser, lambda page: words in page.find_element(By.CSS_SELECTOR, selector).text)


def written(browser, selector):
    return browser.find_element(By.CSS_SELECTOR, selector).get_attribute("value")


def typed(browser):
    return browser.find_element(By.ID, "body").get_attribute("value")


def reopened(browser, product):
    browser.get(product + CHAPTER)
    return typed(browser)


def drop_draft(browser, product):
    browser.get(product + CHAPTER)
    for button in browser.find_elements(By.CSS_SELECTOR, ".kept button"):
        until_turned(browser, button.click)


def test_a_chapter_is_written_where_it_stands_with_a_figure_chosen(manager, product):
    drop_draft(manager, product)
    manager.get(product + REPORT)
    manager.get_log("browser")
    edit = manager.find_element(By.CSS_SELECTOR, f'a.edit[href="{CHAPTER}"]')
    edit.send_keys(Keys.ENTER)
    until(manager, lambda page: page.find_elements(By.CSS_SELECTOR, ".editor.is-in-place .preview"))
    assert focused(manager).get_attribute("id") == "body"
    assert findings(manager) == []

    focused(manager).send_keys(Keys.CONTROL, Keys.END)
    focused(manager).send_keys("\n\nVi har ")
    manager.find_element(By.CSS_SELECTOR, "button[value=insert]").send_keys(Keys.ENTER)
    tables = "[data-chooser] a[href*='assets.computers']"
    until(manager, lambda page: page.find_elements(By.CSS_SELECTOR, tables))[0].send_keys(
        Keys.ENTER
    )
    total = '[data-insert="{{assets.computers total computer}}"]'
    until(manager, lambda page: page.find_elements(By.CSS_SELECTOR, total))[0].send_keys(Keys.ENTER)
    focused(manager).send_keys(" datorer.")

    assert typed(manager).endswith("Vi har {{assets.computers total computer}} datorer.")
    until(manager, lambda page: "Vi har 6 916 datorer." in preview(page))
    focused(manager).send_keys(Keys.CONTROL, Keys.ENTER)
    until(manager, lambda page: page.current_url.endswith("#arkiv"))
    assert "Vi har 6 916 datorer." in manager.find_element(By.TAG_NAME, "article").text
    assert [entry["message"] for entry in manager.get_log("browser")] == []


def preview(page):
    return "".join(each.text for each in page.find_elements(By.CSS_SELECTOR, ".preview"))


def test_what_is_typed_is_still_there_after_the_page_is_left(manager, product):
    drop_draft(manager, product)
    manager.find_element(By.ID, "body").send_keys(Keys.CONTROL, Keys.END)
    manager.find_element(By.ID, "body").send_keys("\n\n{{table finns.inte}}")
    line = until(manager, lambda page: page.find_elements(By.CSS_SELECTOR, "[data-line]"))[0]
    number = int(re.search(r"\d+", line.text)[0])
    line.click()
    selected = manager.execute_script(
        "const b = document.getElementById('body');"
        "return b.value.slice(b.selectionStart, b.selectionEnd)"
    )
    assert selected == "{{table finns.inte}}"
    assert typed(manager).split("\n")[number - 1] == selected

    manager.find_element(By.ID, "body").send_keys(Keys.CONTROL, Keys.END)
    manager.find_element(By.ID, "body").send_keys(" och lämnat genast")
    manager.get(product + REPORT)
    until(manager, lambda page: reopened(page, product).endswith("finns.inte}} och lämnat genast"))
    assert "Ditt utkast är sparat" in manager.find_element(By.ID, "told").text
    drop_draft(manager, product)
    assert "finns.inte" not in typed(manager)


def test_a_chapter_is_written_without_scripts(manager, product):
    drop_draft(manager, product)
    manager.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        manager.get(product + REPORT)
        press(manager, f'a.edit[href="{CHAPTER}"]')
        found(manager, "#body").send_keys("Utan skript. ")
        press(manager, "button[value=preview]")
        assert says(manager, ".preview", "Utan skript.")
        press(manager, "button[value=insert]")
        press(manager, "a[href*='assets.computers']")
        press(manager, "td a[data-insert]")
        chosen = until(manager, lambda page: written(page, "#syntax"))
        assert chosen.startswith("{{assets.computers ")
        press(manager, ".chosen a")
        assert "Utan skript." in until(manager, lambda page: written(page, "#body"))
        press(manager, "button[value=save]")
        assert says(manager, "article", "Utan skript.")
        found(manager, "#find").send_keys("utan skript", Keys.ENTER)
        press(manager, ".hits a")
        until(manager, lambda page: "utgava=nu#operations-archive-" in page.current_url)
    finally:
        manager.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_words_are_marked_while_they_are_typed_and_enter_goes_on(manager, product):
    manager.get(product + REPORT)

    manager.find_element(By.ID, "find").send_keys("datorer")
    marks = until(manager, lambda page: page.find_elements(By.TAG_NAME, "mark"))
    count = manager.find_element(By.CSS_SELECTOR, "[data-count]")
    assert count.text == f"1 av {len(marks)}"
    focused(manager).send_keys(Keys.ENTER)
    assert count.text == f"2 av {len(marks)}"
    assert [mark.text.lower() for mark in marks if mark.is_displayed()]
    focused(manager).send_keys(Keys.ESCAPE)
    assert manager.find_elements(By.TAG_NAME, "mark") == []


def test_the_address_of_a_paragraph_is_copied_by_keyboard_alone(manager, product):
    manager.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"origin": product, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    manager.get(product + REPORT)
    manager.find_element(By.ID, "find").click()

    link = tab_to(manager, lambda each: "to-here" in (each.get_attribute("class") or ""))
    assert link.value_of_css_property("opacity") == "1"
    link.send_keys(Keys.ENTER)

    until(manager, lambda page: page.find_elements(By.CSS_SELECTOR, ".is-copied"))
    copied = manager.execute_async_script(
        "navigator.clipboard.readText().then(arguments[arguments.length - 1])"
    )
    assert copied == manager.current_url
    assert "#" in copied


def test_an_address_whose_paragraph_is_rewritten_leads_to_its_section(manager, product):
    manager.get(f"{product}{REPORT}#operations-servicedesk-nagot-som-inte-star-har")

    told = until(manager, lambda page: page.find_elements(By.CSS_SELECTOR, ".moved"))[0]
    assert "har skrivits om" in told.text
    following = told.find_element(By.XPATH, "following-sibling::*[1]")
    assert following.get_attribute("id").startswith("operations-servicedesk-")


def printed_pages(browser):
    """Print to paper, and return the size and the words of every page."""
    made = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    content = base64.b64decode(made["data"])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sizes = {tuple(round(float(side)) for side in page.MediaBox[2:]) for page in pdf.pages}
    command = ["pdftotext", "-layout", "-", "-"]
    words = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    return sizes, words.decode().rstrip("\f").split("\f")


@pytest.mark.parametrize(
    ("path", "head"),
    [
        (REPORT, ""),
        ("/ar/2015/tabeller/servicedesk.satisfaction/", ""),
        (COMPUTERS, "I drift"),
        ("/ar/2015/", ""),
        (MANAGERS["figure"], ""),
        (MANAGERS["reconciliation"], ""),
        (MANAGERS["receipt"], ""),
    ],
)
def test_what_is_printed_is_a4_and_tells_its_address_on_every_page(manager, product, path, head):
    manager.get(product + path)

    sizes, pages = printed_pages(manager)

    assert sizes == {A4_POINTS}
    for page in pages:
        assert product + path.split("&")[0] in "".join(page.split())
        assert head in page
        assert not {"Logga ut", "Inläsning", "Utseende och språk", "XLSX"} & set(page.split("  "))
        assert "Logga ut" not in page


PAPER_WIDTH = 673
"""How many CSS pixels there are between the margins of A4: 178 millimetres."""
MOST_PAGES = {"overview": 3, "figure": 1, "reconciliation": 4, "receipt": 2, "voucher": 1}


@pytest.mark.parametrize("name", [*MOST_PAGES, "report"])
def test_nothing_is_cut_on_paper_and_short_pages_are_short(manager, product, name):
    manager.get(product + MANAGERS[name])
    _, pages = printed_pages(manager)
    manager.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        show(manager, PAPER_WIDTH)
        cut = manager.execute_script(
            """const beyond = (one) => one.getBoundingClientRect().right > arguments[0] + 1;
            return [...document.querySelectorAll("main *")]
              .filter((one) => one.getClientRects().length && beyond(one))
              .filter((one) => !one.closest(".visually-hidden"))
              .map((one) => one.outerHTML.slice(0, 90));""",
            PAPER_WIDTH,
        )
    finally:
        manager.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        show(manager, 1280)

    assert cut == []
    assert len(pages) <= MOST_PAGES.get(name, len(pages))


def test_a_printed_report_is_a4_without_furniture_with_its_address_on_each_page(manager, product):
    manager.get(product + REPORT)
    made = manager.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})

    pdf = pikepdf.open(io.BytesIO(base64.b64decode(made["data"])))
    assert {tuple(round(float(side)) for side in page.MediaBox[2:]) for page in pdf.pages} == {
        A4_POINTS
    }
    manager.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = manager.execute_script(
            """const seen = (wanted) => [...document.querySelectorAll(wanted)]
              .filter((element) => element.getClientRects().length > 0).length;
            return {furniture: seen(".top, .foot, .toc, .find, .edit, .to-here, .btn, .seg"),
              foot: getComputedStyle(document.querySelector(".print-foot")).display,
              head: getComputedStyle(document.querySelector(".sheet thead")).display,
              row: getComputedStyle(document.querySelector(".sheet tr")).breakInside,
              door: getComputedStyle(document.querySelector(".sheet .fig")).textDecorationLine,
              words: document.querySelector(".print-foot").textContent}"""
        )
    finally:
        manager.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    words = shown.pop("words")
    assert shown == {
        "furniture": 0,
        "foot": "table-footer-group",
        "head": "table-header-group",
        "row": "avoid",
        "door": "none",
    }
    assert f"{product}{REPORT}" in words
    assert "Utkast" in words
