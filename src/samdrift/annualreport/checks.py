"""Whether last year is told as it was adopted: its column now beside last year's own report."""

from __future__ import annotations

from datetime import date

from samdrift.annualreport.contradictions.equations import equations
from samdrift.annualreport.contradictions.sums import same_things
from samdrift.annualreport.editions import queries as editions
from samdrift.annualreport.models import Adoption, Edition
from samdrift.annualreport.own_figures import own_report
from samdrift.kernel.figures import Figure
from samdrift.reporting import registry
from samdrift.reporting.formats import Scale, swedish_figure_with_unit, swedish_number
from samdrift.reporting.held import HeldFigure, is_same
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
    CheckResult,
    CheckSource,
    Door,
    FigureAddress,
    Table,
)
from samdrift.reporting.wording import in_words, sentence

TITLE = "Fjolårets kolumn är fjolårets utgåva"
OWN_TITLE = "Årets egna tal säger inte emot varandra"
RULES = (same_things, equations)
"""What the year's own figures are held to; that wholes are sums of parts is held of all tables."""


def last_year_as_adopted(year: int) -> tuple[CheckResult, ...]:
    """Hold every column of last year in the year's tables against last year's adopted edition."""
    held = editions.held_year(year - 1)
    if held is None:
        return ()
    compared, faults, doors = 0, [], []
    for address, was in held.figures.items():
        now = _now(address, year)
        if now is None:
            continue
        compared += 1
        here, figure = now
        if not is_same(was.figure, figure):
            faults.append(_fault(was, figure))
            doors.append(Door(f"{_place(was)} {year - 1}", here))
    if not compared:
        return ()
    found = sentence(
        "{count} tal för {year} är desamma som i den utgåva som gäller ({standing}).",
        count=compared,
        year=year - 1,
        standing=in_words(held.standing),
    )
    return (CheckResult(in_words(TITLE), found, tuple(faults), tuple(doors)),)


def own_figures_agree(year: int) -> tuple[CheckResult, ...]:
    """Hold the year's own statements and notes to the rules that a printed report is held to."""
    report, places = own_report(year)
    if not report.printed:
        return ()
    found = [each for rule in RULES for each in rule(report)]
    faults = tuple(
        sentence(
            "{place}, {label} {period}: {told} kr, borde vara {should_be}",
            place=in_words(each.printed.place),
            label=in_words(each.printed.label),
            period=each.printed.period,
            told=swedish_number(each.printed.amount, Scale.SEK),
            should_be=each.should_be,
        )
        for each in found
    )
    told = sentence(
        "{count} tal i räkningar och noter följer de samband som en tryckt redovisning prövas mot.",
        count=len(report.printed),
    )
    doors = (
        Door(f"{in_words(each.printed.label)} {each.printed.period}", places[each.printed])
        for each in found
    )
    return (CheckResult(in_words(OWN_TITLE), told, faults, tuple(doors)),)


def _now(address: FigureAddress, year: int) -> tuple[FigureAddress, Figure] | None:
    """Return where the year's own table tells last year's figure, None where it does not."""
    if address.column_key != str(year - 1) or address.ask != Ask(year - 1, address.ask.cost_centre):
        return None
    here = FigureAddress(
        address.table_id, Ask(year, address.ask.cost_centre), address.row_key, address.column_key
    )
    table = _table(here)
    if table is None or address.column_key not in {column.key for column in table.columns}:
        return None
    if address.row_key not in {row.key for row in table.rows}:
        return None
    return here, table.figure(here.row_key, here.column_key)


def _table(address: FigureAddress) -> Table | None:
    try:
        return registry.table(address.table_id, address.ask, today=date(address.ask.year, 12, 31))
    except CannotAnswer:
        return None


def _fault(was: HeldFigure, now: Figure) -> str:
    told = swedish_figure_with_unit(now, Scale.SEK)
    adopted = swedish_figure_with_unit(was.figure, Scale.SEK)
    return sentence(
        "{place}: {told} mot {adopted} i utgåvan", place=_place(was), told=told, adopted=adopted
    )


def _place(was: HeldFigure) -> str:
    return f"{in_words(was.table_title)}, {in_words(was.row_label)}"


OFFERS = (
    CheckSource(key="annualreport.own-figures", run=own_figures_agree, reads_tables=True),
    CheckSource(
        key="annualreport.checks",
        run=last_year_as_adopted,
        reads=(Adoption, Edition),
        reads_tables=True,
    ),
)
