"""A document as DOCX, for whoever must go on writing: real headings, tables and links."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from typing import assert_never

import docx
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from samdrift.reporting import charts, formats
from samdrift.reporting.documents import (
    Block,
    Chart,
    Document,
    Emphasis,
    FigureTable,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    Link,
    LiveFigure,
    Paragraph,
    Quote,
    Strong,
    Text,
    TextTable,
)
from samdrift.reporting.ink import inlines, word_parts
from samdrift.reporting.ink.word_parts import Look
from samdrift.reporting.ink.workbook import clipped
from samdrift.reporting.markdown import plain_text
from samdrift.reporting.ports import FigureAddress, Row
from samdrift.reporting.sources import (
    Describer,
    Links,
    PlainDescriber,
    SourceNumbers,
    TableSources,
)

MOST_PROPERTY_SIGNS = 255
MOST_QUOTE_LEVELS = 8
CHART_WIDTH = Mm(150)

type Place = Word | _Cell


def write(
    document: Document, links: Links | None = None, describer: Describer | None = None
) -> bytes:
    """Return a document as DOCX; the same document always gives the same bytes."""
    word = docx.Document()
    _properties(word, document)
    word_parts.set_styles(word, document.language)
    word_parts.set_page(word.sections[0], document.title, document.state)
    _title_page(word, document)
    setter = _Setter(word, document, inlines.SafeLinks(links), describer or PlainDescriber())
    setter.blocks(document.blocks)
    target = io.BytesIO()
    word.save(target)
    return word_parts.with_fixed_times(target.getvalue())


def _properties(word: Word, document: Document) -> None:
    properties = word.core_properties
    made_at = document.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.title = clipped(document.title, MOST_PROPERTY_SIGNS)
    properties.subject = clipped(document.subtitle, MOST_PROPERTY_SIGNS)
    properties.author = clipped(document.organisation, MOST_PROPERTY_SIGNS)
    properties.last_modified_by = properties.author
    properties.category = clipped(document.state, MOST_PROPERTY_SIGNS)
    properties.comments = ""
    properties.language = document.language
    properties.created = properties.modified = made_at


def _title_page(word: Word, document: Document) -> None:
    word.add_paragraph(formats.printable(document.organisation), style="Subtitle")
    word.add_paragraph(formats.printable(document.title), style="Title")
    for words in (document.subtitle, document.state, f"{document.made_at:%Y-%m-%d}"):
        if words:
            word.add_paragraph(formats.printable(words), style="Subtitle")
    if any(document.headings()):
        contents = word.add_paragraph("Innehåll", style="TOC Heading")
        contents.paragraph_format.page_break_before = True
        word_parts.add_contents(word.add_paragraph())


class _Setter:
    """Writes blocks in order into the file, numbering sources on the way."""

    def __init__(self, word: Word, document: Document, links: Links, describer: Describer) -> None:
        self._word = word
        self._scale = document.scale
        self._links = links
        self._numbers = SourceNumbers(describer, links)
        self._bookmarks = word_parts.Bookmarks()
        self._level = 0
        self._said = ""

    def blocks(self, parts: Sequence[Block], style: str = "Normal", depth: int = 0) -> None:
        for part in parts:
            self._block(part, style, depth)
            self._said = plain_text(part.children) if isinstance(part, Heading) else ""

    def _block(self, block: Block, style: str, depth: int) -> None:
        match block:
            case Heading():
                self._level = block.level
                heading = self._word.add_paragraph(style=f"Heading {block.level}")
                self._filled(heading, block.children, block.anchor)
            case Paragraph():
                paragraph = self._word.add_paragraph(style=style)
                word_parts.indent(paragraph, depth)
                self._filled(paragraph, block.children, block.anchor)
            case ItemList():
                self._list(block, depth)
            case Quote():
                self.blocks(block.children, "Quote", min(depth + 1, MOST_QUOTE_LEVELS))
            case TextTable():
                self._text_table(block)
            case FigureTable():
                self._figure_table(block)
            case Chart():
                self._chart(block)
            case _:
                assert_never(block)

    def _list(self, block: ItemList, depth: int) -> None:
        style = "List Number" if block.is_numbered else "List Bullet"
        for number, item in enumerate(block.items, start=1):
            for place, part in enumerate(item):
                if isinstance(part, Paragraph) and place == 0 and block.is_numbered:
                    numbered = (Text(f"{number}.\t"), *part.children)
                    self._block(Paragraph(numbered, part.anchor), "List", depth + 1)
                elif isinstance(part, Paragraph) and place == 0:
                    self._block(part, style, depth)
                else:
                    self._block(part, "Normal", min(depth + 1, MOST_QUOTE_LEVELS))

    # Words

    def _filled(self, paragraph: WordParagraph, parts: Sequence[Inline], anchor: str) -> None:
        self._bookmarks.place(paragraph, anchor)
        self._inlines(paragraph, parts, Look())

    def _inlines(self, paragraph: WordParagraph, parts: Sequence[Inline], look: Look) -> None:
        for part in parts:
            self._inline(paragraph, part, look)

    def _inline(self, paragraph: WordParagraph, part: Inline, look: Look) -> None:
        match part:
            case Text():
                word_parts.add_run(paragraph, part.text, look)
            case Strong():
                self._inlines(paragraph, part.children, look.bold())
            case Emphasis():
                self._inlines(paragraph, part.children, look.italic())
            case Link():
                inner = look if look.href else look.to(inlines.safe_href(part.href))
                self._inlines(paragraph, part.children, inner)
            case LiveFigure():
                words = formats.swedish_figure_with_unit(part.figure, self._scale)
                shown = look.italic() if part.figure.is_missing else look
                door = shown if look.href else shown.to(self._links.figure(part.address))
                word_parts.add_run(paragraph, words, door)
            case LineBreak():
                paragraph.add_run().add_break()
            case _:
                assert_never(part)

    # Tables and charts

    def _heading(self, words: str, anchor: str) -> None:
        level = min(self._level + 1, 4)
        paragraph = self._word.add_paragraph(style=f"Heading {level}")
        self._filled(paragraph, (Text(words),), anchor)

    def _text_table(self, block: TextTable) -> None:
        if not block.columns:
            return
        self._heading(block.title, block.anchor)
        table = self._word.add_table(rows=1, cols=len(block.columns), style="Samdrift")
        for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
            self._cell(cell, column, Look(is_bold=True))
        for row in block.rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                self._cell(cell, words, Look())
        word_parts.repeat_header(table, block.title)
        self._word.add_paragraph(style="Source")

    def _figure_table(self, block: FigureTable) -> None:
        numbered = self._numbers.of(block.table)
        heading = inlines.heading_of(block)
        if heading != self._said:
            self._heading(heading, block.anchor)
        else:
            self._bookmarks.place(self._word.paragraphs[-1], block.anchor)
        self._table(block, numbered)
        self._under(block, numbered)

    def _table(self, block: FigureTable, numbered: TableSources) -> None:
        table = block.table
        references = inlines.references_of(block)
        has_remarks = any(row.note for row in table.rows)
        first = 2 if references else 1
        width = first + len(table.columns) + has_remarks
        made = self._word.add_table(1 + len(table.rows), width, style="Samdrift")
        made.alignment = WD_TABLE_ALIGNMENT.CENTER
        grid = [row.cells for row in made.rows]
        heads = [inlines.unit_of(table, self._scale), *(["Not"] if references else [])]
        heads += [column.label for column in table.columns]
        heads += ["Anmärkning"] if has_remarks else []
        bold = Look(is_bold=True)
        for place, (cell, words) in enumerate(zip(grid[0], heads, strict=True)):
            is_number = first <= place < first + len(table.columns)
            numbers = numbered.columns[place - first] if is_number else ()
            numbers = numbered.whole if place == 0 else numbers
            self._cell(cell, words, bold, numbers=numbers, is_number=is_number)
        for index, row in enumerate(table.rows):
            cells = grid[index + 1]
            self._row(cells, block, index, numbered.rows[index])
            self._notes_of(cells, references.get(row.key, []), row.note)
        word_parts.set_widths(made, grid, first, len(table.columns))
        word_parts.repeat_header(made, table.title)

    def _row(
        self, cells: Sequence[_Cell], block: FigureTable, index: int, numbers: tuple[int, ...]
    ) -> None:
        row = block.table.rows[index]
        row_class = inlines.row_class(block, index)
        look = Look(is_bold=row_class in {"sum", "end", "group"})
        self._cell(cells[0], row.label, look, numbers=numbers)
        first = 2 if block.references else 1
        for place, words, href in self._figures(block, row):
            is_missing = row.figures[place].is_missing
            shown = look.italic() if is_missing else look
            self._cell(cells[first + place], words, shown.to(href), is_number=True)
        if row_class in {"sum", "end"}:
            word_parts.rule_above(cells, is_end=row_class == "end")

    def _figures(self, block: FigureTable, row: Row) -> list[tuple[int, str, str]]:
        table = block.table
        found = []
        for place, column in enumerate(table.columns):
            figure = row.figures[place]
            address = FigureAddress(table.id, table.ask, row.key, column.key)
            href = "" if figure.is_blank else self._links.figure(address)
            found.append((place, formats.swedish_figure(figure, self._scale), href))
        return found

    def _notes_of(
        self, cells: Sequence[_Cell], references: Sequence[tuple[str, str]], note: str
    ) -> None:
        for place, (printed, anchor) in enumerate(references):
            paragraph = cells[1].paragraphs[0]
            word_parts.add_run(paragraph, ", " if place else "", Look())
            word_parts.add_run(paragraph, printed, Look(href=f"#{anchor}"))
        if note:
            self._cell(cells[-1], note, Look())

    def _cell(
        self,
        cell: _Cell,
        words: str,
        look: Look,
        *,
        numbers: tuple[int, ...] = (),
        is_number: bool = False,
    ) -> None:
        paragraph = cell.paragraphs[0]
        word_parts.set_style(paragraph, "Cell")
        if is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        word_parts.add_run(paragraph, words, look)
        word_parts.add_raised(paragraph, ", ".join(map(str, numbers)))

    def _under(self, block: FigureTable, numbered: TableSources) -> None:
        for note in inlines.notes_under(block.table, self._scale):
            word_parts.add_run(self._word.add_paragraph(style="Source"), note, Look())
        for line in numbered.lines:
            paragraph = self._word.add_paragraph(style="Source")
            word_parts.add_run(paragraph, f"{line.number}  ", Look())
            word_parts.add_run(paragraph, line.text, Look(href=line.href))
        self._word.add_paragraph(style="Source")

    def _chart(self, chart: Chart) -> None:
        self._heading(chart.finding, chart.anchor)
        drawing = io.BytesIO(charts.png(chart, self._scale))
        picture = self._word.add_picture(drawing, width=CHART_WIDTH)
        properties = picture._inline.docPr  # noqa: SLF001  The library has no other door to it.
        properties.set("descr", formats.printable(chart.description())[:2000])
        properties.set("title", formats.printable(chart.finding)[:250])
        self._under(FigureTable(chart.table, anchor=""), self._numbers.of(chart.table))
