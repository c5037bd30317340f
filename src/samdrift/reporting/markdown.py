"""Text written in Markdown read into blocks, with live figures in it and tables between.

`{{assets.computers total computer}}` in a text is a figure: table, row, column; a table that takes
a cost centre is written `{{ledger.department-outcome@310 result outcome}}`. `{{table assets.computers}}`
on a line of its own is a block. Rows with bars between the cells are a table of words. Raw HTML is
text, and links lead to the web, to mail or within.
"""  # noqa: E501  The examples are whole.

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import override

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from samdrift.reporting.anchors import Anchors
from samdrift.reporting.documents import (
    Block,
    Emphasis,
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

MOST_NESTED = 20
_ALLOWED_LINK = re.compile(r"(?:https?://|mailto:|#)\S+", re.IGNORECASE)
_FIGURE = re.compile(r"\{\{([^{}\n]{1,300})\}\}")
_DIRECTIVE = re.compile(r"\{\{\s*([^\s{}.]+(?:\s[^{}]{0,300})?)\}\}\s*")
_WORDS = re.compile(r'"([^"]*)"|(\S+)')

type FigureFinder = Callable[[str, str, str, str], LiveFigure]
"""Finds a figure by table, cost centre (may be empty), row and column; raises LookupError."""
type BlockFinder = Callable[[tuple[str, ...], int], tuple[Block, ...]]
"""Makes the blocks a directive asks for, from its words and its line; raises LookupError."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be shown, and on which line it was asked for."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as blocks, and the problems met on the way."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def no_blocks(words: tuple[str, ...], line: int) -> tuple[Block, ...]:  # noqa: ARG001
    """Turn down every directive: for texts that stand inside something else."""
    raise LookupError(f"Här kan {{{{{' '.join(words)}}}}} inte stå.")


def parse(
    text: str,
    *,
    figure: FigureFinder,
    block: BlockFinder = no_blocks,
    anchors: Anchors | None = None,
    title: str = "Tabell",
) -> Parsed:
    """Read a text; what it asks for and cannot have is told among the problems and in its place.

    `title` is what its tables of words are called before the first heading.
    """
    reader = _Reader(figure, block, anchors or Anchors(), title)
    root = SyntaxTreeNode(_MARKDOWN.parse(text.replace("\x00", "\N{REPLACEMENT CHARACTER}")))
    blocks = reader.blocks(root.children)
    return Parsed(blocks, tuple(sorted(reader.problems, key=lambda problem: problem.line)))


@dataclass(slots=True)
class _Reader:
    """Walks the syntax tree once, gathering problems."""

    figure: FigureFinder
    block: BlockFinder
    anchors: Anchors
    heading: str
    """What the text last told that it is about: a table of words is called by it."""
    problems: list[Problem] = field(default_factory=list)

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self._of_node(node))

    def _of_node(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        if node.level >= MOST_NESTED - 1:
            self._report(node, "Texten är inskjuten i för många led; det innersta visas inte.")
        readers: dict[str, Callable[[SyntaxTreeNode], tuple[Block, ...]]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "blockquote": lambda quote: (Quote(self.blocks(quote.children)),),
            "directive": self._directive,
            "table": self._table,
        }
        return readers[node.type](node) if node.type in readers else ()

    def _paragraph(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        children = self._inlines(node)
        return (Paragraph(children, self.anchors.paragraph(plain_text(children))),)

    def _list(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        items = tuple(self.blocks(item.children) for item in node.children)
        return (ItemList(items, is_numbered=node.type == "ordered_list"),)

    def _heading(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        children = self._inlines(node)
        level = min(4, int(node.tag.removeprefix("h")))
        self.heading = plain_text(children) or self.heading
        return (Heading(level, children, self.anchors.heading(plain_text(children))),)

    def _table(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        """Read rows with bars between the cells, as many in each row as in the first."""
        columns, *rows = [
            tuple(self._cell(cell) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        anchor = self.anchors.paragraph(" ".join(columns))
        return (TextTable(self.heading, columns, tuple(rows), anchor),)

    def _cell(self, node: SyntaxTreeNode) -> str:
        children = self._inlines(node)
        if any(isinstance(child, LiveFigure) for child in children):
            return self._report(node, "Siffror med {{…}} kan inte stå i en tabell av ord.")
        return plain_text(children)

    def _directive(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        words = _words(node.content)
        try:
            return self.block(words, _line(node))
        except LookupError as error:
            told = self._report(node, _reason(error))
            return (Paragraph((Text(told),), self.anchors.paragraph(" ".join(words))),)

    def _inlines(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        inline = node.children[0] if node.children else None
        return self._children(inline, _line(node)) if inline is not None else ()

    def _children(self, node: SyntaxTreeNode, line: int) -> tuple[Inline, ...]:
        return joined([self._inline(child, line) for child in node.children])

    def _inline(self, node: SyntaxTreeNode, line: int) -> Inline:
        makers: dict[str, Callable[[], Inline]] = {
            "softbreak": lambda: Text(" "),
            "hardbreak": LineBreak,
            "strong": lambda: Strong(self._children(node, line)),
            "em": lambda: Emphasis(self._children(node, line)),
            "link": lambda: Link(self._children(node, line), str(node.attrs["href"])),
            "live_figure": lambda: self._live_figure(node, line + int(node.meta["line"])),
        }
        return makers[node.type]() if node.type in makers else Text(node.content)

    def _live_figure(self, node: SyntaxTreeNode, line: int) -> Inline:
        words = _words(node.content)
        if "." not in words[0]:
            return Text(self._tell(line, f"{{{{{words[0]} …}}}} skrivs på en egen rad."))
        if len(words) != 3:
            asked = f"{{{{{node.content}}}}}"
            return Text(self._tell(line, f"{asked} ska ha tre ord: tabell, rad och kolumn."))
        table, _, cost_centre = words[0].partition("@")
        try:
            return self.figure(table, cost_centre, words[1], words[2])
        except LookupError as error:
            return Text(self._tell(line, _reason(error)))

    def _report(self, node: SyntaxTreeNode, text: str) -> str:
        return self._tell(_line(node), text)

    def _tell(self, line: int, text: str) -> str:
        problem = Problem(line, text)
        if problem not in self.problems:
            self.problems.append(problem)
        return f"[saknas: {text.rstrip('.')}]"


def plain_text(inlines: Sequence[Inline]) -> str:
    """Return inlines as plain words; a live figure has no words of its own."""
    words = []
    for inline in inlines:
        match inline:
            case Text():
                words.append(inline.text)
            case Strong() | Emphasis() | Link():
                words.append(plain_text(inline.children))
            case LineBreak():
                words.append(" ")
            case LiveFigure():
                pass
    return "".join(words)


def joined(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return the inlines with neighbouring words as one."""
    whole: list[Inline] = []
    words: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            words.append(inline.text)
            continue
        if words:
            whole.append(Text("".join(words)))
            words = []
        whole.append(inline)
    return (*whole, Text("".join(words))) if words else tuple(whole)


def _line(node: SyntaxTreeNode) -> int:
    """Return the line a node begins on; a cell of a table knows it by what stands in it."""
    inner = node.children[0].map if node.children else None
    lines = node.map or inner
    return lines[0] + 1 if lines else 1


def _words(text: str) -> tuple[str, ...]:
    return tuple(quoted or bare for quoted, bare in _WORDS.findall(text))


def _reason(error: LookupError) -> str:
    return str(error.args[0]) if error.args else "det finns inte"


# How Markdown is read: CommonMark, less raw HTML, code blocks and pictures, plus tables of words
# and the braces.


class _Markdown(MarkdownIt):
    @override
    def validateLink(self, url: str) -> bool:
        return _ALLOWED_LINK.fullmatch(url) is not None


def _figure_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  The parser's words.
    match = _FIGURE.match(state.src, state.pos, state.posMax)
    if match is None or not match[1].strip():
        return False
    if not silent:
        token = state.push("live_figure", "", 0)
        token.content = match[1].strip()
        token.meta = {"line": state.src.count("\n", 0, state.pos)}
    state.pos = match.end()
    return True


def _directive_rule(state: StateBlock, line: int, _: int, silent: bool) -> bool:  # noqa: FBT001
    start = state.bMarks[line] + state.tShift[line]
    match = _DIRECTIVE.fullmatch(state.src, start, state.eMarks[line])
    if match is None:
        return False
    if not silent:
        token = state.push("directive", "", 0)
        token.content = match[1]
        token.map = [line, line + 1]
        state.line = line + 1
    return True


def _make() -> MarkdownIt:
    markdown = _Markdown("commonmark", {"html": False, "maxNesting": MOST_NESTED})
    markdown.enable("table")
    markdown.disable(["code", "fence", "image", "html_block", "html_inline", "reference"])
    markdown.inline.ruler.before("escape", "live_figure", _figure_rule)
    interrupts = ["paragraph", "blockquote", "list", "table"]
    markdown.block.ruler.before("blockquote", "directive", _directive_rule, {"alt": interrupts})
    return markdown


_MARKDOWN = _make()
