"""A year's books as SIE 4E: all that an edition keeps, for another program to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import BinaryIO

from samdrift.kernel.money import Money
from samdrift.kernel.refusals import Refusal
from samdrift.kernel.spans import Month, Span
from samdrift.ledger import queries
from samdrift.ledger.models import (
    Account,
    AccountBalance,
    BudgetAmount,
    CostCentre,
    LedgerEdition,
    VoucherLine,
)
from samdrift.parties import queries as parties
from samdrift.reporting.snapshot import snapshot
from samdrift.sweden.sie import records as sie
from samdrift.sweden.sie.writer import write

COST_CENTRE = 1
LACKING = "?"
"""Stands for a sign that code page 437 has not; books that came as SIE have none."""
AT_A_TIME = 5_000
_OTHER = re.compile(r"(\d+):(.*?)(?= \d+:|$)", re.DOTALL)
_LINE = (
    "voucher_id",
    "voucher__series",
    "voucher__number",
    "voucher__booked_on",
    "voucher__text",
    "voucher__registered_on",
    "voucher__registered_by",
    "account",
    "cost_centre",
    "objects_text",
    "amount_ore",
    "text",
)


class NoBooks(Refusal):
    """There are no books of the year to write."""


def write_books(stream: BinaryIO, *, year: int, made_on: date) -> None:
    """Write the books of a year as they now stand. Raises NoBooks where there are none."""
    with snapshot():
        edition = queries.edition_of(year)
        if edition is None:
            raise NoBooks("Det finns ingen bokföring för året.")
        write(_records(edition, made_on), stream, replacement=LACKING)


def _records(edition: LedgerEdition, made_on: date) -> Iterator[sie.Record]:
    year = Span.year(edition.year)
    yield sie.Flag(is_imported=False)
    yield sie.Program("Samdrift")
    yield sie.Format("PC8")
    yield sie.Generated(made_on)
    yield sie.SieType(4)
    home = parties.home()
    if home is not None:
        yield sie.OrganisationNumber(home.org_number)
        yield sie.CompanyName(home.name)
    yield sie.FiscalYear(0, year.start, year.last_day)
    yield from _chart(edition)
    yield from _balances(edition)
    yield from _results(edition)
    yield from _budget(edition)
    yield from _vouchers(edition)


def _chart(edition: LedgerEdition) -> Iterator[sie.Record]:
    for account in Account.objects.filter(edition=edition).order_by("number"):
        yield sie.Account(account.number, account.name)
    centres = CostCentre.objects.filter(edition=edition).order_by("position")
    if centres:
        yield sie.Dimension(COST_CENTRE, "Kostnadsställe")
    for centre in centres:
        yield sie.DimensionObject(COST_CENTRE, centre.number, centre.name)


def _balances(edition: LedgerEdition) -> Iterator[sie.Record]:
    held = AccountBalance.objects.filter(edition=edition).order_by("account", "cost_centre")
    for row in held:
        where = _objects(row.cost_centre)
        yield sie.OpeningBalance(0, row.account, where, Money(row.opening_ore))
        yield sie.ClosingBalance(0, row.account, where, Money(row.closing_ore))


def _results(edition: LedgerEdition) -> Iterator[sie.Record]:
    """Yield what every account of the result moved: those that hold no balance."""
    book = queries.book(year=edition.year)
    assert book is not None, "the year has books"
    holding = set(queries.balance_accounts(book))
    for number in sorted(book.accounts.keys() - holding):
        moved = book.accounts[number].debit + book.accounts[number].credit
        yield sie.Result(0, number, Money(moved))


def _budget(edition: LedgerEdition) -> Iterator[sie.Record]:
    for row in BudgetAmount.objects.filter(edition=edition).order_by("id"):
        month = Month(edition.year, row.month)
        amount = Money(row.amount_ore)
        yield sie.PeriodBudget(0, month, row.account, _objects(row.cost_centre), amount)


def _vouchers(edition: LedgerEdition) -> Iterator[sie.Record]:
    """Yield every voucher with its lines, in the order they were booked."""
    lines = VoucherLine.objects.filter(edition=edition).order_by("voucher_id", "id")
    read = lines.values_list(*_LINE).iterator(chunk_size=AT_A_TIME)
    for (_, *head), rows in groupby(read, key=lambda line: line[:7]):
        series, number, day, text, registered_on, registered_by = head
        postings = tuple(
            sie.VoucherLine(account, _objects(centre, others), Money(ore), text=own)
            for *_, account, centre, others, ore, own in rows
        )
        yield sie.Voucher(series, number, day, text, registered_on, registered_by, postings)


def _objects(cost_centre: str, others: str = "") -> tuple[tuple[int, str], ...]:
    """Return where something is booked: its cost centre, then its other objects."""
    told = tuple((int(dimension), number) for dimension, number in _OTHER.findall(others))
    return ((COST_CENTRE, cost_centre), *told) if cost_centre else told
