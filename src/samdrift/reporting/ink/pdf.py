"""A document as PDF that anyone can read and any archive can keep (PDF/UA-1 and PDF/A-2a)."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from textwrap import shorten
from typing import Any, assert_never

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
from samdrift.reporting.ink import inlines, row_headers
from samdrift.reporting.ink.typefaces import FONTS, printable_in_type
from samdrift.reporting.markdown import plain_text
from samdrift.reporting.ports import FigureAddress, Row
from samdrift.reporting.sources import (
    MONTHS,
    Describer,
    Links,
    PlainDescriber,
    SourceNumbers,
    TableSources,
)

TEMPLATE = Path(__file__).with_name("report.typ")
MOST_LIST_LEVELS = 8
MOST_RUNNING_SIGNS = 60
_SVG_WIDTH = re.compile(r'<svg[^>]* width="(\d+)')
_LONG_WORD = re.compile(r"\S{40}(?=\S)")
_PAGE_WIDTH = 620
"""How many units of a drawing the width of the page holds."""

type Node = dict[str, Any]


def write(
    document: Document, links: Links | None = None, describer: Describer | None = None
) -> bytes:
    """Return a document as PDF; the same document always gives the same bytes."""
    made = compiled(TEMPLATE, tree(document, links, describer), document.made_at)
    return row_headers.marked(made)


def compiled(template: Path, told: Node, made_at: datetime) -> bytes:
    """Return what a template makes of words and numbers; the same always gives the same bytes."""
    import typst  # noqa: PLC0415  Large: only loaded where something is printed.

    report = json.dumps(told, ensure_ascii=False)
    report = report.encode("utf-8", errors="replace").decode("utf-8")
    with tempfile.TemporaryDirectory() as nowhere:
        printed = typst.compile(
            template.read_bytes(),
            root=nowhere,
            font_paths=_fonts(),
            sys_inputs={"report": report},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=made_at.astimezone(UTC).replace(microsecond=0),
            package_path=nowhere,
            package_cache_path=nowhere,
        )
    return bytes(printed)


@cache
def _fonts() -> Any:  # noqa: ANN401  The wheel's own type.
    import typst  # noqa: PLC0415  Large: only loaded where something is printed.

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def tree(
    document: Document, links: Links | None = None, describer: Describer | None = None
) -> Node:
    """Return a document as the tree the template renders: nothing but words, numbers and lists."""
    setter = _Setter(document, inlines.SafeLinks(links), describer or PlainDescriber())
    made_on = document.made_at
    return {
        "title": settable(document.title) or "–",
        "subtitle": settable(document.subtitle),
        "organisation": settable(document.organisation),
        "year": document.year,
        "state": settable(document.state),
        "running": {
            "title": _short(document.title),
            "state": _short(document.state),
            "organisation": _short(document.organisation),
        },
        "language": document.language,
        "made_on": f"{made_on.day} {MONTHS[made_on.month - 1]} {made_on.year}",
        "has_contents": any(document.headings()),
        "blocks": setter.blocks(document.blocks),
    }


def settable(text: str) -> str:
    """Return text that can be set: signs the typeface has, and no word longer than a line."""
    return _LONG_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", printable_in_type(formats.printable(text)))


def _short(text: str) -> str:
    return settable(shorten(text[: MOST_RUNNING_SIGNS * 2], MOST_RUNNING_SIGNS, placeholder=" …"))


class _Setter:
    """Turns blocks into the template's tree, numbering sources on the way."""

    def __init__(self, document: Document, links: Links, describer: Describer) -> None:
        self._scale: Scale = document.scale
        self._links = links
        self._numbers = SourceNumbers(describer, links)
        self._anchors = _anchors(document.blocks)
        self._placed: set[str] = set()
        self._level = 0
        self._said = ""

    def blocks(self, parts: Sequence[Block], depth: int = 0) -> list[Node]:
        """Return the blocks; what lies too deep to be set stands at the deepest level there is."""
        nodes: list[Node] = []
        for part in parts:
            nodes += self._block(part, depth)
            self._said = plain_text(part.children) if isinstance(part, Heading) else ""
        return nodes

    def _block(self, block: Block, depth: int) -> list[Node]:
        match block:
            case Heading():
                nodes = [self._heading(block)]
            case Paragraph():
                children = self._inlines(block.children)
                anchor = self._place(block.anchor)
                nodes = [{"kind": "paragraph", "children": children, "anchor": anchor}]
            case ItemList():
                nodes = self._list(block, depth)
            case Quote():
                inner = self.blocks(block.children, depth + 1)
                is_deep = depth >= MOST_LIST_LEVELS
                nodes = inner if is_deep else [{"kind": "quote", "children": inner}]
            case TextTable():
                nodes = self._text_table(block)
            case FigureTable():
                nodes = [self._figure_table(block)]
            case Chart():
                nodes = [self._chart(block)]
            case _:
                assert_never(block)
        return nodes

    def _place(self, anchor: str) -> str:
        """Return an anchor the first time it is met; no address can stand at two places."""
        if not anchor or anchor in self._placed:
            return ""
        self._placed.add(anchor)
        return anchor

    def _heading(self, heading: Heading) -> Node:
        self._level = min(heading.level, self._level + 1)
        children = self._inlines(heading.children) or [{"kind": "text", "text": "–"}]
        anchor = self._place(heading.anchor)
        return {"kind": "heading", "level": self._level, "children": children, "anchor": anchor}

    def _list(self, block: ItemList, depth: int) -> list[Node]:
        items = [self.blocks(item, depth + 1) for item in block.items]
        if depth >= MOST_LIST_LEVELS:
            return [node for item in items for node in item]
        return [{"kind": "list", "numbered": block.is_numbered, "items": items}]

    def _inlines(self, parts: Sequence[Inline]) -> list[Node]:
        return [node for part in parts for node in self._inline(part)]

    def _inline(self, part: Inline) -> list[Node]:
        match part:
            case Text():
                words = settable(part.text)
                nodes: list[Node] = [{"kind": "text", "text": words}] if words else []
            case Strong():
                nodes = [{"kind": "strong", "children": self._inlines(part.children)}]
            case Emphasis():
                nodes = [{"kind": "emphasis", "children": self._inlines(part.children)}]
            case Link():
                nodes = self._link(part)
            case LiveFigure():
                nodes = [self._live_figure(part)]
            case LineBreak():
                nodes = [{"kind": "break"}]
            case _:
                assert_never(part)
        return nodes

    def _link(self, link: Link) -> list[Node]:
        inner = [_unlinked(node) for node in self._inlines(link.children)]
        if not inner or not inlines.safe_href(link.href):
            return inner
        if not link.href.startswith("#"):
            return [{"kind": "web", "href": link.href, "children": inner}]
        anchor = link.href[1:]
        is_here = anchor in self._anchors
        return [{"kind": "within", "href": anchor, "children": inner}] if is_here else inner

    def _live_figure(self, live: LiveFigure) -> Node:
        return {
            "kind": "figure",
            "text": formats.swedish_figure_with_unit(live.figure, self._scale),
            "missing": live.figure.is_missing,
            "href": self._links.figure(live.address),
        }

    # Tables and charts

    def _text_table(self, block: TextTable) -> list[Node]:
        if not block.columns:
            return []
        return [
            {
                "kind": "words",
                "title": settable(block.title),
                "columns": [settable(column) for column in block.columns],
                "rows": [[settable(cell) for cell in row] for row in block.rows],
                "anchor": self._place(block.anchor),
            }
        ]

    def _figure_table(self, block: FigureTable) -> Node:
        table = block.table
        numbered = self._numbers.of(table)
        heading = inlines.heading_of(block)
        columns = [
            {
                "label": settable(column.label),
                "sources": _raised(numbered.columns[index]),
                "then": inlines.is_compared(column, index),
            }
            for index, column in enumerate(table.columns)
        ]
        return {
            "kind": "figures",
            "heading": "" if heading == self._said else settable(heading),
            "level": self._level + 1,
            "anchor": self._place(block.anchor),
            "columns": columns,
            "unit_sources": _raised(numbered.whole),
            "has_references": bool(block.references),
            "has_remarks": any(row.note for row in table.rows),
            "rows": [self._row(block, index, numbered) for index in range(len(table.rows))],
            **self._under(block, numbered),
        }

    def _under(self, block: FigureTable, numbered: TableSources) -> Node:
        notes = inlines.notes_under(block.table, self._scale)
        lines = [
            {"number": line.number, "text": settable(line.text), "href": line.href}
            for line in numbered.lines
        ]
        unit = inlines.unit_of(block.table, self._scale)
        return {"unit": unit, "notes": [settable(note) for note in notes], "sources": lines}

    def _row(self, block: FigureTable, index: int, numbered: TableSources) -> Node:
        row = block.table.rows[index]
        references = inlines.references_of(block).get(row.key, [])
        return {
            "label": settable(row.label),
            "look": inlines.row_class(block, index),
            "sources": _raised(numbered.rows[index]),
            "remark": settable(row.note),
            "references": [
                {"text": settable(printed), "anchor": anchor}
                for printed, anchor in references
                if anchor in self._anchors
            ],
            "cells": self._cells(block, row),
        }

    def _cells(self, block: FigureTable, row: Row) -> list[Node]:
        table = block.table
        cells: list[Node] = []
        for column, figure in zip(table.columns, row.figures, strict=True):
            address = FigureAddress(table.id, table.ask, row.key, column.key)
            href = "" if figure.is_blank else self._links.figure(address)
            text = formats.swedish_figure(figure, self._scale)
            cells.append({"text": text, "missing": figure.is_missing, "href": href})
        return cells

    def _chart(self, chart: Chart) -> Node:
        drawing = charts.svg(chart, self._scale)
        width = _SVG_WIDTH.search(drawing)
        block = FigureTable(chart.table, anchor="")
        return {
            "kind": "chart",
            "finding": settable(chart.finding),
            "description": settable(chart.description()),
            "svg": printable_in_type(drawing),
            "width": min(100, round(int(width[1] if width else _PAGE_WIDTH) * 100 / _PAGE_WIDTH)),
            "anchor": self._place(chart.anchor),
            **self._under(block, self._numbers.of(chart.table)),
        }


def _raised(numbers: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in numbers)


def _unlinked(node: Node) -> Node:
    """Return an inline without links within: a link cannot hold another."""
    if node["kind"] in {"web", "within"}:
        return {"kind": "emphasis", "children": node["children"]}
    if "children" in node:
        return node | {"children": [_unlinked(child) for child in node["children"]]}
    return node | {"href": ""} if node["kind"] == "figure" else node


def _anchors(blocks: Sequence[Block]) -> set[str]:
    """Return every address in the document, also of what stands in lists and quotes."""
    found: set[str] = set()
    for block in blocks:
        match block:
            case ItemList():
                found |= {anchor for item in block.items for anchor in _anchors(item)}
            case Quote():
                found |= _anchors(block.children)
            case _:
                found.add(block.anchor)
    return found - {""}
