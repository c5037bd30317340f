"""Figures, spans and cells in words, for the pages of this app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from samdrift.kernel.figures import Amount, Figure, Unit, difference
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import formats
from samdrift.reporting.formats import Scale
from samdrift.reporting.recount import Part
from samdrift.reporting.selections import Cell, Kind, RecordColumn, RecordSource
from samdrift.reporting.sources import MONTHS, count_words
from samdrift.reporting.wording import in_words, sentence


def exact(amount: Amount, unit: Unit) -> str:
    """Return an amount to the öre, or a number as it is, with its unit: `−12 955 871,50 kr`."""
    text = formats.swedish_number(amount, Scale.SEK)
    text = "0" if text == formats.NIL else text
    suffix = {Unit.MONEY: "kr", Unit.PERCENT: "%", Unit.DAYS: in_words("dagar")}.get(unit, "")
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
        case Money():
            text = kronor(value)
        case int():
            text = formats.swedish_number(value, Scale.SEK)
        case str():
            text = value
    return text


def kronor(amount: Money) -> str:
    """Return an amount as it stands in a list, always with öre: the commas stand in a row."""
    text = formats.swedish_number(amount, Scale.SEK)
    return text if "," in text or not amount else f"{text},00"


def look_of(kind: Kind, *, is_first: bool = False) -> str:
    """Return the class of a column: `num` for what is counted, `id` for numbers of things."""
    if is_first or kind.is_time:
        return "id"
    return "num" if kind.is_ordered else ""


def amount(figure: Figure | None) -> str:
    """Return an amount to the öre; nothing where there is none."""
    return "" if figure is None or figure.value is None else exact(figure.value, figure.unit)


def change(figure: Figure, scale: Scale) -> str:
    """Return a difference with its sign: `+288`, `−761 tkr`; a share changes in `enheter`."""
    text = formats.swedish_figure_with_unit(figure, scale)
    if figure.unit is Unit.PERCENT and figure.value is not None:
        unit = _("enhet") if abs(figure.number) == 1 else _("enheter")
        text = text.replace("%", unit)
    return signed(figure.value, text)


def signed(value: Amount | None, text: str) -> str:
    """Return a written difference with a plus where it is more."""
    number = value.ore if isinstance(value, Money) else value
    return f"+{text}" if number is not None and number > 0 else text


def whole(figure: Figure) -> int:
    """Return a known figure as a whole number: öre, days or things."""
    return figure.money.ore if isinstance(figure.value, Money) else int(figure.number)


def part(told: Part) -> str:
    """Return how many records, and their sum where there is one: `12 poster, 1 234,50 kr`."""
    count = count_words(told.count) if told.count else _("inga poster")
    summed = amount(told.amount)
    return f"{count}, {summed}" if summed else count


def part_change(now: Part, then: Part) -> str:
    """Return how a count and a sum have changed: `+12 poster, −130,00 kr`."""
    count = now.count - then.count
    number = formats.swedish_number(count, Scale.SEK) if count else "0"
    told = f"{signed(count, number)}{formats.NO_BREAK_SPACE}{_('poster')}"
    if now.amount is None or then.amount is None:
        return told
    apart = difference(now.amount, then.amount)
    if apart.value is None:
        return told
    return f"{told}, {signed(apart.value, exact(apart.value, apart.unit))}"


def added(kind: Kind, value: int | None) -> str:
    """Return a sum as it stands below its column, to the öre; nothing where nothing was stated."""
    if value is None:
        return ""
    return cell(Money(value) if kind is Kind.MONEY else value)


def counted(source: RecordSource, count: int) -> str:
    """Return how many there are of what a list has: records, or rows that stand for several."""
    if source.recount is None:
        return count_words(count)
    number = formats.swedish_number(count, Scale.SEK)
    one = number if count else "0"
    return f"{one}{formats.NO_BREAK_SPACE}{_('rad') if count == 1 else _('rader')}"


def grouped_by(column: RecordColumn, columns: Sequence[RecordColumn]) -> str:
    """Return what a way to group is called: the month, told of which day where there are two."""
    if not column.kind.is_time:
        return column.label
    alone = sum(1 for other in columns if other.kind.is_time) == 1
    return _("Månad") if alone else _("Månad, %(day)s") % {"day": column.label.lower()}


def group(column: RecordColumn, called: Mapping[str, str], key: str) -> str:
    """Return what a group is called: `December 2015`, a name, or that nothing is stated."""
    if not key:
        return _("Inget angivet")
    if column.kind.is_time:
        return f"{in_words(MONTHS[int(key[5:7]) - 1]).capitalize()} {key[:4]}"
    return called.get(key, key)


def time(span: Span) -> str:
    """Return a span as it stands in text: `1 januari – 31 december 2015`, `31 december 2015`."""
    if span.end is None:
        return sentence("från {day}", day=_day(span.start))
    last = max(span.start, span.end - timedelta(days=1))
    if last == span.start:
        return _day(last)
    first = _day(span.start)
    if last.year == span.start.year:
        first = first.removesuffix(f" {last.year}")
    return f"{first} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {in_words(MONTHS[day.month - 1])} {day.year}"
