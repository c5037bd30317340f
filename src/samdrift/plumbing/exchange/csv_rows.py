"""CSV as RFC 4180 has it, read a row at a time, every row knowing its physical line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from samdrift.plumbing.exchange.ports import Reading

LONGEST_CELL = 200_000
LONGEST_LINE = 20 * LONGEST_CELL
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of a row, by column in the order the file's reader wants them."""

    line: int
    cells: list[str]


class _Stop(Exception):
    """The file cannot be read further; why has been told."""


class _Lines:
    """The lines of a file as text, with those of the present row kept for telling faults."""

    def __init__(self, stream: BinaryIO, reading: Reading) -> None:
        self._stream = stream
        self._reading = reading
        self.number = 0
        self.row: list[str] = []
        self.has_undecodable = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        raw = self._stream.readline(LONGEST_LINE + 1)
        if not raw:
            raise StopIteration
        self.number += 1
        if len(raw) > LONGEST_LINE:
            self._reading.fault(self.number, "", "", f"raden är längre än {LONGEST_LINE} byte.")
            raise _Stop
        if self.number == 1 and raw.startswith(BOM):
            raw = raw[len(BOM) :]
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError:
            self.has_undecodable = True
            line = raw.decode("utf-8", "replace")
        self.row.append(line)
        return line


def read_rows(reading: Reading, columns: tuple[str, ...]) -> Iterator[RawRow]:
    """Yield the rows of a file, their cells in the order of `columns`.

    Tells every fault of the file's form: not UTF-8, NUL, no header, an unknown, missing or repeated
    column, too few or too many cells, bad quoting, too long a cell. A faulty row is not yielded.
    """
    with reading.open() as stream:
        lines = _Lines(stream, reading)
        try:
            header, delimiter = _header(lines, reading)
            order = _order(reading, header, columns)
            yield from _rows(lines, reading, header, order, delimiter)
        except _Stop:
            return


def _header(lines: _Lines, reading: Reading) -> tuple[list[str], str]:
    first = next(lines, None)
    if first is None or not first.strip():
        reading.fault(1, "", "", "filen är tom; första raden ska vara rubrikraden.")
        raise _Stop
    if lines.has_undecodable or "\0" in first:
        reading.fault(
            1, "", "", "rubrikraden är inte UTF-8. Spara filen som UTF-8 och försök igen."
        )
        raise _Stop
    delimiter = ";" if ";" in first else ","
    try:
        header = next(csv.reader([first], delimiter=delimiter, strict=True))
    except csv.Error:
        reading.fault(
            1, "", first.strip(), "rubrikraden har ett citattecken som inte går jämnt ut."
        )
        raise _Stop from None
    lines.row.clear()
    return header, delimiter


def _order(reading: Reading, header: list[str], columns: tuple[str, ...]) -> list[int]:
    wanted = ", ".join(columns)
    for name in header:
        if name not in columns:
            reading.fault(1, name, name, f"okänd kolumn; filen har kolumnerna {wanted}.")
        elif header.count(name) > 1:
            reading.fault(1, name, name, "kolumnen står mer än en gång i rubrikraden.")
    for name in columns:
        if name not in header:
            reading.fault(1, name, "", f"kolumnen saknas; filen har kolumnerna {wanted}.")
    if sorted(header) != sorted(columns):
        raise _Stop
    return [header.index(name) for name in columns]


def _rows(
    lines: _Lines, reading: Reading, header: list[str], order: list[int], delimiter: str
) -> Iterator[RawRow]:
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.row.clear()
        start = lines.number + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            _tell_bad_quoting(reading, start, "".join(lines.row), header, delimiter, str(error))
            return
        if cells is None:
            return
        if cells and _is_whole(reading, lines, start, cells, header):
            yield RawRow(start, [cells[index] for index in order])


def _is_whole(
    reading: Reading, lines: _Lines, start: int, cells: list[str], header: list[str]
) -> bool:
    whole = True
    if len(cells) != len(header):
        allowed = f"raden har {len(cells)} celler; rubrikraden har {len(header)}."
        reading.fault(start, "", "", allowed)
        whole = False
    if lines.has_undecodable:
        lines.has_undecodable = False
        _tell_cells(reading, start, cells, header, "\N{REPLACEMENT CHARACTER}", "är inte UTF-8.")
        whole = False
    if any("\0" in line for line in lines.row):
        _tell_cells(reading, start, cells, header, "\0", "NUL-tecken är inte tillåtna.")
        whole = False
    return whole


def _tell_cells(
    reading: Reading, start: int, cells: list[str], header: list[str], sign: str, allowed: str
) -> None:
    for name, cell in zip(header, cells, strict=False):
        if sign in cell:
            reading.fault(start, name, cell, allowed)


def _tell_bad_quoting(
    reading: Reading, start: int, text: str, header: list[str], delimiter: str, error: str
) -> None:
    """Tell where the quoting broke, and that nothing after it has been read."""
    at, too_long = _broken_cell(text, delimiter)
    name = header[at] if at < len(header) else ""
    if too_long or "field limit" in error:
        allowed = f"cellen är längre än {LONGEST_CELL} tecken; kanske saknas ett slutcitattecken."
    else:
        allowed = 'citattecken ska stå runt hela cellen, och dubbleras ("") inne i den.'
    reading.fault(start, name, "", f"{allowed} Resten av filen är inte läst.")


def _broken_cell(text: str, delimiter: str) -> tuple[int, bool]:
    """Return the index of the cell that breaks RFC 4180, and whether it is too long."""
    whole_cell = re.compile(
        rf'(?:"(?:[^"]|"")*+"|[^"{delimiter}\r\n][^{delimiter}\r\n]*+|)(?={delimiter}|[\r\n]*\Z)'
    )
    index, position = 0, 0
    while (cell := whole_cell.match(text, position)) and cell.end() < len(text):
        if len(cell.group()) > LONGEST_CELL:
            return index, True
        index, position = index + 1, cell.end() + 1
    return index, len(text) - position > LONGEST_CELL
