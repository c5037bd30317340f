"""Figures, spans and cells in words, for the pages of this app."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from samdrift.kernel.figures import Amount, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import formats
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Cell
from samdrift.reporting.sources import MONTHS


def exact(amount: Amount, unit: Unit) -> str:
    """Return an amount to the öre, or a number as it is, with its unit: `−12 955 871,50 kr`."""
    text = formats.swedish_number(amount, Scale.SEK)
    text = "0" if text == formats.NIL else text
    suffix = {Unit.MONEY: "kr", Unit.PERCENT: "%", Unit.DAYS: "dagar"}.get(unit, "")
    return f"{text}{formats.NO_BREAK_SPACE}{suffix}" if suffix else text


def cell(value: Cell, *, is_first: bool = False) -> str:
    """Return a cell of a list; what identifies a record stands ungrouped."""
    text = ""
    match value:
        case None:
            pass
        case datetime():
            text = f"{value.astimezone(SWEDEN):%Y-%m-%d %H.%M}"
        case date():
            text = value.isoformat()
        case int() if is_first:
            text = str(value)
        case Money() | int():
            text = formats.swedish_number(value, Scale.SEK)
        case str():
            text = value
    return text


def look(value: Cell, *, is_first: bool = False) -> str:
    """Return the class of a cell: `num` for what is counted, `id` for numbers of things."""
    if is_first or isinstance(value, date):
        return "id"
    return "num" if isinstance(value, int | Money) else ""


def time(span: Span) -> str:
    """Return a span as it stands in text: `1 januari – 31 december 2015`, `31 december 2015`."""
    if span.end is None:
        return f"från {_day(span.start)}"
    last = max(span.start, span.end - timedelta(days=1))
    if last == span.start:
        return _day(last)
    first = _day(span.start)
    if last.year == span.start.year:
        first = first.removesuffix(f" {last.year}")
    return f"{first} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
