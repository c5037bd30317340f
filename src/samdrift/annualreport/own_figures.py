"""The year's own statements and notes, as a printed report would tell them: in exact kronor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from samdrift.annualreport.contradictions.ports import Printed, Report
from samdrift.kernel.figures import Unit
from samdrift.kernel.money import Money
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask, CannotAnswer, FigureAddress, Table

LEDGER = "ledger."
ASSET_NOTES = {
    "note-technical-plant": "technical",
    "note-equipment": "equipment",
    "note-leasehold-improvements": "leasehold",
    "note-intangible": "intangible",
    "note-other-tangible": "other",
}
ASSET_ROWS = {
    "opening-cost": "cost-opening",
    "purchases": "purchases",
    "investments": "purchases",
    "disposals": "disposals",
    "closing-cost": "cost-closing",
    "opening-depreciation": "written-opening",
    "reversed-depreciation": "reversed",
    "depreciation": "depreciation",
    "closing-depreciation": "written-closing",
}
SUBJECTS = {
    "income-statement": {
        "revenue": "year/net/revenue:outcome",
        "costs": "year/net/costs:outcome",
        "depreciation": "year/net/depreciation:outcome",
        "net": "year/net:outcome",
        "financial-income": "year/financial-income:outcome",
        "financial-costs": "year/financial-costs:outcome",
        "result": "year:outcome",
    },
    "note-revenue": {"total": "year/net/revenue:outcome"},
    "note-operating-costs": {"total": "year/net/costs:outcome"},
    "note-financial-income": {"total": "year/financial-income:outcome"},
    "note-depreciation": {"total": "year/net/depreciation:outcome"},
    "balance-sheet": {
        "technical": "assets/fixed/technical:closing",
        "equipment": "assets/fixed/equipment:closing",
        "projects": "assets/fixed/projects:closing",
        "leasehold": "assets/fixed/leasehold:closing",
        "assets": "assets:closing",
        "result": "year:outcome",
        "equity": "equity:closing",
        "equity-opening": "equity:opening",
        "total": "funding:closing",
    },
    "note-projects-in-progress": {
        row: f"assets/fixed/projects:{row}" for row in ("opening", "finished", "started", "closing")
    },
    "balance-requirement": {"result": "year:outcome"},
    "cash-flow": {
        "funds": "funds:flow",
        "year": "cash:flow",
        "opening": "cash:opening",
        "closing": "cash:closing",
        "operating": "operating:flow",
        "investing": "investing:flow",
        "financing": "financing:flow",
    },
} | {
    note: {row: f"assets/fixed/{name}:{measure}" for row, measure in ASSET_ROWS.items()}
    for note, name in ASSET_NOTES.items()
}
"""What rows of statements and notes tell of, where the standard and most own layouts have them."""


def own_report(year: int) -> tuple[Report, dict[Printed, FigureAddress]]:
    """Return the year's own figures as a report, and where each of them stands."""
    places = {
        printed: address
        for table_id, rows in SUBJECTS.items()
        for printed, address in _printed(f"{LEDGER}{table_id}", rows, year)
    }
    return Report(places), places


def _printed(
    table_id: str, rows: dict[str, str], year: int
) -> Iterator[tuple[Printed, FigureAddress]]:
    try:
        table = registry.table(table_id, Ask(year), today=date(year, 12, 31))
    except CannotAnswer:
        return
    columns = [column.key for column in table.columns if column.key.isdigit()]
    for row in table.rows:
        for column in columns if row.key in rows else ():
            address = FigureAddress(table_id, table.ask, row.key, column)
            printed = _figure(table, address, rows[row.key])
            if printed is not None:
                yield printed, address


def _figure(table: Table, address: FigureAddress, told: str) -> Printed | None:
    figure = table.figure(address.row_key, address.column_key)
    if figure.unit is not Unit.MONEY or not isinstance(figure.value, Money):
        return None
    subject, _, measure = told.partition(":")
    kronor = Decimal(figure.value.kronor())
    label = table.row(address.row_key).label
    return Printed(table.title, label, subject, measure, address.column_key, str(kronor),
                   kronor, "kr")  # fmt: skip
