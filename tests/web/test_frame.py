"""The frame of every page: errors in plain words, languages, themes, what the browser may run."""

import gettext as gnu
import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation.template import templatize
from django.views.defaults import permission_denied
from tests.web import directories, machines, walks

from samdrift.plumbing.exchange.models import ImportRun
from samdrift.plumbing.jobs import worker

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "samdrift"
CLOSED = "servicedesk.resolution-times&{0}year=2015&{0}column=tickets"
CHANGED = f"table={CLOSED.format('')}&row=2015&then-table={CLOSED.format('then-')}&then-row=2014"
VENDORS = [
    SOURCE / "plumbing/static/samdrift/vendor/VENDOR.toml",
    SOURCE / "plumbing/components/icons/VENDOR.toml",
    ROOT / "tests/web/vendor/VENDOR.toml",
]


def templates():
    return sorted(SOURCE.rglob("*.html"))


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda path: path.parent.name)
def test_what_others_made_is_unmodified_and_listed(vendor):
    told = tomllib.loads(vendor.read_text("utf-8"))["vendor"]

    hashes = {name: digest for each in told for name, digest in each["sha256"].items()}
    found = {
        str(path.relative_to(vendor.parent)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.parent.rglob("*")
        if path.is_file() and path != vendor
    }
    assert hashes == found
    assert all(each["licence"] and each["integrity"].startswith("sha512-") for each in told)


def test_a_template_runs_no_script_and_has_no_style_of_its_own():
    for path in templates():
        text = path.read_text("utf-8")
        scripts = re.findall(r"<script\b[^>]*>", text)
        assert all("src=" in script for script in scripts), path
        assert not re.search(r"<style\b|\sstyle=|\son\w+=|javascript:", text), path


def test_a_template_begins_with_what_it_needs():
    for path in templates():
        first = path.read_text("utf-8").partition("\n")[0]
        assert re.match(r"\{# .+? #\}", first), path
        assert re.search(r"Context: |Parameters: |Blocks: ", first), path


SAME_IN_ENGLISH = {
    "Person",
    "%(what)s, %(address)s: %(problem)s",
    "%(minutes)s min",
    "%(words)s: %(title)s",
    "Incident",
    "Organisation",
    "Budget",
    "organisation",
    "Period",
    "Start",
    "Status",
    "System",
    "UUID",
    "Version",
    "Teams",
    "Text",
}


def test_every_text_is_told_in_english_too():
    with (SOURCE / "plumbing/locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        english = gnu.GNUTranslations(file)
    told = set()
    for path in templates():
        code = templatize(path.read_text("utf-8"), origin=str(path))
        told |= set(re.findall(r"gettext\(u?'((?:[^'\\]|\\.)*)'\)", code))
        told |= set(re.findall(r'gettext\(u?"((?:[^"\\]|\\.)*)"\)', code))
    for path in SOURCE.rglob("*.py"):
        if "tests" not in path.parts:
            text = path.read_text("utf-8")
            told |= set(re.findall(r'\b_\(\s*"((?:[^"\\]|\\.)*)"\s*\)', text))

    assert len(told) > 90
    untold = {text for text in told if english.gettext(text) == text}
    assert sorted(untold - SAME_IN_ENGLISH) == []


def test_the_compiled_english_is_that_of_its_source():
    folder = SOURCE / "plumbing/locale/en/LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        compiled = gnu.GNUTranslations(file)
    source = (folder / "django.po").read_text("utf-8")

    written = r'^(?:msgctxt "(.+)"\n)?msgid "(.+)"\nmsgstr "(.+)"$'
    told = [
        [text.replace('\\"', '"') for text in found]
        for found in re.findall(written, source, re.MULTILINE)
    ]
    assert len(told) > 90
    assert [
        key
        for context, key, text in told
        if (compiled.pgettext(context, key) if context else compiled.gettext(key)) != text
    ] == []


def test_the_language_is_swedish_until_another_is_chosen_whatever_the_browser_asks(manager):
    asked = manager.get("/ar/2015/", headers={"accept-language": "en"}).content.decode()
    assert "Behöver din uppmärksamhet" in asked
    assert 'lang="sv"' in asked

    manager.post("/utseende/", {"language": "en", "next": "/ar/2015/"})
    chosen = manager.get("/ar/2015/")
    assert "Needs your attention" in chosen.content.decode()
    assert 'lang="en"' in chosen.content.decode()
    assert chosen.headers["Content-Language"] == "en"


def test_a_language_that_there_is_none_of_is_swedish(client, db):
    client.cookies["language"] = "tlh"

    assert client.get("/logga-in/").headers["Content-Language"] == "sv"


def test_a_theme_and_a_density_are_kept_in_the_browser(client, db):
    client.post("/utseende/", {"theme": "dark", "density": "compact"})

    page = client.get("/logga-in/").content.decode()
    assert 'data-bs-theme="dark"' in page
    assert 'data-density="compact"' in page


def test_a_theme_that_there_is_none_of_is_not_kept(client, db):
    client.post("/utseende/", {"theme": '"><script>'})

    assert "theme" not in client.cookies


@pytest.mark.parametrize("wanted", ["https://ond.example/", "//ond.example", "javascript:alert(1)"])
def test_nobody_is_sent_away_from_the_product(client, db, wanted):
    answer = client.post("/utseende/", {"theme": "dark", "next": wanted})

    assert answer.headers["Location"] == "/"


def test_a_form_without_its_key_is_refused_in_plain_words(person):
    page = Client(enforce_csrf_checks=True).post("/utseende/", {"theme": "dark"})

    assert page.status_code == 403
    assert "Sidan hade stått för länge" in page.content.decode()


def test_a_fault_of_ours_is_told_in_plain_words_and_noted(manager, monkeypatch):
    manager.raise_request_exception = False
    monkeypatch.setattr("samdrift.reporting.registry.tables", lambda: 1 / 0)

    page = manager.get("/ar/2015/tabeller/")

    assert page.status_code == 500
    assert "Sidan kunde inte visas" in page.content.decode()


def test_a_request_that_cannot_be_understood_is_told_so(manager, settings):
    page = manager.get("/ar/2015/", headers={"host": "ond.example"})

    assert page.status_code == 400
    assert "Adressen går inte att läsa" in page.content.decode()


def test_what_may_not_be_done_is_told_in_plain_words(rf, db):
    request = rf.get("/")
    request.user = AnonymousUser()
    page = permission_denied(request, Exception())

    assert page.status_code == 403
    assert "Det här får du inte göra" in page.content.decode()


def test_the_browser_may_run_and_show_only_what_is_ours(manager):
    policy = manager.get("/ar/2015/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


PAGES_OF_THE_YEAR = (
    "/ar/2015/",
    "/ar/2015/rapport/",
    "/ar/2015/tabeller/",
    "/ar/2015/tabeller/assets.computers/",
    "/ar/2015/tabeller/assets.computers/?day=x",
    "/figur/?table=assets.computers&year=2015&row=total&column=computer",
    "/poster/?question=assets.holdings&span=2015-12-31/2016-01-01&kind=computer&organisation=VIM",
    "/arenden/statistik/?period=2015",
    "/poster/?question=staff.absences&span=2015-01-01/2016-01-01&group=all",
    f"/forandring/?{CHANGED}",
    "/inlasning/",
    "/inlasning/historik/",
    "/utseende/",
    "/losenord/",
    "/ar/2015/mal/",
    "/sok/?q=datorer",
    "/sok/?q=datorer&del=1",
    "/valj-losenord/1/falsk/",
    "/logga-in/",
    "/finns-inte/",
    "/ar/2015/rapport/sok/?q=dator",
    "/ar/2015/kapitel/",
    "/ar/2015/kapitel/summary/",
    "/ar/2015/kapitel/summary/infoga/",
    "/ar/2015/kapitel/summary/versioner/",
    "/ar/2015/utgavor/",
    "/ar/2015/utgavor/skillnader/",
    "/ar/2015/avstamning/",
    "/ar/2015/avstamning/motsagelser/",
    "/ar/2015/uppfoljning/",
)
"""What a manager opens of the small year."""


@pytest.mark.usefixtures("own_home")
def test_every_template_is_rendered_by_some_page(
    manager, approved, person, clock_at, rendered_templates
):
    """Pages in short: whoever adds a template adds its page here or to a walk."""
    sent = {"files": SimpleUploadedFile("calls.csv", b"x")}
    package_page = manager.post("/inlasning/", sent).headers["Location"]
    worker.work_once()
    for address in (
        *PAGES_OF_THE_YEAR,
        f"/inlasning/{ImportRun.objects.get().pk}/",
        package_page,
        f"/ar/2015/avstamning/tryckta/{approved}/",
    ):
        manager.get(address)
    manager.post("/ar/2015/avstamning/tryckta/", {"form": "one"})
    guest = Client()
    guest.force_login(person(None))
    guest.get("/ar/2015/")
    for walk in (
        lambda: walks.administer(person("administrator")),
        lambda: walks.sign_in_with_others(person("administrator")),
        lambda: walks.give_for_a_while(person("administrator"), person("agent")),
        lambda: walks.sign_in_in_two_steps(person("administrator")),
        lambda: walks.work_at_the_desk(manager, walks.ask_for_help(person("employee"))),
        lambda: walks.keep_the_switchboard(manager),
        lambda: walks.be_in_trouble(manager),
        lambda: walks.change_things(clock_at),
        lambda: walks.know_who_calls(manager, person("agent"), clock_at),
        lambda: walks.keep_things(manager, clock_at),
        lambda: walks.tell_other_systems(person("administrator")),
        lambda: walks.wipe(manager),
        lambda: walks.answer_to_people(manager),
        lambda: walks.keep_the_catalogue(manager),
        lambda: walks.own_what_lasts(manager),
        lambda: walks.keep_books(manager),
        lambda: walks.say_how_it_was(clock_at),
        lambda: walks.miss_records(manager),
        lambda: machines.walk(manager),
        lambda: directories.walk(manager),
    ):
        with walks.a_world_of_its_own():
            walk()

    above = {"400.html", "403.html", "403_csrf.html", "500.html"}
    every = {
        str(path.relative_to(path.parents[[p.name for p in path.parents].index("templates")]))
        for path in templates()
        if "templates" in path.parts
    }
    assert sorted(every - above - rendered_templates) == []
