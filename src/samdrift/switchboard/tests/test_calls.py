from __future__ import annotations

from collections.abc import Iterable

import pytest

from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Month, Span
from samdrift.plumbing.exchange.tests import given
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import records, unlike_their_records, values
from samdrift.switchboard.models import Call
from samdrift.switchboard.queries import calls as queries
from samdrift.switchboard.tables import calls as tables

pytestmark = pytest.mark.django_db
HEADER = "id,started,answered,ended\n"


def calls(*rows: tuple[str, str, str]) -> str:
    lines = (f"C{number},{','.join(row)}" for number, row in enumerate(rows, start=1))
    return HEADER + "\n".join(lines) + "\n"


def answered(*starts: str) -> Iterable[tuple[str, str, str]]:
    return ((start, start, start) for start in starts)


def lost(*starts: str) -> Iterable[tuple[str, str, str]]:
    return ((start, "", start) for start in starts)


def test_every_month_of_the_year_has_a_row_and_a_call_without_an_answer_is_lost(tmp_path):
    given.taken_in(
        tmp_path,
        calls=calls(
            ("2016-02-29T08:00", "2016-02-29T08:01", "2016-02-29T08:05"),
            ("2016-02-01T00:00:00", "2016-02-01T00:00:00", "2016-02-01T00:00:00"),
            ("2016-02-28T08:00", "", "2016-02-28T08:01"),
            ("2016-12-31T23:59:59", "", "2017-01-01T00:01"),
        ),
    )

    answer = tables.calls_per_month(Ask(2016))

    assert values(answer) == {
        f"2016-{month:02d}": {2: (3, 2, 1), 12: (1, 0, 1)}.get(month, (0, 0, 0))
        for month in range(1, 13)
    }
    assert unlike_their_records(answer) == []


def test_the_month_is_the_swedish_one_in_summer_and_in_winter(tmp_path):
    given.taken_in(
        tmp_path,
        calls=calls(
            *answered(
                "2016-06-30T21:59:59Z", "2016-06-30T22:00:00Z",
                "2016-11-30T22:59:59Z", "2016-11-30T23:00:00Z",
                "2016-12-31T23:00:00Z", "2016-01-01T08:00:00+14:00",
            )
        ),
    )  # fmt: skip

    in_2016 = values(tables.calls_per_month(Ask(2016)))

    assert {month: row[0] for month, row in in_2016.items() if row[0]} == {
        "2016-06": 1,
        "2016-07": 1,
        "2016-11": 1,
        "2016-12": 1,
    }
    assert values(tables.calls_per_month(Ask(2017)))["2017-01"] == (1, 1, 0)
    assert values(tables.calls_per_month(Ask(2015)))["2015-12"] == (1, 1, 0)


def test_a_year_of_53_weeks_has_53_rows_and_reaches_over_the_new_year(tmp_path):
    given.taken_in(
        tmp_path,
        calls=calls(
            *answered("2014-12-29T00:00", "2015-12-27T23:59", "2015-12-28T00:00"),
            *lost("2016-01-03T23:59:59", "2016-01-04T00:00"),
        ),
    )

    in_2015 = tables.calls_per_week(Ask(2015))
    in_2016 = tables.calls_per_week(Ask(2016))

    assert [len(in_2015.rows), len(in_2016.rows)] == [53, 52]
    assert (in_2015.rows[0].key, in_2015.rows[-1].key) == ("2015-W01", "2015-W53")
    assert {key: row for key, row in values(in_2015).items() if row[0]} == {
        "2015-W01": (1, 1, 0),
        "2015-W52": (1, 1, 0),
        "2015-W53": (2, 1, 1),
    }
    assert values(in_2016)["2016-W01"] == (1, 0, 1)
    assert unlike_their_records(in_2015) == []


def test_a_table_asks_one_question(tmp_path, django_assert_num_queries):
    given.taken_in(tmp_path, calls=calls(*answered("2016-03-01T08:00", "2016-09-01T08:00")))

    with django_assert_num_queries(1):
        tables.calls_per_week(Ask(2016))
    with django_assert_num_queries(1):
        tables.calls_per_month(Ask(2016))


def test_a_call_over_the_change_of_clocks_is_in_order(tmp_path):
    told = given.taken_in(
        tmp_path,
        calls=calls(
            ("2016-10-30T02:50+02:00", "2016-10-30T02:05+01:00", "2016-10-30T02:10+01:00"),
            ("2016-03-27T01:59", "", "2016-03-27T03:00"),
        ),
    )

    assert told == {"calls.csv": (2, 0, 0)}


def test_what_comes_in_the_wrong_order_is_told_where_it_ends_and_nothing_is_taken_in(tmp_path):
    wrong = calls(
        ("2016-03-01T08:00", "2016-03-01T07:59", "2016-03-01T08:05"),
        ("2016-03-01T08:00", "2016-03-01T08:04", "2016-03-01T08:03"),
        ("2016-03-01T08:00", "", "2016-03-01T07:58"),
        ("2016-03-01T08:00", "2016-03-01T08:01", "2016-03-01T07:57"),
        ("2016-03-01T08:00", "2016-03-01T07:55", "2016-03-01T07:56"),
        ("2016-10-30T02:50", "", "2016-10-30T02:05"),
        ("2016-03-01T08:00", "", "2016-03-01T08:02"),
    )

    assert given.refused(tmp_path, calls=wrong) == [
        ("calls.csv", 2, "answered", "2016-03-01T07:59"),
        ("calls.csv", 3, "ended", "2016-03-01T08:03"),
        ("calls.csv", 4, "ended", "2016-03-01T07:58"),
        ("calls.csv", 5, "ended", "2016-03-01T07:57"),
        ("calls.csv", 6, "answered", "2016-03-01T07:55"),
        ("calls.csv", 6, "ended", "2016-03-01T07:56"),
        ("calls.csv", 7, "ended", "2016-10-30T02:05"),
    ]
    assert not Call.objects.exists()


def test_an_empty_end_is_refused(tmp_path):
    wrong = calls(("2016-03-01T08:00", "", ""))

    assert given.refused(tmp_path, calls=wrong) == [("calls.csv", 2, "ended", "")]
    assert not Call.objects.exists()


def test_a_call_moved_to_another_day_is_counted_there_and_undoing_moves_it_back(tmp_path):
    before = calls(*lost("2016-03-01T08:00"))
    given.taken_in(tmp_path, calls=before)
    assert given.taken_in(tmp_path, calls=before) == {"calls.csv": (0, 0, 1)}
    moved = calls(*answered("2016-04-01T08:00", "2016-05-01T08:00"))
    assert given.taken_in(tmp_path, calls=moved) == {"calls.csv": (1, 1, 0)}
    assert values(tables.calls_per_month(Ask(2016)))["2016-04"] == (1, 1, 0)

    given.undo()

    after = values(tables.calls_per_month(Ask(2016)))
    assert {month: row for month, row in after.items() if row[0]} == {"2016-03": (1, 0, 1)}
    assert Call.objects.count() == 1


def test_the_list_behind_a_figure_holds_what_the_figure_counts(tmp_path):
    given.taken_in(
        tmp_path,
        calls=calls(*answered("2016-07-01T08:00"), *lost("2016-07-02T08:00", "2016-08-01T08:00")),
    )
    july = Month(2016, 7).span

    def keys(*scope: tuple[str, str], span: Span = july) -> list[str]:
        return [record.key for record in records(Origin(queries.CALLS, span, scope))]

    assert keys() == ["C1", "C2"]
    assert keys(("outcome", "answered")) == ["C1"]
    assert keys(("outcome", "lost")) == ["C2"]
    assert keys(span=Span(july.start)) == ["C1", "C2", "C3"]
    [call] = records(Origin(queries.CALLS, july, (("outcome", "answered"),)))
    moments = ["2016-07-01 08:00:00+02:00"] * 3
    assert [str(cell) for cell in call.cells] == ["C1", *moments, "0", "", ""]


def test_an_origin_is_told_in_swedish(tmp_path):
    describe = registry.Describer().describe
    scopes = ((), (("outcome", "answered"),), (("outcome", "lost"),))

    told = [describe(Origin(queries.CALLS, Span.year(2016), scope)) for scope in scopes]

    assert told == ["", "besvarade", "tappade"]


def test_the_years_are_those_of_the_calls_and_of_their_weeks(tmp_path):
    assert queries.years() == frozenset()

    given.taken_in(tmp_path, calls=calls(*lost("2016-01-01T08:00", "2017-02-01T08:00")))

    assert queries.years() == frozenset({2015, 2016, 2017})
