"""The product as a person meets it, in a real Chromium: nobody kept out, nothing only by mouse.

Run with SAMDRIFT_BROWSER=1; then a missing browser is a failure and never a reason to skip.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

HERE = Path(__file__).parent
AXE = (HERE / "vendor" / "axe.min.js").read_text("utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
IS_WANTED = os.environ.get("SAMDRIFT_BROWSER") == "1"
PASSWORD = "samdrift-demo"  # noqa: S105  Of the demo, printed for all to read.
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--accept-lang=sv", "--force-prefers-reduced-motion",
)  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not IS_WANTED, reason="SAMDRIFT_BROWSER=1 runs the browser's tests"),
]

PAGES = {
    "overview": "/ar/2015/",
    "report": "/ar/2015/rapport/",
    "tables": "/ar/2015/tabeller/",
    "register": "/ar/2015/tabeller/assets.computers/",
    "period": "/ar/2015/tabeller/servicedesk.resolution-times/?from=2015-01-01&to=2015-06-30"
    "&members=KIN",
    "series": "/ar/2015/tabeller/assets.computers/?series=total",
    "statement": "/ar/2015/tabeller/ledger.income-statement/?unit=SEK",
    "problem": "/ar/2015/tabeller/assets.computers/?day=x",
    "sum": "/figur/?table=assets.computers&year=2015&row=total&column=computer",
    "missing": "/figur/?table=assets.telephony&year=2015&row=total&column=phone.mobile",
    "records": "/poster/?question=assets.holdings&span=2015-12-31/2016-01-01"
    "&kind=computer&organisation=VIM",
    "reconciliation": "/ar/2015/avstamning/",
    "printed": "/ar/2015/avstamning/tryckta/1/",
    "editions": "/ar/2015/utgavor/",
    "differences": "/ar/2015/utgavor/skillnader/",
    "import": "/inlasning/",
    "imports": "/inlasning/historik/",
    "receipt": "/inlasning/1/",
    "not-found": "/ar/1900/",
    "appearance": "/utseende/",
    "sign-in": "/logga-in/",
}


APPROVING = """
import django
django.setup()
from datetime import UTC, datetime
from samdrift.annualreport.editions import services as editions
from samdrift.annualreport.reconciliation import services as reconciling
from samdrift.reporting.formats import Scale
at = datetime(2016, 2, 1, 12, tzinfo=UTC)
editions.review_report(year=2015, by="granskaren", at=at)
text = "table,row,column,printed\\nledger.income-statement,result,2015,4"
reconciling.take_in_printed(year=2015, text=text, scale=Scale.TKR, by="granskaren", at=at)
"""
"""What gives the demo an edition, and a printed figure that differs."""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def product(tmp_path_factory):
    """Start the product on its demo year in a home of its own, and return its address."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"SAMDRIFT_HOME": str(home), "SAMDRIFT_BASE_URL": address}
    environment.pop("SAMDRIFT_DATABASE_URL", None)
    run = "from samdrift.project.cli import main; main()"
    command = [sys.executable, "-c", run, "demo", "--port", str(port)]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"{address}/logga-in/")  # noqa: S310  Our own.
                    break
                except OSError:
                    assert server.poll() is None, (home / "log").read_text()
                    time.sleep(0.5)
            settings = {"DJANGO_SETTINGS_MODULE": "samdrift.project.settings"}
            approving = [sys.executable, "-c", APPROVING]
            subprocess.run(approving, env=environment | settings, check=True)
            yield address
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Return Chromium with an empty profile; a missing one fails."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert chromium, "SAMDRIFT_BROWSER=1 wants chromium, and there is none"
    assert driver, "SAMDRIFT_BROWSER=1 wants chromedriver, and there is none"
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    opened = webdriver.Chrome(options=options, service=Service(driver))
    yield opened
    opened.quit()


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
    visitor.get(f"{product}/logga-in/")
    visitor.find_element(By.NAME, "name").send_keys("chef")
    visitor.find_element(By.NAME, "password").send_keys(PASSWORD, Keys.ENTER)
    wait_for(visitor, "Året 2015")
    return visitor


def wait_for(browser, title):
    """Wait for the page with a title; a key that is pressed returns before the page has come."""
    wanted = f"{title} – Samdrift"
    WebDriverWait(browser, 10).until(lambda opened: opened.title == wanted, f"no page {wanted}")


def show(browser, width):
    screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_keeps_anybody_out(manager, product, theme, width):
    show(manager, width)
    manager.add_cookie({"name": "theme", "value": theme})
    manager.add_cookie({"name": "density", "value": "comfortable"})

    wrong = {}
    for name, path in PAGES.items():
        manager.get(product + path)
        assert manager.find_element(By.TAG_NAME, "html").get_attribute("data-bs-theme") == theme
        found = findings(manager)
        sideways = manager.execute_script("return document.documentElement.scrollWidth")
        if sideways > width:
            found.append(f"the page is {sideways} wide")
        if found:
            wrong[name] = found

    assert wrong == {}


def test_the_browser_is_never_refused_what_a_page_wants(manager, product):
    manager.get_log("browser")
    for name in PAGES.keys() - {"not-found", "problem"}:
        manager.get(product + PAGES[name])

    assert [entry["message"] for entry in manager.get_log("browser")] == []


def focused(browser):
    return browser.switch_to.active_element


def tab_to(browser, wanted, *, most=80):
    """Press Tab until what is wanted has focus, as somebody without a mouse does."""
    for _ in range(most):
        focused(browser).send_keys(Keys.TAB)
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


def test_everything_opens_without_scripts(manager, product):
    manager.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        manager.get(f"{product}/ar/2015/")
        manager.find_element(By.CSS_SELECTOR, "td.now .fig").click()
        assert manager.title == "Årets resultat 2015 – Samdrift"
        manager.find_element(By.CSS_SELECTOR, "tbody a").click()
        assert manager.find_elements(By.CSS_SELECTOR, ".records tbody tr")
        manager.find_element(By.CSS_SELECTOR, ".descent a").click()
        assert manager.title == "Årets resultat 2015 – Samdrift"
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
