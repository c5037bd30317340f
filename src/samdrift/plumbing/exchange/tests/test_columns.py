"""What may stand in a cell."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.kernel.money import Money
from samdrift.plumbing.exchange import columns
from samdrift.plumbing.exchange.columns import BadValue, Column


@pytest.mark.parametrize("cell", ["2015-12-31", "1900-01-01", "2100-12-31", "2016-02-29"])
def test_a_day_is_read(cell):
    assert columns.day(cell) == date.fromisoformat(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2015-02-29",
        "2015-13-01",
        "2015-00-10",
        "20151231",
        "2015-1-1",
        "31/12/2015",
        "2015-12-31 ",
        "2015-W01-1",
        "1899-12-31",
        "2101-01-01",
        "0000-01-01",
        "٢٠١٥-١٢-٣١",
        "2015-12-31T00:00",
    ],
)
def test_what_is_no_day_is_told(cell):
    with pytest.raises(BadValue):
        columns.day(cell)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2015-12-31T13:20", datetime(2015, 12, 31, 12, 20, tzinfo=UTC)),
        ("2015-12-31T13:20:30", datetime(2015, 12, 31, 12, 20, 30, tzinfo=UTC)),
        ("2015-07-01T13:20", datetime(2015, 7, 1, 11, 20, tzinfo=UTC)),
        ("2015-07-01T13:20Z", datetime(2015, 7, 1, 13, 20, tzinfo=UTC)),
        ("2015-07-01T13:20-05:00", datetime(2015, 7, 1, 18, 20, tzinfo=UTC)),
        ("2015-10-25T02:30", datetime(2015, 10, 25, 0, 30, tzinfo=UTC)),
        ("2015-10-25T02:30+01:00", datetime(2015, 10, 25, 1, 30, tzinfo=UTC)),
        ("2015-03-29T02:30", datetime(2015, 3, 29, 1, 30, tzinfo=UTC)),
        ("1900-01-01T00:00", datetime(1899, 12, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_swedish_time_and_the_first_of_two(cell, moment):
    assert columns.moment(cell) == moment


@pytest.mark.parametrize(
    "cell",
    [
        "2015-12-31",
        "2015-12-31 13:20",
        "2015-12-31T24:01",
        "2015-12-31T13:60",
        "2015-12-31T13:20:61",
        "2015-12-31T13",
        "2015-12-31T13:20:10.5",
        "2015-12-31T13:20+99:99",
        "2015-02-30T10:00",
        "1899-12-31T10:00",
        "T10:00",
    ],
)
def test_what_is_no_moment_is_told(cell):
    with pytest.raises(BadValue):
        columns.moment(cell)


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("0", 0),
        ("-0", 0),
        ("5", 500),
        ("5.5", 550),
        ("5,5", 550),
        ("-1234,50", -123450),
        ("007.01", 701),
        ("10000000000000", 10**15),
    ],
)
def test_an_amount_is_read(cell, ore):
    assert columns.kronor(cell) == ore


@pytest.mark.parametrize(
    "cell",
    [
        "1 000",
        "1.000,00",
        "+5",
        "5.123",
        "5.",
        ".5",
        "5,",
        "1e3",
        "−5",
        "5 kr",
        "10000000000000.01",
        "9" * 5000,
        "٥",
        "--5",
        "NaN",
    ],
)
def test_what_is_no_amount_is_told(cell):
    with pytest.raises(BadValue):
        columns.kronor(cell)


@given(st.integers(-(10**15), 10**15))
def test_every_amount_is_read_as_it_is_written(ore):
    assert columns.kronor(Money(ore).kronor()) == ore
    assert columns.kronor(Money(ore).kronor().replace(".", ",")) == ore


def test_a_whole_number_keeps_to_its_limits():
    read = columns.whole_number(1, 5)

    assert [read(cell) for cell in ("1", "5", "05")] == [1, 5, 5]
    for cell in ("0", "6", "-1", "1.0", "1,0", "x", "1" * 10, "²"):
        with pytest.raises(BadValue, match="heltal från 1 till 5"):
            read(cell)


@pytest.mark.parametrize("cell", ["15", "1899", "2101", "20155", "år", "２０１５"])
def test_what_is_no_year_is_told(cell):
    assert columns.year("2015") == 2015
    with pytest.raises(BadValue, match="fyra siffror"):
        columns.year(cell)


def test_one_of_many_words_lists_the_first_forty():
    with pytest.raises(BadValue, match=r"^ska vara a, b\.$"):
        columns.one_of(("b", "a"))("c")
    with pytest.raises(BadValue, match=r"w39 … \(100 i allt\)\."):
        columns.one_of([f"w{number:02}" for number in range(100)])("c")
    with pytest.raises(BadValue, match="ingenting finns ännu"):
        columns.one_of(())("c")


def test_text_keeps_to_its_length():
    assert columns.text(3)("åäö") == "åäö"
    with pytest.raises(BadValue, match="texten är 4 tecken; högst 3"):
        columns.text(3)("åäöx")


def test_an_empty_cell_is_what_the_column_says():
    assert Column("a", columns.text(), may_be_empty=True).read("") == ""
    assert Column("a", columns.day, may_be_empty=True, empty=None).read("") is None
    with pytest.raises(BadValue, match="cellen är tom"):
        Column("a", columns.text()).read("")
    assert (Column("a", columns.day).target, Column("a", columns.day, field="b").target) == (
        "a",
        "b",
    )
