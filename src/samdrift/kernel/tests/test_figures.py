"""A figure is known, blank or missing, and always knows where it comes from."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.kernel.figures import (
    Figure,
    Origin,
    Unit,
    blank,
    difference,
    missing,
    origins_of,
    share,
    total,
)
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Span

HERE = Origin("a.records", Span.year(2015), (("kind", "x"),), 3)
THERE = Origin("b.records", Span.year(2015), (), 4)


def count(value, origin=HERE):
    return Figure(value, Unit.COUNT, (origin,))


def money(ore, origin=HERE):
    return Figure(Money(ore), Unit.MONEY, (origin,))


GONE = missing("borta", Unit.COUNT, [THERE])
NOTHING = blank(Unit.COUNT, [THERE])


def test_a_figure_is_in_one_of_three_states():
    assert (count(0).is_missing, count(0).is_blank) == (False, False)
    assert (GONE.is_missing, GONE.is_blank, GONE.reason) == (True, False, "borta")
    assert (NOTHING.is_missing, NOTHING.is_blank) == (False, True)
    assert (count(5).number, money(5).money, count(5).record_count) == (5, Money(5), 3)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Figure(1, Unit.COUNT, ()),
        lambda: Figure(1, Unit.COUNT, (HERE,), "varför"),
        lambda: Figure(1, Unit.MONEY, (HERE,)),
        lambda: Figure(Money(1), Unit.COUNT, (HERE,)),
        lambda: missing("", Unit.COUNT, [HERE]),
        lambda: Origin("records", Span.year(2015)),
        lambda: Origin("a.b", Span.year(2015), (), -1),
        lambda: NOTHING.number,
        lambda: money(1).number,
        lambda: count(1).money,
        lambda: total([]),
        lambda: total([count(1), money(1)]),
        lambda: difference(count(1), money(1)),
    ],
)
def test_a_figure_that_makes_no_sense_cannot_be_made(make):
    with pytest.raises(AssertionError):
        make()


@given(st.lists(st.integers(-1000, 1000) | st.none(), min_size=1))
def test_a_sum_adds_what_is_known(values):
    found = total([count(value) if value is not None else NOTHING for value in values])

    known = [value for value in values if value is not None]
    assert found.value == (sum(known) if known else None)


def test_a_sum_keeps_the_origins_of_its_parts_each_once():
    found = total([money(1), money(2), money(3, THERE)])

    assert (found.value, found.origins, found.record_count) == (Money(6), (HERE, THERE), 7)
    assert origins_of([count(1), count(2, THERE), count(3)]) == (HERE, THERE)


def test_a_sum_over_a_gap_is_a_gap_and_of_blanks_what_is_said():
    other = missing("också borta", Unit.COUNT, [HERE])

    assert total([count(1), GONE, other, GONE]).reason == "borta; också borta"
    assert total([NOTHING]).is_blank
    assert total([blank(Unit.MONEY, [HERE])], of_blanks=ZERO).value == ZERO


def test_a_difference_is_known_where_both_are():
    assert difference(count(5), count(2, THERE)) == Figure(3, Unit.COUNT, (HERE, THERE))
    assert difference(money(5), money(2)).value == Money(3)
    assert difference(count(1), GONE).reason == difference(GONE, count(1)).reason == "borta"
    assert difference(count(1), NOTHING).is_blank
    assert difference(NOTHING, count(1)).is_blank


def test_a_share_is_in_percent():
    assert share(count(1), count(8, THERE)) == Figure(13, Unit.PERCENT, (HERE, THERE))
    assert share(count(1), count(8), decimals=1).value == Decimal("12.5")
    assert share(count(1), count(0)).is_blank
    assert share(count(0), count(0), decimals=1).is_blank
    assert share(count(1), GONE).reason == "borta"
    assert share(NOTHING, count(1)).is_blank
    assert share(count(1), NOTHING).is_blank
