"""What is told of fixed assets where they are registered, and of what happens to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samdrift.capital.choices import Happening
from samdrift.kernel.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class WantedWord:
    """What is told of an investment: how far it is, what it will cost, and where it is booked."""

    progress: str
    foreseen: Money | None = None
    project: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WantedAsset:
    """A fixed asset to register: bought, or taken over with what is written off already."""

    name: str
    group_id: int
    on: date
    in_use: date
    cost: Money
    months: int | None = None
    """The life from when it is in use; None where it is the group's. Of what is taken over, what
    is left of it."""
    residual: Money = ZERO
    written_off: Money | None = None
    """What was written off before; None of what is bought."""
    cost_centre: str = ""
    component_of: int | None = None
    """The number of what it is a part of."""
    investment_id: int | None = None
    document: str = ""
    belongs_together: bool = False
    """Whether it is a part of a purchase that reaches the limit as a whole."""

    @property
    def happening(self) -> Happening:
        """How it comes into the register."""
        return Happening.ACQUIRED if self.written_off is None else Happening.TAKEN_OVER


@dataclass(frozen=True, slots=True)
class WantedEvent:
    """What happened to a fixed asset: an amount, a life, another group, as its kind asks for."""

    happening: Happening
    on: date
    amount: Money = ZERO
    months: int | None = None
    residual: Money | None = None
    group_id: int | None = None
    in_use: date | None = None
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WantedGroup:
    """A group of fixed assets: its life, and the accounts it is booked on."""

    name: str
    basis: str
    months: int
    begins: str
    cost_account: str
    depreciation_account: str = ""
    impairment_account: str = ""
    expense_account: str = ""
    impairment_expense_account: str = ""
    gain_account: str = ""
    loss_account: str = ""


@dataclass(frozen=True, slots=True)
class WantedLoan:
    """A loan as its contract has it."""

    name: str
    lender: str
    account: str
    taken_on: date
    amount: Money
    day_count: str
    terms: tuple[tuple[date, int, date | None], ...]
    """From when, the rate in millionths, and until when it is fixed."""
    repayments: tuple[tuple[date, Money], ...]
    cost_account: str = ""
    accrued_account: str = ""


@dataclass(frozen=True, slots=True)
class WantedLease:
    """A lease as its contract has it."""

    name: str
    lessor: str
    starts: date
    ends: date
    monthly: Money
