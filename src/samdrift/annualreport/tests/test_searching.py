from __future__ import annotations

from dataclasses import replace

from samdrift.annualreport.searching import AROUND, MOST_HITS, hits
from samdrift.reporting.documents import (
    Document,
    FigureTable,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Text,
    TextTable,
)
from samdrift.reporting.tests import given

DOCUMENT = given.annual_report()


def document(*blocks) -> Document:
    return replace(DOCUMENT, blocks=blocks)


def words(hit) -> str:
    return "".join(f"[{piece.words}]" if piece.is_found else piece.words for piece in hit.pieces)


def test_a_place_has_every_word_that_is_asked_for_and_its_address():
    heading = Heading(1, (Text("Ordet"),), "ordet")
    told = document(heading, Paragraph((Text("Det var ett gott år. Åren går."),), "ordet-det-var"))

    found = hits(told, "GOTT var")

    assert [(hit.section, hit.kind, hit.anchor) for hit in found] == [
        ("Ordet", "Text", "ordet-det-var")
    ]
    assert words(found[0]) == "Det [var] ett [gott] år. Åren går."
    assert hits(told, "gott finnsinte") == ()


def test_figures_in_a_text_are_found_as_they_are_typed():
    (hit,) = hits(DOCUMENT, "har 3 275")

    assert "[3] [275]" in words(hit)


def test_rows_of_a_table_are_found_by_their_labels_and_its_title():
    table = FigureTable(given.computers(), "tabell-datorer")
    note = replace(table, anchor="not-1", number="1")

    (row,) = hits(document(table), "datorer ydre")
    assert (row.kind, row.anchor) == ("Tabell", "tabell-datorer")
    assert words(row).startswith("[Datorer]: [Ydre]")
    assert {(hit.kind, hit.anchor) for hit in hits(document(note), "not 1")} == {("Not", "not-1")}
    assert [words(hit) for hit in hits(document(table), "inte lämnat")] == [
        "Datorer: Saknas: Vimmerby har [inte] [lämnat] uppgift"
    ]


def test_a_word_of_the_title_alone_finds_the_table_once():
    table = TextTable("Kontroller", ("Risk", "Resultat"), (("Intrång", "Ingen brist"),), "k")

    assert len(hits(document(table), "kontroller")) == 0
    (hit,) = hits(document(table), "kontroller intrång")
    assert words(hit) == "[Kontroller]: [Intrång] · Ingen brist"


def test_lists_and_quotes_are_looked_through_and_what_has_no_address_has_its_headings():
    item = ItemList(((Paragraph((Text("punkten"),)),),))
    quote = Quote((Paragraph((Text("citatet"),), "c"),))
    told = document(Heading(1, (Text("Sist"),), "sist"), item, quote)

    assert [(hit.section, hit.anchor) for hit in hits(told, "punkten")] == [("Sist", "sist")]
    assert [hit.anchor for hit in hits(told, "citatet")] == ["c"]
    assert [hit.kind for hit in hits(told, "sist")] == ["Rubrik"]


def test_a_long_text_is_told_around_what_was_found():
    told = document(Paragraph((Text("a " * 200 + "nålen " + "b " * 400 + "nålen"),), "h"))

    (hit,) = hits(told, "nålen")

    assert hit.pieces[0].words == "… "
    assert words(hit).count("[nålen]") == 1
    assert words(hit).endswith(" …")
    assert len(words(hit)) < 5 * AROUND


def test_too_little_and_too_much_are_answered_shortly():
    many = document(*(Paragraph((Text("samma"),), f"p{number}") for number in range(300)))

    assert hits(DOCUMENT, "g") == ()
    assert hits(DOCUMENT, "  ") == ()
    assert len(hits(many, "samma")) == MOST_HITS
