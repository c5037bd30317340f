"""The product shown on its demo year: started, signed in to, and every page of it by a name.

Used by what is proved in a browser and by `scripts/screenshots`.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from samdrift.project.tests import homes

PASSWORD = "samdrift-demo"  # noqa: S105  Of the demo, printed for all to read.
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--accept-lang=sv", "--force-prefers-reduced-motion", "--hide-scrollbars",
)  # fmt: skip

ROOT = Path(__file__).resolve().parents[2]
YEAR = "/ar/2015"
GUIDE = "anmal-ett-fel-sa-att-det-gar-fort"
CHAPTER = f"{YEAR}/kapitel/operations.archive"
COMPUTERS = "/poster/?question=assets.holdings&span=2015-12-31/2016-01-01&kind=computer"
VIMMERBY = f"{COMPUTERS}&organisation=VIM"
ACCOUNTS = "/poster/?question=ledger.accounts&span=2015-01-01/2016-01-01"
LINES = "/poster/?question=ledger.lines&span=2015-01-01/2016-01-01&accounts=3010&measure=movement"

MANAGERS = {
    "overview": f"{YEAR}/",
    "report": f"{YEAR}/rapport/",
    "report-search": f"{YEAR}/rapport/sok/?q=datorer",
    "chapters": f"{YEAR}/kapitel/",
    "writing": f"{CHAPTER}/",
    "insert": f"{CHAPTER}/infoga/",
    "insert-figure": f"{CHAPTER}/infoga/?tabell=assets.computers",
    "insert-sentence": f"{CHAPTER}/infoga/?slag=meningar",
    "versions": f"{CHAPTER}/versioner/",
    "tables": f"{YEAR}/tabeller/",
    "register": f"{YEAR}/tabeller/assets.computers/",
    "period": f"{YEAR}/tabeller/servicedesk.resolution-times/?from=2015-01-01&to=2015-06-30"
    "&members=KIN",
    "series": f"{YEAR}/tabeller/assets.computers/?series=total",
    "statement": f"{YEAR}/tabeller/ledger.income-statement/?unit=SEK",
    "problem": f"{YEAR}/tabeller/assets.computers/?day=x",
    "figure": "/figur/?table=assets.computers&year=2015&row=total&column=computer",
    "figure-money": "/figur/?table=ledger.income-statement&year=2015&row=result&column=2015",
    "missing": "/figur/?table=assets.telephony&year=2015&row=total&column=phone.mobile",
    "change": "/forandring/?table=servicedesk.resolution-times&year=2015&row=2015&column=tickets"
    "&then-table=servicedesk.resolution-times&then-year=2014&then-row=2014&then-column=tickets",
    "records": VIMMERBY,
    "records-grouped": f"{VIMMERBY}&group-by=in_service&open=2013-02&filter.identifier.has=1",
    "records-accounts": f"{ACCOUNTS}&accounts=4610-6010&measure=movement",
    "records-lines": LINES,
    "voucher": "/poster/?question=ledger.voucher&span=2015-01-01/2016-01-01&voucher=602",
    "persons": "/poster/?question=staff.absences&span=2015-01-01/2016-01-01&group=all",
    "reconciliation": f"{YEAR}/avstamning/",
    "followup": f"{YEAR}/uppfoljning/",
    "forecasts": f"{YEAR}/uppfoljning/prognoser/",
    "budget-year": "/budget/2015/",
    "budget-version": "/budget/2016/1/",
    "budget-list": "/budget/2016/1/fil/",
    "budget-volumes": "/budget/2016/1/volymer/",
    "year-end": f"{YEAR}/bokslut/",
    "year-end-balances": f"{YEAR}/bokslut/avstamning/",
    "year-end-entries": f"{YEAR}/bokslut/poster/",
    "balance-requirement": f"{YEAR}/bokslut/balanskrav/",
    "contradictions": f"{YEAR}/avstamning/motsagelser/",
    "printed": f"{YEAR}/avstamning/tryckta/1/",
    "editions": f"{YEAR}/utgavor/",
    "differences": f"{YEAR}/utgavor/skillnader/",
    "import": "/inlasning/",
    "imports": "/inlasning/historik/",
    "receipt": "/inlasning/1/",
    "targets": f"{YEAR}/mal/",
    "change-rules": "/andringar/regler/",
    "kinds": "/inventarier/slag/",
    "kind": "/inventarier/slag/server.virtual/",
    "change-results": "/andringar/uppfoljning/2026/",
    "member": f"{YEAR}/medlem/VIM/",
    "services": "/tjanster/",
    "months": "/debitering/",
    "month": "/debitering/2015-12/",
    "metering": "/debitering/matning/",
    "payers": "/debitering/betalare/",
    "fixed-amounts": "/debitering/fasta/",
    "conversion": "/debitering/omvandling/",
    "what-if": "/debitering/tank-om/",
    "codings": "/debitering/kontering/",
    "coding": "/debitering/kontering/arbetsplats/",
    "payer": "/debitering/betalare/KIN/",
    "invoices": "/fakturor/",
    "receivables": "/fakturor/fordringar/",
    "late": "/fakturor/drojsmal/",
    "invoice": "/fakturor/1/",
    "invoice-line": "/debitering/rad/1/",
    "fixed": "/anlaggningar/",
    "debts": "/lan/?dag=2015-12-31",
    "loan": "/lan/1/",
    "loan-new": "/lan/ny/",
    "lease": "/lan/leasing/1/",
    "investments": "/investeringar/2015/",
    "investment": "/investeringar/rad/15/",
    "fixed-asset": "/anlaggningar/7/",
    "fixed-new": "/anlaggningar/ny/",
    "fixed-event": "/anlaggningar/1/disposed/",
    "fixed-plan": "/anlaggningar/plan/",
    "fixed-months": "/anlaggningar/manader/",
    "fixed-describe": "/anlaggningar/7/andra/",
    "fixed-take-back": "/anlaggningar/7/tillbaka/",
    "fixed-groups": "/anlaggningar/grupper/",
    "fixed-group-new": "/anlaggningar/grupper/ny/",
    "loan-write": "/lan/1/skriv/",
    "lease-new": "/lan/leasing/ny/",
    "fixed-group": "/anlaggningar/grupper/fordon/",
    "fixed-note": f"{YEAR}/tabeller/capital.fixed-assets/",
    "books": "/bokforing/2015/",
    "books-voucher": "/bokforing/verifikation/602/",
    "books-template": "/bokforing/verifikation/602/mall/",
    "books-templates": "/bokforing/mallar/",
    "audit": "/granskning/2015/",
    "agreements": "/overenskommelser/",
    "agreement": "/overenskommelser/1/",
    "agreement-order": "/overenskommelser/bestall/VIM/",
    "agreement-new": "/overenskommelser/ny/",
    "agreement-write": "/overenskommelser/1/skriv/",
    "cost-model": "/kostnadsmodell/",
    "cost-node": "/kostnadsmodell/plats/servicedesk/",
    "cost-node-new": "/kostnadsmodell/ny/",
    "cost-whole": "/kostnadsmodell/tank-om/",
    "cost-what-if": "/kostnadsmodell/tank-om/servicedesk/",
    "cost-run": "/kostnadsmodell/1/",
    "cost-part": "/kostnadsmodell/1/arbetsplats-som-tjanst/",
    "costs": "/kostnader/VIM/",
    "rules": "/debitering/regler/",
    "own-what-if": "/kostnader/VIM/tank-om/",
    "budget": "/kostnader/VIM/2015/budget/",
    "costs-of-year": "/kostnader/VIM/2015/",
    "units": "/kostnader/VIM/2015/enheter/",
    "places": "/kostnader/VIM/enheter/",
    "service-new": "/tjanster/ny/",
    "service": "/tjanster/arbetsplats/",
    "service-change": "/tjanster/arbetsplats/andra/",
    "price-lists": "/tjanster/priser/",
    "price-list": "/tjanster/priser/1/",
    "search": "/sok/?q=datorer&ar=2015",
    "password": "/losenord/",
    "machines": "/maskiner/",
    "machine": "/maskiner/1/",
    "machine-programs": "/maskiner/1/program/",
    "machine-section": "/maskiner/1/del/networks/",
    "machine-difference": "/maskiner/1/skillnad/2/",
    "machine-titles": "/maskiner/program/",
    "machine-title": "/maskiner/program/1/",
    "machine-matching": "/maskiner/matchning/",
    "machine-unread": "/maskiner/olasta/",
    "machine-keys": "/maskiner/nycklar/",
    "directories": "/katalogen/",
    "directory-new": "/katalogen/ny/",
    "directory": "/katalogen/kalla/kommun/",
    "directory-departments": "/katalogen/kalla/kommun/avdelningar/",
    "directory-department": "/katalogen/kalla/kommun/avdelningar/1/",
    "directory-fetch": "/katalogen/hamtning/1/",
    "directory-halted": "/katalogen/hamtning/2/",
    "call-logs": "/vaxel/loggar/",
    "call-numbers": "/vaxel/nummer/",
    "appearance": "/utseende/",
    "accessibility": "/tillganglighet/",
    "privacy": "/personuppgifter/?q=nils",
    "privacy-files": "/personuppgifter/uttag/",
    "not-found": "/ar/1900/",
}
"""What the manager of the demo meets."""

KEEPERS = {
    "set-up": "/arenden/servicedesk/",
    "group-new": "/arenden/servicedesk/grupp/",
    "group": "/arenden/servicedesk/grupp/{group}/",
    "letterheads": "/arenden/post/avsandare/",
    "promises": "/arenden/servicenivaer/",
    "calendar": "/arenden/servicenivaer/kalender/weekdays/",
    "calendar-new": "/arenden/servicenivaer/kalender/",
    "routing": "/arenden/regler/",
    "routing-rule": "/arenden/regler/{routing}/",
    "routing-new": "/arenden/regler/ny/",
    "mailbox": "/arenden/post/brevlada/{box}/",
    "mailbox-new": "/arenden/post/ny-brevlada/",
    "mailbox-servers": "/arenden/post/brevlada/{box}/servrar/",
    "call-log": "/vaxel/loggar/{log}/",
    "visit-places": "/arenden/servicedesk/platser/",
    "wiping": "/gallring/",
    "wiping-leavers": "/gallring/de-som-slutat/",
    "wiping-rule": "/gallring/regel/{rule}/",
    "wiping-one": "/gallring/{wiping}/",
    "disturbance-major": "/storningar/{major}/",
    "disturbance-report": "/storningar/{major}/rapport/",
}
"""What a manager keeps in order."""

DESK = {
    "overview-agent": f"{YEAR}/",
    "desk": "/arenden/",
    "case": "/arenden/10010/",
    "case-details": "/arenden/{open}/uppgifter/",
    "case-closed": "/arenden/10002/?view=all",
    "new-ticket": "/arenden/nytt/",
    "new-ticket-known": "/arenden/nytt/?vem={person}",
    "caller": "/arenden/person/{person}/",
    "post": "/arenden/post/",
    "letter": "/arenden/post/brev/{letter}/",
    "search-desk": "/sok/?q=skrivare",
    "day": "/arenden/min-dag/",
    "mentions": "/arenden/namnd/",
    "reminders": "/arenden/paminnelser/",
    "away": "/arenden/borta/",
    "blocks": "/arenden/textblock/",
    "guides-desk": "/arenden/guider/",
    "guide-new": "/arenden/guider/ny/",
    "guide-desk": f"/arenden/guider/{GUIDE}/",
    "statistics": "/arenden/statistik/",
    "calls": "/vaxel/",
    "staffing": "/vaxel/bemanning/",
    "citizens": "/vaxel/medborgare/",
    "front-desk": "/vaxel/reception/",
    "bookings": "/bokningar/",
    "emergency": "/nodoppning/",
    "problems": "/problem/",
    "problem-one": "/problem/1/",
    "problem-new": "/problem/nytt/",
    "problem-choose": "/problem/lanka/?arende=10010",
    "disturbances": "/storningar/",
    "disturbance": "/storningar/1/",
    "disturbance-change": "/storningar/1/andra/",
    "disturbance-new": "/storningar/ny/",
    "disturbance-choose": "/storningar/lanka/?arende=10010",
    "changes": "/andringar/",
    "change-one": "/andringar/C-1/",
    "change-write": "/andringar/C-1/skriv-om/",
    "change-new": "/andringar/ny/?slag=normal",
    "change-board": "/andringar/rad/",
    "change-calendar": "/andringar/kalender/",
    "things": "/inventarier/",
    "things-then": "/inventarier/?slag=server&dag=2025-01-01",
    "thing": "/inventarier/sak/DB-01/",
    "thing-write": "/inventarier/skriv/DB-01/",
    "thing-step": "/inventarier/steg/?tag=DB-01",
    "thing-impact": "/inventarier/faller/DB-01/",
    "things-receive": "/inventarier/nya/",
    "things-import": "/inventarier/las-in/",
    "things-stock": "/inventarier/lager/",
    "things-plan": "/inventarier/plan/",
    "things-compare": "/inventarier/jamfor/",
    "things-orders": "/inventarier/bestallningar/",
    "things-order-new": "/inventarier/bestallningar/ny/",
    "things-order": "/inventarier/bestallningar/3/",
    "things-order-receive": "/inventarier/bestallningar/3/ta-emot/4/",
    "things-models": "/inventarier/bestallningar/modeller/",
    "things-field": "/inventarier/falt/",
    "things-compared": "/inventarier/jamfor/{compared}/",
    "things-afterlife": "/inventarier/miljo/",
    "things-loans": "/inventarier/lan/",
    "things-leases": "/inventarier/leasing/",
    "thing-receipt": "/inventarier/kvitto/visad/",
    "thing-stroke": "/inventarier/gjort/visad/",
    "thing-correct": "/inventarier/ratta/{thing}/?event={event}",
    "things-count": "/inventarier/inventering/{count}/",
    "things-list": "/inventarier/las-in/{list}/",
    "things-labels": "/inventarier/etiketter/?tag=DB-01",
}
"""What an agent of the demo's desk meets."""

PAGES = {
    "chef": MANAGERS | KEEPERS,
    "controller": {"overview-controller": f"{YEAR}/"},
    "politiker": {"overview-elected": f"{YEAR}/", "report-elected": f"{YEAR}/rapport/"},
    "ekonom": {"overview-economist": f"{YEAR}/", "member-economist": f"{YEAR}/medlem/VIM/"},
    "revisor": {"overview-auditor": f"{YEAR}/", "editions-auditor": f"{YEAR}/utgavor/"},
    "handlaggare": DESK,
    "admin": {
        "overview-administrator": f"{YEAR}/",
        "people": "/personer/",
        "person": "/personer/1/",
        "person-new": "/personer/ny/",
        "rights": "/personer/behorigheter/",
        "mandates": "/tillfalliga-behorigheter/",
        "scim": "/inloggning/scim/",
        "who-sees": "/vem-kan-se/?slag=servicedesk.ticket&namn=10010",
        "providers": "/inloggning/",
        "own-sign-in": "/min-inloggning/",
        "sign-in-again": "/logga-in/igen/",
        "passkey": "/min-inloggning/nyckel/",
        "code-app": "/min-inloggning/kodapp/",
        "provider": "/inloggning/tjanst/vimmerby/",
        "provider-new": "/inloggning/ny/",
        "components": "/komponenter/",
        "operation": "/drift/",
        "operation-jobs": "/drift/arbeten/",
        "operation-job": "/drift/arbeten/1/",
        "webhooks": "/webhookar/",
        "webhook": "/webhookar/{hook}/",
    },
    "anstalld": {
        "portal": "/hjalp/",
        "portal-report": "/hjalp/anmal/",
        "portal-report-guides": "/hjalp/anmal/?q=skrivaren",
        "portal-thanks": "/hjalp/anmal/{case}/tack/",
        "portal-search": "/hjalp/sok/?q=skrivare",
        "guides": "/hjalp/guider/",
        "order": "/hjalp/bestall/",
        "book": "/hjalp/boka/",
        "booked": "/hjalp/boka/{booking}/",
        "guide": f"/hjalp/guider/{GUIDE}/",
        "tickets": "/hjalp/arenden/",
        "ticket": "/hjalp/arenden/{case}/",
    },
    "enhetschef": {"portal-approve": "/hjalp/att-godkanna/"},
    "": {
        "use-passkey": "/logga-in/nyckel/",
        "sign-in": "/logga-in/",
        "sign-in-choose": "/logga-in/med/?epost=kim@kinda.se",
        "password-first": "/valj-losenord/{invited}/{invitation}/",
        "status": "/status/",
        "status-one": "/status/1/",
        "status-confirm": "/status/bekrafta/{follower}/",
        "status-leave": "/status/sluta/{follower}/",
        "opinion": "/hjalp/omdome/{opinion}/",
    },
}
"""Every page by its name, under who meets it; nobody has signed in under no name.

What stands in braces is known when the demo has been furnished.
"""

KNOWN = {}
"""What the furnished demo's addresses hold, by the name in braces."""

TICKETS = 300
"""How many tickets the demo's desk is given in tests: enough for every page, and soon made."""

DEMO = (sys.executable, "-c", "from samdrift.project.cli import main; main()", "demo")
TOLD = "told.json"
"""Which things the desk was given, in the home of a demo."""
FURNISHING = (
    "import json, django; django.setup(); "
    "from tests.web import furnishing; print(json.dumps(furnishing.furnish()))"
)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running(home, *, tickets=TICKETS):
    """Start the product on its demo year in a home of its own, and give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    shutil.copytree(_made(tickets), home, dirs_exist_ok=True)
    KNOWN.update(json.loads((home / TOLD).read_text()))
    environment = _environment(home) | {"SAMDRIFT_BASE_URL": address}
    with (home / "log").open("w") as log:
        command = (*DEMO, "--port", str(port), "--tickets", str(tickets))
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_until_it_answers(server, address, home / "log")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _made(tickets):
    """Return the home of a demo with a desk, made once for all processes of a run."""
    with homes.alone(f"demo-{tickets}") as folder:
        made, half = folder / "made", folder / "half"
        if not made.exists():
            environment = _environment(half)
            command = (*DEMO, "--no-serve", "--tickets", str(tickets))
            half.mkdir()
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
            settings = {"DJANGO_SETTINGS_MODULE": "samdrift.project.settings"}
            told = subprocess.run(
                [sys.executable, "-c", FURNISHING],
                env=environment | settings,
                check=True,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            (half / TOLD).write_text(told.stdout.splitlines()[-1])
            half.rename(made)
        return made


def _environment(home):
    environment = os.environ | {"SAMDRIFT_HOME": str(home)}
    environment.pop("SAMDRIFT_DATABASE_URL", None)
    return environment


def wait_until_it_answers(server, address, log):
    for _ in range(1800):
        try:
            urllib.request.urlopen(f"{address}/logga-in/")  # noqa: S310  Our own.
        except OSError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.5)
        else:
            return
    raise AssertionError(log.read_text())


@contextmanager
def chromium(profile, *flags):
    """Open Chromium with an empty profile; a missing one is a failure, not a reason to skip."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert binary, "there is no chromium"
    assert driver, "there is no chromedriver"
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for flag in (*FLAGS, *flags, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    opened = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield opened
    finally:
        opened.quit()


def sign_in(browser, address, name):
    """Sign a person of the demo in, whoever was; no name only signs out."""
    browser.get(f"{address}/logga-in/")
    browser.delete_all_cookies()
    browser.get(f"{address}/logga-in/")
    if name:
        browser.find_element(By.NAME, "name").send_keys(name)
        browser.find_element(By.NAME, "password").send_keys(PASSWORD, Keys.ENTER)
        has_left = lambda opened: "/logga-in/" not in opened.current_url  # noqa: E731
        WebDriverWait(browser, 30).until(has_left, f"{name} is not let in")


def choose(browser, **chosen):
    """Have pages in a theme and a language, as the page of appearance would."""
    for name, value in chosen.items():
        browser.add_cookie({"name": name, "value": value})


def show(browser, width, height=900):
    screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)


def shown(browser, address, *, only=frozenset(), **chosen):
    """Open every page, or only some, for whoever meets it, and give the name of each."""
    for name, pages in PAGES.items():
        wanted = {page: path for page, path in pages.items() if not only or page in only}
        if not wanted:
            continue
        sign_in(browser, address, name)
        choose(browser, **chosen)
        for page, path in wanted.items():
            browser.get(address + path.format_map(KNOWN))
            yield page
