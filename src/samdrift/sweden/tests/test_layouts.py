"""The standard layouts: their form, their tables and the words of the law of each year."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from samdrift.kernel.refusals import Refusal
from samdrift.sweden.layouts import LEGAL_FORMS, standard_layout
from samdrift.sweden.tests.statement import ACCOUNT_MEASURES, LAYOUTS, lines_of

YEARS = (1998, 2015, 2018, 2019, 2023, 2024, 2026)
OTHER_PROVISIONS = ("other-opening", "other-made", "other-used", "other-closing")
MEASURES = ACCOUNT_MEASURES | {"sum", "constant", "blank"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_is_a_line_of_the_contract(layout):
    for line in layout:
        assert re.fullmatch(r"ledger\.[a-z-]+", line.table), line
        assert re.fullmatch(r"[a-z0-9-]+", line.row), line
        assert line.label.strip() == line.label != "", line
        assert line.measure in MEASURES, line
        assert line.sign in {1, -1}, line
        assert (line.accounts == "") == (line.measure == "blank"), line


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_range_of_accounts_is_stated_for_three_to_six_digits(layout):
    for line in layout:
        if line.measure in ACCOUNT_MEASURES:
            for part in line.accounts.split():
                first, _, last = part.partition("-")
                assert re.fullmatch(r"[1-8]\d{2,5}", first), line
                assert not last or (len(last) == len(first) and last > first), line


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_sum_adds_rows_of_its_own_table(layout):
    for line in layout:
        if line.measure == "sum":
            named = line.accounts.split()
            assert set(named) <= {other.row for other in lines_of(layout, line.table)}, line
            assert len(named) == len(set(named)), line


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_has_one_label_and_its_lines_stand_together(layout):
    tables = {line.table for line in layout}
    for table in tables:
        lines = lines_of(layout, table)
        in_order = [
            (line.row, line.label)
            for index, line in enumerate(lines)
            if index == 0 or lines[index - 1].row != line.row
        ]
        assert len({row for row, _ in in_order}) == len(in_order), table
        assert {(line.row, line.label) for line in lines} == set(in_order), table


@pytest.mark.parametrize("legal_form", LEGAL_FORMS)
@pytest.mark.parametrize("year", YEARS)
def test_every_year_and_form_has_the_statements(legal_form, year):
    layout = standard_layout(legal_form=legal_form, fiscal_year=year)

    tables = list(dict.fromkeys(line.table for line in layout))

    assert tables[:3] == [
        "ledger.income-statement",
        "ledger.balance-sheet",
        "ledger.balance-requirement",
    ]
    assert {
        "ledger.cash-flow",
        "ledger.note-revenue",
        "ledger.note-operating-costs",
        "ledger.note-depreciation",
        "ledger.note-financial-income",
        "ledger.note-financial-costs",
        "ledger.note-intangible",
        "ledger.note-technical-plant",
        "ledger.note-equipment",
        "ledger.note-receivables",
        "ledger.note-prepaid",
        "ledger.note-cash",
        "ledger.note-equity",
        "ledger.note-provisions",
        "ledger.note-loans",
        "ledger.note-current-liabilities",
        "ledger.department-outcome",
        "ledger.carry-forward",
    } <= set(tables)


def labels(year: int, table: str, legal_form: str = "kommunalförbund") -> list[str]:
    layout = standard_layout(legal_form=legal_form, fiscal_year=year)
    return list(dict.fromkeys(line.label for line in lines_of(layout, table)))


def test_income_statement_to_2018_is_that_of_krl():
    assert labels(2018, "ledger.income-statement") == [
        "Verksamhetens intäkter",
        "Verksamhetens kostnader",
        "Avskrivningar",
        "Verksamhetens nettokostnader",
        "Skatteintäkter",
        "Generella statsbidrag och utjämning",
        "Finansiella intäkter",
        "Finansiella kostnader",
        "Resultat före extraordinära poster",
        "Extraordinära intäkter",
        "Extraordinära kostnader",
        "Årets resultat",
    ]


def test_income_statement_from_2019_is_that_of_lkbr():
    assert labels(2019, "ledger.income-statement") == [
        "Verksamhetens intäkter",
        "Verksamhetens kostnader",
        "Avskrivningar",
        "Verksamhetens nettokostnader",
        "Skatteintäkter",
        "Generella statsbidrag och utjämning",
        "Verksamhetens resultat",
        "Finansiella intäkter",
        "Finansiella kostnader",
        "Resultat efter finansiella poster",
        "Extraordinära poster",
        "Årets resultat",
    ]


def test_the_reserve_changes_its_name_in_2024():
    assert "Resultatutjämningsreserv" in labels(2023, "ledger.balance-sheet")
    assert "Resultatreserv" in labels(2024, "ledger.balance-sheet")
    assert "Resultatutjämningsreserv" not in labels(2024, "ledger.balance-sheet")


def test_audit_cost_and_other_tangible_assets_are_asked_for_from_2019():
    assert labels(2018, "ledger.note-audit-cost") == []
    assert len(labels(2019, "ledger.note-audit-cost")) == 2
    assert labels(2018, "ledger.note-other-tangible") == []
    assert len(labels(2024, "ledger.note-other-tangible")) == 14


def test_a_federation_and_a_joint_board_name_what_their_owners_pay():
    table = "ledger.department-outcome"

    assert labels(2024, table)[0] == "Intäkter/medlemsbidrag"
    assert labels(2024, table, "gemensam nämnd")[0] == "Intäkter/kommunbidrag"


def test_another_legal_form_is_refused():
    with pytest.raises(Refusal, match="finns för kommunalförbund och gemensam nämnd"):
        standard_layout(legal_form="kommun", fiscal_year=2024)


def test_a_year_before_the_law_is_refused():
    with pytest.raises(Refusal, match="finns från räkenskapsåret 1998"):
        standard_layout(legal_form="kommunalförbund", fiscal_year=1997)


def test_every_table_and_row_is_documented():
    page = Path(__file__).parents[4] / "docs" / "tables" / "standard-layouts.md"
    told = set(re.findall(r"`([a-z.-]+)`", page.read_text(encoding="utf-8")))
    layouts = [
        standard_layout(legal_form=form, fiscal_year=year) for form in LEGAL_FORMS for year in YEARS
    ]

    rows = {(line.table, line.row) for layout in layouts for line in layout}

    assert {table for table, _ in rows} - told == set()
    assert {row for _, row in rows} - told == set(OTHER_PROVISIONS)
