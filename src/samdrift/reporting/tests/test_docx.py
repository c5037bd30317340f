from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import docx
import pytest
from docx.oxml.ns import qn

from samdrift.reporting.documents import FigureTable, ItemList, Paragraph, Quote, Text, TextTable
from samdrift.reporting.ink import docx as ink
from samdrift.reporting.tests import given


def written(document):
    return ink.write(document, given.WebLinks(), given.SwedishDescriber())


def opened(document):
    return docx.Document(io.BytesIO(written(document)))


@pytest.fixture(scope="module")
def report():
    return opened(given.annual_report())


def test_headings_are_headings(report):
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in report.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]

    assert headings == [
        ("Heading 1", "Direktionens ord"),
        ("Heading 2", "Mål"),
        ("Heading 1", "Ekonomi"),
        ("Heading 2", "Resultaträkning"),
        ("Heading 3", "Not 1. Datorer"),
        ("Heading 3", "Sex av tio nya datorer finns i Kinda"),
        ("Heading 3", "Samtal per vecka"),
    ]


def test_a_statement_has_a_repeated_header_right_aligned_links_and_sums(report):
    table = report.tables[1]

    assert [cell.text for cell in table.rows[0].cells] == [
        "Tusental kronor (tkr)",
        "Not",
        "2015\xa01",
        "2014\xa02",
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    figure = table.rows[2].cells[2].paragraphs[0]
    assert figure.text == "−97\xa0732"
    assert figure.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    assert figure.hyperlinks[0].address == (
        "https://samdrift.example/siffra?table=ledger.income-statement&year=2015"
        "&row=costs&column=2015"
    )
    assert table.rows[5].cells[2].paragraphs[0].hyperlinks[0].runs[0].bold
    assert table.rows[1].cells[1].text == "1, 2"


def test_sources_stand_numbered_under_the_table(report):
    notes = [p.text.replace("\xa0", " ") for p in report.paragraphs if p.style.name == "Source"]

    assert (
        "1  Verifikationsrader 2015, konton 3010–8590 (högst 1 203 poster bakom ett tal)" in notes
    )
    assert "4  Samtal 2014-12-29–2016-01-03 (högst 153 poster bakom ett tal)" in notes


def test_live_figures_in_the_text_are_links(report):
    (paragraph,) = [p for p in report.paragraphs if p.text.startswith("Vi har ")]

    assert (
        paragraph.text
        == "Vi har 3\xa0275 datorer och saknas läsplattor, se resultatet eller webben"
    )
    assert [link.text for link in paragraph.hyperlinks] == [
        "3\xa0275",
        "saknas",
        "resultatet",
        "webben",
    ]
    assert paragraph.hyperlinks[2].fragment == "a_resultat"


def test_the_drawing_has_words(report):
    (drawing,) = report.inline_shapes

    assert drawing._inline.docPr.get("descr") == (
        "Sex av tio nya datorer finns i Kinda. Diagram över Datorer för Kinda, Vimmerby, Ydre."
    )


def test_language_contents_page_numbers_and_properties_are_set(report):
    language = report.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    fields = [field.get(qn("w:instr")) for field in report.element.iter(qn("w:fldSimple"))]
    footer = report.sections[0].footer._element
    pages = [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))]

    assert language.get(qn("w:val")) == "sv-SE"
    assert fields == ['TOC \\o "1-2" \\h \\z \\u']
    assert pages == ["PAGE"]
    assert report.core_properties.title == "Årsredovisning 2015"
    assert report.core_properties.author == "Kommunalförbundet Itsam"
    assert report.core_properties.created.replace(tzinfo=None) == datetime(2016, 3, 21, 12, 0)  # noqa: DTZ001


@pytest.mark.parametrize("text", [*given.HOSTILE, "å" * 200_000])
def test_any_text_stays_text(text):
    report = opened(given.annual_report(text))

    shown = text.replace("\x00", "\ufffd").replace("\x1b", "\ufffd").replace("\x07", "\ufffd")
    assert shown in "\n".join(paragraph.text for paragraph in report.paragraphs)
    assert shown in report.tables[0].rows[1].cells[1].text


def test_long_titles_fit_the_properties():
    report = opened(replace(given.annual_report(), title="=" * 1000, subtitle="", state=""))

    assert len(report.core_properties.title) == 255


def test_lists_and_quotes_within_one_another_without_end_are_kept():
    block = Paragraph((Text("innerst"),))
    for _ in range(30):
        block = Quote((ItemList(((block,),)),))

    report = opened(given.annual_report(blocks=(block,)))

    assert report.paragraphs[-1].text == "innerst"


def test_the_same_document_gives_the_same_bytes():
    assert written(given.annual_report()) == written(given.annual_report())


def test_without_addresses_there_are_no_links_outwards():
    report = docx.Document(io.BytesIO(ink.write(given.annual_report())))

    outwards = [
        relation.target_ref for relation in report.part.rels.values() if relation.is_external
    ]
    assert outwards == ["https://samdrift.example/"]


def test_a_table_without_columns_or_words_is_left_out():
    blocks = (TextTable("Tom", (), ()), Paragraph((Text("sist"),)))

    assert len(opened(replace(given.annual_report(), blocks=blocks)).tables) == 0


def test_lists_may_hold_tables_and_several_paragraphs():
    item = (
        Paragraph((Text("ett"),)),
        Paragraph((Text("till"),)),
        FigureTable(given.computers(), ""),
    )
    document = replace(given.annual_report(), blocks=(ItemList((item,), is_numbered=True),))

    report = opened(document)

    assert [p.text for p in report.paragraphs if p.style.name in {"List", "Normal"}] == [
        "1.\tett",
        "till",
    ]
    assert len(report.tables) == 1
