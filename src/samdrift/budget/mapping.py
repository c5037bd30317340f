"""A list of a budget read by its headings: places, a year or its months, and what is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from samdrift.budget.choices import MonthKey
from samdrift.budget.errors import CannotBudget
from samdrift.budget.ports import Place, Planned
from samdrift.budget.spreading import spread, weights
from samdrift.kernel.money import ZERO, Money
from samdrift.plumbing.sheets import Row, Sheet

MOST_TOLD = 5
"""So many wrong rows are told of at once."""
_MOST = 10**15
_LONGEST_ACCOUNT, _LONGEST, _LONGEST_TEXT = 10, 50, 200
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_SPACES = re.compile(r"\s+")
_KNOWN = {
    "account": ("konto", "account"),
    "cost_centre": ("kostnadsställe", "kst", "ansvar"),
    "project": ("projekt", "proj"),
    "service": ("tjänst", "verksamhet"),
    "text": ("text", "kommentar", "anmärkning"),
    "year": ("belopp", "budget", "året", "helår", "summa", "totalt"),
}
"""By which headings a column is known, unless somebody says another."""


@dataclass(frozen=True, slots=True)
class Columns:
    """In which column each thing is told; a year's amount in one, or each month in its own."""

    account: int
    places: Mapping[str, int]
    text: int | None
    year: int | None
    months: Mapping[int, int]


def columns(sheet: Sheet, said: Mapping[str, str]) -> Columns:
    """Return in which columns a list tells what; `said` names headings that are others.

    Raises CannotBudget where there is no account, or neither a year's amount nor its months.
    """
    headings = [heading.casefold() for heading in sheet.headings]
    at = {
        what: _found(headings, (said[what].casefold(),) if said.get(what) else known)
        for what, known in _KNOWN.items()
    }
    months = {
        number: place
        for number, begins in enumerate(_MONTHS, 1)
        for place in (_month_at(headings, number, begins),)
        if place is not None
    }
    account = at["account"]
    if account is None or (at["year"] is None and len(months) < len(_MONTHS)):
        named = ", ".join(sheet.headings)
        raise CannotBudget(
            "Listan ska ha en kolumn för konto, och en för årets belopp eller en för varje månad. "
            f"Den har: {named}. Skriv vilken rubrik som är vilken."
        )
    places = {
        what: place
        for what in ("cost_centre", "project", "service")
        if (place := at[what]) is not None
    }
    return Columns(account, places, at["text"], at["year"], months)


def _found(headings: list[str], names: tuple[str, ...]) -> int | None:
    exact = (at for at, heading in enumerate(headings) if heading in names)
    begins = (at for at, heading in enumerate(headings) if heading.startswith(names))
    return next(exact, next(begins, None))


def _month_at(headings: list[str], number: int, begins: str) -> int | None:
    return next(
        (at for at, each in enumerate(headings) if each.startswith(begins) or each == str(number)),
        None,
    )


def planned(sheet: Sheet, at: Columns, *, key: MonthKey, is_income_plus: bool) -> list[Planned]:
    """Return what a list plans, as books have it: rows of one place are added.

    Raises CannotBudget where any row is wrong, with the first of them; nothing is taken then.
    """
    sign = -1 if is_income_plus else 1
    found: dict[Place, Planned] = {}
    wrong: list[str] = []
    for row in sheet.rows:
        if not row.cells[at.account]:
            continue
        try:
            told = _planned(row, at, key, sign)
        except ValueError as error:
            wrong.append(f"rad {row.line}: {error}")
            continue
        earlier = found.get(told.place)
        if earlier:
            months = tuple(one + two for one, two in zip(earlier.months, told.months, strict=True))
            told = Planned(told.place, months, earlier.text or told.text)
        found[told.place] = told
    if wrong:
        more = f" Och {len(wrong) - MOST_TOLD} till." if len(wrong) > MOST_TOLD else ""
        raise CannotBudget(f"Inget lästes in. {'; '.join(wrong[:MOST_TOLD])}.{more}")
    return list(found.values())


def _planned(row: Row, at: Columns, key: MonthKey, sign: int) -> Planned:
    """Return what a row plans. Raises ValueError with what is wrong in it."""
    account = row.cells[at.account]
    if not (account.isascii() and account.isdecimal() and len(account) <= _LONGEST_ACCOUNT):
        raise ValueError(f"{account} är inget konto")
    told = {what: row.cells[place] for what, place in at.places.items()}
    if any(len(value) > _LONGEST for value in told.values()):
        raise ValueError(f"högst {_LONGEST} tecken")
    text = row.cells[at.text][:_LONGEST_TEXT] if at.text is not None else ""
    if len(at.months) == len(_MONTHS):
        months = tuple(_amount(row.cells[at.months[month]], sign) for month in range(1, 13))
    else:
        assert at.year is not None, "a list without months has a year"
        months = spread(_amount(row.cells[at.year], sign), weights(key))
    return Planned(Place(account, **told), months, text)


def _amount(told: str, sign: int) -> Money:
    plain = _SPACES.sub("", told).replace("\N{MINUS SIGN}", "-")
    if not plain:
        return ZERO
    try:
        ore = Money.parse(plain).ore
    except ValueError:
        ore = _MOST
    if abs(ore) >= _MOST:
        raise ValueError(f"{told} är inget belopp i kronor")
    return Money(ore * sign)
