from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from samdrift.kernel.figures import Figure, Unit
from samdrift.kernel.money import Money
from samdrift.reporting.documents import FigureTable, ItemList, Quote
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink import xlsx
from samdrift.reporting.ports import Column, Row
from samdrift.reporting.tests import given


def written(document):
    return xlsx.write(document, given.WebLinks(), given.SwedishDescriber())


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(written(document)))


@pytest.fixture(scope="module")
def book():
    return opened(given.annual_report())


def test_every_table_has_a_sheet_and_the_first_leads_to_them(book):
    assert book.sheetnames == [
        "Innehåll",
        "Mål",
        "Resultaträkning",
        "Not 1. Datorer",
        "Datorer",
        "Samtal per vecka",
        "Källor",
    ]
    contents = book["Innehåll"]
    assert [cell.value for cell in contents["A"]][:5] == [
        "Årsredovisning 2015",
        "Itsam",
        "Kommunalförbundet Itsam",
        "Utkast",
        "Belopp i tusental kronor (tkr), oavrundade: cellens format avrundar bara det som visas.",
    ]
    assert contents["A7"].value == "Mål"
    assert contents["A8"].hyperlink.location == "'Resultaträkning'!A1"
    assert contents["A12"].hyperlink.location == "'Källor'!A1"


def test_money_is_exact_in_the_scale_and_shown_rounded(book):
    sheet = book["Resultaträkning"]

    assert [cell.value for cell in sheet[4]] == ["Tusental kronor (tkr)", "2015", "2014"]
    assert sheet["B5"].value == 106422.00049
    assert sheet["B6"].value == -97731.5
    assert sheet["B6"].number_format == '#,##0;"−"#,##0;"–"'
    assert sheet["B9"].font.b
    assert sheet.freeze_panes == "B5"


def test_every_figure_has_a_comment_and_a_line_among_the_sources(book):
    sources = book["Källor"]

    lines = [[cell.value for cell in row] for row in sources.iter_rows(min_row=2)]
    assert book["Resultaträkning"]["B6"].comment.text.startswith("Källa:\nVerifikationsrader 2015")
    assert len(lines) == 10 + 6 + 6 + 53 * 3
    assert lines[2][:3] == ["Resultaträkning", "Verksamhetens kostnader", "2015"]
    assert lines[2][3:9] == [
        -97731.5,
        "tkr",
        "Verifikationsrader",
        "konton 3010–8590",
        "2015",
        1203,
    ]
    assert sources["J4"].hyperlink.target.endswith("&row=costs&column=2015")
    missing = [line for line in lines if str(line[3]).startswith("saknas")]
    assert missing[0][3] == "saknas: Ett gott år."


@pytest.mark.parametrize("text", [*given.HOSTILE, "=" + "å" * 200_000])
def test_any_text_stays_text(text):
    document = replace(given.annual_report(text), title=text[:5000], state=text[:5000])

    book = opened(document)

    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert book["Mål"]["B5"].value[:4] == text[:4].replace("\x00", "\ufffd")


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (("A/B: [C]*?\\", "a b  c"), ["A B C", "a b c (2)"]),
        (("x" * 40, "x" * 40), ["x" * 30 + "…", "x" * 26 + "… (2)"]),
        (("'citat'", "Källor"), ["citat", "Källor (2)"]),
        (("", "History"), ["Tabell", "History (2)"]),
        (("\U0001f600" * 20, "innehåll"), ["\U0001f600" * 15 + "…", "innehåll (2)"]),
    ],
)
def test_sheet_names_are_allowed_and_never_alike(titles, names):
    tables = tuple(FigureTable(given.income_statement(title), "") for title in titles)
    document = replace(given.annual_report(), blocks=tables)

    assert opened(document).sheetnames[1:-1] == names


def test_a_number_longer_than_a_sheet_can_keep_is_written_as_text():
    figure = Figure(Money(12_345_678_901_234_567_89), Unit.MONEY, (given.origin(),))
    table = replace(
        given.income_statement(),
        columns=(Column("2015", "2015", Unit.MONEY),),
        rows=(Row("result", "Resultat", (figure,)),),
    )
    document = replace(given.annual_report(), blocks=(FigureTable(table, ""),), scale=Scale.SEK)

    assert opened(document)["Resultaträkning"]["B5"].value == "12345678901234567.89"


def test_tables_in_lists_and_quotes_are_found():
    inner = (Quote((FigureTable(given.computers(), ""),)),)
    document = replace(given.annual_report(), blocks=(ItemList((inner,)),))

    assert opened(document).sheetnames == ["Innehåll", "Datorer", "Källor"]


def test_the_same_document_gives_the_same_bytes():
    assert written(given.annual_report()) == written(given.annual_report())
