"""A whole list of records as a file, written a page at a time so that no list is too long."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import formats
from samdrift.reporting.ports import Cell, Record, RecordSource
from samdrift.reporting.snapshot import snapshot

PAGE_SIZE = 2_000
MOST_SHEET_ROWS = 1_048_575
"""What a sheet holds below its heading; a longer list goes on in the next sheet."""
_MOST_DIGITS = 15


def csv_lines(source: RecordSource, origin: Origin) -> Iterator[bytes]:
    """Yield the list as CSV (RFC 4180) in UTF-8; text never begins as a formula does."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    with snapshot():
        writer.writerow([formats.as_plain_text(column.label) for column in source.columns])
        for page in _pages(source, origin):
            writer.writerows([_text(value) for value in record.cells] for record in page)
            yield target.getvalue().encode("utf-8", errors="replace")
            target.seek(0)
            target.truncate()


def xlsx(source: RecordSource, origin: Origin) -> IO[bytes]:
    """Return the list as a workbook: numbers are numbers, text stays text whatever it says."""
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
        at = MOST_SHEET_ROWS
        sheet: Worksheet | None = None
        for record in _records(source, origin):
            if sheet is None or at == MOST_SHEET_ROWS:
                sheet, at = book.add_worksheet(), 0
                sheet.freeze_panes(1, 0)
                sheet.write_row(0, 0, [column.label for column in source.columns], bold)
            at += 1
            for column, value in enumerate(record.cells):
                _write(sheet, (at, column), value, kronor=kronor, moment=moment)
        if sheet is None:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, [column.label for column in source.columns], bold)
    target.seek(0)
    return target


def _pages(source: RecordSource, origin: Origin) -> Iterator[tuple[Record, ...]]:
    after = ""
    while True:
        page = source.page(origin, after, PAGE_SIZE)
        yield page.records
        if not page.next_key:
            return
        after = page.next_key


def _records(source: RecordSource, origin: Origin) -> Iterator[Record]:
    for page in _pages(source, origin):
        yield from page


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
