"""Months, quantities and changes in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.utils.dates import MONTHS

from samdrift.kernel.money import Money
from samdrift.reporting.formats import MINUS, NO_BREAK_SPACE, swedish_kronor


def month_words(day: date) -> str:
    """Return the month of a day as it is read: januari 2015."""
    return f"{MONTHS[day.month]} {day.year}"


def signed(amount: Money) -> str:
    """Return a change with its sign, an en dash where there is none."""
    if not amount:
        return "–"
    return swedish_kronor(amount) if amount.ore < 0 else f"+{swedish_kronor(amount)}"


def quantity(months: Fraction) -> str:
    """Return a number of months of one, with at most two decimals."""
    text = f"{float(abs(months)):,.2f}".rstrip("0").rstrip(".")
    text = text.replace(",", NO_BREAK_SPACE).replace(".", ",")
    return f"{MINUS if months < 0 and text != '0' else ''}{text}"
