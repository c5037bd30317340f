"""How every record with a line of its own is read from its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from samdrift.sweden.sie.fields import Row
from samdrift.sweden.sie.problems import Fault, Kind
from samdrift.sweden.sie.records import (
    Account,
    AccountKind,
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
    Record,
    Result,
    SieType,
    Sru,
)
from samdrift.sweden.sie.values import (
    account_of,
    amount_of,
    day_of,
    dimension_of,
    month_of,
    objects_of,
    optional_day_of,
    quantity_of,
    year_index_of,
)

_FLAGS = {"0": False, "1": True}
_TYPES = {"1": 1, "2": 2, "3": 3, "4": 4}

REQUIRED_FIELDS: Mapping[str, tuple[str, ...]] = {
    "#FLAGGA": ("flagga",),
    "#SIETYP": ("typ",),
    "#RAR": ("årsnr",),
    "#OMFATTN": ("datum",),
    "#KONTO": ("kontonr",),
    "#KTYP": ("kontonr", "kontotyp"),
    "#ENHET": ("kontonr",),
    "#SRU": ("kontonr",),
    "#DIM": ("dimensionsnr",),
    "#UNDERDIM": ("dimensionsnr", "namn", "överordnad dimension"),
    "#OBJEKT": ("dimensionsnr", "objektnr"),
    "#IB": ("årsnr", "konto", "saldo"),
    "#UB": ("årsnr", "konto", "saldo"),
    "#OIB": ("årsnr", "konto", "objekt", "saldo"),
    "#OUB": ("årsnr", "konto", "objekt", "saldo"),
    "#RES": ("årsnr", "konto", "saldo"),
    "#PSALDO": ("årsnr", "period", "konto", "objekt", "saldo"),
    "#PBUDGET": ("årsnr", "period", "konto", "objekt", "saldo"),
    "#VER": ("serie", "vernr", "verdatum"),
    "#TRANS": ("kontonr", "objekt", "belopp"),
    "#RTRANS": ("kontonr", "objekt", "belopp"),
    "#BTRANS": ("kontonr", "objekt", "belopp"),
}


def require_fields(row: Row) -> None:
    """Refuse a record with fewer fields than it needs; more than it knows are ignored."""
    required = REQUIRED_FIELDS.get(row.label, ())
    if len(row.fields) < len(required):
        noun = "fält"
        allowed = f"{row.label} ska ha minst {len(required)} {noun}: {', '.join(required)}."
        raise Fault(f"{len(row.fields)} {noun}", allowed, Kind.SYNTAX)


def _flag(row: Row) -> Flag:
    text = row.text(0)
    if text not in _FLAGS:
        raise Fault(text, "Flaggan ska vara 0 eller 1.")
    return Flag(_FLAGS[text], line=row.line)


def _sie_type(row: Row) -> SieType:
    text = row.text(0)
    if text not in _TYPES:
        raise Fault(text, "SIE-typen ska vara 1, 2, 3 eller 4.")
    return SieType(_TYPES[text], line=row.line)


def _fiscal_year(row: Row) -> FiscalYear:
    index = year_index_of(row.text(0))
    start, end = optional_day_of(row.text(1)), optional_day_of(row.text(2))
    if start and end and end < start:
        raise Fault(row.text(2), "Räkenskapsåret ska sluta efter att det börjar.")
    return FiscalYear(index, start, end, line=row.line)


def _account_type(row: Row) -> AccountType:
    account, text = account_of(row.text(0)), row.text(1)
    if text not in set(AccountKind):
        raise Fault(text, "Kontotypen ska vara T, S, K eller I.")
    return AccountType(account, AccountKind(text), line=row.line)


def _under_dimension(row: Row) -> Dimension:
    number, parent = dimension_of(row.text(0)), dimension_of(row.text(2))
    return Dimension(number, row.text(1), parent, line=row.line)


def _dimension_object(row: Row) -> DimensionObject:
    return DimensionObject(dimension_of(row.text(0)), row.text(1), row.text(2), line=row.line)


def _organisation_number(row: Row) -> OrganisationNumber:
    return OrganisationNumber(row.text(0), row.text(1), row.text(2), line=row.line)


def _balance[Balance: (OpeningBalance, ClosingBalance)](
    of_kind: type[Balance], row: Row, objects: Objects = ()
) -> Balance:
    """Read year, account, balance and quantity; a list of objects may stand before the balance."""
    after = 3 if objects else 2
    return of_kind(
        year_index_of(row.text(0)),
        account_of(row.text(1)),
        objects,
        amount_of(row.text(after)),
        quantity_of(row.text(after + 1)),
        line=row.line,
    )


def _some_objects(row: Row) -> Objects:
    """Read an object list that may not be empty: without objects it would be the whole account."""
    objects = objects_of(row.listed(2))
    if not objects:
        raise Fault("{}", f"{row.label} ska ange minst ett objekt.", Kind.SYNTAX)
    return objects


def _result(row: Row) -> Result:
    return Result(
        year_index_of(row.text(0)),
        account_of(row.text(1)),
        amount_of(row.text(2)),
        quantity_of(row.text(3)),
        line=row.line,
    )


def _period[Period: (PeriodBalance, PeriodBudget)](of_kind: type[Period], row: Row) -> Period:
    return of_kind(
        year_index_of(row.text(0)),
        month_of(row.text(1)),
        account_of(row.text(2)),
        objects_of(row.listed(3)),
        amount_of(row.text(4)),
        quantity_of(row.text(5)),
        line=row.line,
    )


def _other(row: Row) -> Other:
    return Other(
        row.label, tuple(row.text(place) for place in range(len(row.fields))), line=row.line
    )


PARSERS: Mapping[str, Callable[[Row], Record]] = {
    "#FLAGGA": _flag,
    "#PROGRAM": lambda row: Program(row.text(0), row.text(1), line=row.line),
    "#FORMAT": lambda row: Format(row.text(0), line=row.line),
    "#GEN": lambda row: Generated(optional_day_of(row.text(0)), row.text(1), line=row.line),
    "#SIETYP": _sie_type,
    "#PROSA": lambda row: Prose(row.text(0), line=row.line),
    "#FTYP": _other,
    "#FNR": _other,
    "#ORGNR": _organisation_number,
    "#BKOD": _other,
    "#ADRESS": _other,
    "#FNAMN": lambda row: CompanyName(row.text(0), line=row.line),
    "#RAR": _fiscal_year,
    "#TAXAR": _other,
    "#OMFATTN": lambda row: Coverage(day_of(row.text(0)), line=row.line),
    "#KPTYP": lambda row: ChartType(row.text(0), line=row.line),
    "#VALUTA": lambda row: Currency(row.text(0), line=row.line),
    "#KONTO": lambda row: Account(account_of(row.text(0)), row.text(1), line=row.line),
    "#KTYP": _account_type,
    "#ENHET": lambda row: AccountUnit(account_of(row.text(0)), row.text(1), line=row.line),
    "#SRU": lambda row: Sru(account_of(row.text(0)), row.text(1), line=row.line),
    "#DIM": lambda row: Dimension(dimension_of(row.text(0)), row.text(1), line=row.line),
    "#UNDERDIM": _under_dimension,
    "#OBJEKT": _dimension_object,
    "#IB": lambda row: _balance(OpeningBalance, row),
    "#UB": lambda row: _balance(ClosingBalance, row),
    "#OIB": lambda row: _balance(OpeningBalance, row, _some_objects(row)),
    "#OUB": lambda row: _balance(ClosingBalance, row, _some_objects(row)),
    "#RES": _result,
    "#PSALDO": lambda row: _period(PeriodBalance, row),
    "#PBUDGET": lambda row: _period(PeriodBudget, row),
}
