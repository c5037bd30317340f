"""What a SIE file states besides its vouchers: the year, the chart, balances and the budget."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Protocol

from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger.choices import BudgetBasis
from samdrift.ledger.models import (
    Account,
    AccountBalance,
    BudgetAmount,
    CostCentre,
    LedgerEdition,
)
from samdrift.plumbing import bulk
from samdrift.plumbing.exchange.columns import EARLIEST_YEAR, LARGEST_KRONOR, LATEST_YEAR
from samdrift.plumbing.exchange.ports import Reading
from samdrift.sweden.sie import records as sie

DECLARED_YEARS = "ledger.years"

COST_CENTRE = 1
"""The dimension of cost centres, reserved by the SIE standard."""

LARGEST_TURNOVER = 2**62
"""Öre of all the amounts of a file: a sum of some of them is then always a whole 64-bit number."""

LONGEST_ACCOUNT = 10
LONGEST_OBJECT = 50


class Placed(Protocol):
    """Something that stands on a line."""

    @property
    def line(self) -> int:
        """The physical line."""


def fits(reading: Reading, record: Placed, label: str, value: str, longest: int) -> None:
    """Tell where a number or name is longer than can be kept."""
    if len(value) > longest:
        reading.fault(record.line, label, value, f"högst {longest} tecken är tillåtna.")


class Facts:
    """Gathered as records go by; every fault is told where it stands."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.accounts: dict[str, str] = {}
        self.span: Span | None = None
        self._has_told_year = False
        self._turnover = 0
        self._used: dict[str, tuple[int, str]] = {}
        self._listed: dict[str, str] = {}
        self._unlisted: dict[str, str] = {}
        self._opening: dict[tuple[str, str], int] = {}
        self._closing: dict[tuple[str, str], int] = {}
        self._budget: list[tuple[str, str, int, int]] = []
        self._budget_is_by_object: bool | None = None

    @property
    def year(self) -> int:
        """The fiscal year; only when the file has told it."""
        assert self.span is not None, "#RAR 0 comes before whatever needs the year"
        return self.span.start.year

    def add(self, record: sie.Record) -> None:
        """Take in a record that is not a voucher; other years' amounts are passed over."""
        adders: dict[type, Callable[..., None]] = {
            sie.FiscalYear: self._add_year,
            sie.SieType: self._add_type,
            sie.Account: self._add_account,
            sie.DimensionObject: self._add_object,
            sie.OpeningBalance: self._add_opening,
            sie.ClosingBalance: self._add_closing,
            sie.Result: self._add_result,
            sie.PeriodBudget: self._add_budget,
        }
        adder = adders.get(type(record))
        if adder is not None:
            adder(record)

    def tell_late_year(self) -> None:
        """Tell that #RAR 0 is absent or comes too late, unless what it says was told wrong."""
        if not self._has_told_year or self.span is not None:
            self._reading.fault(0, "#RAR", "", "filen ska ha #RAR 0 före sina verifikationer.")

    def use(self, account: str, record: Placed, label: str) -> None:
        """Remember where an account was first named, so that an unknown one can be told."""
        if account not in self._used:
            self._used[account] = (record.line, label)

    def use_cost_centre(self, number: str, record: Placed, label: str) -> None:
        """Remember a cost centre; one that #OBJEKT never named comes after those it did."""
        if number not in self._listed and number not in self._unlisted:
            fits(self._reading, record, label, number, LONGEST_OBJECT)
            self._unlisted[number] = ""

    def check_amount(self, record: Placed, label: str, amount: Money) -> None:
        """Tell an amount that is larger than can be kept, and where they together become so."""
        if abs(amount.ore) > LARGEST_KRONOR * 100:
            allowed = "beloppet är större än tio biljoner kronor."
            self._reading.fault(record.line, label, amount.kronor(), allowed)
            return
        before, self._turnover = self._turnover, self._turnover + abs(amount.ore)
        if before <= LARGEST_TURNOVER < self._turnover:
            allowed = "filens belopp är tillsammans större än vad som kan räknas."
            self._reading.fault(record.line, label, amount.kronor(), allowed)

    def use_what_is_kept(self, accounts: Iterable[str], centres: Iterable[str]) -> None:
        """Remember what vouchers that were known unread are booked on."""
        for account in accounts:
            self._used.setdefault(account, (0, "#TRANS"))
        for centre in centres:
            if centre not in self._listed:
                self._unlisted.setdefault(centre, "")

    def takes(self, account: str, cost_centre: str) -> bool:
        """Whether something may be booked there, as far as the file has told."""
        return account in self.accounts and len(cost_centre) <= LONGEST_OBJECT

    def unknown_accounts(self) -> set[str]:
        """Return every account that is used and not in the chart."""
        return self._used.keys() - self.accounts.keys()

    def tell_unknown_accounts(self) -> None:
        """Tell every account that is used and not in the chart, where it is first used."""
        for account, (line, label) in self._used.items():
            if account not in self.accounts:
                allowed = "kontot finns inte i filens kontoplan (#KONTO)."
                self._reading.fault(line, label, account, allowed)

    def write(self, edition: LedgerEdition) -> None:
        """Write down the chart, the balances and the budget of an edition."""
        own = edition.pk
        accounts = sorted(self.accounts.items())
        bulk.insert(
            Account, ("edition_id", "number", "name"), ((own, *account) for account in accounts)
        )
        ordered = self._listed | {k: v for k, v in self._unlisted.items() if k not in self._listed}
        centres = [(*centre, position) for position, centre in enumerate(ordered.items())]
        bulk.insert(
            CostCentre,
            ("edition_id", "number", "name", "position"),
            ((own, *centre) for centre in centres),
        )
        balances = sorted(self._balances())
        bulk.insert(
            AccountBalance,
            ("edition_id", "account", "cost_centre", "opening_ore", "closing_ore"),
            ((own, *balance) for balance in balances),
        )
        bulk.insert(
            BudgetAmount,
            ("edition_id", "account", "cost_centre", "month", "amount_ore"),
            ((own, *amount) for amount in self._budget),
        )
        told = repr((accounts, centres, balances, sorted(self._budget)))
        edition.facts_digest = hashlib.sha256(told.encode()).hexdigest()
        edition.budget_basis = self._basis()
        edition.save(update_fields=["facts_digest", "budget_basis"])

    def _basis(self) -> BudgetBasis:
        if self._budget_is_by_object is None:
            return BudgetBasis.NONE
        return BudgetBasis.BY_OBJECT if self._budget_is_by_object else BudgetBasis.WHOLE

    def _balances(self) -> Iterator[tuple[str, str, int, int]]:
        for place in {**self._opening, **self._closing}:
            yield (*place, self._opening.get(place, 0), self._closing.get(place, 0))

    def _add_year(self, record: sie.FiscalYear) -> None:
        if record.index != 0:
            return
        start, end = record.start, record.end
        self._has_told_year = True
        if start is None or end is None or (start, end) != _calendar_year(start.year):
            told = f"{start or ''} {end or ''}"
            allowed = "räkenskapsåret ska vara ett kalenderår (LKBR 1 kap. 5 §): 20150101 20151231."
            self._reading.fault(record.line, "#RAR", told, allowed)
            return
        if not EARLIEST_YEAR <= start.year <= LATEST_YEAR:
            allowed = f"året ska ligga mellan {EARLIEST_YEAR} och {LATEST_YEAR}."
            self._reading.fault(record.line, "#RAR", str(start.year), allowed)
            return
        if self.span is not None:
            allowed = "filen ska ha ett enda räkenskapsår (#RAR 0)."
            self._reading.fault(record.line, "#RAR", str(start.year), allowed)
            return
        self.span = Span.year(start.year)

    def _add_type(self, record: sie.SieType) -> None:
        if record.number != 4:
            allowed = "filen ska vara SIE typ 4E, med verifikationer."
            self._reading.fault(record.line, "#SIETYP", str(record.number), allowed)

    def _add_account(self, record: sie.Account) -> None:
        fits(self._reading, record, "#KONTO", record.number, LONGEST_ACCOUNT)
        self.accounts[record.number] = record.name

    def _add_object(self, record: sie.DimensionObject) -> None:
        if record.dimension == COST_CENTRE:
            fits(self._reading, record, "#OBJEKT", record.number, LONGEST_OBJECT)
            self._listed[record.number] = record.name

    def _add_opening(self, record: sie.OpeningBalance) -> None:
        self._add_balance(record, "#OIB" if record.objects else "#IB", self._opening)

    def _add_closing(self, record: sie.ClosingBalance) -> None:
        self._add_balance(record, "#OUB" if record.objects else "#UB", self._closing)

    def _add_balance(
        self,
        record: sie.OpeningBalance | sie.ClosingBalance,
        label: str,
        kept: dict[tuple[str, str], int],
    ) -> None:
        """Keep the whole account's amount, and a cost centre's; other objects are passed over."""
        if record.year_index != 0:
            return
        self.use(record.account, record, label)
        self.check_amount(record, label, record.amount)
        dimensions = [dimension for dimension, _ in record.objects]
        if dimensions not in ([], [COST_CENTRE]):
            return
        cost_centre = record.objects[0][1] if record.objects else ""
        if cost_centre:
            self.use_cost_centre(cost_centre, record, label)
        place = (record.account, cost_centre)
        kept[place] = kept.get(place, 0) + record.amount.ore

    def _add_result(self, record: sie.Result) -> None:
        if record.year_index == 0:
            self.use(record.account, record, "#RES")

    def _add_budget(self, record: sie.PeriodBudget) -> None:
        if record.year_index != 0:
            return
        self.use(record.account, record, "#PBUDGET")
        self.check_amount(record, "#PBUDGET", record.amount)
        by_object = bool(record.objects)
        if self._budget_is_by_object not in (None, by_object):
            allowed = "filens budget ska antingen vara per objekt eller inte, aldrig båda."
            self._reading.fault(record.line, "#PBUDGET", record.account, allowed)
        else:
            self._budget_is_by_object = by_object
        if self.span is not None and record.period.year != self.year:
            allowed = f"perioden ligger utanför räkenskapsåret {self.year}."
            self._reading.fault(record.line, "#PBUDGET", str(record.period), allowed)
        cost_centre = dict(record.objects).get(COST_CENTRE, "")
        if cost_centre:
            self.use_cost_centre(cost_centre, record, "#PBUDGET")
        self._budget.append((record.account, cost_centre, record.period.number, record.amount.ore))


def _calendar_year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
