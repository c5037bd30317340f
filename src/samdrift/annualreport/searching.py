"""Words looked for in a report: where they stand, with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from samdrift.reporting.ink.inlines import heading_of, notes_under
from samdrift.reporting.ports import Table

FEWEST_SIGNS = 2
MOST_SIGNS = 100
MOST_HITS = 200
AROUND = 90
"""How many signs stand before the first word that is found, and after the last."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a hit, and whether they are what was looked for."""

    words: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words were found: the chapter, what kind of place, its address, and its words."""

    section: str
    kind: str
    anchor: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    section: str
    kind: str
    anchor: str
    words: str
    above: str = ""
    """The table that the words stand in: it may have some of what is asked for, but not all."""

    def has(self, wanted: Sequence[str]) -> bool:
        """Whether every word stands here or above, and at least one of them here."""
        here, above = self.words.casefold(), self.above.casefold()
        return any(word in here for word in wanted) and all(
            word in here or word in above for word in wanted
        )

    @property
    def whole(self) -> str:
        """The words with what they stand in."""
        return f"{self.above}: {self.words}" if self.above else self.words


type _Told = tuple[str, str, str, str]
"""What kind of place it is, its anchor, what it stands in, and its words."""


def hits(document: Document, asked: str) -> tuple[Hit, ...]:
    """Return the places that have every word that is asked for, in reading order."""
    wanted = [word for word in plain(asked).casefold().split() if word]
    if not wanted or len(plain(asked)) < FEWEST_SIGNS:
        return ()
    found = (
        Hit(place.section, place.kind, place.anchor, tuple(_pieces(place.whole, wanted)))
        for place in _places(document)
        if place.has(wanted)
    )
    return tuple(hit for hit, _ in zip(found, range(MOST_HITS), strict=False))


def plain(text: str) -> str:
    """Return what was typed as it is looked for: figures are typed with common spaces."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())[:MOST_SIGNS]


def _places(document: Document) -> Iterator[_Place]:
    section, anchor = document.title, ""
    for block in _flat(document.blocks):
        if isinstance(block, Heading):
            section, anchor = _said(block.children, document.scale), block.anchor
        for kind, at, above, words in _told(block, document.scale):
            yield _Place(section, kind, at or anchor, plain_whole(words), plain_whole(above))


def _told(block: Block, scale: Scale) -> Iterator[_Told]:
    """Yield what a block says: what kind of place it is, its anchor and its words."""
    match block:
        case Heading():
            yield "Rubrik", block.anchor, "", _said(block.children, scale)
        case Paragraph():
            yield "Text", block.anchor, "", _said(block.children, scale)
        case TextTable():
            for row in block.rows:
                yield "Tabell", block.anchor, block.title, " · ".join(row)
        case FigureTable():
            yield from _table(block, scale)
        case Chart():
            yield "Diagram", block.anchor, "", block.finding
        case _:
            assert isinstance(block, ItemList | Quote), "what holds other blocks has none itself"


def _flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with those that stand in lists and quotes."""
    for block in blocks:
        match block:
            case ItemList():
                for item in block.items:
                    yield from _flat(item)
            case Quote():
                yield from _flat(block.children)
            case _:
                yield block


def _table(block: FigureTable, scale: Scale) -> Iterator[_Told]:
    kind = "Not" if block.number else "Tabell"
    title = heading_of(block)
    yield kind, block.anchor, "", title
    for row in block.table.rows:
        figures = _figures(block.table, row.key, scale)
        yield kind, block.anchor, title, f"{row.label} {figures} {row.note}"
    for note in notes_under(block.table, scale):
        yield kind, block.anchor, title, note


def _figures(table: Table, row_key: str, scale: Scale) -> str:
    figures = zip(table.columns, table.row(row_key).figures, strict=True)
    return " · ".join(
        f"{column.label} {swedish_figure_with_unit(figure, scale)}"
        for column, figure in figures
        if not figure.is_blank
    )


def _said(inlines: Sequence[Inline], scale: Scale) -> str:
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
                words.append(_said(inline.children, scale))
    return "".join(words)


def plain_whole(words: str) -> str:
    """Return words on one line, with common spaces."""
    return " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())


def _pieces(words: str, wanted: Sequence[str]) -> Iterator[Piece]:
    """Yield the words around what was found, with each found word by itself."""
    pattern = re.compile("|".join(re.escape(word) for word in wanted), re.IGNORECASE)
    spans = [match.span() for match in pattern.finditer(words)]
    begins = max(0, spans[0][0] - AROUND) if spans else 0
    ends = min(len(words), max(spans[0][1] + 2 * AROUND, begins + 3 * AROUND)) if spans else 240
    at = begins
    if begins:
        yield Piece("… ", is_found=False)
    for start, end in spans:
        if end > ends:
            break
        yield Piece(words[at:start], is_found=False)
        yield Piece(words[start:end], is_found=True)
        at = end
    yield Piece(words[at:ends] + (" …" if ends < len(words) else ""), is_found=False)
