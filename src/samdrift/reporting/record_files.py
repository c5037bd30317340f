"""A whole list of records as a file, written a page at a time so that no list is too long."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money
from samdrift.plumbing import marks
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import formats
from samdrift.reporting.selections import (
    Cell,
    ListAsk,
    RecordColumn,
    RecordSource,
    Selection,
    cell,
)
from samdrift.reporting.snapshot import snapshot

PAGE_SIZE = 2_000
MOST_SHEET_ROWS = 1_048_575
"""What a sheet holds below its heading; a longer list goes on in the next sheet."""
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A list as a file has it: its headings, and its rows a page at a time."""

    headings: tuple[str, ...]
    pages: Iterator[tuple[tuple[Cell, ...], ...]]


def record_file(source: RecordSource, origin: Origin, ask: ListAsk) -> RecordFile:
    """Return the records as they are asked for; grouped, the groups with their counts and sums."""
    assert source.select is not None, "records of persons are not listed"
    chosen = source.select(origin).where(ask.filters)
    if not ask.group_by:
        return RecordFile(tuple(column.label for column in source.columns), _records(chosen, ask))
    column = source.column(ask.group_by)
    added = tuple(each for each in source.columns if each.kind.is_added)
    return RecordFile(
        (column.label, "Antal", *(each.label for each in added)),
        _groups(chosen, ask, column, added),
    )


def csv_lines(file: RecordFile) -> Iterator[bytes]:
    """Yield a list as CSV (RFC 4180) in UTF-8; text never begins as a formula does."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    with snapshot():
        writer.writerow([formats.as_plain_text(heading) for heading in file.headings])
        for page in file.pages:
            writer.writerows([_text(value) for value in row] for row in page)
            yield target.getvalue().encode("utf-8", errors="replace")
            target.seek(0)
            target.truncate()


def xlsx(file: RecordFile) -> IO[bytes]:
    """Return a list as a workbook: numbers are numbers, text stays text whatever it says."""
    target = tempfile.TemporaryFile()  # noqa: SIM115  Closed by whoever sends it.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        kronor = book.add_format({"num_format": "#,##0.00"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        mark = marks.mark()
        if mark:
            book.set_custom_property("Uttaget", mark.words)
        at = MOST_SHEET_ROWS
        sheet: Worksheet | None = None
        for row in (row for page in file.pages for row in page):
            if sheet is None or at == MOST_SHEET_ROWS:
                sheet, at = book.add_worksheet(), 0
                sheet.freeze_panes(1, 0)
                if mark:
                    sheet.set_footer(f"&L{mark.words.replace('&', '&&')[:240]}")
                sheet.write_row(0, 0, file.headings, bold)
            at += 1
            for column, value in enumerate(row):
                _write(sheet, (at, column), value, kronor=kronor, moment=moment)
        if sheet is None:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, file.headings, bold)
    target.seek(0)
    return target


def _records(chosen: Selection, ask: ListAsk) -> Iterator[tuple[tuple[Cell, ...], ...]]:
    after = ""
    while True:
        page = chosen.page(ask.sort, after, PAGE_SIZE)
        yield tuple(record.cells for record in page.records)
        if not page.next_key:
            return
        after = page.next_key


def _groups(
    chosen: Selection,
    ask: ListAsk,
    column: RecordColumn,
    added: tuple[RecordColumn, ...],
) -> Iterator[tuple[tuple[Cell, ...], ...]]:
    called, after = column.words(), ""
    while True:
        page = chosen.groups(column.key, ask.sort, after, PAGE_SIZE)
        yield tuple(
            (
                called.get(group.key, group.key),
                group.totals.count,
                *(cell(each, {}, group.totals.sums[each.key]) for each in added),
            )
            for group in page.groups
        )
        if not page.next_key:
            return
        after = page.next_key


def _text(value: Cell) -> str:
    text = ""
    match value:
        case None:
            pass
        case datetime():
            text = value.astimezone(SWEDEN).isoformat()
        case date():
            text = value.isoformat()
        case Money():
            text = value.kronor()
        case int():
            text = str(value)
        case str():
            text = formats.as_plain_text(value)
    return text


def _write(
    sheet: Worksheet, where: tuple[int, int], value: Cell, *, kronor: object, moment: object
) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(*where, value.astimezone(SWEDEN).replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(*where, datetime.combine(value, datetime.min.time()))
    elif isinstance(value, Money) and len(str(abs(value.ore))) <= _MOST_DIGITS:
        sheet.write_number(*where, value.ore / 100, kronor)
    elif isinstance(value, int) and len(str(abs(value))) <= _MOST_DIGITS:
        sheet.write_number(*where, value)
    else:
        text = value.kronor() if isinstance(value, Money) else str(value)
        sheet.write_string(*where, formats.printable(text)[:32_000])
