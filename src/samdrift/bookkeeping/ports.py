"""What is booked here, what other apps propose to book, and how what is booked is told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from samdrift.bookkeeping.choices import Spread
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.ledger.ports import LineEntry


@dataclass(frozen=True, slots=True)
class WantedVoucher:
    """A voucher that somebody wants to book; its lines are to balance."""

    series: str
    day: date
    text: str
    lines: tuple[LineEntry, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """Why a voucher is booked: what it comes of, or which one it corrects; it may be neither."""

    source: str = ""
    """What is booked once, whoever books it: of a month that is written off, for example."""
    corrects_id: int | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A voucher that is proposed, by a key that it is booked once under."""

    key: str
    wanted: WantedVoucher


@dataclass(frozen=True, slots=True)
class ProposalSource:
    """Offered by whoever proposes vouchers: those of a month."""

    key: str
    name: str
    """What they are of, in Swedish."""
    of: Callable[[Month], tuple[Proposal, ...]]


@dataclass(frozen=True, slots=True)
class ProposedTold:
    """A proposal as it is shown: what it is of, and the voucher it is booked as, if it is."""

    name: str
    proposal: Proposal
    voucher: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class WantedAccrual:
    """An amount to book over months."""

    text: str
    from_account: str
    to_account: str
    cost_centre: str
    amount: Money
    first: Month
    months: int
    spread: str
    shares: tuple[int, ...] = ()

    def parts(self) -> tuple[tuple[Month, Money], ...]:
        """Return what is booked each month; together it is the amount, to the öre."""
        told, month = [], self.first
        for _at in range(self.months):
            told.append(month)
            month = month.next
        weights = {
            Spread.EQUAL: [1] * self.months,
            Spread.DAYS: [(month.span.last_day - month.span.start).days + 1 for month in told],
            Spread.OWN: list(self.shares),
        }[Spread(self.spread)]
        return tuple(zip(told, self.amount.split(weights), strict=True))


@dataclass(frozen=True, slots=True)
class AccrualTold:
    """An accrual as it is listed: what it is, and how much of it is booked."""

    id: int
    wanted: WantedAccrual
    booked: Money
    is_ended: bool


@dataclass(frozen=True, slots=True)
class TemplateTold:
    """A template, and what comes of it."""

    id: int
    name: str
    often: str
    first: Month
    wanted: WantedVoucher
    is_ended: bool


@dataclass(frozen=True, slots=True)
class PostedRow:
    """A voucher as it is listed."""

    id: int
    name: str
    day: date
    text: str
    amount: Money
    posted_by: str
    is_correction: bool
    is_corrected: bool
    papers: int


@dataclass(frozen=True, slots=True)
class LineTold:
    """A line of a voucher as it is shown."""

    account: str
    account_name: str
    cost_centre: str
    others: str
    amount: Money
    text: str


@dataclass(frozen=True, slots=True)
class PaperTold:
    """A file that goes with a voucher."""

    id: int
    name: str
    size: int
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class VoucherTold:
    """A voucher, whole: what it says, who booked it, and what it corrects or is corrected by."""

    id: int
    year: int
    name: str
    day: date
    text: str
    link: str
    is_kept_here: bool
    lines: tuple[LineTold, ...]
    papers: tuple[PaperTold, ...] = ()
    posted_by: str = ""
    posted_at: datetime | None = None
    because: str = ""
    corrects: tuple[int, str] | None = None
    corrected_by: tuple[int, str] | None = None

    @property
    def can_be_corrected(self) -> bool:
        """Whether a counter-voucher may still be booked."""
        return self.is_kept_here and self.corrected_by is None


@dataclass(frozen=True, slots=True)
class PeriodTold:
    """A month of a year, and how it came to be locked or opened last."""

    month: int
    is_locked: bool = False
    because: str = ""
    made_by: str = ""
    made_at: datetime | None = None
    vouchers: int = field(default=0)
