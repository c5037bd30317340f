from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from samdrift.annualreport import queries
from samdrift.annualreport.choices import AttentionKind
from samdrift.annualreport.findings import measures, sentences, to_do
from samdrift.annualreport.findings.charts import CHARTS
from samdrift.annualreport.findings.of_the_year import FINDINGS
from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.tests import given
from samdrift.kernel.money import Money
from samdrift.reporting import registry
from samdrift.reporting.documents import Chart, TextTable
from samdrift.reporting.snapshot import snapshot

UNPAID = (
    "Räknas i utfallet men är inte betalt: Kompressor 280 tkr, Blåsutrustning fiber 296 tkr, "
    "Svetsutrustning 310 tkr."
)


@pytest.fixture(scope="module")
def six(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        given.sample("six-municipalities-2015.zip", "six-municipalities"),
    ):
        yield queries.annual_report(year=2015, at=given.AT)


def test_the_six_have_the_chapters_of_krl_in_order(six):
    chapters = [heading for heading in given.headings(six) if heading.startswith("# ")]

    assert chapters == [
        "# Ordföranden har ordet",
        "# Året i korthet",
        "# Förvaltningsberättelse",
        "# Verksamheten",
        "# Investeringar",
        "# Räkenskaper",
        "# Redovisningsprinciper",
        "# Om siffrorna",
    ]
    assert (six.title, six.organisation, six.state) == (
        "Årsredovisning 2015", "Kommunalförbundet ITSAM", "Utkast",
    )  # fmt: skip


def test_the_six_have_no_problems_and_nothing_empty(six):
    assert queries.report_problems(2015) == ()
    assert all(block.table.has_figures for block in six.tables())
    assert all(given.words(block) for block in six.blocks)


def test_no_anchor_stands_twice(six):
    anchors = [anchor for block in six.blocks if (anchor := getattr(block, "anchor", ""))]

    assert len(anchors) == len(set(anchors))


def test_the_notes_of_the_six_are_numbered_as_the_statements_meet_them(six):
    numbered = {
        int(block.number): block.table.id.removeprefix("ledger.note-")
        for block in six.tables()
        if block.number
    }

    assert numbered == {
        1: "revenue", 2: "operating-costs", 3: "leasing", 4: "depreciation",
        5: "financial-income", 6: "financial-costs", 7: "technical-plant", 8: "equipment",
        9: "projects-in-progress", 10: "leasehold-improvements", 11: "receivables",
        12: "prepaid", 13: "other-receivables", 14: "cash", 15: "pensions", 16: "loans",
        17: "overdraft", 18: "current-liabilities",
    }  # fmt: skip


def test_every_row_of_the_six_refers_to_its_notes(six):
    references = {
        (block.table.id.removeprefix("ledger."), row, printed)
        for block in six.tables()
        for row, printed, _ in block.references
    }

    assert references == {
        ("income-statement", "revenue", "Not 1"),
        ("income-statement", "costs", "Not 2"),
        ("income-statement", "costs", "Not 3"),
        ("income-statement", "depreciation", "Not 4"),
        ("income-statement", "financial-income", "Not 5"),
        ("income-statement", "financial-costs", "Not 6"),
        ("balance-sheet", "technical", "Not 7"),
        ("balance-sheet", "equipment", "Not 8"),
        ("balance-sheet", "projects", "Not 9"),
        ("balance-sheet", "leasehold", "Not 10"),
        ("balance-sheet", "receivables", "Not 11"),
        ("balance-sheet", "prepaid", "Not 12"),
        ("balance-sheet", "other-receivables", "Not 13"),
        ("balance-sheet", "cash", "Not 14"),
        ("balance-sheet", "pensions", "Not 15"),
        ("balance-sheet", "long-term", "Not 16"),
        ("balance-sheet", "overdraft", "Not 17"),
        ("balance-sheet", "short-term", "Not 18"),
        ("cash-flow", "depreciation", "Not 4"),
        ("cash-flow", "projects", "Not 9"),
        ("cash-flow", "long-term-loans", "Not 16"),
        ("cash-flow", "closing", "Not 14"),
    }


def test_the_charts_of_the_six_are_called_by_their_findings(six):
    charts = [block for block in six.blocks if isinstance(block, Chart)]

    assert [chart.finding.replace("\N{NO-BREAK SPACE}", " ") for chart in charts] == [
        "Resultatet är bättre än budgeten, som var 987 tkr",
        "Andelen ärenden som löstes inom en timme minskade från 50 % till 49 %",
        "Drygt tre av tio datorer finns i Vimmerby: 2 146 av 6 916",
        "Drygt sex av tio nya fiberanslutningar gjordes i Åtvidaberg: 1 168 av 1 907",
    ]


def test_the_year_in_short_of_the_six(six):
    told = given.paragraphs(six, "Året i korthet")

    assert "\n".join(told).split("\n") == [
        "Ekonomi",
        "Årets resultat blev 3 275 tkr, mot 4 036 tkr 2014.",
        "Verksamhetens intäkter uppgick till 106 422 tkr, mot 100 784 tkr 2014.",
        "Eget kapital vid årets slut var 7 592 tkr, mot 4 317 tkr 2014.",
        "Egna investeringar uppgick till 2 117 tkr.",
        "Investeringar för medlemmarna uppgick till 1 943 tkr.",
        "Support och växel",
        "Antalet stängda ärenden minskade från 26 327 till 25 862.",
        "Andelen ärenden som löstes inom en timme minskade från 50 % till 49 %.",
        "Andelen nöjda med bemötandet ökade från 96 % till 97 %.",
        "Utrustning den 31 december",
        "Antalet datorer ökade från 6 628 till 6 916.",
        "Antalet surfplattor ökade från 820 till 1 000.",
        "Antalet servrar minskade från 331 till 298.",
        "Antalet fasta anknytningar ökade från 1 994 till 2 039.",
        "Antalet mobilabonnemang 2015: saknas för Vimmerby (uppgift saknas). 2014 var det 2 062.",
        "Antalet accesspunkter ökade från 756 till 900.",
        "Bredband",
        "Antalet nya fiberanslutningar ökade från 200 till 1 907.",
        "Antalet fibernoder ökade från 56 till 60.",
        "Personal",
        "Sjukfrånvaron ökade från 1,4 % till 3,7 %.",
        "Resultatet är bättre än budgeten, som var 987 tkr",
    ]


def test_the_share_solved_within_an_hour_is_told_as_the_tickets_say(six):
    told = given.paragraphs(six, "Ordföranden har ordet")

    assert any("Av dem löstes 49 % inom en timme." in text for text in told)


def test_what_is_missing_is_listed_with_its_reason(six):
    (listed,) = (
        block
        for block in six.blocks
        if isinstance(block, TextTable) and block.anchor == "saknade-siffror"
    )

    assert listed.rows == (("Telefoni", "Vimmerby", "Mobilabonnemang 2015", "uppgift saknas"),)
    (missing,) = queries.missing_figures(year=2015, at=given.AT)
    assert missing.reason == "uppgift saknas"


def test_key_figures_of_the_six_know_last_year_and_where_they_stand(six):
    found = {told.key: told for told in given.of_year(measures.key_figures, 2015)}

    result = found["result"]
    assert result.figure.value == Money(327_500_000)
    assert result.last is not None
    assert result.last.value == Money(403_600_000)
    assert result.change is not None
    assert result.change.value == Money(-76_100_000)
    assert result.address.query() == {
        "table": "ledger.income-statement", "year": "2015", "row": "result", "column": "2015",
    }  # fmt: skip
    mobiles = found["mobiles"]
    assert (mobiles.figure.is_missing, mobiles.last and mobiles.last.value) == (True, 2062)


def test_what_needs_attention_among_the_six(six):
    told = [
        (item.kind, item.label, item.sentence.replace("\N{NO-BREAK SPACE}", " "))
        for item in given.of_year(to_do.attention, 2015)
    ]

    assert told[:3] == [
        (
            AttentionKind.BAD,
            "Saknas",
            "Telefoni: Mobilabonnemang 2015 saknas för Vimmerby (uppgift saknas).",
        ),
        (AttentionKind.WARN, "Påbörjat", "6 av 22 delmål har betyg 1 eller 2."),
        (AttentionKind.WARN, "Ej betalt", UNPAID),
    ]
    assert told[-1][:2] == (AttentionKind.OK, "Stämmer")
    assert told[-1][2].endswith("tillgångar 44 232 tkr, eget kapital och skulder 44 232 tkr.")


def test_a_whole_report_asks_a_bounded_number_of_questions(six):
    with CaptureQueriesContext(connection) as asked:
        queries.annual_report(year=2015, at=given.AT)

    assert len(asked) <= 250


SWEDISH = re.compile(r"\b(och|för|är|var|saknas|till|av|med|från|som|finns)\b")


def test_all_that_the_year_says_is_told_in_english_and_the_report_stays_swedish(six):
    swedish = queries.annual_report(year=2015, at=given.AT)
    records = Records(2015, given.AT.date())
    with snapshot(), translation.override("en"):
        findings = [find(records) for find in FINDINGS.values()]
        told = [sentences.plain(finding) for finding in findings if finding]
        told += [each.sentence for each in to_do.attention(records)]
        told += [chart.finding for draw in CHARTS.values() if (chart := draw(records))]
        told += [
            words for result in registry.checks(2015) for words in (result.title, result.found)
        ]
        in_english = queries.annual_report(year=2015, at=given.AT)

    assert len(told) > 40
    assert [words for words in told if SWEDISH.search(words)] == []
    assert in_english == swedish
