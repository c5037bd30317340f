"""The rows of a package that are wrong, kept while it is read, and had as a file to mend from."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import xlsxwriter

from samdrift.plumbing.exchange.faults import Fault, printable
from samdrift.plumbing.plain_text import unread_as_formula

NAME = "wrong-rows.jsonl"
MOST_KEPT = 100_000
LONGEST_CELL = 32_000
HEADING = ("rad", "fel")


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that is wrong: its file and line, why, and its cells where they can be told apart."""

    file: str
    line: int
    reasons: tuple[str, ...]
    names: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


class Keeper:
    """Writes down every fault as it is found, a line each, so that memory does not grow."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = MOST_KEPT

    def __enter__(self) -> Self:
        self._file = self._path.open("w", encoding="utf-8", errors="replace")
        self._path.chmod(0o600)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def fault(self, fault: Fault) -> None:
        """Write down what is wrong."""
        place = f"{fault.column}: " if fault.column else ""
        value = f'"{printable(fault.value)}" – ' if fault.value else ""
        self._write({"f": fault.file, "l": fault.line, "why": f"{place}{value}{fault.allowed}"})

    def row(self, file: str, line: int, names: Sequence[str], cells: Sequence[str]) -> None:
        """Write down the cells of the row that the faults before it stand in."""
        self._write({"f": file, "l": line, "names": list(names), "cells": list(cells)})

    def _write(self, told: dict[str, Any]) -> None:
        if self._left > 0:
            self._left -= 1
            self._file.write(json.dumps(told) + "\n")


def read(path: Path, *, file: str = "") -> Iterator[WrongRow]:
    """Yield the wrong rows, of one file where one is named, in the order they were found."""
    waiting: tuple[str, int] | None = None
    reasons: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for told in map(json.loads, lines):
            where = (str(told["f"]), int(told["l"]))
            if file and where[0] != file:
                continue
            if waiting is not None and where != waiting:
                yield WrongRow(*waiting, tuple(reasons))
                waiting, reasons = None, []
            if "why" in told:
                waiting = where
                reasons.append(str(told["why"]))
            elif waiting is not None:
                yield WrongRow(*where, tuple(reasons), tuple(told["names"]), tuple(told["cells"]))
                waiting, reasons = None, []
    if waiting is not None:
        yield WrongRow(*waiting, tuple(reasons))


def as_csv(path: Path, *, file: str) -> Iterator[bytes]:
    """Yield the wrong rows of a file as CSV: line and reason, then the row's own cells."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([*HEADING, *_names(path, file)])
    for row in read(path, file=file):
        cells = [str(row.line or ""), " ".join(row.reasons), *row.cells]
        writer.writerow([unread_as_formula(cell) for cell in cells])
        yield target.getvalue().encode("utf-8", errors="replace")
        target.seek(0)
        target.truncate()


def as_xlsx(path: Path) -> IO[bytes]:
    """Return the wrong rows as a workbook, a sheet for each file; text stays text."""
    target = tempfile.TemporaryFile()  # noqa: SIM115  Closed by whoever sends it.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        for number, file in enumerate(_files(path), start=1):
            sheet = book.add_worksheet(_sheet_name(number, file))
            sheet.freeze_panes(1, 0)
            sheet.set_column(1, 1, 60)
            sheet.write_row(0, 0, [*HEADING, *_names(path, file)], bold)
            for at, row in enumerate(read(path, file=file), start=1):
                cells = [str(row.line or ""), " ".join(row.reasons), *row.cells]
                for column, cell in enumerate(cells):
                    sheet.write_string(at, column, printable(cell, longest=LONGEST_CELL))
    target.seek(0)
    return target


def _files(path: Path) -> list[str]:
    return list(dict.fromkeys(row.file for row in read(path)))


def _names(path: Path, file: str) -> tuple[str, ...]:
    return next((row.names for row in read(path, file=file) if row.names), ())


def _sheet_name(number: int, file: str) -> str:
    """Return a name that a workbook can hold: 31 signs, none of those it keeps for itself."""
    plain = "".join("-" if sign in "[]:*?/\\'" else sign for sign in printable(file))
    return f"{number} {plain}"[:31]
