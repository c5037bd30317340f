"""What a SIE file says, one frozen value per record.

Every record knows the physical line it stood on, counted from 1. Two records are equal when they
say the same, wherever they stand. Amounts are positive on the debit side.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month

type Objects = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """Something that stands on a line of a file; 0 when it was never read from one."""

    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Flag(_Placed):
    """Whether some program has already taken the file in (#FLAGGA)."""

    is_imported: bool


@dataclass(frozen=True, slots=True)
class Program(_Placed):
    """The program that wrote the file (#PROGRAM)."""

    name: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Format(_Placed):
    """The code page the file says it has, which is not always true (#FORMAT)."""

    code_page: str


@dataclass(frozen=True, slots=True)
class Generated(_Placed):
    """When the file was written and by whom (#GEN)."""

    day: dt.date | None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class SieType(_Placed):
    """The type the file says it has, 1 to 4; 4E and 4I both say 4 (#SIETYP)."""

    number: int


@dataclass(frozen=True, slots=True)
class Prose(_Placed):
    """Free text about the file (#PROSA)."""

    text: str


@dataclass(frozen=True, slots=True)
class CompanyName(_Placed):
    """Who keeps the books (#FNAMN)."""

    name: str


@dataclass(frozen=True, slots=True)
class OrganisationNumber(_Placed):
    """The organisation number of who keeps the books, as it was written (#ORGNR)."""

    number: str
    acquisition: str = ""
    activity: str = ""


@dataclass(frozen=True, slots=True)
class FiscalYear(_Placed):
    """A fiscal year's first and last day; 0 is the current year, -1 the one before (#RAR)."""

    index: int
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Coverage(_Placed):
    """The last day the balances of a part of a year include (#OMFATTN)."""

    until: dt.date


@dataclass(frozen=True, slots=True)
class ChartType(_Placed):
    """Which chart of accounts the numbers follow (#KPTYP)."""

    code: str


@dataclass(frozen=True, slots=True)
class Currency(_Placed):
    """The currency of every amount, SEK where the file does not say (#VALUTA)."""

    code: str


@dataclass(frozen=True, slots=True)
class Account(_Placed):
    """An account of the chart (#KONTO)."""

    number: str
    name: str


class AccountKind(StrEnum):
    """The four kinds of account, by their letters in #KTYP."""

    ASSET = "T"
    DEBT = "S"
    COST = "K"
    INCOME = "I"


@dataclass(frozen=True, slots=True)
class AccountType(_Placed):
    """Which kind an account is of (#KTYP)."""

    account: str
    kind: AccountKind


@dataclass(frozen=True, slots=True)
class AccountUnit(_Placed):
    """The unit an account's quantities are counted in (#ENHET)."""

    account: str
    unit: str


@dataclass(frozen=True, slots=True)
class Sru(_Placed):
    """A code of the tax return that an account belongs to; an account may have several (#SRU)."""

    account: str
    code: str


@dataclass(frozen=True, slots=True)
class Dimension(_Placed):
    """A way to follow up besides the account (#DIM), or one below another (#UNDERDIM)."""

    number: int
    name: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class DimensionObject(_Placed):
    """A value in a dimension, such as one cost centre (#OBJEKT)."""

    dimension: int
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class OpeningBalance(_Placed):
    """What an account held when the year began (#IB), or the part on an object (#OIB).

    Without objects it is the whole account. With objects it is a part of it: never add both.
    """

    year_index: int
    account: str
    objects: Objects
    amount: Money
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ClosingBalance(_Placed):
    """What an account held when the year ended (#UB), or the part on an object (#OUB)."""

    year_index: int
    account: str
    objects: Objects
    amount: Money
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Result(_Placed):
    """What a result account moved in the year (#RES)."""

    year_index: int
    account: str
    amount: Money
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PeriodBalance(_Placed):
    """What an account moved in a month (#PSALDO), whole or the part on objects.

    Parts on objects overlap, so they never add up to the account.
    """

    year_index: int
    period: Month
    account: str
    objects: Objects
    amount: Money
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PeriodBudget(_Placed):
    """The budget of an account for a month (#PBUDGET), whole or the part on objects."""

    year_index: int
    period: Month
    account: str
    objects: Objects
    amount: Money
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class VoucherLine(_Placed):
    """A posting of a voucher (#TRANS); without a date of its own it has the voucher's."""

    account: str
    objects: Objects
    amount: Money
    date: dt.date | None = None
    text: str = ""
    quantity: Decimal | None = None
    sign: str = ""


class AuditKind(StrEnum):
    """What happened to a posting after the voucher was first written."""

    ADDED = "#RTRANS"
    DELETED = "#BTRANS"


@dataclass(frozen=True, slots=True)
class AuditLine(_Placed):
    """A posting that was added (#RTRANS) or deleted (#BTRANS) afterwards: never part of a sum.

    `position` tells how many of the voucher's lines stand before it. An added posting also stands
    among the voucher's lines, at that position.
    """

    kind: AuditKind
    position: int
    posting: VoucherLine


@dataclass(frozen=True, slots=True)
class Voucher(_Placed):
    """A voucher with its postings (#VER).

    Series and number are empty where the program that takes the file in sets them.
    """

    series: str
    number: str
    date: dt.date
    text: str = ""
    registered_on: dt.date | None = None
    sign: str = ""
    lines: tuple[VoucherLine, ...] = ()
    audit_lines: tuple[AuditLine, ...] = ()

    def booked_on(self, line: VoucherLine) -> dt.date:
        """Return the day of one of its postings: its own, or else the voucher's."""
        return line.date or self.date


@dataclass(frozen=True, slots=True)
class Other(_Placed):
    """A record this package does not read into: an address, or a label it never heard of."""

    label: str
    fields: tuple[str, ...]


type Record = (
    Flag
    | Program
    | Format
    | Generated
    | SieType
    | Prose
    | CompanyName
    | OrganisationNumber
    | FiscalYear
    | Coverage
    | ChartType
    | Currency
    | Account
    | AccountType
    | AccountUnit
    | Sru
    | Dimension
    | DimensionObject
    | OpeningBalance
    | ClosingBalance
    | Result
    | PeriodBalance
    | PeriodBudget
    | Voucher
    | Other
)
