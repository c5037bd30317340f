from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from samdrift.kernel.figures import Figure, Unit
from samdrift.kernel.money import Money
from samdrift.reporting import table_formats
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Column, Row
from samdrift.reporting.table_formats import TableFormat
from samdrift.reporting.tests import given


def test_json_prints_money_exactly_with_two_decimals():
    text = table_formats.as_json(given.income_statement(), Scale.SEK)

    answer = json.loads(text, parse_float=Decimal)

    assert answer["id"] == "ledger.income-statement"
    assert (answer["title"], answer["year"], answer["unit"]) == ("Resultaträkning", 2015, "SEK")
    assert answer["columns"] == [{"key": "2015", "label": "2015"}, {"key": "2014", "label": "2014"}]
    assert '"values": [3275000.00, 4036000.00]' in text
    assert '"values": [106422000.49, 100784100.00]' in text
    assert list(answer["rows"][0]) == ["key", "label", "values"]


@pytest.mark.parametrize(
    ("scale", "values"), [(Scale.TKR, [-97732, -91773]), (Scale.MKR, [-98, -92])]
)
def test_json_rounds_a_half_away_from_zero(scale, values):
    answer = json.loads(table_formats.as_json(given.income_statement(), scale))

    assert answer["unit"] == scale.value
    assert answer["rows"][1]["values"] == values


def test_json_never_goes_by_way_of_a_float():
    figure = Figure(Money(99_999_999_999_999_999_99), Unit.MONEY, (given.origin(),))
    table = replace(
        given.income_statement(),
        columns=(Column("2015", "2015", Unit.MONEY),),
        rows=(Row("result", "Resultat", (figure,)),),
    )

    assert '"values": [99999999999999999.99]' in table_formats.as_json(table, Scale.SEK)


def test_json_tells_missing_from_nothing_to_state_and_keeps_a_decimal():
    text = table_formats.as_json(given.computers(), Scale.TKR)

    rows = json.loads(text)["rows"]

    gap = {"missing": "Vimmerby har inte lämnat uppgift"}
    assert json.loads(text)["unit"] == "count"
    assert [row["values"] for row in rows] == [[1234, 18.0], [gap, gap], [0, None]]
    assert "[1234, 18.0]" in text
    assert [row.get("note") for row in rows] == ["Preliminär", None, None]


def test_csv_is_rfc_4180_with_notes_last():
    assert table_formats.as_csv(given.computers(), Scale.TKR) == (
        "key,label,computer,share,note\r\n"
        "KIN,Kinda,1234,18.0,Preliminär\r\n"
        "VIM,Vimmerby,saknas: Vimmerby har inte lämnat uppgift,"
        "saknas: Vimmerby har inte lämnat uppgift,\r\n"
        "YDR,Ydre,0,,\r\n"
    )


def test_csv_has_no_column_of_notes_when_there_are_none():
    first, second, *_ = table_formats.as_csv(given.income_statement(), Scale.SEK).split("\r\n")

    assert first == "key,label,2015,2014"
    assert second == "revenue,Verksamhetens intäkter,106422000.49,100784100.00"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_guards_text_that_begins_as_a_formula_but_not_numbers(start):
    table = given.computers(label=f'{start}cmd|"x"')

    rows = list(csv.reader(io.StringIO(table_formats.as_csv(table, Scale.SEK), newline="")))

    assert rows[1][1] == f'\'{start}cmd|"x"'
    negative = table_formats.as_csv(given.income_statement(), Scale.TKR)
    assert "costs,Verksamhetens kostnader,-97732,-91773" in negative


def test_markdown_is_a_github_table_with_swedish_numbers():
    text = table_formats.as_markdown(given.income_statement(), Scale.TKR).replace("\xa0", " ")

    assert text == (
        "# Resultaträkning\n\n"
        "| Tusental kronor (tkr) | 2015 | 2014 |\n"
        "| --- | ---: | ---: |\n"
        "| Verksamhetens intäkter | 106 422 | 100 784 |\n"
        "| Verksamhetens kostnader | −97 732 | −91 773 |\n"
        "| Verksamhetens nettokostnader | 8 691 | 9 011 |\n"
        "| Extraordinära poster | – | – |\n"
        "| Årets resultat | 3 275 | 4 036 |\n\n"
        "Alla konton i resultaträkningen.\n\n"
        "- Beloppen avrundas var för sig från exakta kronor.\n"
    )


def test_markdown_says_why_something_is_missing():
    text = table_formats.as_markdown(given.computers(label="a|b\n<i>"), Scale.TKR)

    assert "| a\\|b \\<i\\> | 1\xa0234 | 18,0 | Preliminär |" in text
    assert "| Vimmerby | saknas | saknas |  |" in text
    assert "Saknas: Vimmerby har inte lämnat uppgift" in text


def test_xlsx_holds_numbers_notes_and_a_comment_with_the_source():
    data = table_formats.as_xlsx(
        given.income_statement(),
        Scale.TKR,
        describer=given.SwedishDescriber(),
        links=given.WebLinks(),
    )

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Resultaträkning"]

    assert book.sheetnames == ["Resultaträkning", "Källor"]
    assert [cell.value for cell in sheet[1]] == ["Nyckel", "Tusental kronor (tkr)", "2015", "2014"]
    assert [cell.value for cell in sheet[3]] == ["costs", "Verksamhetens kostnader", -97732, -91773]
    assert sheet.freeze_panes == "C2"
    assert sheet["C3"].number_format == '#,##0;"−"#,##0;"–"'
    assert sheet["C3"].comment.text == (
        "Källa:\nVerifikationsrader 2015, konton 3010–8590 (1\xa0203\xa0poster)"
    )
    line = [cell.value for cell in book["Källor"][2]]
    assert line[:3] == ["Resultaträkning", "Verksamhetens intäkter", "2015"]
    assert line[3:9] == [106422, "tkr", "Verifikationsrader", "konton 3010–8590", "2015", 1203]
    assert line[9].startswith("https://samdrift.example/siffra?table=ledger.income-statement")


def test_xlsx_says_missing_and_leaves_the_blank_empty():
    book = openpyxl.load_workbook(io.BytesIO(table_formats.as_xlsx(given.computers(), Scale.SEK)))
    sheet = book["Datorer"]

    assert [cell.value for cell in sheet[2]] == ["KIN", "Kinda", 1234, 18, "Preliminär"]
    assert sheet["D2"].number_format == '#,##0.0;"−"#,##0.0;#,##0.0'
    assert [cell.value for cell in sheet[3]][2:4] == ["saknas", "saknas"]
    assert sheet["C3"].comment.text.startswith("Saknas: Vimmerby har inte lämnat uppgift\nKälla:")
    assert [cell.value for cell in sheet[4]][2:4] == [0, None]


@pytest.mark.parametrize("text", [*given.HOSTILE, "=" + "å" * 200_000])
def test_xlsx_keeps_every_text_a_text(text):
    data = table_formats.as_xlsx(given.computers(label=text, reason=text), Scale.SEK)

    book = openpyxl.load_workbook(io.BytesIO(data))

    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert kinds <= {"s", "n"}
    assert book["Datorer"]["B2"].value[:2] == text[:2]


@pytest.mark.parametrize("form", list(TableFormat))
@pytest.mark.parametrize("text", given.HOSTILE)
def test_every_format_takes_every_text_and_gives_the_same_bytes_twice(form, text):
    table = replace(given.computers(label=text, reason=text), title=text, footnotes=(text,))

    first = table_formats.write(table, Scale.TKR, form)

    assert first == table_formats.write(table, Scale.TKR, form)
    assert form.media_type
