"""What a long list comes to is added up once, and anew when a record of it has changed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger.models import LedgerEdition
from samdrift.ledger.ports import LineEntry, VoucherEntry
from samdrift.ledger.services import post
from samdrift.ledger.tests.given import PURCHASE, SALE, books, taken
from samdrift.reporting import long_lists, memory, registry
from samdrift.reporting.selections import (
    OWN_ORDER,
    Filter,
    Group,
    GroupPage,
    ListAsk,
    Sort,
    Test,
    Totals,
)
from samdrift.reporting.snapshot import snapshot

LINES = Origin(
    "ledger.lines",
    Span.year(2015),
    (("accounts", "1930-4000"), ("measure", "movement")),
)
LARGE = (Filter("amount", Test.FROM, 5_000),)
BY_ACCOUNT = ListAsk(group_by="account")


@pytest.fixture
def lines(db, tmp_path):
    """Return the list of what was booked: 100.50 in and 60 out of the bank."""
    taken(tmp_path, y2015=books(SALE, PURCHASE))
    return registry.record_source("ledger.lines")


def book(account, ore):
    pair = (LineEntry(account, Money(ore), ""), LineEntry("1930", Money(-ore), ""))
    entry = VoucherEntry("B", "9", date(2015, 5, 5), "", pair)
    post(edition=LedgerEdition.objects.get(), vouchers=[entry])


def answers(lines):
    with snapshot():
        return (
            long_lists.whole(lines, LINES),
            long_lists.filtered(lines, LINES, LARGE),
            long_lists.groups(lines, LINES, BY_ACCOUNT, "", 50),
        )


FIRST = (
    Totals(4, {"amount": 0}),
    Totals(2, {"amount": 16_050}),
    GroupPage(
        (
            Group("1930", Totals(2, {"amount": 4_050})),
            Group("3000", Totals(1, {"amount": -10_050})),
            Group("4000", Totals(1, {"amount": 6_000})),
        )
    ),
)


def test_a_list_is_added_up_whole_filtered_and_in_groups(lines):
    assert answers(lines) == FIRST


def test_what_a_list_comes_to_is_what_its_rows_come_to(lines):
    rows = lines.select(LINES)

    whole, large, groups = answers(lines)

    assert whole == rows.totals()
    assert large == rows.where(LARGE).totals()
    assert groups == rows.groups("account", OWN_ORDER, "", 50)


def test_the_lines_are_not_read_again_while_they_are_as_they_were(lines):
    answers(lines)
    memory.forget_in_process()

    with CaptureQueriesContext(connection) as asked:
        found = answers(lines)

    assert found == FIRST
    assert [each["sql"] for each in asked if "ledger_voucherline" in each["sql"]] == []


def test_a_voucher_that_is_booked_is_added(lines):
    answers(lines)
    book("4000", 7_000)

    whole, large, groups = answers(lines)

    assert whole == Totals(6, {"amount": 0})
    assert large == Totals(3, {"amount": 23_050})
    assert groups.groups[2] == Group("4000", Totals(2, {"amount": 13_000}))


def test_groups_are_told_a_page_at_a_time_in_the_order_that_is_asked_for(lines):
    by_amount = ListAsk(sort=Sort("amount", is_descending=True), group_by="account")

    with snapshot():
        first = long_lists.groups(lines, LINES, by_amount, "", 2)
        rest = long_lists.groups(lines, LINES, by_amount, first.next_key, 2)

    assert [group.key for group in (*first.groups, *rest.groups)] == ["4000", "1930", "3000"]
    assert rest.next_key == ""


def test_a_list_that_adds_nothing_has_its_count(lines):
    years = registry.record_source("ledger.years")
    origin = Origin("ledger.years", Span.year(2015), ())

    with snapshot():
        assert long_lists.whole(years, origin) == Totals(1, {})
        assert long_lists.filtered(years, origin, ()) == Totals(1, {})
