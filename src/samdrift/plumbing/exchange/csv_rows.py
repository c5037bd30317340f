"""CSV as RFC 4180 has it, read a row at a time, every row knowing its physical line."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, Self

from samdrift.plumbing.exchange.ports import Reading

LONGEST_CELL = 200_000
LONGEST_ROW = 10_000_000
"""Bytes of a row with all its line breaks: eleven of the longest cells, each sign four bytes."""

BOM = b"\xef\xbb\xbf"
REPLACED = "\N{REPLACEMENT CHARACTER}"

_NOTHING: frozenset[str] = frozenset()

_CELLS = {
    delimiter: re.compile(rf'(?:"(?:[^"]++|"")*+"|[^"{delimiter}\r\n]*+)(?={delimiter}|[\r\n]*\Z)')
    for delimiter in ",;"
}


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of a row, by column in the order the file's reader wants them.

    `spoiled` are the columns whose cells hold what no text may; that has been told.
    """

    line: int
    cells: list[str]
    spoiled: frozenset[str] = frozenset()


class _Stop(Exception):
    """The file cannot be read further; why has been told."""


class _Line(NamedTuple):
    text: str
    size: int
    is_decodable: bool


class _Lines:
    """The lines of a file as text, with those of the present row kept for telling faults."""

    def __init__(self, stream: BinaryIO, reading: Reading) -> None:
        self._stream = stream
        self._reading = reading
        self._waiting: deque[_Line] = deque()
        self._number = 0
        self._size = 0
        self.start = 1
        self.row: list[_Line] = []

    def begin_row(self) -> None:
        """Begin a new row on the next line."""
        self.row = []
        self._size = 0
        self.start = self._number + 1

    def read_again(self, count: int) -> None:
        """Give the last lines of the present row once more."""
        if count:
            self._waiting.extendleft(reversed(self.row[-count:]))
            self._number -= count

    @property
    def text(self) -> str:
        """The present row as it stands in the file."""
        return "".join(line.text for line in self.row)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        self._number += 1
        self._size += line.size
        if self._size > LONGEST_ROW:
            allowed = f"raden är längre än {LONGEST_ROW} byte. Resten av filen är inte läst."
            self._reading.fault(self.start, "", "", allowed)
            raise _Stop
        self.row.append(line)
        return line.text

    def _read(self) -> _Line:
        raw = self._stream.readline(LONGEST_ROW + 1)
        if not raw:
            raise StopIteration
        size = len(raw)
        if self._number == 0:
            raw = raw.removeprefix(BOM)
        try:
            return _Line(raw.decode("utf-8"), size, is_decodable=True)
        except UnicodeDecodeError:
            return _Line(raw.decode("utf-8", "replace"), size, is_decodable=False)


@dataclass(frozen=True, slots=True)
class _Form:
    """How the rows of a file are written, as its header tells."""

    header: list[str]
    delimiter: str


def read_rows(reading: Reading, columns: tuple[str, ...]) -> Iterator[RawRow]:
    """Yield the rows of a file, their cells in the order of `columns`.

    Tells every fault of the file's form: not UTF-8, NUL, no header, an unknown, missing or repeated
    column, too few or too many cells, bad quoting, too long a cell. A row whose cells cannot be
    told apart is counted as wrong, and not yielded.
    """
    with reading.open() as stream:
        lines = _Lines(stream, reading)
        try:
            form = _form(lines, reading)
            order = _order(reading, form.header, columns)
            for cells in _rows(lines, reading, form):
                spoiled = _spoiled(lines, reading, form.header, cells)
                yield RawRow(lines.start, [cells[index] for index in order], spoiled)
        except _Stop:
            return


def _form(lines: _Lines, reading: Reading) -> _Form:
    first = next(lines, "")
    if not first.strip():
        reading.fault(1, "", "", "filen är tom; första raden ska vara rubrikraden.")
        raise _Stop
    if not lines.row[0].is_decodable or "\0" in first:
        reading.fault(
            1, "", "", "rubrikraden är inte UTF-8. Spara filen som UTF-8 och försök igen."
        )
        raise _Stop
    if "\r" in first.rstrip("\r\n"):
        reading.fault(
            1, "", "", "raderna ska sluta med LF eller CRLF, inte bara CR. Spara filen om."
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
    return _Form(header, delimiter)


def _order(reading: Reading, header: list[str], columns: tuple[str, ...]) -> list[int]:
    wanted = ", ".join(columns)
    for index, name in enumerate(header):
        if name not in columns:
            reading.fault(1, name, name, f"okänd kolumn; filen har kolumnerna {wanted}.")
        elif name in header[:index]:
            reading.fault(1, name, name, "kolumnen står mer än en gång i rubrikraden.")
    for name in columns:
        if name not in header:
            reading.fault(1, name, "", f"kolumnen saknas; filen har kolumnerna {wanted}.")
    if sorted(header) != sorted(columns):
        raise _Stop
    return [header.index(name) for name in columns]


def _rows(lines: _Lines, reading: Reading, form: _Form) -> Iterator[list[str]]:
    """Yield every row that has a cell a column; `lines` then stands on it."""
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(lines, delimiter=form.delimiter, strict=True)
    while True:
        lines.begin_row()
        try:
            cells = next(rows, None)
        except csv.Error as error:
            reading.summary.wrong += 1
            _tell_bad_quoting(reading, lines, form, str(error))
            lines.read_again(_lines_that_may_be_rows(lines, form))
            continue
        if cells is None:
            return
        if not cells:
            continue
        if _is_whole(lines, reading, form, cells):
            yield cells
        else:
            reading.summary.wrong += 1


def _is_whole(lines: _Lines, reading: Reading, form: _Form, cells: list[str]) -> bool:
    if any('"' in cell for cell in cells) and _broken_cell(lines.text, form.delimiter):
        _tell_bad_quoting(reading, lines, form, "")
        return False
    if len(cells) != len(form.header):
        allowed = f"raden har {len(cells)} celler; rubrikraden har {len(form.header)}."
        reading.fault(lines.start, "", "", allowed)
        return False
    return True


def _spoiled(
    lines: _Lines, reading: Reading, header: list[str], cells: list[str]
) -> frozenset[str]:
    """Tell cells with what no text may hold, and return their columns."""
    faults = []
    for line in lines.row:
        if not line.is_decodable:
            faults.append((REPLACED, "är inte UTF-8."))
        if "\0" in line.text:
            faults.append(("\0", "NUL-tecken är inte tillåtna."))
    if not faults:
        return _NOTHING
    spoiled = set()
    for sign, allowed in dict.fromkeys(faults):
        for name, cell in zip(header, cells, strict=True):
            if sign in cell:
                spoiled.add(name)
                reading.fault(lines.start, name, cell, allowed)
    return frozenset(spoiled)


def _tell_bad_quoting(reading: Reading, lines: _Lines, form: _Form, error: str) -> None:
    """Tell which cell broke the quoting, and how."""
    at, is_too_long = _broken_cell(lines.text, form.delimiter) or (len(form.header), False)
    name = form.header[at] if at < len(form.header) else ""
    if is_too_long or "field limit" in error:
        allowed = f"cellen är längre än {LONGEST_CELL} tecken; kanske saknas ett slutcitattecken."
    elif "end of data" in error:
        allowed = "citattecknet som inleder cellen avslutas aldrig."
    elif "new-line" in error:
        allowed = "en radbrytning inne i cellen ska stå inom citattecken."
    else:
        allowed = 'citattecken ska stå runt hela cellen, och dubbleras ("") inne i den.'
    reading.fault(lines.start, name, "", allowed)


def _broken_cell(text: str, delimiter: str) -> tuple[int, bool] | None:
    """Return the index of the cell that breaks RFC 4180 and whether it is too long, if one does."""
    index, position = 0, 0
    while (cell := _CELLS[delimiter].match(text, position)) is not None:
        if len(cell[0].removeprefix('"').removesuffix('"').replace('""', '"')) > LONGEST_CELL:
            return index, True
        if text[cell.end() : cell.end() + 1] != delimiter:
            return None
        index, position = index + 1, cell.end() + 1
    return index, len(text) - position > LONGEST_CELL


def _lines_that_may_be_rows(lines: _Lines, form: _Form) -> int:
    """Return how many lines of a broken row to read as rows of their own.

    A quote that is never closed swallows the rows after it: those are told of too, from the first
    line that has a cell a column.
    """
    for index, line in enumerate(lines.row[1:], start=1):
        try:
            cells = next(csv.reader([line.text], delimiter=form.delimiter, strict=True), [])
        except csv.Error:
            continue
        if len(cells) == len(form.header):
            return len(lines.row) - index
    return 0
