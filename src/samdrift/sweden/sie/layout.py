"""How every record is laid out as a line: its label and its fields, ready to be written.

Whatever the reader would refuse is refused here too, by the same rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import singledispatch

from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.sweden.sie.parsing import REQUIRED_FIELDS
from samdrift.sweden.sie.problems import Fault, Kind
from samdrift.sweden.sie.records import (
    Account,
    AccountType,
    AccountUnit,
    ChartType,
    ClosingBalance,
    CompanyName,
    Coverage,
    Currency,
    Dimension,
    DimensionObject,
    FiscalYear,
    Flag,
    Format,
    Generated,
    Objects,
    OpeningBalance,
    OrganisationNumber,
    Other,
    PeriodBalance,
    PeriodBudget,
    Program,
    Prose,
    Result,
    SieType,
    Sru,
    Voucher,
    VoucherLine,
)
from samdrift.sweden.sie.values import account_of, amount_of, quantity_of, year_index_of

EMPTY = '""'
_NEEDS_QUOTES = frozenset(' \t"{}')


def line_of(label: str, *fields: str) -> str:
    """Return a line; empty fields at its end are left out as far as they may be."""
    shown = list(fields)
    while len(shown) > len(REQUIRED_FIELDS.get(label, ())) and shown[-1] == EMPTY:
        shown.pop()
    return " ".join((label, *shown))


def quoted(text: str) -> str:
    r"""Return a text between quotes; not one that ends in a backslash, for `\"` is a quote."""
    if not text.endswith("\\"):
        return '"' + text.replace('"', '\\"') + '"'
    if _NEEDS_QUOTES.isdisjoint(text):
        return text
    allowed = "En text med blanktecken, citattecken eller klammer får inte sluta med ett bakstreck."
    raise Fault(text, allowed, Kind.SYNTAX)


def day(value: date | None) -> str:
    """Return a day as YYYYMMDD; one that is not stated is empty."""
    return EMPTY if value is None else value.isoformat().replace("-", "")


def _month(value: Month) -> str:
    return str(value).replace("-", "")


def _year(index: int) -> str:
    return str(year_index_of(str(index)))


def _amount(value: Money) -> str:
    text = value.kronor()
    amount_of(text)
    return text


def _quantity(value: Decimal | None) -> str:
    if value is None:
        return EMPTY
    text = format(value, "f")
    quantity_of(text)
    return text


def _objects(objects: Objects) -> str:
    pairs = (f"{dimension} {quoted(number)}" for dimension, number in objects)
    return "{" + " ".join(pairs) + "}"


def posting_line(label: str, posting: VoucherLine) -> str:
    """Return the line of a posting, under the label that tells what became of it."""
    return line_of(
        label,
        account_of(posting.account),
        _objects(posting.objects),
        _amount(posting.amount),
        day(posting.date),
        quoted(posting.text),
        _quantity(posting.quantity),
        quoted(posting.sign),
    )


@singledispatch
def line_for(record: object) -> str:
    """Return the line of a record, for a voucher its first."""
    raise AssertionError(f"{type(record).__name__} is not a record")


@line_for.register
def _(record: Flag) -> str:
    return line_of("#FLAGGA", str(int(record.is_imported)))


@line_for.register
def _(record: Program) -> str:
    return line_of("#PROGRAM", quoted(record.name), quoted(record.version))


@line_for.register
def _(record: Format) -> str:
    return line_of("#FORMAT", quoted(record.code_page))


@line_for.register
def _(record: Generated) -> str:
    return line_of("#GEN", day(record.day), quoted(record.sign))


@line_for.register
def _(record: SieType) -> str:
    return line_of("#SIETYP", str(record.number))


@line_for.register
def _(record: Prose) -> str:
    return line_of("#PROSA", quoted(record.text))


@line_for.register
def _(record: CompanyName) -> str:
    return line_of("#FNAMN", quoted(record.name))


@line_for.register
def _(record: OrganisationNumber) -> str:
    texts: Sequence[str] = (record.number, record.acquisition, record.activity)
    return line_of("#ORGNR", *map(quoted, texts))


@line_for.register
def _(record: FiscalYear) -> str:
    return line_of("#RAR", _year(record.index), day(record.start), day(record.end))


@line_for.register
def _(record: Coverage) -> str:
    return line_of("#OMFATTN", day(record.until))


@line_for.register
def _(record: ChartType) -> str:
    return line_of("#KPTYP", quoted(record.code))


@line_for.register
def _(record: Currency) -> str:
    return line_of("#VALUTA", quoted(record.code))


@line_for.register
def _(record: Account) -> str:
    return line_of("#KONTO", account_of(record.number), quoted(record.name))


@line_for.register
def _(record: AccountType) -> str:
    return line_of("#KTYP", account_of(record.account), record.kind.value)


@line_for.register
def _(record: AccountUnit) -> str:
    return line_of("#ENHET", account_of(record.account), quoted(record.unit))


@line_for.register
def _(record: Sru) -> str:
    return line_of("#SRU", account_of(record.account), quoted(record.code))


@line_for.register
def _(record: Dimension) -> str:
    if record.parent is None:
        return line_of("#DIM", str(record.number), quoted(record.name))
    return line_of("#UNDERDIM", str(record.number), quoted(record.name), str(record.parent))


@line_for.register
def _(record: DimensionObject) -> str:
    return line_of("#OBJEKT", str(record.dimension), quoted(record.number), quoted(record.name))


@line_for.register
def _(record: OpeningBalance) -> str:
    return _balance("#OIB" if record.objects else "#IB", record)


@line_for.register
def _(record: ClosingBalance) -> str:
    return _balance("#OUB" if record.objects else "#UB", record)


def _balance(label: str, record: OpeningBalance | ClosingBalance) -> str:
    listed = (_objects(record.objects),) if record.objects else ()
    of_year = _year(record.year_index), account_of(record.account)
    return line_of(label, *of_year, *listed, _amount(record.amount), _quantity(record.quantity))


@line_for.register
def _(record: Result) -> str:
    of_year = _year(record.year_index), account_of(record.account)
    return line_of("#RES", *of_year, _amount(record.amount), _quantity(record.quantity))


@line_for.register
def _(record: PeriodBalance) -> str:
    return _period("#PSALDO", record)


@line_for.register
def _(record: PeriodBudget) -> str:
    return _period("#PBUDGET", record)


def _period(label: str, record: PeriodBalance | PeriodBudget) -> str:
    return line_of(
        label,
        _year(record.year_index),
        _month(record.period),
        account_of(record.account),
        _objects(record.objects),
        _amount(record.amount),
        _quantity(record.quantity),
    )


@line_for.register
def _(record: Voucher) -> str:
    return line_of(
        "#VER",
        quoted(record.series),
        quoted(record.number),
        day(record.date),
        quoted(record.text),
        day(record.registered_on),
        quoted(record.sign),
    )


@line_for.register
def _(record: Other) -> str:
    return " ".join((record.label, *map(quoted, record.fields)))
