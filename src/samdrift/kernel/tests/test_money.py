"""Money is whole öre, and its parts always add up."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.rounding import divide_half_away, percent

ORE = st.integers(-(10**18), 10**18)


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("0", 0),
        ("12", 1200),
        ("1,5", 150),
        ("1.05", 105),
        ("-1234,50", -123450),
        ("-0", 0),
        ("00", 0),
    ],
)
def test_kronor_are_read(text, ore):
    assert Money.parse(text) == Money(ore)


@pytest.mark.parametrize(
    "text", ["", " 1", "1 ", "+1", "1 000", "1.234", "1.", ".5", "1e3", "--1", "٣", "1\n"]
)
def test_anything_else_is_no_amount(text):
    with pytest.raises(ValueError):  # noqa: PT011  Its text is what was read.
        Money.parse(text)


@given(ORE)
def test_what_is_written_is_read_again(ore):
    assert Money.parse(Money(ore).kronor()) == Money(ore)
    assert Money(ore).kronor() == f"{Decimal(ore) / 100:.2f}".replace("-0.00", "0.00")


@given(ORE, ORE)
def test_money_adds_as_numbers_do(one, other):
    assert Money(one) + Money(other) == Money(one + other)
    assert Money(one) - Money(other) == -(Money(other) - Money(one))
    assert (Money(one) < Money(other)) == (one < other)
    assert total([Money(one), Money(other)]) == Money(one + other)
    assert bool(Money(one)) == bool(one)
    assert total([]) == ZERO


@given(ore=ORE, weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_parts_always_add_up_to_the_whole(ore, weights):
    parts = Money(ore).split(weights)

    assert total(parts) == Money(ore)
    assert tuple(-part for part in parts) == Money(-ore).split(weights)
    assert all(part == ZERO for part, weight in zip(parts, weights, strict=True) if not weight)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.ore * sum(weights) - ore * weight) < sum(weights)


def test_the_ore_left_over_go_to_those_who_lost_most_the_earliest_first():
    assert Money(100).split([1, 1, 1]) == (Money(34), Money(33), Money(33))
    assert Money(-100).split([1, 1, 1]) == (Money(-34), Money(-33), Money(-33))


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_somebody_carries_the_cost(weights):
    with pytest.raises((AssertionError, ValueError)):
        Money(1).split(weights)


@given(ORE, st.sampled_from([1, 100, 100_000, 100_000_000]))
def test_half_goes_away_from_zero(number, divisor):
    exact = Decimal(number) / Decimal(divisor)

    assert divide_half_away(number, divisor) == exact.quantize(Decimal(1), ROUND_HALF_UP)
    assert divide_half_away(-number, divisor) == -divide_half_away(number, divisor)


def test_a_percentage_is_rounded_half_up_and_a_share_of_nothing_is_nothing():
    assert percent(1, 8) == Decimal(13)
    assert percent(1, 8, decimals=1) == Decimal("12.5")
    assert percent(104, 1149, decimals=1) == Decimal("9.1")
    assert percent(0, 5) == Decimal(0)
    assert percent(5, 0) is None
    with pytest.raises(AssertionError):
        divide_half_away(1, 0)
