"""A document as HTML: a part of a page of the product, or a file that stands by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import assert_never

from samdrift.kernel.figures import Figure
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
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink import footnotes, inlines
from samdrift.reporting.ink.beside import NOTHING_BESIDE, Beside
from samdrift.reporting.ink.elements import NOTHING, Child, Markup, element, joined
from samdrift.reporting.markdown import plain_text
from samdrift.reporting.ports import Column, FigureAddress, Row, Table
from samdrift.reporting.sources import (
    Describer,
    Links,
    PlainDescriber,
    SourceNumbers,
    TableSources,
)
from samdrift.reporting.wording import in_words, reasons_in_words

STYLE = Path(__file__).with_name("page.css")


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of a figure that something holds otherwise, in the reader's language.

    `words` stand in a box below its row; `aside` is said with the figure itself, unseen.
    """

    words: str
    aside: str


def body(
    document: Document,
    links: Links | None = None,
    describer: Describer | None = None,
    *,
    differs: Mapping[FigureAddress, Mark] | None = None,
    beside: Beside = NOTHING_BESIDE,
) -> str:
    """Return the blocks of a document as HTML to stand in a page; every figure is a link.

    `differs` says what is told of the figures that differ from their records: each is marked, and
    in a table the words stand below its row. `beside` has ways to share and write each place.
    """
    written = _Writer(document.scale, links, describer, differs or {}, beside)
    return written.blocks(document.blocks).html


def blocks(
    parts: Sequence[Block],
    scale: Scale,
    links: Links | None = None,
    describer: Describer | None = None,
    differs: Mapping[FigureAddress, Mark] | None = None,
) -> str:
    """Return a few blocks as HTML, for a page that shows one table or one text."""
    return _Writer(scale, links, describer, differs).blocks(parts).html


def page(document: Document, links: Links | None = None, describer: Describer | None = None) -> str:
    """Return a document as an HTML file that needs nothing beside it, and runs no scripts."""
    written = _Writer(document.scale, links, describer)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{document.title} – {document.organisation}"),
        element("style", Markup(_style())),
    )
    main = element("main", _title(document), written.blocks(document.blocks), id="innehall")
    inner = element(
        "body",
        element("a", "Hoppa till innehållet", class_="skip", href="#innehall"),
        element("div", _contents(document), main, class_="doc"),
        element("footer", _made(document), class_="foot"),
    )
    return "<!doctype html>\n" + element("html", head, inner, lang=document.language).html + "\n"


@cache
def _style() -> str:
    return STYLE.read_text(encoding="utf-8")


def _title(document: Document) -> Markup:
    return element(
        "header",
        element("p", document.organisation, class_="eyebrow"),
        element("h1", document.title),
        element("p", document.subtitle, class_="lead") if document.subtitle else NOTHING,
        element("p", document.state, class_="state"),
        class_="title",
    )


def _made(document: Document) -> str:
    parts = (document.organisation, document.title, document.state, f"{document.made_at:%Y-%m-%d}")
    return " · ".join(part for part in parts if part)


def _contents(document: Document) -> Markup:
    """Return the table of contents: the chapters, and their sections within."""
    chapters: list[tuple[Markup, list[Child]]] = []
    for heading in document.headings():
        link = element("a", plain_text(heading.children) or "–", href=f"#{heading.anchor}")
        if heading.level == 1 or not chapters:
            chapters.append((link, []))
        elif heading.level == 2:
            chapters[-1][1].append(element("li", link))
    items = [
        element("li", link, element("ol", *inner) if inner else NOTHING) for link, inner in chapters
    ]
    if not items:
        return NOTHING
    return element("nav", element("h2", "Innehåll"), element("ol", *items),
                   class_="toc", aria_label="Innehåll")  # fmt: skip


class _Writer:
    """Writes blocks in order, numbering sources on the way."""

    def __init__(
        self,
        scale: Scale,
        links: Links | None,
        describer: Describer | None,
        differs: Mapping[FigureAddress, Mark] | None = None,
        beside: Beside = NOTHING_BESIDE,
    ) -> None:
        self._scale = scale
        self._beside = beside
        self._differs = differs or {}
        self._links = inlines.SafeLinks(links, is_on_site=True)
        self._numbers = SourceNumbers(describer or PlainDescriber(), self._links)
        self._level = 1
        self._said = ""

    def blocks(self, parts: Sequence[Block]) -> Markup:
        """Return the blocks; a table's heading is left out where the block before has said it."""
        written = []
        for part in parts:
            written += [self._block(part), Markup("\n")]
            self._said = plain_text(part.children) if isinstance(part, Heading) else ""
        return joined(*written)

    def _block(self, block: Block) -> Markup:
        match block:
            case Heading():
                self._level = block.level
                inner = self._inlines(block.children)
                heading = element(f"h{block.level + 1}", inner, id=block.anchor or None)
                made = self._beside.headed(heading, block.anchor, plain_text(block.children))
            case Paragraph():
                address = self._beside.address(block.anchor, "stycket")
                inner = self._inlines(block.children)
                made = element("p", inner, address, id=block.anchor or None)
            case ItemList():
                items = [element("li", self.blocks(item)) for item in block.items]
                made = element("ol" if block.is_numbered else "ul", *items)
            case Quote():
                made = element("blockquote", self.blocks(block.children))
            case TextTable():
                made = _text_table(block, self._beside)
            case FigureTable():
                made = self._figure_table(block)
            case Chart():
                made = self._chart(block)
            case _:
                assert_never(block)
        return made

    def _inlines(self, parts: Sequence[Inline], *, in_link: bool = False) -> Markup:
        return joined(*(self._inline(part, in_link=in_link) for part in parts))

    def _inline(self, part: Inline, *, in_link: bool) -> Markup:
        match part:
            case Text():
                made = joined(part.text)
            case Strong():
                made = element("strong", self._inlines(part.children, in_link=in_link))
            case Emphasis():
                made = element("em", self._inlines(part.children, in_link=in_link))
            case Link():
                inner = self._inlines(part.children, in_link=True)
                href = "" if in_link else inlines.safe_href(part.href, is_on_site=True)
                made = element("a", inner, href=href) if href else inner
            case LiveFigure():
                made = self._live_figure(part, in_link=in_link)
            case LineBreak():
                made = element("br")
            case _:
                assert_never(part)
        return made

    def _live_figure(self, part: LiveFigure, *, in_link: bool) -> Markup:
        words = formats.swedish_figure_with_unit(part.figure, self._scale)
        return joined(words) if in_link else self._door(words, part.figure, part.address)

    def _door(self, words: str, figure: Figure, address: FigureAddress) -> Markup:
        """Return a figure as a link to its records; a missing one says why."""
        href = self._links.figure(address) or None
        title = reasons_in_words(figure.reason) if figure.is_missing else None
        look = "fig-missing" if figure.is_missing else "fig"
        if address not in self._differs:
            return element("a" if href else "span", words, class_=look, href=href, title=title)
        mark = element("span", "≠ ", class_="differs", aria_hidden="true")
        aside = f", {self._differs[address].aside}"
        told = element("span", aside, class_="visually-hidden")
        door = element("a" if href else "span", words, told, class_=f"{look} fig-differs",
                       href=href, title=title)  # fmt: skip
        return joined(mark, door)

    # Tables of figures

    def _figure_table(self, block: FigureTable) -> Markup:
        numbered = self._numbers.of(block.table)
        heading = inlines.heading_of(block)
        return element(
            "section",
            NOTHING if heading == self._said else element(f"h{self._level + 2}", heading),
            self._table(block, numbered),
            footnotes.notes(inlines.notes_under(block.table, self._scale), numbered.lines),
            self._beside.address(block.anchor, "noten" if block.number else "tabellen"),
            class_="figures",
            id=block.anchor or None,
        )

    def _table(self, block: FigureTable, numbered: TableSources) -> Markup:
        table = block.table
        references = inlines.references_of(block)
        has_notes = any(row.note for row in table.rows)
        heads: list[Child] = [_head(in_words("Post"), class_=None, is_hidden=True)]
        if references:
            heads.append(_head("Not", class_="noteref"))
        for index, column in enumerate(table.columns):
            numbers = numbered.columns[index]
            look = _column_class(column, index)
            heads.append(
                element("th", column.label, footnotes.raised(numbers), scope="col", class_=look)
            )
        if has_notes:
            heads.append(_head("Anmärkning", class_="remark"))
        rows = []
        for index, row in enumerate(table.rows):
            rows.append(self._row(block, index, numbered.rows[index], has_notes=has_notes))
            rows.append(self._differing(table, row, width=len(heads)))
        caption = f"{table.title}, {inlines.unit_of(table, self._scale).lower()}"
        hidden = element("span", caption, class_="visually-hidden")
        unit = element("span", inlines.unit_of(table, self._scale), aria_hidden="true")
        inner = element(
            "table",
            element("caption", hidden, unit, footnotes.raised(numbered.whole)),
            element("thead", element("tr", *heads)),
            element("tbody", *rows),
            class_="tbl stmt",
        )
        return element("div", inner, class_="scroll", tabindex="0", role="region",
                       aria_label=caption)  # fmt: skip

    def _row(
        self, block: FigureTable, index: int, numbers: tuple[int, ...], *, has_notes: bool
    ) -> Markup:
        row = block.table.rows[index]
        look = inlines.row_class(block, index)
        cells: list[Child] = [element("th", row.label, footnotes.raised(numbers), scope="row")]
        references = inlines.references_of(block)
        if references:
            cells.append(
                element("td", footnotes.references(references.get(row.key, [])), class_="noteref")
            )
        for place, column in enumerate(block.table.columns):
            cells.append(self._cell(block, row, place, column))
        if has_notes:
            cells.append(element("td", row.note, class_="remark"))
        return element("tr", *cells, class_=None if look == "item" else look)

    def _differing(self, table: Table, row: Row, *, width: int) -> Markup:
        """Return what is told of a row's figures that differ, as a row below it."""
        addresses = (FigureAddress(table.id, table.ask, row.key, c.key) for c in table.columns)
        told = [self._differs[address] for address in addresses if address in self._differs]
        if not told:
            return NOTHING
        lines = (element("p", line) for mark in told for line in mark.words.split("\n"))
        box = element("div", *lines, class_="diffbox")
        return element("tr", element("td", box, colspan=str(width)), class_="diffrow")

    def _cell(self, block: FigureTable, row: Row, place: int, column: Column) -> Markup:
        figure = row.figures[place]
        look = _column_class(column, place)
        if figure.is_blank:
            return element("td", class_=look)
        address = FigureAddress(block.table.id, block.table.ask, row.key, column.key)
        words = formats.swedish_figure(figure, self._scale)
        return element("td", self._door(words, figure, address), class_=look)

    # Charts

    def _chart(self, chart: Chart) -> Markup:
        drawn = charts.svg(chart, self._scale, self._links.figure)
        role = "group" if "<a href=" in drawn else "img"
        twin = self._figure_table(FigureTable(chart.table, anchor=""))
        return element(
            "figure",
            element("figcaption", element("strong", chart.finding)),
            element(
                "div", Markup(drawn), class_="chart", role=role, aria_label=chart.description()
            ),
            element(
                "details",
                element("summary", in_words("Visa som tabell")),
                twin,
                class_="twin",
                open="" if chart.is_open else None,
            ),
            self._beside.address(chart.anchor, "diagrammet"),
            class_="drawing",
            id=chart.anchor or None,
        )  # fmt: skip


def _head(words: str, *, class_: str | None, is_hidden: bool = False) -> Markup:
    inner: Child = element("span", words, class_="visually-hidden") if is_hidden else words
    return element("th", inner, scope="col", class_=class_)


def _column_class(column: Column, index: int) -> str:
    return "num then" if inlines.is_compared(column, index) else "num"


def _text_table(block: TextTable, beside: Beside) -> Markup:
    heads = [element("th", column, scope="col") for column in block.columns]
    rows = [
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in rest))
        for first, *rest in block.rows
        if block.columns
    ]
    inner = element(
        "table",
        element("caption", block.title),
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="tbl words",
    )
    address = beside.address(block.anchor, "tabellen")
    return joined(
        element("div", inner, class_="scroll", tabindex="0", role="region",
                aria_label=block.title, id=block.anchor or None),
        element("p", address, class_="to-here-line") if address.html else NOTHING,
    )  # fmt: skip
