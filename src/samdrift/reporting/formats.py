"""How figures are written: for a Swedish reader, and for a machine."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext

from samdrift.kernel.figures import Amount, Figure, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.rounding import divide_half_away
from samdrift.plumbing.plain_text import unread_as_formula

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NIL = "\N{EN DASH}"
MISSING = "saknas"

_UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")


class Scale(StrEnum):
    """The unit in which money is shown. Every figure is rounded on its own, from exact öre."""

    SEK = "SEK"
    TKR = "tkr"
    MKR = "mkr"

    @property
    def ore(self) -> int:
        """How many öre one unit is."""
        return {"SEK": 100, "tkr": 100_000, "mkr": 100_000_000}[self.value]

    @property
    def words(self) -> str:
        """The unit as a table's caption says it."""
        words = {"SEK": "Kronor", "tkr": "Tusental kronor (tkr)", "mkr": "Miljoner kronor (mkr)"}
        return words[self.value]

    @property
    def suffix(self) -> str:
        """The unit as it stands after an amount in running text."""
        return "kr" if self is Scale.SEK else self.value


UNIT_WORDS = {
    Unit.COUNT: "Antal",
    Unit.DAYS: "Dagar",
    Unit.GRADE: "Betyg",
    Unit.PERCENT: "Procent",
}


def unit_words(unit: Unit, scale: Scale) -> str:
    """Return the unit of a table in words, for its caption."""
    return scale.words if unit is Unit.MONEY else UNIT_WORDS[unit]


def machine_number(amount: Amount, scale: Scale) -> str:
    """Return the number with a point and no grouping: `3275000.00` (SEK), `3275` (tkr), `18.0`."""
    if not isinstance(amount, Money):
        return format(amount, "f") if isinstance(amount, Decimal) else str(amount)
    if scale is Scale.SEK:
        return amount.kronor()
    return str(divide_half_away(amount.ore, scale.ore))


def swedish_number(amount: Amount, scale: Scale) -> str:
    """Return the number as a Swede reads it: `1 234,50`, `−97 731`, and `–` for nil."""
    if not amount:
        return NIL
    if isinstance(amount, Money) and scale is Scale.SEK and amount.ore % 100 == 0:
        text = str(amount.ore // 100)
    else:
        text = machine_number(amount, scale)
    whole, point, part = text.partition(".")
    grouped = f"{int(whole.removeprefix('-')):,}".replace(",", NO_BREAK_SPACE)
    minus = MINUS if whole.startswith("-") and (Decimal(text) != 0) else ""
    return f"{minus}{grouped}{',' if point else ''}{part}"


def swedish_kronor(amount: Money) -> str:
    """Return an amount to the öre, as a price or an invoice tells it: `1 850,00`."""
    whole, part = divmod(abs(amount.ore), 100)
    grouped = f"{whole:,}".replace(",", NO_BREAK_SPACE)
    return f"{MINUS if amount.ore < 0 else ''}{grouped},{part:02d}"


def swedish_figure(figure: Figure, scale: Scale) -> str:
    """Return a figure as it stands in a cell: a number, `–`, `saknas`, or nothing."""
    if figure.is_missing:
        return gettext(MISSING)
    if figure.value is None:
        return ""
    if figure.unit is Unit.PERCENT and not figure.value:
        return machine_number(figure.value, scale).replace(".", ",")
    return swedish_number(figure.value, scale)


def swedish_figure_with_unit(figure: Figure, scale: Scale) -> str:
    """Return a figure as it stands in running text: `3 275 tkr`, `49 %`, `6 916`."""
    text = swedish_figure(figure, scale)
    if figure.value is None:
        return text or NIL
    text = "0" if text == NIL else text
    suffix = {Unit.MONEY: scale.suffix, Unit.PERCENT: "%", Unit.DAYS: gettext("dagar")}.get(
        figure.unit, ""
    )
    return f"{text}{NO_BREAK_SPACE}{suffix}" if suffix else text


def printable(text: str) -> str:
    """Return text without the signs no printed format can hold: control signs, half letters.

    Each becomes a replacement sign; tabs and line breaks stay, and every line break is one sign.
    """
    broken = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", broken)


def as_plain_text(text: str) -> str:
    """Return text that a spreadsheet will not read as a formula when it opens a text file."""
    return unread_as_formula(text)
