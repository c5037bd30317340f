"""Quantities and changes in words."""

from fractions import Fraction

import pytest

from samdrift.billing.views.words import quantity, signed
from samdrift.kernel.money import Money


@pytest.mark.parametrize(
    ("months", "told"),
    [
        (Fraction(120), "120"),
        (Fraction(45, 30), "1,5"),
        (Fraction(81_638) + Fraction(1, 50), "81\xa0638,02"),
        (Fraction(-21, 31), "\N{MINUS SIGN}0,68"),
        (Fraction(-1, 1000), "0"),
    ],
)
def test_a_quantity_has_two_decimals_at_most_and_its_thousands_apart(months, told):
    assert quantity(months) == told


@pytest.mark.parametrize(("ore", "told"), [(0, "–"), (150, "+1,50"), (-150, "\N{MINUS SIGN}1,50")])
def test_a_change_has_its_sign(ore, told):
    assert signed(Money(ore)) == told
