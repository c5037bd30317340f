"""A document as a tree of frozen values: each ink renders this tree and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from samdrift.kernel.figures import Figure
from samdrift.plumbing.wording import sentence
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import FigureAddress, Table

LANGUAGE = "sv"
"""The language that reports are written in, whatever language the pages around them have."""

# Inlines: what stands in a line of text.


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry weight."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words said with stress."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    children: tuple[Inline, ...]
    href: str


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """A figure in running text, printed with its unit: `6 916`, `3 275 tkr`, `49 %`."""

    figure: Figure
    address: FigureAddress


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within a paragraph."""


type Inline = Text | Strong | Emphasis | Link | LiveFigure | LineBreak

# Blocks: what stands below one another.


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (chapter) to 4; `anchor` is its address within the document."""

    level: int
    children: tuple[Inline, ...]
    anchor: str

    def __post_init__(self) -> None:
        assert 1 <= self.level <= 4, "a document has four levels"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text; `anchor` is its address within the document."""

    children: tuple[Inline, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list of items, each a few blocks."""

    items: tuple[tuple[Block, ...], ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else."""

    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of words, such as goals with their comments, which no figure stands in."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of figures in the document; `number` is its note number where it is a note.

    A `statement` is a financial statement with its own look: fixed order, sums under a line.
    """

    table: Table
    anchor: str
    is_statement: bool = False
    number: str = ""
    references: tuple[tuple[str, str, str], ...] = ()
    """Row key, printed reference (`Not 4`) and the anchor it leads to."""


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of a table's columns: its title is its finding, its twin is the table itself.

    `row_keys` are the categories in order, `column_keys` the series, this year's first. Where
    `is_open` the twin stands open: it is what somebody asked to read.
    """

    kind: ChartKind
    finding: str
    table: Table
    row_keys: tuple[str, ...]
    column_keys: tuple[str, ...]
    anchor: str
    is_open: bool = False

    def description(self) -> str:
        """Return the chart in words, for whoever cannot see it (alternative text)."""
        series = ", ".join(c.label for c in self.table.columns if c.key in self.column_keys)
        categories = ", ".join(self.table.row(key).label for key in self.row_keys)
        finding = self.finding.rstrip().removesuffix(".")
        return sentence(
            "{finding}. Diagram över {series} för {categories}.",
            finding=finding,
            series=series,
            categories=categories,
        )


type Block = Heading | Paragraph | ItemList | Quote | TextTable | FigureTable | Chart


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its blocks in order, with level-1 headings as chapters."""

    title: str
    subtitle: str
    organisation: str
    year: int
    state: str
    """What the reader must know of its standing: `Utkast`, `Fastställd 2016-04-12 § 14`."""
    made_at: datetime
    blocks: tuple[Block, ...]
    scale: Scale = Scale.TKR
    language: str = LANGUAGE

    def tables(self) -> Iterator[FigureTable]:
        """Yield every table of figures in order."""
        return (block for block in self.blocks if isinstance(block, FigureTable))

    def charts(self) -> Iterator[Chart]:
        """Yield every chart in order."""
        return (block for block in self.blocks if isinstance(block, Chart))

    def headings(self) -> Iterator[Heading]:
        """Yield every heading in order."""
        return (block for block in self.blocks if isinstance(block, Heading))
