"""The values that stand in the fields: amounts, days, months, year indexes, accounts, objects."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.sweden.sie.fields import braced
from samdrift.sweden.sie.problems import Fault, Kind
from samdrift.sweden.sie.records import Objects

_AMOUNT = re.compile(r"(-?[0-9]{1,15})(?:\.([0-9]{1,2}))?")
_QUANTITY = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})(0[1-9]|1[0-2])")
_YEAR_INDEX = re.compile(r"-?[0-9]{1,2}")
_DIMENSION = re.compile(r"[0-9]{1,9}")
_ACCOUNT = re.compile(r"[0-9]{1,12}")

_REMEMBERED = 4096


def amount_of(text: str) -> Money:
    """Read an amount in kronor."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise Fault(
            text,
            "Ett belopp ska skrivas med siffror, högst två decimaler efter punkt och minus för "
            "kredit, utan tusentalsavgränsare: -1234.50.",
        )
    return Money(ore_of(match[1], match[2]))


def ore_of(whole: str, part: str | None) -> int:
    """Return the öre of whole kronor, with their minus, and none to two decimals."""
    return int(whole + "00") if part is None else int(f"{whole}{part:0<2}")


def quantity_of(text: str) -> Decimal | None:
    """Read a quantity; an empty one is not stated."""
    if not text:
        return None
    if _QUANTITY.fullmatch(text) is None:
        raise Fault(text, "En kvantitet ska skrivas med siffror och punkt: 12.5.")
    return Decimal(text)


@lru_cache(maxsize=_REMEMBERED)
def day_of(text: str) -> date:
    """Read a day."""
    match = _DAY.fullmatch(text)
    day = _existing_day(int(match[1]), int(match[2]), int(match[3])) if match else None
    if day is None:
        raise Fault(text, "Ett datum ska finnas i almanackan och skrivas ÅÅÅÅMMDD.")
    return day


def _existing_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def optional_day_of(text: str) -> date | None:
    """Read a day; an empty one is not stated."""
    return day_of(text) if text else None


def month_of(text: str) -> Month:
    """Read a period, which is a month."""
    match = _MONTH.fullmatch(text)
    if match is None:
        raise Fault(text, "En period ska vara en månad och skrivas ÅÅÅÅMM.")
    return Month(int(match[1]), int(match[2]))


def year_index_of(text: str) -> int:
    """Read a year index: 0 is the current year, -1 the one before."""
    if _YEAR_INDEX.fullmatch(text) is None or int(text) > 0:
        raise Fault(
            text, "Årsnumret ska vara 0 för innevarande år, -1 för föregående och så vidare."
        )
    return int(text)


def account_of(text: str) -> str:
    """Read an account number; it stays a text, for its length means something."""
    if _ACCOUNT.fullmatch(text) is None:
        raise Fault(text, "Ett kontonummer ska bestå av högst tolv siffror.")
    return text


def dimension_of(text: str) -> int:
    """Read the number of a dimension."""
    if _DIMENSION.fullmatch(text) is None:
        raise Fault(text, "Ett dimensionsnummer ska bestå av högst nio siffror.")
    return int(text)


def objects_of(texts: tuple[str, ...]) -> Objects:
    """Read an object list: dimension and object in turn."""
    if len(texts) % 2:
        allowed = "En objektlista ska bestå av par av dimension och objekt: {1 10 6 P1}."
        raise Fault(braced(texts), allowed, Kind.SYNTAX)
    dimensions = (dimension_of(text) for text in texts[::2])
    return tuple(zip(dimensions, texts[1::2], strict=True))
