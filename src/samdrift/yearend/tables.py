"""What a year comes to by the law's own reckoning, and five years beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from samdrift.budget.choices import numbers
from samdrift.kernel.figures import Figure, Origin, Unit, blank, difference, origins_of, total
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.rounding import percent
from samdrift.kernel.spans import Span
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import Measure
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
    Total,
)
from samdrift.reporting.wording import sentence
from samdrift.yearend import queries
from samdrift.yearend.choices import FactKind

BALANCE = "yearend.balance-requirement"
KEY_FIGURES = "yearend.key-figures"
DEPARTMENTS = "yearend.departments"
TITLES = {
    BALANCE: "Balanskravsutredning med tidigare års underskott",
    KEY_FIGURES: "Nyckeltal över fem år",
    DEPARTMENTS: "Över- och underskott per kostnadsställe",
}
type _Reckon = Callable[[int], Figure]
YEARS = 5
AMOUNT = "amount"
NEW_ACT, RESERVE_RENAMED, REQUIRED_SINCE = 2018, 2024, 2005
_ADJUSTED = (
    (FactKind.GAINS_EXEMPT, "Vissa realisationsvinster enligt undantagsmöjlighet"),
    (FactKind.LOSSES_EXEMPT, "Vissa realisationsförluster enligt undantagsmöjlighet"),
    (FactKind.UNREALISED, "Orealiserade vinster och förluster i värdepapper"),
    (FactKind.UNREALISED_BACK,
     "Återföring av orealiserade vinster och förluster i värdepapper"),
)  # fmt: skip


def balance_requirement(ask: Ask) -> Table:
    """Reckon what a year came to by the balance requirement, and what is left to restore."""
    year = ask.year
    if year < REQUIRED_SINCE:
        raise CannotAnswer(f"Utredningen görs för {REQUIRED_SINCE} och senare.")
    reserve = "resultatreserven" if year >= RESERVE_RENAMED else "resultatutjämningsreserven"
    rows = [
        Row("result", "Årets resultat enligt resultaträkningen", (queries.result(year),)),
        Row("gains", "Samtliga realisationsvinster", (queries.gains(year),)),
        *(Row(kind.value, label, (queries.fact(year, kind),)) for kind, label in _ADJUSTED),
        Row("after-adjustments", "Årets resultat efter balanskravsjusteringar",
            (queries.adjusted(year),), RowKind.SUM),
        Row("reserve-to", f"Reservering av medel till {reserve}",
            (queries.fact(year, FactKind.RESERVE_TO),)),
        Row("reserve-from", f"Användning av medel från {reserve}",
            (queries.fact(year, FactKind.RESERVE_FROM),)),
        Row("balance-result", "Årets balanskravsresultat",
            (queries.balance_result(year),), RowKind.SUM),
        Row("exceptional", "Synnerliga skäl att inte återställa",
            (queries.fact(year, FactKind.EXCEPTIONAL),)),
        *_left(year),
    ]  # fmt: skip
    column = Column(AMOUNT, str(year), Unit.MONEY)
    law = (
        "Kommunallagen 2017:725, 11 kap. 12-14 §§."
        if year >= NEW_ACT
        else ("Kommunallagen 1991:900, 8 kap. 5-5 d §§.")
    )
    return Table(BALANCE, TITLES[BALANCE], ask, Unit.MONEY, (column,), tuple(rows), law)


def _left(year: int) -> list[Row]:
    """Return what is left to restore of each year, by when, and of all."""
    left = queries.deficits(year)
    rows = []
    for each in left:
        origins = origins_of(
            [
                queries.balance_result(each.year),
                queries.fact(each.year, FactKind.DEFICIT),
                *(queries.balance_result(later) for later in range(each.year + 1, year + 1)),
            ]
        )
        figure = Figure(-each.left, Unit.MONEY, origins)
        label = sentence(
            "Kvar att återställa från {of}, senast {last}", of=each.year, last=each.last_year
        )
        rows.append(Row(f"deficit-{each.year}", label, (figure,)))
    whole = (
        total([row.figures[0] for row in rows])
        if rows
        else Figure(Money(0), Unit.MONEY, queries.balance_result(year).origins)
    )
    return [*rows, Row("left", "Kvar att återställa", (whole,), RowKind.SUM)]


def balance_totals(table: Table) -> tuple[Total, ...]:
    """Claim what the adjusted result, the balance result and what is left are the sums of."""
    adjusted = ("result", "gains", *(kind.value for kind, _ in _ADJUSTED))
    left = tuple((row.key, 1) for row in table.rows if row.key.startswith("deficit-"))
    result = ("after-adjustments", "reserve-to", "reserve-from")
    return (
        Total("after-adjustments", tuple((key, 1) for key in adjusted)),
        Total("balance-result", tuple((key, 1) for key in result)),
        *((Total("left", left),) if left else ()),
    )


ASSETS, FIXED = numbers("1", "1"), numbers("10", "13")
STOCK, CURRENT = numbers("14", "14"), numbers("14", "19")
PROVISIONS, DEBTS = numbers("22", "22"), numbers("23", "29")
LONG, SHORT = numbers("23", "23"), numbers("24", "29")
INCOME = numbers("3", "3")


def _held(accounts: str, sign: int = 1) -> _Reckon:
    return lambda year: queries.booked(year, accounts, Measure.CLOSING, sign=sign)


def equity(year: int) -> Figure:
    """Return assets less provisions and debts, which has the year's result wherever it is."""
    return total([_held(ASSETS)(year), _held(f"{PROVISIONS} {DEBTS}")(year)])


def _income(year: int) -> Figure:
    return queries.booked(year, INCOME, Measure.MOVEMENT, sign=-1)


def _of(part: _Reckon, whole: _Reckon) -> _Reckon:
    """Return one as a share of the other, in percent; blank where there is nothing to share."""

    def reckon(year: int) -> Figure:
        one, other = part(year), whole(year)
        if one.value is None or other.value is None or other.money <= ZERO:
            return blank(Unit.PERCENT, origins_of((one, other)))
        value = percent(one.money.ore, other.money.ore, decimals=1)
        return Figure(value, Unit.PERCENT, origins_of((one, other)))

    return reckon


_MEASURES: tuple[tuple[str, str, Unit, _Reckon], ...] = (
    ("result", "Årets resultat", Unit.MONEY, queries.result),
    ("margin", "Resultat i procent av intäkterna", Unit.PERCENT, _of(queries.result, _income)),
    ("assets", "Tillgångar", Unit.MONEY, _held(ASSETS)),
    ("equity", "Eget kapital med årets resultat", Unit.MONEY, equity),
    ("solidity", "Soliditet", Unit.PERCENT, _of(equity, _held(ASSETS))),
    ("liquidity", "Kassalikviditet", Unit.PERCENT,
     _of(lambda year: total([_held(CURRENT)(year), _held(STOCK, -1)(year)]), _held(SHORT, -1))),
    ("long-term", "Långfristiga skulder", Unit.MONEY, _held(LONG, -1)),
    ("provisions", "Avsättningar", Unit.MONEY, _held(PROVISIONS, -1)),
    ("debt-share", "Skulder och avsättningar i procent av tillgångarna", Unit.PERCENT,
     _of(_held(f"{PROVISIONS} {DEBTS}", -1), _held(ASSETS))),
)  # fmt: skip


def key_figures(ask: Ask) -> Table:
    """Set the key figures of five years beside each other, from the books of each."""
    years = queries.together(range(ask.year - YEARS + 1, ask.year + 1))
    columns = tuple(Column(key, label, unit) for key, label, unit, _reckon in _MEASURES)
    rows = tuple(
        Row(str(year), str(year), tuple(reckon(year) for *_, reckon in _MEASURES)) for year in years
    )
    explains = "Eget kapital är tillgångar minus avsättningar och skulder."
    return Table(KEY_FIGURES, TITLES[KEY_FIGURES], ask, Unit.MONEY, columns, rows, explains)


def departments(ask: Ask) -> Table:
    """Tell what each cost centre brings with it, gave in the year, and carries on."""
    earlier = [year for year in ledger.years() if year < ask.year]
    years = queries.together(sorted((*earlier, ask.year)))
    parts = [
        Row(number, name or number, _carried(years, number))
        for number, name in ledger.cost_centres(ask.year)
    ]
    whole = _carried(years, "")
    rows = list(parts)
    if parts:
        rest = tuple(
            difference(figure, total([row.figures[at] for row in parts]))
            for at, figure in enumerate(whole)
        )
        rows.append(Row("none", "Utan kostnadsställe", rest))
    rows.append(Row("total", "Totalt", whole, RowKind.SUM))
    columns = (
        Column("brought", "Från tidigare år", Unit.MONEY),
        Column("year", "Årets", Unit.MONEY),
        Column("carried", "Till nästa år", Unit.MONEY),
    )
    explains = (
        "Över- och underskott läggs samman över alla år som har bokföring här. Överskott är plus."
    )
    return Table(DEPARTMENTS, TITLES[DEPARTMENTS], ask, Unit.MONEY, columns, tuple(rows), explains)


def _carried(years: Sequence[int], cost_centre: str) -> tuple[Figure, ...]:
    """Return what earlier years gave, what the last of them did, and both; a surplus plus."""
    *earlier, now = (queries.result(year, cost_centre) for year in years)
    origin = Origin(ledger.YEARS, Span.year(years[-1]).a_year_earlier())
    if not earlier:
        return blank(Unit.MONEY, (origin,)), now, now
    brought = total(earlier)
    return brought, now, total([brought, now])


def _departments_totals(_table: Table) -> tuple[Total, ...]:
    return (Total("carried", (("brought", 1), ("year", 1)), is_column=True),)


OFFERS = (
    TableSource(
        key="yearend.tables",
        specs=lambda: (
            TableSpec(BALANCE, TITLES[BALANCE], balance_requirement, totals=balance_totals),
            TableSpec(KEY_FIGURES, TITLES[KEY_FIGURES], key_figures),
            TableSpec(DEPARTMENTS, TITLES[DEPARTMENTS], departments, totals=_departments_totals),
        ),
        years=ledger.years,
        reads=queries.READS,
    ),
)
