"""One table as json, csv, markdown or xlsx, as the exchange package lays it down (section 2)."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from enum import StrEnum

from samdrift.kernel.figures import Figure, Unit
from samdrift.reporting import formats
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Row, Table
from samdrift.reporting.sources import Describer, Links, NoLinks, PlainDescriber

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>|#~])")
_BREAKS = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")


class TableFormat(StrEnum):
    """The formats a table can be had in."""

    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """What the format is called on the web."""
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        texts = {"json": "application/json", "csv": "text/csv", "md": "text/markdown"}
        return sheet if self is TableFormat.XLSX else f"{texts[self.value]}; charset=utf-8"


def write(
    table: Table,
    scale: Scale,
    form: TableFormat,
    *,
    describer: Describer | None = None,
    links: Links | None = None,
) -> bytes:
    """Return the table in the format, as the bytes of a file."""
    if form is TableFormat.XLSX:
        return as_xlsx(table, scale, describer=describer, links=links)
    texts = {
        TableFormat.JSON: as_json,
        TableFormat.CSV: as_csv,
        TableFormat.MARKDOWN: as_markdown,
    }
    return texts[form](table, scale).encode("utf-8", errors="replace")


def unit_key(table: Table, scale: Scale) -> str:
    """Return the unit as the formats name it: `count`, `days`, `grade`, `SEK`, `tkr`, `mkr`."""
    return scale.value if table.unit is Unit.MONEY else table.unit.value


# JSON


def as_json(table: Table, scale: Scale) -> str:
    """Return the table as JSON, a row a line; money is printed exactly, never by way of a float."""
    columns = ", ".join(
        f'{{"key": {_text(column.key)}, "label": {_text(column.label)}}}'
        for column in table.columns
    )
    rows = ",\n  ".join(_json_row(row, scale) for row in table.rows)
    return (
        f'{{"id": {_text(table.id)}, "title": {_text(table.title)}, "year": {table.ask.year}, '
        f'"unit": {_text(unit_key(table, scale))},\n "columns": [{columns}],\n'
        f' "rows": [{rows}]}}\n'
    )


def _json_row(row: Row, scale: Scale) -> str:
    values = ", ".join(json_value(figure, scale) for figure in row.figures)
    note = f', "note": {_text(row.note)}' if row.note else ""
    return f'{{"key": {_text(row.key)}, "label": {_text(row.label)}, "values": [{values}]{note}}}'


def json_value(figure: Figure, scale: Scale) -> str:
    """Return a figure as a JSON value: a number, `null`, or `{"missing": "reason"}`."""
    if figure.is_missing:
        return f'{{"missing": {_text(figure.reason)}}}'
    return "null" if figure.value is None else formats.machine_number(figure.value, scale)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# CSV


def as_csv(table: Table, scale: Scale) -> str:
    """Return the table as CSV (RFC 4180); text never begins as a formula does."""
    has_notes = any(row.note for row in table.rows)
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    note = ["note"] if has_notes else []
    keys = [formats.as_plain_text(column.key) for column in table.columns]
    writer.writerow(["key", "label", *keys, *note])
    for row in table.rows:
        values = [_csv_value(figure, scale) for figure in row.figures]
        notes = [formats.as_plain_text(row.note)] if has_notes else []
        texts = [formats.as_plain_text(row.key), formats.as_plain_text(row.label)]
        writer.writerow([*texts, *values, *notes])
    return target.getvalue()


def _csv_value(figure: Figure, scale: Scale) -> str:
    if figure.is_missing:
        return f"{formats.MISSING}: {figure.reason}"
    return "" if figure.value is None else formats.machine_number(figure.value, scale)


# Markdown


def as_markdown(table: Table, scale: Scale) -> str:
    """Return the table as GitHub Markdown with Swedish numbers, its title as heading."""
    has_notes = any(row.note for row in table.rows)
    heads = [formats.unit_words(table.unit, scale), *(c.label for c in table.columns)]
    marks = ["---", *("---:" for _ in table.columns)]
    lines = [_line(heads + ["Not"] * has_notes), f"| {' | '.join(marks + ['---'] * has_notes)} |"]
    for row in table.rows:
        numbers = [formats.swedish_figure(figure, scale) for figure in row.figures]
        lines.append(_line([row.label, *numbers, *([row.note] if has_notes else [])]))
    parts = [f"# {_escaped(table.title)}", "\n".join(lines), *_below(table)]
    return "\n\n".join(parts) + "\n"


def _below(table: Table) -> list[str]:
    figures = (figure for row in table.rows for figure in row.figures)
    reasons = dict.fromkeys(figure.reason for figure in figures if figure.is_missing)
    told = [f"Saknas: {_escaped(reason)}" for reason in reasons]
    notes = [f"- {_escaped(footnote)}" for footnote in table.footnotes]
    explains = [_escaped(table.explains)] if table.explains else []
    return [*explains, *told, *(["\n".join(notes)] if notes else [])]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    return _MARKDOWN_SIGNS.sub(r"\\\1", _BREAKS.sub(" ", text).strip())


# XLSX


def as_xlsx(
    table: Table,
    scale: Scale,
    *,
    describer: Describer | None = None,
    links: Links | None = None,
    made_at: datetime | None = None,
) -> bytes:
    """Return the table as a workbook: the same numbers as the other formats, and `Källor`."""
    from samdrift.reporting.ink import workbook  # noqa: PLC0415  Large: loaded when it is used.

    book = workbook.Book(
        title=table.title,
        made_at=made_at or datetime.combine(table.ask.on, datetime.min.time()),
        describer=describer or PlainDescriber(),
        links=links or NoLinks(),
    )
    sheet = book.add_sheet(table.title)
    book.write_table(sheet, table, scale, workbook.Place())
    book.write_sources()
    return book.close()
