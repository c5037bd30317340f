"""Printed figures read from a CSV: what is understood, and what is wrong line by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from samdrift.annualreport.errors import CannotTakePrinted
from samdrift.annualreport.reconciliation.ports import PrintedRow
from samdrift.reporting import registry
from samdrift.reporting.ports import Ask, CannotAnswer, Row, RowKind, Table

COLUMNS = ("table", "row", "column", "printed")
MOST_LINES = 2_000
MOST_TOLD = 10
FREE = "~"
"""Begins a row that is named by words its key or label contains; a group is named by its sum."""
_NIL = frozenset(("", "-", "–", "—"))
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,4})?", re.ASCII)
_SPACES = re.compile(r"[ \u00a0\u202f\u2009]")


def read_number(text: str) -> Decimal | None:
    """Return a number as a report prints it, None for a nil: `−97 731`, `9,0`, `–`.

    Raises ValueError where it is no number.
    """
    plain = _SPACES.sub("", text).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    if plain in _NIL:
        return None
    if _NUMBER.fullmatch(plain) is None:
        raise ValueError(text)
    return Decimal(plain)


def read_rows(text: str, *, year: int, today: date) -> tuple[PrintedRow, ...]:
    """Return every line of a CSV of printed figures.

    Raises CannotTakePrinted with what is wrong, line by line, where any is not understood.
    """
    found: list[PrintedRow] = []
    faults: list[str] = []
    for number, cells in _lines(text):
        try:
            found.append(read_row(cells, year=year, today=today))
        except CannotTakePrinted as fault:
            faults.append(f"Rad {number}: {fault}")
    if faults:
        more = [f"och {len(faults) - MOST_TOLD} rader till"] if len(faults) > MOST_TOLD else []
        raise CannotTakePrinted("\n".join((*faults[:MOST_TOLD], *more)))
    if not found:
        raise CannotTakePrinted("Det finns inga rader under rubriken. Klistra in minst ett tal.")
    return tuple(found)


def read_row(cells: dict[str, str], *, year: int, today: date) -> PrintedRow:
    """Return one printed figure, held against the tables there are."""
    table_id, _, cost_centre = cells["table"].partition("@")
    try:
        table = registry.table(table_id, Ask(year, cost_centre), today=today)
    except CannotAnswer as refusal:
        raise CannotTakePrinted(str(refusal)) from refusal
    row = _row(table, cells["row"])
    columns = [column.key for column in table.columns]
    if cells["column"] not in columns:
        raise CannotTakePrinted(
            f"{table_id} har ingen kolumn {cells['column']}, bara {', '.join(columns)}."
        )
    try:
        printed = read_number(cells["printed"])
    except ValueError as error:
        raise CannotTakePrinted(
            f"{cells['printed']} är inget tal. Skriv det så här: −97 731 eller 9,0."
        ) from error
    return PrintedRow(table_id, cost_centre, row.key, cells["column"], printed)


def _row(table: Table, named: str) -> Row:
    if not named.startswith(FREE):
        found = [row for row in table.rows if row.key == named]
    else:
        words = named.removeprefix(FREE)
        found = [row for row in table.rows if words in row.key or words in row.label]
        sums = [row for row in found if row.kind in (RowKind.GROUP, RowKind.SUM)]
        found = sums if len(sums) == 1 else found
    if not found:
        raise CannotTakePrinted(f"{table.id} har ingen rad {named}.")
    if len(found) > 1:
        raise CannotTakePrinted(f"{table.id} har flera rader {named}. Skriv radens nyckel.")
    return found[0]


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line with its number; empty ones are passed over."""
    body = text.removeprefix("\ufeff").replace("\x00", "").strip()
    first = body.partition("\n")[0]
    delimiter = next((sign for sign in "\t;," if sign in first), ",")
    if not csv_head(first, delimiter):
        raise CannotTakePrinted(f"Den första raden ska vara rubriken {','.join(COLUMNS)}.")
    try:
        lines = list(csv.reader(io.StringIO(body), delimiter=delimiter))
    except csv.Error as error:
        raise CannotTakePrinted("Texten går inte att läsa som CSV.") from error
    if len(lines) > MOST_LINES:
        raise CannotTakePrinted(f"Det är fler än {MOST_LINES} rader. Dela upp dem.")
    for number, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            told = [*(cell.strip() for cell in cells), *("" for _ in COLUMNS)]
            yield number, dict(zip(COLUMNS, told, strict=False))


def csv_head(line: str, delimiter: str) -> bool:
    """Whether a line is the heading that printed figures stand under."""
    words = [word.strip().strip('"').casefold() for word in line.strip().split(delimiter)]
    return words[: len(COLUMNS)] == list(COLUMNS)
