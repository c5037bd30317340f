"""The tables of what came in and how it went, each figure opening to its tickets."""

from datetime import date, timedelta

import pytest

from samdrift.kernel.spans import Span
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask
from samdrift.reporting.tests.opened import unlike_their_records, values
from samdrift.servicedesk.choices import Channel, Kind
from samdrift.servicedesk.models import Opinion
from samdrift.servicedesk.statistics import services
from samdrift.servicedesk.tests.given import MONDAY, Desk, later
from samdrift.servicedesk.tests.test_statistics import imported

pytestmark = pytest.mark.django_db
ASK = Ask(2026)
TABLES = (
    "inflow", "within-per-month", "within-open-hours", "first-line", "opinions", "backlog",
    "by-organisation", "by-channel", "by-kind", "by-group", "by-service",
)  # fmt: skip


@pytest.fixture
def tickets():
    desk = Desk()
    first = {"group": desk.first, "service": "Nät", "open_seconds": 3600}
    one = imported("1", MONDAY, hours=1, kind=Kind.REQUEST, **first)
    imported(
        "2", MONDAY, hours=30, line=2, group=desk.second, reopened_count=1, open_seconds=30_000
    )
    imported("3", MONDAY - timedelta(days=45), organisation="YDR", channel=Channel.EMAIL)
    imported("4", MONDAY + timedelta(days=31), hours=24 * 8, organisation="YDR")
    Opinion.objects.create(ticket=one, score=5, at=later(hours=3))


def table(name, ask=ASK):
    return registry.table(f"servicedesk.{name}", ask, today=date(2026, 12, 31))


@pytest.mark.parametrize("is_kept", [False, True])
@pytest.mark.parametrize("name", TABLES)
def test_every_figure_opens_to_the_tickets_it_counts(tickets, name, is_kept):
    if is_kept:
        services.keep_counts()

    assert unlike_their_records(table(name)) == []


def test_inflow_tells_what_came_what_was_closed_and_what_is_left(tickets):
    told = values(table("inflow"))

    assert told["2026-01"] == (1, 0, 1, 1)
    assert told["2026-03"] == (2, 2, 0, 1)
    assert told["2026-04"] == (1, 1, 0, 1)
    assert told["whole"] == (4, 3, 1, 1)


def test_within_tells_shares_of_what_was_closed(tickets):
    told = values(table("within-per-month"))

    assert told["2026-02"] == (0, None, None, None, None, None)
    assert told["2026-03"] == (2, 50, 50, 50, 100, 100)
    assert told["whole"] == (3, 33, 33, 33, 67, 67)


def test_open_hours_are_of_tickets_that_have_a_clock(tickets):
    assert values(table("within-open-hours"))["whole"] == (2, 50, 50, 50, 100, 100)


def test_first_line_and_what_was_opened_again(tickets):
    assert values(table("first-line"))["2026-03"] == (2, 50, 50)


def test_opinions_are_of_tickets_by_when_they_were_closed(tickets):
    assert values(table("opinions"))["2026-03"] == (1, 100)


def test_the_backlog_is_told_by_age_on_any_day(tickets):
    told = values(table("backlog", Ask(2026, day=MONDAY.date())))

    assert told == {"KIN": (1, 1, 0, 0, 0), "YDR": (1, 0, 0, 0, 1), "whole": (2, 1, 0, 0, 1)}


def test_the_backlog_of_chosen_members_is_theirs_alone(tickets):
    told = table("backlog", Ask(2026, day=MONDAY.date(), members=("KIN",)))

    assert values(told) == {"KIN": (1, 1, 0, 0, 0), "whole": (1, 1, 0, 0, 0)}
    assert told.row("whole").label == "Totalt av de valda"
    assert unlike_their_records(told) == []


def test_parts_are_told_of_any_days(tickets):
    month = Ask(2026, span=Span(date(2026, 3, 1), date(2026, 4, 1)))
    told = table("by-organisation", month)

    assert values(told)["whole"][:2] == (2, 2)
    assert unlike_their_records(told) == []


def test_parts_are_told_with_a_sum_and_in_order_of_their_names(tickets):
    told = table("by-service")

    assert [(row.key, row.label) for row in told.rows] == [
        ("Nät", "Nät"), ("-", "Utan tjänst"), ("whole", "Alla")
    ]  # fmt: skip
    assert values(told)["Nät"] == (1, 1, 100, 100, 100, 100, 0, 100)
    assert values(table("by-organisation"))["whole"] == (4, 3, 67, 33, 33, 67, 33, 100)
    assert [row.label for row in table("by-group").rows] == [
        "Nätverk", "Servicedesk", "Utan grupp", "Alla"
    ]  # fmt: skip
