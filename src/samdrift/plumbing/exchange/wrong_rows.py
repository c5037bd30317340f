"""The rows of a package that are wrong, kept while it is read, and had as a file to mend from."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from samdrift.plumbing.exchange.fault_words import in_words
from samdrift.plumbing.exchange.faults import Fault, printable
from samdrift.plumbing.plain_text import unread_as_formula

NAME = "wrong-rows.jsonl"
MOST_KEPT = 100_000
LONGEST_CELL = 32_000


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong in a row: the column, what stands in it, and what is allowed."""

    column: str
    value: str
    allowed: str

    @property
    def told(self) -> str:
        """What is wrong, in the language of whoever reads it."""
        place = f"{self.column}: " if self.column else ""
        value = f'"{self.value}" – ' if self.value else ""
        return f"{place}{value}{in_words(self.allowed)}"


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that is wrong: its file and line, why, and its cells where they can be told apart."""

    file: str
    line: int
    reasons: tuple[Reason, ...]
    names: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Why it is wrong, in the language of whoever reads it."""
        return " ".join(reason.told for reason in self.reasons)


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
        why = (fault.column, printable(fault.value), fault.allowed)
        self._write({"f": fault.file, "l": fault.line, "why": why})

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
    reasons: list[Reason] = []
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
                reasons.append(Reason(*map(str, told["why"])))
            elif waiting is not None:
                yield WrongRow(*where, tuple(reasons), tuple(told["names"]), tuple(told["cells"]))
                waiting, reasons = None, []
    if waiting is not None:
        yield WrongRow(*waiting, tuple(reasons))


def as_csv(path: Path, *, file: str) -> Iterator[bytes]:
    """Yield the wrong rows of a file as CSV: line and reason, then the row's own cells.

    They are in the language of whoever asked, however much later they are sent.
    """
    heading = [_("rad"), _("fel"), *_names(path, file)]
    return _csv_lines(heading, read(path, file=file), translation.get_language())


def _csv_lines(
    heading: Sequence[str], rows: Iterable[WrongRow], language: str | None
) -> Iterator[bytes]:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(heading)
    for row in rows:
        with translation.override(language):
            cells = [str(row.line or ""), row.told, *row.cells]
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
            sheet.write_row(0, 0, [_("rad"), _("fel"), *_names(path, file)], bold)
            for at, row in enumerate(read(path, file=file), start=1):
                cells = [str(row.line or ""), row.told, *row.cells]
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
