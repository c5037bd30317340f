"""Two documents held against each other, figure by figure and paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from samdrift.annualreport.editions.ports import Comparison, DifferingFigure, DifferingText
from samdrift.kernel.figures import Figure
from samdrift.reporting.documents import (
    Block,
    Chart,
    Document,
    FigureTable,
    Heading,
    Inline,
    ItemList,
    LineBreak,
    LiveFigure,
    Paragraph,
    Quote,
    Text,
    TextTable,
)
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.held import HeldFigure, is_same
from samdrift.reporting.ports import Ask, FigureAddress, Table

type Lookup = Callable[[FigureAddress], Figure | None]


@dataclass(frozen=True, slots=True)
class ToldText:
    """A paragraph, with the heading it stands under."""

    section: str
    words: str


def nowhere(address: FigureAddress) -> None:
    """Tell nothing of a figure that only one of two documents has."""
    del address


def comparison(one: Document, other: Document, *, lookup: Lookup = nowhere) -> Comparison:
    """Return what two documents tell otherwise, to the öre and to the word.

    `lookup` answers for a figure of the first that the other does not print.
    """
    return Comparison(tuple(_figures(one, other, lookup)), tuple(_texts(one, other)))


def told_figures(document: Document) -> dict[FigureAddress, HeldFigure]:
    """Return every figure of a document by its address, in reading order."""
    told: dict[FigureAddress, HeldFigure] = {}
    live: list[tuple[LiveFigure, str]] = []
    for block in _within(document.blocks):
        match block:
            case FigureTable() | Chart():
                for address, figure in _cells(block.table, block.anchor):
                    told.setdefault(address, figure)
            case Heading() | Paragraph():
                live += ((each, block.anchor) for each in _live(block.children))
            case _:
                pass
    for each, anchor in live:
        to = each.address
        words = HeldFigure(each.figure, anchor, to.table_id, to.row_key, to.column_key)
        told.setdefault(to, words)
    return told


def told_tables(document: Document) -> dict[tuple[str, Ask], Table]:
    """Return every table of a document by its id and what it was asked, the first told of each."""
    told: dict[tuple[str, Ask], Table] = {}
    for block in _within(document.blocks):
        if isinstance(block, FigureTable):
            told.setdefault((block.table.id, block.table.ask), block.table)
    return told


def _figures(one: Document, other: Document, lookup: Lookup) -> Iterator[DifferingFigure]:
    before, after = told_figures(one), told_figures(other)
    for address, told in before.items():
        now = after[address].figure if address in after else lookup(address)
        if now is None or not is_same(told.figure, now):
            yield _differing(address, told, told.figure, now)
    for address, told in after.items():
        if address not in before and not told.figure.is_blank:
            yield _differing(address, told, None, told.figure)


def _differing(
    address: FigureAddress, told: HeldFigure, one: Figure | None, other: Figure | None
) -> DifferingFigure:
    return DifferingFigure(
        address, told.anchor, told.table_title, told.row_label, told.column_label, one, other
    )


def _within(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case ItemList():
                for item in block.items:
                    yield from _within(item)
            case Quote():
                yield from _within(block.children)
            case _:
                yield block


def _cells(table: Table, anchor: str) -> Iterator[tuple[FigureAddress, HeldFigure]]:
    for row in table.rows:
        for column, figure in zip(table.columns, row.figures, strict=True):
            address = FigureAddress(table.id, table.ask, row.key, column.key)
            yield address, HeldFigure(figure, anchor, table.title, row.label, column.label)


def _live(inlines: Sequence[Inline]) -> Iterator[LiveFigure]:
    for inline in inlines:
        match inline:
            case LiveFigure():
                yield inline
            case Text() | LineBreak():
                pass
            case _:
                yield from _live(inline.children)


def _texts(one: Document, other: Document) -> Iterator[DifferingText]:
    before, after = tuple(_told_texts(one)), tuple(_told_texts(other))
    matcher = SequenceMatcher(
        None, [told.words for told in before], [told.words for told in after], autojunk=False
    )
    for act, start, end, other_start, other_end in matcher.get_opcodes():
        if act == "equal":
            continue
        nothing = ToldText("", "")
        for was, now in zip_longest(
            before[start:end], after[other_start:other_end], fillvalue=nothing
        ):
            yield DifferingText(was.section or now.section, was.words, now.words)


def _told_texts(document: Document) -> Iterator[ToldText]:
    section = document.title
    for block in _within(document.blocks):
        match block:
            case Heading():
                section = _words(block.children, document.scale)
                yield ToldText(section, section)
            case Paragraph():
                yield ToldText(section, _words(block.children, document.scale))
            case TextTable():
                for row in block.rows:
                    yield ToldText(section, " · ".join(cell for cell in row if cell))
            case _:
                pass


def _words(inlines: Sequence[Inline], scale: Scale) -> str:
    words = []
    for inline in inlines:
        match inline:
            case Text():
                words.append(inline.text)
            case LineBreak():
                words.append(" ")
            case LiveFigure():
                words.append(swedish_figure_with_unit(inline.figure, scale))
            case _:
                words.append(_words(inline.children, scale))
    return "".join(words)
