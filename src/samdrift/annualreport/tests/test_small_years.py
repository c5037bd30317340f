from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samdrift.annualreport import queries
from samdrift.annualreport.findings import measures, to_do
from samdrift.annualreport.tests import given
from samdrift.plumbing.exchange.tests import given as packages
from samdrift.reporting.documents import FigureTable

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 1, 12, 0, tzinfo=UTC)
ASSETS = (
    "id,kind,organisation,location,in_service,out_of_service\n"
    "D1,computer.staff.laptop,KIN,,2015-01-01,\n"
)


def test_a_year_without_records_tells_how_figures_are_read_and_nothing_else():
    document = queries.annual_report(year=2030, at=AT)

    assert given.headings(document) == ["# Om siffrorna"]
    assert given.paragraphs(document, "Om siffrorna") == [
        "Det finns inga poster för 2030 ännu. När de är inlästa byggs berättelsen av sig själv."
    ]
    assert list(document.tables()) == []
    assert given.of_year(measures.key_figures, 2030, at=AT) == ()
    assert given.of_year(to_do.attention, 2030, at=AT) == ()


def test_a_year_with_only_things_tells_of_them_alone(tmp_path):
    packages.taken_in(tmp_path, assets=ASSETS)

    document = queries.annual_report(year=2015, at=AT)

    assert given.headings(document) == [
        "# Året i korthet",
        "# Förvaltningsberättelse",
        "## Översikt",
        "# Verksamheten",
        "## Datorer och surfplattor",
        "# Om siffrorna",
        "## Avstämningar",
    ]
    assert [block.table.id for block in document.tables()] == ["assets.computers"]
    assert given.paragraphs(document, "Året i korthet") == [
        "Utrustning den 31 december",
        "Antalet datorer ökade från 0 till 1.",
    ]


def test_a_year_without_books_has_no_statements_though_last_year_has(tmp_path):
    given.taken_in(given.books(tmp_path, 2019))
    packages.taken_in(tmp_path, assets=ASSETS)

    document = queries.annual_report(year=2020, at=AT)

    assert [block.table.id for block in document.tables()] == ["assets.computers"]
    assert "# Räkenskaper" not in given.headings(document)


def test_a_year_of_lkbr_has_its_headings_and_statements(tmp_path):
    given.taken_in(given.books(tmp_path, 2019))

    document = queries.annual_report(year=2019, at=AT)

    assert document.title == "Årsredovisning 2019"
    assert given.headings(document) == [
        "# Året i korthet",
        "# Förvaltningsberättelse",
        "## Översikt över verksamhetens utveckling",
        "## Viktiga förhållanden för resultat och ekonomisk ställning",
        "## God ekonomisk hushållning och ekonomisk ställning",
        "## Balanskravsresultat",
        "# Räkenskaper",
        "## Resultaträkning",
        "## Balansräkning",
        "## Kassaflödesanalys",
        "## Noter",
        "# Redovisningsprinciper",
        "# Om siffrorna",
        "## Avstämningar",
    ]
    income = statement(document.tables(), "ledger.income-statement")
    assert [row.key for row in income.table.rows] == [
        "revenue",
        "costs",
        "depreciation",
        "net",
        "operating-result",
        "financial-costs",
        "after-financial",
        "result",
    ]
    assert [column.key for column in income.table.columns] == ["2019"]
    balance = statement(document.tables(), "ledger.balance-sheet")
    assert balance.table.rows[-1].key == "total"
    assert given.paragraphs(document, "Året i korthet")[1].startswith("Årets resultat blev 1 100")
    assert not any("budget" in words for words in map(given.words, document.blocks))
    principles = given.paragraphs(document, "Redovisningsprinciper")
    assert principles[0].startswith(
        "Årsredovisningen är upprättad enligt lagen (2018:597) om kommunal bokföring"
    )


def test_a_note_is_referred_to_where_the_statements_meet_it(tmp_path):
    given.taken_in(given.books(tmp_path, 2019))

    tables = list(queries.annual_report(year=2019, at=AT).tables())

    numbered = {block.number: block.table.id for block in tables if block.number}
    assert list(numbered) == [str(number) for number in range(1, len(numbered) + 1)]
    income = statement(iter(tables), "ledger.income-statement")
    first = income.references[0]
    assert (first[0], numbered[first[1].removeprefix("Not ")]) == ("revenue", "ledger.note-revenue")
    anchors = {block.anchor for block in tables}
    assert all(anchor in anchors for block in tables for _, _, anchor in block.references)


def test_a_joint_board_tells_its_year_and_no_balance_requirement(tmp_path):
    given.taken_in(given.books(tmp_path, 2019, "gemensam nämnd"))

    document = queries.annual_report(year=2019, at=AT)

    assert document.title == "Verksamhetsberättelse 2019"
    assert "# Årets verksamhet" in given.headings(document)
    assert "## Balanskravsresultat" not in given.headings(document)
    principles = given.paragraphs(document, "Redovisningsprinciper")
    assert principles[0].startswith("Nämndens räkenskaper är en del av värdkommunens")


def statement(tables, table_id: str) -> FigureTable:
    return next(block for block in tables if block.table.id == table_id)
