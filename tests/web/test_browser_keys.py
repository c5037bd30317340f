"""The nine things the product is for, each done without a mouse, in a real Chromium."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from tests.web import showing
from tests.web.test_browser import (
    TICKET,
    TICKETS,
    browser,
    focused,
    hits,
    leads_to,
    manager,
    product,
    pytestmark,
    tab_to,
    visitor,
    wait_for,
)
from tests.web.waiting import until

__all__ = ["browser", "manager", "product", "pytestmark", "visitor"]  # Fixtures and marks.

NEW_PASSWORD = "en-lång-mening-om-rör"  # noqa: S105  Only of the tests.
PRINTED = "table,row,column,printed\nledger.income-statement,result,2015,3999"


def says(*words):
    """Tell whether what has focus is called one of these words, as a reader of the screen hears."""
    return lambda element: element.accessible_name in words


def named(name):
    return lambda element: element.get_attribute("name") == name


def press(browser, wanted, *, most=80):
    tab_to(browser, wanted, most=most).send_keys(Keys.ENTER)


def text(browser, selector="main"):
    return browser.find_element(By.CSS_SELECTOR, selector).text


def reads(browser, words):
    """Wait until the page says some words."""
    until(browser, lambda page: words in text(page, "body"))


def test_one_sees_the_year_and_the_year_before(manager, product):
    manager.get(f"{product}/ar/2015/")

    press(manager, says("2014"))
    wait_for(manager, "Året 2014")

    assert text(manager, "td.now .fig") == "4 036"


def test_two_reads_the_report_and_edits_it_where_it_stands(manager, product):
    manager.get(f"{product}/ar/2015/rapport/")

    press(manager, lambda element: "edit" in (element.get_attribute("class") or "").split())
    until(manager, lambda page: page.find_elements(By.CSS_SELECTOR, ".editor.is-in-place .preview"))
    focused(manager).send_keys(Keys.CONTROL, Keys.END)
    focused(manager).send_keys(" Skrivet utan mus.")
    focused(manager).send_keys(Keys.CONTROL, Keys.ENTER)

    until(manager, lambda page: not page.find_elements(By.CSS_SELECTOR, ".editor"))
    until(manager, lambda page: "Skrivet utan mus." in text(page, "article"))


def test_three_opens_a_figure_down_to_the_voucher_and_back(manager, product):
    manager.get(f"{product}/ar/2015/")
    ways = ["column=2015", "question=ledger.accounts", "question=ledger.lines", "ledger.voucher"]

    stood = [manager.title]
    for way in ways:
        tab_to(manager, leads_to(way)).send_keys("o")
        until(manager, lambda page: page.title != stood[-1])
        stood.append(manager.title)
    assert stood[1] == "Årets resultat 2015 – Samdrift"
    assert manager.find_elements(By.CSS_SELECTOR, ".records tbody tr")

    for title in reversed(stood[1:-1]):
        focused(manager).send_keys(Keys.BACKSPACE)
        until(manager, lambda page, title=title: page.title == title)


def test_four_takes_a_file_in_and_undoes_it(manager, product, tmp_path):
    (tmp_path / "tickets.csv").write_text(TICKETS + TICKET)
    manager.get(f"{product}/inlasning/")

    tab_to(manager, named("files")).send_keys(str(tmp_path / "tickets.csv"))
    press(manager, says("Förhandsgranska"))
    until(manager, lambda page: page.find_elements(By.ID, "file-list"))
    press(manager, says("Läs in"))
    wait_for(manager, "Kvitto: tickets.csv")
    press(manager, says("Ångra inläsningen"))

    reads(manager, "Allt blev som det var")


def test_five_holds_printed_figures_beside_the_records_and_explains_one(manager, product):
    manager.get(f"{product}/ar/2015/avstamning/")

    press(manager, says("Klistra in eller läs in tryckta tal"))
    tab_to(manager, named("text")).send_keys(PRINTED)
    press(manager, says("Ställ bredvid posterna"))
    until(manager, lambda page: "3 999" in text(page))
    press(manager, leads_to("/avstamning/tryckta/"))
    tab_to(manager, named("reason")).send_keys("Tryckfel.")
    press(manager, says("Skriv under förklaringen"))

    reads(manager, "Tryckfel.")


def test_six_adopts_what_somebody_else_has_reviewed(manager, product):
    manager.get(f"{product}/ar/2015/utgavor/")

    tab_to(manager, named("decided_on")).send_keys("2016-04-12")
    tab_to(manager, named("paragraph")).send_keys("14")
    press(manager, says("Fastställ utgåva 1"))

    reads(manager, "Fastställd")


def test_seven_asks_for_another_span_for_one_member_and_as_a_series(manager, product):
    manager.get(f"{product}/ar/2015/tabeller/assets.computers/")

    press(manager, says("30 juni"))
    until(manager, lambda page: "den 2015-06-30" in text(page, ".table-page"))
    before = text(manager, ".table-page")
    tab_to(manager, says("Kinda")).send_keys(Keys.SPACE)
    focused(manager).send_keys(Keys.ENTER)
    until(manager, lambda page: "members=KIN" in page.current_url)
    assert text(manager, ".table-page") != before

    tab_to(manager, named("series")).send_keys(Keys.ARROW_DOWN)
    press(manager, says("Visa"))
    until(manager, lambda page: "series=KIN" in page.current_url)
    assert "2011" in text(manager, ".table-page")


def test_eight_signs_in_adds_a_person_and_changes_a_password(visitor, product):
    visitor.get(f"{product}/")
    tab_to(visitor, named("name")).send_keys("admin", Keys.TAB)
    focused(visitor).send_keys(showing.PASSWORD, Keys.ENTER)
    wait_for(visitor, "Året 2015")
    press(visitor, says("Personer"))
    wait_for(visitor, "Personer")
    press(visitor, says("Lägg till en person"))
    wait_for(visitor, "Lägg till en person")
    tab_to(visitor, named("given_name")).send_keys("Kim")
    tab_to(visitor, named("name")).send_keys("kim")
    tab_to(visitor, says("Förtroendevald")).send_keys(Keys.SPACE)
    press(visitor, says("Lägg till"))
    wait_for(visitor, "Kim")
    press(visitor, says("Gör en engångslänk"))
    wait_for(visitor, "Engångslänk till Kim")

    press(visitor, says("Byt lösenord"))
    wait_for(visitor, "Byt lösenord")
    tab_to(visitor, named("old")).send_keys(showing.PASSWORD)
    tab_to(visitor, named("new")).send_keys(NEW_PASSWORD)
    tab_to(visitor, named("again")).send_keys(NEW_PASSWORD, Keys.ENTER)
    reads(visitor, "Lösenordet är bytt")
    press(visitor, says("Logga ut"))
    until(visitor, lambda page: page.find_elements(By.NAME, "password"))
    tab_to(visitor, named("name")).send_keys("admin", Keys.TAB)
    focused(visitor).send_keys(NEW_PASSWORD, Keys.ENTER)

    wait_for(visitor, "Året 2015")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("avstämning", "Avstämning 2015"),
        ("resultaträkning", "Resultaträkning 2015"),
    ],
)
def test_nine_goes_anywhere_with_control_k(manager, product, words, title):
    manager.get(f"{product}/ar/2015/")

    focused(manager).send_keys(Keys.CONTROL, "k")
    focused(manager).send_keys(words)
    until(manager, lambda page: hits(page) and title.split()[0] in hits(page)[0].text)
    focused(manager).send_keys(Keys.ENTER)

    wait_for(manager, title)
