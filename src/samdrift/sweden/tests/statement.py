"""A small reading of a layout over invented ledgers, for tests of the layouts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest

from samdrift.sweden.layouts import LEGAL_FORMS, LayoutLine, standard_layout

ACCOUNT_MEASURES = {"opening", "closing", "movement", "debit", "credit"}
LAYOUTS = [
    pytest.param(standard_layout(legal_form=form, fiscal_year=year), id=f"{form} {year}")
    for form in LEGAL_FORMS
    for year in (2015, 2019, 2024)
]

type Posting = tuple[int, int]


@dataclass(frozen=True)
class Ledger:
    """Opening balances and the postings of a year, in öre; debit is positive."""

    opening: Mapping[int, int] = field(default_factory=dict)
    postings: Sequence[Posting] = ()

    def value(self, account: int, measure: str) -> int:
        amounts = [amount for posted, amount in self.postings if posted == account]
        opening = self.opening.get(account, 0)
        return {
            "opening": opening,
            "closing": opening + sum(amounts),
            "movement": sum(amounts),
            "debit": sum(amount for amount in amounts if amount > 0),
            "credit": sum(amount for amount in amounts if amount < 0),
        }[measure]

    @property
    def accounts(self) -> set[int]:
        return {*self.opening, *(account for account, _ in self.postings)}


@cache
def spans_of(accounts: str) -> tuple[tuple[int, int], ...]:
    """Read accounts and ranges; one account is a range of itself."""
    ends = (part.partition("-") for part in accounts.split())
    return tuple((int(first), int(last or first)) for first, _, last in ends)


@cache
def takes_in(accounts: str, account: int) -> bool:
    return any(first <= account <= last for first, last in spans_of(accounts))


@cache
def lines_of(layout: tuple[LayoutLine, ...], table: str) -> tuple[LayoutLine, ...]:
    return tuple(line for line in layout if line.table == table)


def rows(layout: tuple[LayoutLine, ...], table: str, ledger: Ledger) -> dict[str, int]:
    """Compute every row of a table; a row of blanks only counts as nothing."""
    lines = lines_of(layout, table)
    values: dict[str, int] = {}

    def value_of(row: str) -> int:
        if row not in values:
            values[row] = sum(line_value(line) for line in lines if line.row == row)
        return values[row]

    def line_value(line: LayoutLine) -> int:
        if line.measure == "blank":
            return 0
        if line.measure == "constant":
            return line.sign * int(line.accounts) * 100
        if line.measure == "sum":
            return line.sign * sum(value_of(row) for row in line.accounts.split())
        taken = [account for account in ledger.accounts if takes_in(line.accounts, account)]
        return line.sign * sum(ledger.value(account, line.measure) for account in taken)

    return {line.row: value_of(line.row) for line in lines}


def times_taken(lines: Iterable[LayoutLine]) -> Counter[int]:
    """Count how often each account of three to five digits is taken in by accounts of lines."""
    taken: Counter[int] = Counter()
    for line in lines:
        for first, last in spans_of(line.accounts):
            taken.update(range(max(first, 100), min(last, 99999) + 1))
    return taken
