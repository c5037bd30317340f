"""A workbook of tables: real numbers, texts that stay texts, and a source for every figure."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from samdrift.kernel.figures import Amount, Figure, Unit
from samdrift.kernel.money import Money
from samdrift.plumbing import marks
from samdrift.reporting import formats
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink.inlines import safe_href
from samdrift.reporting.ports import FigureAddress, Row, RowKind, Table
from samdrift.reporting.sources import Describer, Links, origin_words, span_words

MOST_SIGNS = 32_000
"""What a cell can hold, with room to spare (the format's limit is 32 767 UTF-16 units)."""
MOST_COMMENT_SIGNS = 2_000
MOST_COMMENT_LINES = 8
MOST_ADDRESSES = 60_000
MOST_DIGITS = 15
"""A spreadsheet keeps fifteen digits; a longer number is written as text rather than changed."""

SOURCES = "Källor"
_SOURCE_HEADS = (
    "Tabell", "Rad", "Kolumn", "Värde", "Enhet", "Fråga", "Urval", "Tid", "Antal poster", "Adress",
)  # fmt: skip
_SOURCE_WIDTHS = (34, 34, 20, 16, 10, 26, 40, 24, 12, 60)
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = {"history", "historik", SOURCES.casefold()}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table begins on its sheet, and how it stands there.

    `has_keys` puts the rows' keys in a column of their own. `is_exact` keeps money unrounded in
    the scale; otherwise every figure is rounded on its own, as in the other formats.
    """

    top: int = 0
    has_keys: bool = True
    is_exact: bool = False


class Book:
    """A workbook in the making; the same calls always give the same bytes."""

    def __init__(
        self, *, title: str, made_at: datetime, describer: Describer, links: Links
    ) -> None:
        self._bytes = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(self._bytes, options)
        created = made_at.astimezone(UTC) if made_at.tzinfo else made_at
        self._book.set_properties(
            {"title": clipped(title, 250), "created": created.replace(tzinfo=None)}
        )
        self._mark = marks.mark()
        if self._mark:
            self._book.set_custom_property("Uttaget", self._mark.words)
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._names: set[str] = set()
        self._source_lines: list[tuple[str | Decimal | int, ...]] = []
        self.describer = describer
        self.links = links

    def add_sheet(self, name: str) -> Worksheet:
        """Add a sheet with a name that is allowed, and that no other sheet has."""
        sheet = self._book.add_worksheet(self._free_name(name))
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        if self._mark:
            sheet.set_footer(f"&L{self._mark.words.replace('&', '&&')[:240]}")
        return sheet

    def look(self, **properties: object) -> Format:
        """Return a cell format; equal looks are one format in the file."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
            self._formats[key] = self._book.add_format(base | properties)
        return self._formats[key]

    def write_text(
        self, sheet: Worksheet, cell: tuple[int, int], text: str, look: Format | None = None
    ) -> None:
        """Write text as text, whatever it begins with."""
        sheet.write_string(*cell, clipped(text, MOST_SIGNS), look)

    def write_link(
        self, sheet: Worksheet, cell: tuple[int, int], name: str, words: str = ""
    ) -> None:
        """Write a link to another sheet of the workbook."""
        quoted = name.replace("'", "''")
        look = self.look(font_color="#0B5CAD", underline=1)
        sheet.write_url(*cell, f"internal:'{quoted}'!A1", look, clipped(words or name, 250))

    def write_table(self, sheet: Worksheet, table: Table, scale: Scale, place: Place) -> int:
        """Write a table from the place and down; return the first free row under it."""
        first = 2 if place.has_keys else 1
        self._write_heads(sheet, table, scale, place)
        for index, row in enumerate(table.rows, start=place.top + 1):
            self._write_row(sheet, index, row, place)
            for column, (asked, figure) in enumerate(zip(table.columns, row.figures, strict=True)):
                address = FigureAddress(table.id, table.ask, row.key, asked.key)
                value = _scaled(figure, scale, is_exact=place.is_exact)
                look = self._number_look(figure, scale, row.kind)
                cell = (index, first + column)
                self._write_value(sheet, cell, value, look)
                sheet.write_comment(*cell, self._comment(figure), {"author": "", "x_scale": 2.5})
                names = (table.title, row.label, asked.label)
                self._remember(names, figure, value, (scale, address))
        return self._write_below(sheet, table, place.top + len(table.rows) + 2)

    def write_sources(self) -> None:
        """Write the sheet of sources: one line for every figure written so far."""
        sheet = self._book.add_worksheet(SOURCES)
        for column, (head, width) in enumerate(zip(_SOURCE_HEADS, _SOURCE_WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            self.write_text(sheet, (0, column), head, self.look(bold=True, bottom=1))
        sheet.freeze_panes(1, 0)
        plain = self.look()
        for index, line in enumerate(self._source_lines, start=1):
            for column, value in enumerate(line[:-1]):
                self._write_value(sheet, (index, column), value, plain)
            self._write_address(sheet, (index, len(line) - 1), str(line[-1]))
        if self._source_lines:
            sheet.autofilter(0, 0, len(self._source_lines), len(_SOURCE_HEADS) - 1)

    def close(self) -> bytes:
        """Finish the workbook and return the bytes of its file."""
        self._book.close()
        return self._bytes.getvalue()

    def _free_name(self, wanted: str) -> str:
        base = _NOT_IN_SHEET_NAMES.sub(" ", formats.printable(wanted))
        base = _utf16_clipped(" ".join(base.split()).strip("' "), 31).strip("' ") or "Tabell"
        name, number = base, 1
        while name.casefold() in self._names | _RESERVED:
            number += 1
            ending = f" ({number})"
            name = _utf16_clipped(base, 31 - len(ending)).rstrip("' ") + ending
        self._names.add(name.casefold())
        return name

    def _write_heads(self, sheet: Worksheet, table: Table, scale: Scale, place: Place) -> None:
        head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
        words = formats.unit_words(table.unit, scale)
        texts = [*(["Nyckel"] if place.has_keys else []), words]
        first = len(texts)
        for column, text in enumerate(texts):
            self.write_text(sheet, (place.top, column), text, self.look(**head))
        for column, asked in enumerate(table.columns, start=first):
            look = self.look(**head, align="right")
            self.write_text(sheet, (place.top, column), asked.label, look)
        if any(row.note for row in table.rows):
            note = first + len(table.columns)
            self.write_text(sheet, (place.top, note), "Not", self.look(**head))
            sheet.set_column(note, note, 24)
        sheet.set_column(0, first - 1, 16)
        sheet.set_column(first - 1, first - 1, 44)
        sheet.set_column(first, first + len(table.columns) - 1, 16)
        sheet.freeze_panes(place.top + 1, first)
        sheet.repeat_rows(place.top)

    def _write_row(self, sheet: Worksheet, index: int, row: Row, place: Place) -> None:
        look = self.look(text_wrap=True, **_row_look(row.kind))
        texts = [*([row.key] if place.has_keys else []), row.label]
        for column, text in enumerate(texts):
            self.write_text(sheet, (index, column), text, look)
        if row.note:
            column = len(texts) + len(row.figures)
            self.write_text(sheet, (index, column), row.note, self.look(**_row_look(row.kind)))

    def _write_below(self, sheet: Worksheet, table: Table, top: int) -> int:
        figures = [figure for row in table.rows for figure in row.figures]
        reasons = dict.fromkeys(figure.reason for figure in figures if figure.is_missing)
        lines = [*filter(None, [table.explains]), *(f"Saknas: {reason}" for reason in reasons)]
        for row, text in enumerate([*lines, *table.footnotes], start=top):
            self.write_text(sheet, (row, 0), text, self.look(font_color="#4A515B"))
        return top + len(lines) + len(table.footnotes)

    def _number_look(self, figure: Figure, scale: Scale, kind: RowKind) -> Format:
        look = _row_look(kind) | {"align": "right"}
        if figure.is_missing:
            return self.look(**look, italic=True)
        return self.look(**look, num_format=_number_format(figure, scale))

    def _write_value(
        self, sheet: Worksheet, cell: tuple[int, int], value: str | Decimal | int, look: Format
    ) -> None:
        """Write a number as a number where a spreadsheet can hold it, everything else as text."""
        if value == "":
            sheet.write_blank(*cell, None, look)
        elif isinstance(value, str):
            self.write_text(sheet, cell, value, look)
        elif len(str(value).lstrip("-").replace(".", "").lstrip("0")) > MOST_DIGITS:
            self.write_text(sheet, cell, format(value, "f"), look)
        else:
            sheet.write_number(*cell, float(value), look)

    def _write_address(self, sheet: Worksheet, cell: tuple[int, int], address: str) -> None:
        if safe_href(address) and cell[0] <= MOST_ADDRESSES:
            sheet.write_url(*cell, address, self.look(font_color="#0B5CAD", underline=1))
        else:
            self.write_text(sheet, cell, address, self.look())

    def _comment(self, figure: Figure) -> str:
        lines = [origin_words(origin, self.describer) for origin in figure.origins]
        if len(lines) > MOST_COMMENT_LINES:
            rest = len(lines) - MOST_COMMENT_LINES
            lines = [*lines[:MOST_COMMENT_LINES], f"och {rest} till, se bladet {SOURCES}"]
        head = [f"Saknas: {figure.reason}"] if figure.is_missing else []
        return clipped("\n".join([*head, "Källa:", *lines]), MOST_COMMENT_SIGNS)

    def _remember(
        self,
        names: tuple[str, str, str],
        figure: Figure,
        value: str | Decimal | int,
        asked: tuple[Scale, FigureAddress],
    ) -> None:
        scale, address = asked
        origins = figure.origins
        shown = f"{formats.MISSING}: {figure.reason}" if figure.is_missing else value
        unit = scale.value if figure.unit is Unit.MONEY else formats.UNIT_WORDS[figure.unit]
        questions = dict.fromkeys(self.describer.title(origin.question) for origin in origins)
        scopes = dict.fromkeys(self.describer.describe(origin) for origin in origins)
        spans = dict.fromkeys(span_words(origin.span) for origin in origins)
        joined = [", ".join(questions), "; ".join(filter(None, scopes)), ", ".join(spans)]
        address_text = self.links.figure(address)
        self._source_lines.append((*names, shown, unit, *joined, figure.record_count, address_text))


def clipped(text: str, most: int) -> str:
    """Return printable text that fits, ending in `…` where something was cut off."""
    text = formats.printable(text[: most + 1])
    return text if len(text) * 2 <= most else _utf16_clipped(text, most)


def _utf16_clipped(text: str, most: int) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= most * 2:
        return text
    return units[: (most - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def _row_look(kind: RowKind) -> dict[str, object]:
    if kind is RowKind.SUM:
        return {"bold": True, "top": 1}
    if kind is RowKind.GROUP:
        return {"bold": True}
    return {"font_color": "#4A515B"} if kind is RowKind.COMPARISON else {}


def _scaled(figure: Figure, scale: Scale, *, is_exact: bool) -> str | Decimal | int:
    if figure.is_missing:
        return formats.MISSING
    if figure.value is None:
        return ""
    if is_exact and isinstance(figure.value, Money):
        return Decimal(figure.value.ore) / scale.ore
    return Decimal(formats.machine_number(figure.value, scale))


def _number_format(figure: Figure, scale: Scale) -> str:
    decimals = _decimals(figure.value, scale)
    digits = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    zero = digits if figure.unit is Unit.PERCENT else f'"{formats.NIL}"'
    return f'{digits};"{formats.MINUS}"{digits};{zero}'


def _decimals(value: Amount | None, scale: Scale) -> int:
    if isinstance(value, Money):
        return 2 if scale is Scale.SEK else 0
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
    return 0
