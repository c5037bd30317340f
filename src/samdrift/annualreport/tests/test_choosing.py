from __future__ import annotations

from datetime import date

import pytest

from samdrift.annualreport import queries
from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.ports import ChapterText
from samdrift.annualreport.tests import given
from samdrift.annualreport.writing import choosing
from samdrift.plumbing.exchange.tests import given as packages
from samdrift.reporting.ports import Ask

pytestmark = pytest.mark.django_db
TODAY = given.AT.date()
ASSETS = (
    "id,kind,organisation,location,in_service,out_of_service\n"
    "D1,computer.staff.laptop,KIN,,2014-01-01,\nD2,computer.pupil,BOX,,2015-07-01,\n"
)
TICKETS = (
    "number,organisation,channel,line,category,opened,closed\n"
    "1,KIN,phone,1,Dator,2014-03-02T08:00,2014-03-02T08:30\n"
    "2,KIN,phone,1,Dator,2015-03-02T08:00,2015-03-02T08:30\n"
)


@pytest.fixture
def records(tmp_path):
    packages.taken_in(tmp_path, assets=ASSETS, tickets=TICKETS)
    return Records(2015, TODAY)


def told(syntax: str) -> str:
    """Return what a chapter says that is written so, without problems."""
    chapter = ChapterText("foreword", "Ord", 50, f"Det är {syntax}.", is_own=True)
    composed = queries.composed(chapter, year=2015, at=given.AT)
    assert composed.problems == ()
    return given.words(composed.blocks[1]).replace("\N{NO-BREAK SPACE}", " ")


def cell(table, label: str):
    return next(cell for row in table.rows for cell in row.cells if cell.label == label)


def test_every_figure_is_written_so_that_it_says_what_was_chosen(records):
    for table_id in ("assets.computers", "servicedesk.resolution-times"):
        table = choosing.chosen_table(records, table_id, Ask(2015))
        cells = [cell for row in table.rows for cell in row.cells if cell.syntax]
        assert cells
        for each in cells:
            assert told(each.syntax) == f"Det är {each.words.replace(chr(160), ' ')}."


def test_years_are_written_by_their_own_words(records):
    table = choosing.chosen_table(records, "servicedesk.resolution-times", Ask(2015))

    syntaxes = [row.cells[0].syntax for row in table.rows if row.cells[0].syntax]
    assert "{{servicedesk.resolution-times year tickets}}" in syntaxes
    assert "{{servicedesk.resolution-times last-year tickets}}" in syntaxes
    assert table.syntax == "{{table servicedesk.resolution-times}}"


def test_a_figure_of_last_year_and_of_a_day_is_written_with_its_when(records):
    last = choosing.chosen_table(records, "assets.computers", Ask(2014))
    spring = choosing.chosen_table(records, "assets.computers", Ask(2015, day=date(2015, 6, 30)))

    total = "{{assets.computers:last-year total computer}}"
    on_day = "{{assets.computers:2015-06-30 total computer}}"
    assert total in [cell.syntax for row in last.rows for cell in row.cells]
    assert on_day in [cell.syntax for row in spring.rows for cell in row.cells]
    assert (told(total), told(on_day)) == ("Det är 1.", "Det är 1.")
    assert told("{{assets.computers total computer}}") == "Det är 2."
    assert (last.syntax, spring.syntax) == ("{{table assets.computers last-year}}", "")


@pytest.mark.parametrize(
    ("syntax", "why"),
    [
        (
            "{{assets.computers:i-går total computer}}",
            "Skriv assets.computers:last-year för i fjol",
        ),
        ("{{assets.computers:2014-06-30 total computer}}", "för tabellen finns inte för det"),
        ("{{assets.computer total computer}}", "Menade du assets.computers?"),
        ("{{assets.computers totalt computer}}", "Rader: "),
    ],
)
def test_what_cannot_be_had_says_what_is_allowed(records, syntax, why):
    chapter = ChapterText("foreword", "Ord", 50, f"Rad.\n\n{syntax}", is_own=True)

    (problem,) = queries.composed(chapter, year=2015, at=given.AT).problems

    assert problem.line == 3
    assert why in problem.text


def test_tables_are_listed_by_title_and_one_there_is_none_of_is_none(records):
    titles = dict(choosing.titles(records))

    assert titles["assets.computers"] == "Datorer och surfplattor"
    assert list(titles.values()) == sorted(titles.values(), key=str.casefold)
    assert choosing.chosen_table(records, "assets.nothing", Ask(2015)) is None


def test_a_figure_of_a_cost_centre_is_written_with_its_number(records):
    assert choosing._name(records, "ledger.department-outcome", Ask(2014, "310")) == (
        "ledger.department-outcome:last-year@310"
    )


def test_sentences_and_charts_are_told_as_they_read_now(records):
    found = {part.syntax: part.words for part in choosing.findings(records)}

    assert found["{{finding computers}}"].startswith("Antalet datorer ökade från 1 till 2.")
    drawn = [part.syntax for part in choosing.charts(records)]
    assert all(syntax.startswith("{{chart ") for syntax in drawn)


def test_only_a_standard_chapter_has_a_standard_text_to_put_in(records):
    assert choosing.parts("operations.computers")[0].syntax == "{{standard}}"
    assert "{{standard}}" not in [part.syntax for part in choosing.parts("foreword")]
