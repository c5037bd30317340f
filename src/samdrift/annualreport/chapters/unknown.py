"""What is told of a table, row or column that there is none of: what there is instead."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from samdrift.reporting.ports import Table

MOST_NAMED = 8


def unknown_table(table_id: str, known: Collection[str]) -> LookupError:
    """Return that there is no such table, with the one whose name is nearest."""
    near = difflib.get_close_matches(table_id, known, n=1)
    hint = f"Menade du {near[0]}?" if near else "Välj bland dem som finns under Infoga."
    return LookupError(f"Det finns ingen tabell som heter {table_id}. {hint}")


def unknown_cell(asked: str, row: str, column: str, table: Table | None) -> LookupError:
    """Return that a table has no such figure, with the rows and columns that it has."""
    told = f"{asked} har ingen siffra på raden {row} i kolumnen {column}"
    if table is None:
        return LookupError(f"{told}, för tabellen finns inte för det.")
    year = table.ask.year
    rows = _named([each.key for each in table.rows])
    columns = _named([each.key for each in table.columns])
    return LookupError(f"{told} för {year}. Rader: {rows}. Kolumner: {columns}.")


def _named(keys: list[str]) -> str:
    more = ["…"] if len(keys) > MOST_NAMED else []
    return ", ".join([*keys[:MOST_NAMED], *more]) or "inga"
