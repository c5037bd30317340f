"""A spreadsheet, XLSX or CSV, as headings and rows of text."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import openpyxl

from samdrift.kernel.refusals import Refusal

MOST_ROWS = 50_000
MOST_COLUMNS = 200
LONGEST_CELL = 2_000
LARGEST_FILE = 20 * 2**20
LARGEST_UNPACKED = 300 * 2**20
_ZIP = b"PK\x03\x04"


class NotAList(Refusal):
    """What was sent cannot be read as a list; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list, and the line it stands on."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list: its headings, and its rows with as many cells each."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read(content: bytes) -> Sheet:
    """Return what a file says, by what it begins with. Raises NotAList where it is no list."""
    if len(content) > LARGEST_FILE:
        raise NotAList(f"Filen är större än {LARGEST_FILE // 2**20} MB. Dela upp den.")
    lines = _workbook(content) if content.startswith(_ZIP) else _csv(content)
    headings: tuple[str, ...] = ()
    rows: list[Row] = []
    for number, cells in enumerate(lines, start=1):
        told = tuple(cell.strip()[:LONGEST_CELL] for cell in cells[:MOST_COLUMNS])
        if not any(told):
            continue
        if not headings:
            headings = _headings(told)
            continue
        if len(rows) == MOST_ROWS:
            raise NotAList(f"Listan har fler än {MOST_ROWS} rader. Dela upp den.")
        rows.append(Row(number, (*told, *[""] * len(headings))[: len(headings)]))
    if not headings:
        raise NotAList("Filen är tom. Den första raden ska namnge kolumnerna.")
    return Sheet(headings, tuple(rows))


def _headings(told: tuple[str, ...]) -> tuple[str, ...]:
    """Return the headings, those that have none, or the same as another, by their column."""
    found: list[str] = []
    for number, heading in enumerate(told, start=1):
        name = heading or f"Kolumn {number}"
        found.append(f"{name} ({number})" if name in found else name)
    while found and found[-1].startswith("Kolumn ") and not told[len(found) - 1]:
        found.pop()
    return tuple(found)


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise NotAList("Filen är ingen lista. Spara den som XLSX eller CSV.")
    first = text.partition("\n")[0]
    sign = max(";,\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    except csv.Error as error:
        raise NotAList("Filen kan inte läsas som CSV. Spara den som XLSX.") from error


def _workbook(content: bytes) -> list[list[str]]:
    """Return the rows of the first sheet; of a workbook that unpacks to too much, none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
        return [] if unpacked > LARGEST_UNPACKED else _first_sheet(content)
    except Exception as error:  # openpyxl lets through whatever a broken part of a file raises.
        raise NotAList("Filen kan inte läsas som XLSX. Spara den som CSV.") from error


def _first_sheet(content: bytes) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    return [_texts(row) for row in islice(rows, MOST_ROWS + 100)]


def _texts(row: Iterable[object]) -> list[str]:
    return [_text(value) for value in row]


def _text(value: object) -> str:
    match value:
        case None:
            told = ""
        case datetime():
            told = value.date().isoformat()
        case float() if value.is_integer():
            told = str(int(value))
        case _:
            told = str(value)
    return told
