from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from samdrift.reporting.documents import Link, Paragraph, Text
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink import html
from samdrift.reporting.ink.beside import Beside
from samdrift.reporting.tests import given


class Seen(HTMLParser):
    """What a reader of HTML meets, and whether every element is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.words = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag, **wanted):
        return [a for t, a in self.elements if t == tag and wanted.items() <= a.items()]


def body(document):
    return html.body(document, given.WebLinks(), given.SwedishDescriber())


def page(document):
    return html.page(document, given.WebLinks(), given.SwedishDescriber())


def test_a_statement_has_figures_that_open_and_sums_that_stand_out():
    text = html.blocks(
        [given.annual_report().blocks[9]], Scale.TKR, given.WebLinks(), given.SwedishDescriber()
    )

    address = (
        "https://samdrift.example/siffra?table=ledger.income-statement&amp;year=2015"
        "&amp;row=costs&amp;column=2015"
    )
    assert f'<td class="num"><a class="fig" href="{address}">−97\xa0732</a></td>' in text
    assert '<tr class="end"><th scope="row">Årets resultat</th>' in text
    assert '<tr class="sum"><th scope="row">Verksamhetens nettokostnader</th>' in text
    assert (
        '<th scope="col" class="num then">2014<sup><span class="visually-hidden">källa </span>2'
        in text
    )
    assert (
        '<a href="#not-1" aria-label="Not 1">1</a>, <a href="#not-1" aria-label="Not 2">2</a>'
        in text
    )
    assert '<li value="1"><a href="https://samdrift.example/poster?' in text
    assert "(högst 1\xa0203\xa0poster bakom ett tal)</a></li>" in text


def test_missing_says_why_nil_is_a_dash_and_blank_is_empty():
    text = body(given.annual_report("Vimmerby har inte lämnat uppgift"))

    assert ' title="Vimmerby har inte lämnat uppgift">saknas</a></td>' in text
    assert ">–</a></td>" in text
    assert '<td class="num"></td>' in text
    assert "<p>Saknas: Vimmerby har inte lämnat uppgift</p>" in text


def test_a_heading_that_has_just_been_said_is_not_said_again():
    text = body(given.annual_report())

    assert text.count(">Resultaträkning</h") == 1
    assert '<h3 id="resultat">Resultaträkning</h3>' in text
    assert "<h4>Not 1. Datorer</h4>" in text


def test_a_week_table_ends_in_one_source():
    text = body(given.annual_report())

    assert text.count("Samtal 2014-12-29–2016-01-03") == 1


def test_the_page_stands_by_itself_without_scripts_or_inline_styles():
    seen = Seen(page(given.annual_report()))

    assert seen.open == []
    assert seen.all("html", lang="sv")
    assert seen.all("script") == seen.all("link") == []
    assert not [a for _, a in seen.elements if "style" in a or any(k.startswith("on") for k in a)]
    assert seen.all("a", href="#innehall", **{"class": "skip"})
    assert all("scope" in attributes for attributes in seen.all("th"))
    assert len(seen.all("caption")) == len(seen.all("table")) == 5


def test_every_address_within_the_page_leads_somewhere_and_none_is_given_twice():
    seen = Seen(page(given.annual_report()))

    ids = [a["id"] for _, a in seen.elements if "id" in a]
    inner = [a["href"][1:] for a in seen.all("a") if a.get("href", "").startswith("#")]
    assert sorted(ids) == sorted(set(ids))
    assert set(inner) <= set(ids)


def test_a_chart_is_a_figure_with_its_finding_its_words_and_its_twin():
    seen = Seen(body(given.annual_report()))

    (drawing,) = seen.all("div", role="group")
    assert drawing["aria-label"] == (
        "Sex av tio nya datorer finns i Kinda. Diagram över Datorer för Kinda, Vimmerby, Ydre."
    )
    assert "Sex av tio nya datorer finns i Kinda" in seen.words
    assert "Visa som tabell" in seen.words


@pytest.mark.parametrize("text", [*given.HOSTILE, "å" * 200_000])
def test_hostile_text_stays_text(text):
    seen = Seen(page(given.annual_report(text)))

    assert seen.open == []
    assert seen.all("script") == []
    assert any(text[:4].replace("\x00", "\ufffd") in words for words in seen.words)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_a_link_to_anywhere_else_is_only_its_words(href):
    words = Paragraph((Link((Text("läs"), given.live()), href),))

    assert html.blocks([words], Scale.TKR) == "<p>läs3\xa0275</p>\n"


def test_a_figure_within_a_link_does_not_nest_links():
    words = Paragraph((Link((given.live(),), "https://a.se/"),))

    text = html.blocks([words], Scale.TKR, given.WebLinks())

    assert text == '<p><a href="https://a.se/">3\xa0275</a></p>\n'


def test_without_addresses_figures_are_words():
    text = html.body(given.annual_report())

    assert not re.search(r'<a class="fig', text)
    assert '<span class="fig">3\xa0275</span>' in text


def test_the_same_document_gives_the_same_page():
    assert page(given.annual_report()) == page(given.annual_report())


def test_a_page_may_have_ways_to_share_and_to_write_each_place():
    text = html.body(
        given.annual_report(),
        beside=Beside(has_addresses=True, edits={"direktionens-ord": "/skriv/"}),
    )

    assert (
        '<a class="edit" href="/skriv/">Redigera<span class="visually-hidden"> Direktionens ord'
        in text
    )
    shared = set(re.findall(r'class="to-here" href="#([^"]+)"', text))
    assert "direktionens-ord-s1" in shared
    assert shared <= set(re.findall(r'id="([^"]+)"', text))


def test_a_file_has_no_ways_beside_its_text():
    assert "to-here" not in html.page(given.annual_report()).partition("</head>")[2]
