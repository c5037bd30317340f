"""Lists of records filtered, sorted, grouped and paged in the database, in every order there is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.assets.models import Holding
from samdrift.capital.models import Investment
from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.listed import Line, Listed
from samdrift.reporting.selections import (
    Filter,
    Group,
    Kind,
    RecordColumn,
    Sort,
    Test,
    group_filters,
)
from samdrift.reporting.stored import Stored
from samdrift.servicedesk.models import Ticket

pytestmark = pytest.mark.django_db
CODES = ("BOX", "VIM", "YDR")
NAMES = {"YDR": "Ydre", "BOX": "Boxholm", "VIM": "Vimmerby"}
INVESTMENT_COLUMNS = (
    RecordColumn("identifier", "Beteckning"),
    RecordColumn("name", "Namn", is_grouped=True),
    RecordColumn("organisation", "Organisation", Kind.CHOICE, is_grouped=True, words=lambda: NAMES),
    RecordColumn("year", "År", Kind.NUMBER, is_grouped=True),
    RecordColumn("opening", "Ingående", Kind.MONEY),
    RecordColumn("budget", "Budget", Kind.MONEY),
)
TICKET_COLUMNS = (
    RecordColumn("number", "Nummer"),
    RecordColumn("opened_at", "Öppnat", Kind.MOMENT, is_grouped=True),
    RecordColumn("closed_at", "Stängt", Kind.MOMENT, is_grouped=True),
    RecordColumn("line", "Linje", Kind.NUMBER, is_grouped=True),
)
amounts = st.none() | st.integers(-3, 3) | st.integers(-(10**15), 10**15)
investments = st.lists(
    st.tuples(
        st.sampled_from(("", "Dator", "dator", "Åker", "X")),
        st.none() | st.sampled_from(CODES),
        st.integers(2014, 2016),
        amounts,
        amounts,
    ),
    max_size=9,
)
sorts = st.builds(Sort, st.sampled_from(("", *(c.key for c in INVESTMENT_COLUMNS))), st.booleans())
filters = st.lists(
    st.one_of(
        st.builds(Filter, st.just("name"), st.just(Test.HAS), st.sampled_from(("d", "åk", "%"))),
        st.builds(Filter, st.just("organisation"), st.just(Test.IS), st.sampled_from(CODES)),
        st.sampled_from(
            tuple(Filter(key, Test.NONE) for key in ("name", "organisation", "opening"))
        ),
        st.builds(
            Filter,
            st.sampled_from(("opening", "budget", "year")),
            st.sampled_from((Test.FROM, Test.TO)),
            st.sampled_from((-2, 0, 2015)),
        ),
    ),
    max_size=2,
).map(tuple)
many = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def organisations():
    for at, code in enumerate(CODES):
        Organisation.objects.create(code=code, name=NAMES[code], role="member", position=at)


def both(rows):
    """Return the same investments in the database and in memory."""
    Investment.objects.all().delete()
    Investment.objects.bulk_create(
        Investment(
            identifier=f"I{at}", plan="own", name=name, organisation_id=code, year=year,
            opening=opening, budget=budget, position=at,
        )
        for at, (name, code, year, opening, budget) in enumerate(rows)
    )  # fmt: skip
    stored = Stored(
        Investment.objects.all(),
        INVESTMENT_COLUMNS,
        "identifier",
        fields={"organisation": "organisation_id"},
    )
    lines = tuple(Line(f"I{at}", (f"I{at}", *row)) for at, row in enumerate(rows))
    return stored, Listed(INVESTMENT_COLUMNS, lines)


def turned(selection, sort, size):
    """Return the keys of every page after one another."""
    keys, after = [], ""
    while True:
        page = selection.page(sort, after, size)
        assert len(page.records) == size or not page.next_key
        keys += [record.key for record in page.records]
        after = page.next_key
        if not after:
            return keys


def grouped(selection, by, sort, size):
    """Return the groups of every page after one another."""
    found: list[Group] = []
    after = ""
    while True:
        page = selection.groups(by, sort, after, size)
        found += page.groups
        after = page.next_key
        if not after:
            return found


def is_by_text(sort):
    """Whether the order is a text's: that is the database's own, and not that of Python."""
    return sort.column == "name"


@many
@given(rows=investments, sort=sorts, chosen=filters, size=st.integers(1, 4))
def test_pages_after_one_another_are_the_whole_selection_in_its_order(
    organisations, rows, sort, chosen, size
):
    stored, listed = (selection.where(chosen) for selection in both(rows))

    keys = turned(stored, sort, size)

    assert keys == turned(stored, sort, 100)
    assert sorted(keys) == sorted(turned(listed, sort, 3))
    assert is_by_text(sort) or keys == turned(listed, sort, size)
    assert stored.totals() == listed.totals()
    assert stored.totals().count == len(keys)


@many
@given(
    rows=investments,
    by=st.sampled_from(("name", "organisation", "year")),
    sort=sorts,
    chosen=filters,
    size=st.integers(1, 3),
)
def test_groups_add_up_to_the_selection_and_open_to_what_they_tell(
    organisations, rows, by, sort, chosen, size
):
    stored, listed = (selection.where(chosen) for selection in both(rows))
    column = next(column for column in INVESTMENT_COLUMNS if column.key == by)

    groups = grouped(stored, by, sort, size)

    assert groups == grouped(stored, by, sort, 100)
    assert by == "name" or groups == grouped(listed, by, sort, size)
    whole = stored.totals()
    assert sum(group.totals.count for group in groups) == whole.count
    for key in ("opening", "budget"):
        told = [group.totals.sums[key] for group in groups]
        assert (sum(ore for ore in told if ore is not None)) == (whole.sums[key] or 0)
    for group in groups:
        assert stored.where(group_filters(column, group.key)).totals() == group.totals


moments = st.datetimes(datetime(2014, 12, 30), datetime(2015, 4, 2)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@many
@given(
    rows=st.lists(st.tuples(moments, st.none() | moments, st.integers(1, 3)), max_size=8),
    by=st.sampled_from(("opened_at", "closed_at")),
    sort=st.builds(Sort, st.sampled_from(("", "opened_at", "closed_at", "line")), st.booleans()),
    size=st.integers(1, 3),
)
def test_moments_are_sorted_and_grouped_by_the_months_of_sweden(
    organisations, rows, by, sort, size
):
    Ticket.objects.all().delete()
    told = [(a, b if b is None or b >= a else a, line) for a, b, line in rows]
    Ticket.objects.bulk_create(
        Ticket(
            number=f"T{at}", organisation_id="BOX", channel="phone", line=line, category="",
            opened_at=opened, closed_at=closed,
            elapsed_seconds=None if closed is None else int((closed - opened).total_seconds()),
        )
        for at, (opened, closed, line) in enumerate(told)
    )  # fmt: skip
    stored = Stored(Ticket.objects.all(), TICKET_COLUMNS, "number")
    listed = Listed(
        TICKET_COLUMNS, tuple(Line(f"T{at}", (f"T{at}", *row)) for at, row in enumerate(told))
    )
    column = next(column for column in TICKET_COLUMNS if column.key == by)

    groups = grouped(stored, by, sort, size)

    assert turned(stored, sort, size) == turned(listed, sort, size)
    assert groups == grouped(listed, by, sort, 2)
    for group in groups:
        assert stored.where(group_filters(column, group.key)).totals() == group.totals


@pytest.mark.parametrize("size", [1, 2, 5])
def test_days_are_grouped_by_month_a_page_at_a_time(organisations, size):
    days = [date(2015, 2, 1), date(2014, 12, 31), date(2015, 1, 31), date(2015, 1, 1), None]
    Holding.objects.bulk_create(
        Holding(
            identifier=f"H{at}", kind="server", organisation_id="BOX",
            in_service=date(2014, 1, 1), out_of_service=day,
        )
        for at, day in enumerate(days)
    )  # fmt: skip
    columns = (
        RecordColumn("identifier", "Beteckning"),
        RecordColumn("out_of_service", "Ur drift", Kind.DATE, is_grouped=True),
    )
    stored = Stored(Holding.objects.all(), columns, "identifier")

    def told(sort):
        groups = grouped(stored, "out_of_service", sort, size)
        return [(group.key, group.totals.count) for group in groups]

    assert told(Sort()) == [("2014-12", 1), ("2015-01", 2), ("2015-02", 1), ("", 1)]
    assert told(Sort("out_of_service", is_descending=True)) == [
        ("2015-02", 1), ("2015-01", 2), ("2014-12", 1), ("", 1),
    ]  # fmt: skip
    assert [turned(stored, Sort("out_of_service", way), 2) for way in (False, True)] == [
        ["H1", "H3", "H2", "H0", "H4"],
        ["H0", "H2", "H3", "H1", "H4"],
    ]
    january = group_filters(columns[1], "2015-01")
    assert turned(stored.where(january), Sort(), 5) == ["H2", "H3"]


def test_a_moment_just_after_midnight_is_of_its_swedish_day(organisations):
    at = datetime(2015, 7, 1, 0, 30, tzinfo=SWEDEN)
    Ticket.objects.create(
        number="1", organisation_id="BOX", channel="phone", line=1, category="", opened_at=at
    )
    stored = Stored(Ticket.objects.all(), TICKET_COLUMNS, "number")

    def count(test, day):
        return stored.where((Filter("opened_at", test, day),)).totals().count

    assert at.astimezone(UTC).month == 6
    assert [group.key for group in stored.groups("opened_at", Sort(), "", 9).groups] == ["2015-07"]
    assert count(Test.FROM, date(2015, 7, 1)) == count(Test.TO, date(2015, 7, 1)) == 1
    assert count(Test.FROM, date(2015, 7, 2)) == count(Test.TO, date(2015, 6, 30)) == 0


@pytest.mark.parametrize(
    "key",
    ["x", "[]", "{}", '["a", "b"]', "[true]", "[1.5]", "[null]", '["\\u0000"]', "[" * 100_000],
)
def test_a_key_of_no_page_is_refused(organisations, key):
    stored, _ = both([("X", "BOX", 2015, 1, 1)])

    with pytest.raises(ValueError, match=r".*"):
        stored.page(Sort(), key, 5)
