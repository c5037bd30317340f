"""When people call, and how long they wait."""

from datetime import date

import pytest

from samdrift.plumbing.exchange.tests import given
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import unlike_their_records, values
from samdrift.switchboard.tests.test_calls import calls

pytestmark = pytest.mark.django_db
TABLES = (
    "calls-per-hour",
    "calls-per-weekday",
    "waiting-times",
    "waiting-times-per-week",
    "calls-per-member",
)


@pytest.fixture
def week(tmp_path):
    given.taken_in(
        tmp_path,
        calls=calls(
            ("2016-02-01T08:00:00", "2016-02-01T08:00:20", "2016-02-01T08:05"),
            ("2016-02-01T08:59:59", "2016-02-01T09:00:20", "2016-02-01T09:05"),
            ("2016-02-07T23:59:59", "", "2016-02-08T00:01"),
            ("2016-07-04T08:00:00", "2016-07-04T08:03:01", "2016-07-04T08:05"),
        ),
    )


def table(name):
    return registry.table(f"switchboard.{name}", Ask(2016), today=date(2016, 12, 31))


@pytest.mark.parametrize("name", TABLES)
def test_every_figure_opens_to_its_calls(week, name):
    assert unlike_their_records(table(name)) == []


def test_hours_are_swedish_in_winter_and_in_summer(week):
    told = values(table("calls-per-hour"))

    assert len(told) == 25
    assert told["08"] == (3, 3, 0, 100, 33, 67, 67, 74)
    assert told["23"] == (1, 0, 1, 0, 0, 0, 0, None)
    assert told["09"] == (0, 0, 0, None, None, None, None, None)
    assert told["whole"] == (4, 3, 1, 75, 25, 50, 50, 74)


def test_weekdays_begin_with_monday(week):
    told = values(table("calls-per-weekday"))

    assert [row.label for row in table("calls-per-weekday").rows][:2] == ["måndag", "tisdag"]
    assert told["1"][:3] == (3, 3, 0)
    assert told["7"][:3] == (1, 0, 1)


def test_waits_are_told_by_month_and_the_limit_is_within(week):
    told = values(table("waiting-times"))

    assert told["2016-02"] == (3, 2, 1, 67, 33, 67, 67, 21)
    assert told["2016-07"] == (1, 1, 0, 100, 0, 0, 0, 181)
