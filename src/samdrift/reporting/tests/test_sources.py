from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from samdrift.kernel.figures import Figure, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month, Span
from samdrift.reporting import sources
from samdrift.reporting.ports import Row
from samdrift.reporting.sources import SourceNumbers
from samdrift.reporting.tests import given


@pytest.fixture
def numbers():
    return SourceNumbers(given.SwedishDescriber(), given.WebLinks())


def test_each_year_is_one_numbered_source_and_stands_at_its_column(numbers):
    answer = numbers.of(given.income_statement())

    assert answer.columns == ((1,), (2,))
    assert answer.rows == ((), (), (), (), ())
    assert [(line.number, line.text.replace("\xa0", " ")) for line in answer.lines] == [
        (1, "Verifikationsrader 2015, konton 3010–8590 (högst 1 203 poster bakom ett tal)"),
        (2, "Verifikationsrader 2014, konton 3010–8590 (högst 1 100 poster bakom ett tal)"),
    ]
    assert answer.lines[0].href.startswith("https://samdrift.example/poster")


def test_a_year_of_weeks_ends_in_one_line(numbers):
    answer = numbers.of(given.calls_per_week())

    assert answer.columns == ((1,), (1,), (1,))
    assert [line.text.replace("\xa0", " ") for line in answer.lines] == [
        "Samtal 2014-12-29–2016-01-03 (högst 153 poster bakom ett tal)"
    ]
    assert answer.lines[0].href == ""


def test_a_number_that_many_columns_share_stands_once_of_the_whole_table(numbers):
    table = given.calls_per_week()
    more = replace(table.columns[0], key="more", label="Fler")
    rows = tuple(replace(row, figures=(*row.figures, row.figures[0])) for row in table.rows)

    answer = numbers.of(replace(table, columns=(*table.columns, more), rows=rows))

    assert (answer.whole, answer.columns) == ((1,), ((), (), (), ()))
    assert numbers.of(table).whole == ()


def test_the_same_records_keep_their_number_in_another_table(numbers):
    numbers.of(given.income_statement())

    later = numbers.of(given.computers())
    again = numbers.of(given.income_statement())

    assert later.columns == ((3,), (3,))
    assert again.columns == ((1,), (2,))


def test_numbers_stand_at_the_rows_where_they_differ_by_row(numbers):
    table = given.computers()
    earlier = Row("previous-year", "2014", (given.count(9, year=2014),) * 2)

    answer = numbers.of(replace(table, rows=(table.rows[0], earlier)))

    assert answer.columns == ((), ())
    assert answer.rows == ((1,), (2,))


def test_a_row_that_differs_from_most_is_the_exception_to_the_columns(numbers):
    table = given.computers()
    earlier = Row("previous-year", "2014", (given.count(9, year=2014),) * 2)

    answer = numbers.of(replace(table, rows=(*table.rows, earlier)))

    assert answer.columns == ((1,), (1,))
    assert answer.rows == ((), (), (), (2,))


def test_a_column_that_states_nothing_has_no_source(numbers):
    table = given.computers()
    blank = given.count(None)
    rows = tuple(replace(row, figures=(row.figures[0], blank)) for row in table.rows)

    assert numbers.of(replace(table, rows=rows)).columns == ((1,), ())


def test_many_scopes_are_counted_and_records_of_one_figure_added(numbers):
    origins = tuple(given.origin(2015, 10, f"{n}000–{n}999") for n in range(3, 9))
    figure = Figure(Money(1), Unit.MONEY, origins)
    table = replace(
        given.income_statement(),
        columns=given.income_statement().columns[:1],
        rows=(Row("result", "Resultat", (figure,)),),
    )

    (line,) = numbers.of(table).lines

    assert line.text.replace("\xa0", " ") == (
        "Verifikationsrader 2015, konton 3000–3999 och 5 urval till (60 poster)"
    )


def test_a_table_without_rows_has_no_sources(numbers):
    answer = numbers.of(replace(given.computers(), rows=()))

    assert answer == sources.TableSources(((), ()), (), ())


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span.year(2015), "2015"),
        (Span(date(2012, 1, 1), date(2016, 1, 1)), "2012–2015"),
        (Month(2015, 3).span, "mars 2015"),
        (Month(2015, 12).span, "december 2015"),
        (Span.day(date(2015, 12, 31)), "2015-12-31"),
        (Span(date(2015, 2, 3), date(2015, 5, 1)), "2015-02-03–2015-04-30"),
        (Span(date(2015, 2, 3)), "från 2015-02-03"),
        (Span(date(2015, 2, 3), date(2015, 2, 3)), "2015-02-03"),
        (Span(date(2015, 1, 1), date(2015, 1, 1)), "2015"),
    ],
)
def test_a_span_is_written_as_a_swede_writes_it(span, words):
    assert sources.span_words(span) == words


def test_without_a_describer_the_origin_speaks_for_itself():
    text = sources.origin_words(given.origin(records=1), sources.PlainDescriber())

    assert text.replace("\xa0", " ") == "ledger.lines 2015, accounts 3010–8590 (1 post)"
    assert sources.NoLinks().origin(given.origin()) == ""
