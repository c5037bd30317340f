"""A document's tables as a workbook: a sheet each, a list of contents, and every figure's source.

Money stands in the document's scale, unrounded: the format of the cell rounds what is shown, so
that sums worked out in the sheet are exact. The first sheet says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from samdrift.kernel.figures import Unit
from samdrift.reporting import formats
from samdrift.reporting.documents import (
    Block,
    Chart,
    Document,
    FigureTable,
    ItemList,
    Quote,
    TextTable,
)
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink import inlines
from samdrift.reporting.ink.workbook import SOURCES, Book, Place
from samdrift.reporting.sources import Describer, Links, NoLinks, PlainDescriber

CONTENTS = "Innehåll"
TOP = 3
"""The row where a table begins: under its heading, its unit and the way back."""


def write(
    document: Document, links: Links | None = None, describer: Describer | None = None
) -> bytes:
    """Return a document's tables as XLSX; the same document always gives the same bytes."""
    book = Book(
        title=document.title,
        made_at=document.made_at,
        describer=describer or PlainDescriber(),
        links=links or NoLinks(),
    )
    contents = book.add_sheet(CONTENTS)
    entries = [
        (_heading(block), _add_sheet(book, block, document.scale))
        for block in _tables(document.blocks)
    ]
    book.write_sources()
    _write_contents(book, contents, document, entries)
    return book.close()


def _tables(blocks: Sequence[Block]) -> Iterator[FigureTable | TextTable]:
    """Yield every table in order, also those in lists and quotes, and the twin of every chart."""
    for block in blocks:
        match block:
            case FigureTable() | TextTable():
                yield block
            case Chart():
                yield FigureTable(block.table, block.anchor)
            case Quote():
                yield from _tables(block.children)
            case ItemList():
                for item in block.items:
                    yield from _tables(item)
            case _:
                pass


def _heading(block: FigureTable | TextTable) -> str:
    return block.title if isinstance(block, TextTable) else inlines.heading_of(block)


def _add_sheet(book: Book, block: FigureTable | TextTable, scale: Scale) -> Worksheet:
    sheet = book.add_sheet(_heading(block))
    book.write_text(sheet, (0, 0), _heading(block), book.look(bold=True, font_size=14))
    book.write_link(sheet, (1, 0), CONTENTS)
    if isinstance(block, TextTable):
        _write_words(book, sheet, block)
        return sheet
    place = Place(top=TOP, has_keys=False, is_exact=True)
    book.write_table(sheet, block.table, scale, place)
    return sheet


def _write_words(book: Book, sheet: Worksheet, block: TextTable) -> None:
    head, plain = book.look(bold=True, bottom=1), book.look(text_wrap=True)
    for column, words in enumerate(block.columns):
        book.write_text(sheet, (TOP, column), words, head)
    for index, row in enumerate(block.rows, start=TOP + 1):
        for column, words in enumerate(row):
            book.write_text(sheet, (index, column), words, plain)
    sheet.set_column(0, max(0, len(block.columns) - 1), 40)
    sheet.freeze_panes(TOP + 1, 0)


def _write_contents(
    book: Book, sheet: Worksheet, document: Document, entries: Sequence[tuple[str, Worksheet]]
) -> None:
    sheet.set_column(0, 0, 70)
    book.write_text(sheet, (0, 0), document.title, book.look(bold=True, font_size=16))
    about = (document.subtitle, document.organisation, document.state, _how_money_stands(document))
    plain = book.look(text_wrap=True, font_color="#4A515B")
    row = 1
    for row, words in enumerate(filter(None, about), start=1):
        book.write_text(sheet, (row, 0), words, plain)
    for index, (heading, target) in enumerate(entries, start=row + 2):
        book.write_link(sheet, (index, 0), target.get_name(), heading)
    book.write_link(sheet, (row + 2 + len(entries), 0), SOURCES)


def _how_money_stands(document: Document) -> str:
    unit = formats.unit_words(Unit.MONEY, document.scale).lower()
    return f"Belopp i {unit}, oavrundade: cellens format avrundar bara det som visas."
