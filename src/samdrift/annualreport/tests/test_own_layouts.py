from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samdrift.annualreport import queries
from samdrift.annualreport.choices import AttentionKind
from samdrift.annualreport.findings import to_do
from samdrift.annualreport.tests import given
from samdrift.plumbing.exchange.tests import given as packages
from samdrift.reporting.documents import TextTable

pytestmark = pytest.mark.django_db
AT = datetime(2021, 3, 1, 12, 0, tzinfo=UTC)
LAYOUT = """table,row,label,accounts,measure,sign
ledger.income-statement,in,Inkomster,3000-3999,movement,-1
ledger.income-statement,out,Utgifter,4000-8999,movement,-1
ledger.income-statement,result,Resultat,in out,sum,1
ledger.balance-sheet,things,Saker,1210-1219,closing,1
ledger.balance-sheet,money,Pengar,1920,closing,1
ledger.balance-sheet,assets,Summa,things money,sum,1
ledger.note-salaries,pay,Löner,5010,movement,-1
ledger.note-machines,cost,Anskaffat,1210,closing,1
ledger.note-machines,written-off,Avskrivet,1219,closing,1
ledger.note-machines,closing,Summa,cost written-off,sum,1
ledger.note-aside,constant,Kreditgräns,5000,constant,1
"""
GOALS = (
    "year,main_goal,sub_goal,grade,comment\n"
    "2019,Support,Snabbare svar,4,Går bra\n2019,Support,Färre fel,,\n2019,Miljö,Mindre el,1,\n"
)


def test_notes_of_an_own_layout_belong_to_the_rows_whose_accounts_they_share(tmp_path):
    root = given.books(tmp_path, 2019)
    (root / "layout.csv").write_text(LAYOUT, encoding="utf-8")
    given.taken_in(root)

    tables = list(queries.annual_report(year=2019, at=AT).tables())

    assert [(row, printed) for block in tables for row, printed, _ in block.references] == [
        ("out", "Not 1"),
        ("things", "Not 2"),
    ]
    assert {block.number: block.table.id for block in tables if block.number} == {
        "1": "ledger.note-salaries", "2": "ledger.note-machines", "3": "ledger.note-aside",
    }  # fmt: skip


def test_books_that_do_not_tie_need_attention_and_are_told_among_the_checks(tmp_path):
    root = given.books(tmp_path, 2019)
    file = root / "ledger" / "2019.se"
    text = file.read_text(encoding="cp437").replace("#UB 0 1510 0.00", "#UB 0 1510 7.00")
    file.write_text(text, encoding="cp437")
    given.taken_in(root)

    told = given.of_year(to_do.attention, 2019, at=AT)

    differing = [item for item in told if item.kind is AttentionKind.BAD]
    assert differing
    assert all(item.label == "Skiljer" for item in differing)
    assert "konto 1510" in differing[0].sentence
    assert not [item for item in told if item.kind is AttentionKind.OK]
    document = queries.annual_report(year=2019, at=AT)
    (checks,) = (block for block in document.blocks if isinstance(block, TextTable))
    assert ("Kontona går ihop", "Skiljer") in [row[:2] for row in checks.rows]


def test_goals_stand_under_their_main_goals_with_what_is_said_of_them(tmp_path):
    packages.taken_in(tmp_path, goals=GOALS)

    document = queries.annual_report(year=2019, at=AT)

    (block,) = document.tables()
    assert [(row.label, row.figures[0].value, row.note) for row in block.table.rows] == [
        ("Support", None, ""),
        ("Snabbare svar", 4, "Går bra"),
        ("Färre fel", None, ""),
        ("Miljö", None, ""),
        ("Mindre el", 1, ""),
    ]


def test_goals_without_a_grade_and_with_a_low_one_need_attention(tmp_path):
    packages.taken_in(tmp_path, goals=GOALS)

    assert [
        (item.label, item.sentence) for item in given.of_year(to_do.attention, 2019, at=AT)
    ] == [
        ("Ej bedömt", "1 av 3 delmål har inte fått något betyg."),
        ("Påbörjat", "1 av 3 delmål har betyg 1 eller 2."),
    ]
