"""The product in English: no text of a page stays Swedish where there is an English for it."""

import ast
import gettext as gnu
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import pgettext
from tests.web import walks
from tests.web.test_frame import PAGES_OF_THE_YEAR

from samdrift.plumbing import contributions
from samdrift.plumbing.wording import retold
from samdrift.reporting import registry, wording
from samdrift.reporting.ports import Ask, CannotAnswer
from samdrift.reporting.selections import RecordSource

SOURCE = Path(__file__).resolve().parents[2] / "src" / "samdrift"
CATALOGUE = SOURCE / "plumbing/locale/en/LC_MESSAGES/django.mo"
TODAY = date(2016, 5, 1)


@pytest.fixture(scope="module")
def translated():
    """Return the Swedish texts that are otherwise in English; texts with gaps are left out.

    What tables are called counts where tables are: elsewhere it may be what a record says.
    """
    with CATALOGUE.open("rb") as file:
        catalogue = gnu.GNUTranslations(file)._catalog
    told = {}
    for key, english in catalogue.items():
        swedish = key if isinstance(key, str) else key[0]
        context, _, text = swedish.rpartition("\x04")
        if text and text != english and not re.search(r"[%{]", text):
            told.setdefault(context, set()).add(text)
    return told


class Texts(HTMLParser):
    """Gathers the texts of a page, one by one; what is said to be in Swedish is left out."""

    NO_END = frozenset(
        {"area", "br", "hr", "img", "input", "link", "meta", "source", "path", "rect"}
    )
    SAID = frozenset({"aria-label", "title", "placeholder", "alt"})

    def __init__(self, page):
        super().__init__()
        self.found = set()
        self._within = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        is_shut = told.get("lang") == "sv" or tag in ("script", "style")
        if tag not in self.NO_END:
            self._within.append((tag, is_shut))
        if not self._is_shut():
            self.found |= {_one_line(value) for name, value in attrs if name in self.SAID and value}

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in {other for other, _ in self._within}:
            return
        while self._within and self._within.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self._is_shut():
            self.found.add(_one_line(data))

    def _is_shut(self):
        return any(is_shut for _, is_shut in self._within)


def _one_line(text):
    return " ".join(text.split())


TABLES = re.compile(r"/ar/\d+/tabeller/|/figur/|/arenden/statistik/|/inventarier/|/vaxel/")

SAID_BY_DATA = frozenset({"Föreslagen", "Utkast", "Växel", "Ändringsrådet"})
ENGLISH_TOO = frozenset({"Normal", "Standard"})
"""Words that are also what records of the tests say."""


def left_in_swedish(client, addresses, translated):
    client.cookies["language"] = "en"
    wrong = {}
    for address in addresses:
        page = client.get(address).content.decode()
        swedish = translated[""]
        if TABLES.match(address):
            swedish = swedish | translated[wording.TOLD]
        if stays := Texts(page).found & swedish - SAID_BY_DATA - ENGLISH_TOO:
            wrong[address] = sorted(stays)
    return wrong


def test_no_page_of_the_year_says_in_swedish_what_there_is_english_for(
    manager, approved, translated
):
    addresses = (*PAGES_OF_THE_YEAR, f"/ar/2015/avstamning/tryckta/{approved}/")

    assert left_in_swedish(manager, addresses, translated) == {}


@pytest.mark.parametrize(
    "role", ["controller", "elected", "economist", "auditor", "administrator", "agent"]
)
def test_no_role_meets_swedish_that_there_is_english_for(signed_in, role, translated):
    addresses = ("/ar/2015/", "/ar/2015/tabeller/", "/utseende/", "/losenord/", "/sok/?q=a")

    assert left_in_swedish(signed_in(role), addresses, translated) == {}


def test_no_page_of_changes_says_in_swedish_what_there_is_english_for(db, translated):
    manager = Client()
    manager.force_login(walks.Shop().lives().chef)

    assert left_in_swedish(manager, walks.PAGES, translated) == {}


OF_THE_DESK = (
    *("/inventarier/", "/inventarier/slag/", "/inventarier/slag/server.virtual/"),
    *("/inventarier/nya/", "/inventarier/lager/", "/inventarier/leasing/"),
    *("/arenden/nytt/", "/arenden/regler/ny/", "/gallring/", "/vaxel/loggar/"),
    *("/vaxel/medborgare/", "/vaxel/reception/", "/storningar/ny/", "/problem/nytt/"),
)


def test_no_choice_of_the_desk_or_the_register_is_in_swedish(manager, translated):
    assert left_in_swedish(manager, OF_THE_DESK, translated) == {}


def test_no_page_of_what_is_paid_says_in_swedish_what_there_is_english_for(manager, translated):
    addresses = walks.keep_the_catalogue(manager)

    assert left_in_swedish(manager, addresses, translated) == {}


def test_every_table_and_list_of_records_is_called_something_in_english(year):
    swedish = set()
    for spec in registry.tables():
        try:
            table = registry.table(spec.id, Ask(year), today=TODAY)
        except CannotAnswer:
            continue
        swedish |= {spec.title, table.title, table.explains}
        swedish |= {column.label for column in table.columns}
    for source in contributions.offered(RecordSource):
        swedish |= {source.title, *(column.label for column in source.columns)}

    with translation.override("en"):
        untold = {text for text in swedish if text and wording.in_words(text) == text}
    named = {wording.pattern(text) for text in untold if re.search(r"[^\W\d]", text)}
    assert named <= SAME_IN_ENGLISH


def literals(node):
    """Yield the texts that an argument may be: one, or one of two."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from literals(body)
            yield from literals(other)


def told_in_code():
    """Yield every text that the code tells in the language of the page, as the catalogue has it."""
    for file in sorted(SOURCE.rglob("*.py")):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            for text in literals(node.args[0]):
                if name in ("sentence", "told") and re.search(r"[ .{]", text):
                    yield text
                elif name in ("in_words", "reasons_in_words"):
                    yield wording.pattern(text)


NOBODY_IS_TOLD = frozenset(
    {
        *("ValueError", "TypeError", "LookupError", "KeyError", "RuntimeError", "AssertionError"),
        *("NotImplementedError", "OSError", "SystemExit", "ImproperlyConfigured", "HttpError"),
        *("CannotThaw", "CannotAllocate", "CannotServe", "CannotBackUp", "CommandError"),
        *("BadEnvironment", "Fault", "Http404", "CannotProvision"),
    }
)
"""What is raised for who programs or runs commands, not for who reads a page."""


def told_by(node):
    """Yield a text that is raised with, or each of two; what stands in its gaps is made up."""
    match node:
        case ast.IfExp(body=body, orelse=other):
            yield from told_by(body)
            yield from told_by(other)
        case ast.JoinedStr(values=values):
            yield "".join(
                str(each.value) if isinstance(each, ast.Constant) else "Q" for each in values
            )
        case ast.Constant(value=str(text)):
            yield text


def refusals_in_code():
    """Yield every text that somebody is refused with."""
    for file in sorted(SOURCE.rglob("*.py")):
        if "tests" in file.parts or file.is_relative_to(SOURCE / "project"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=[told, *_])):
                    if name not in NOBODY_IS_TOLD:
                        yield from told_by(told)


def test_every_refusal_is_told_in_english():
    with translation.override("en"):
        untold = {text for text in refusals_in_code() if retold(text) == text}

    assert untold <= {"Q: Q", "Q Q."}


TABLE_IDS = re.compile(r"[a-z]+\.[a-z-]+")


def test_every_sentence_has_an_english_with_the_same_gaps():
    wrong = {}
    with translation.override("en"):
        for text in set(told_in_code()):
            english = pgettext(wording.TOLD, text)
            gaps = [sorted(gap for _, gap, _, _ in Formatter().parse(each) if gap is not None)
                    for each in (text, english)]  # fmt: skip
            is_same = english == text and text not in SAME_SENTENCES
            if not TABLE_IDS.fullmatch(text) and (is_same or gaps[0] != gaps[1]):
                wrong[text] = english

    assert wrong == {}


SAME_SENTENCES = {"{subject} {verb} {now}.", "{last_year}: {then} ({why})."}


SAME_IN_ENGLISH = {
    "Guide",
    "Budget",
    "Budget {}",
    "Organisation",
    "Risk",
    "SIS",
    "Standard",
    "Text",
}


def test_numbers_stand_in_their_places_and_what_is_data_is_left_alone():
    with translation.override("en"):
        assert wording.in_words("Giltiga kort hos medlemmarna den 2015-12-31.") == (
            "Valid cards with the members on 2015-12-31."
        )
        assert wording.in_words("Ett {eget} mål för 2015") == "Ett {eget} mål för 2015"
        assert wording.in_words("Byt lösenord") == "Byt lösenord"
    assert wording.in_words("Sjukfrånvaro") == "Sjukfrånvaro"
