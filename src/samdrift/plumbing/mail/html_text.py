"""What HTML says, as plain text: quotes get their marks, links their addresses."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import override

import nh3

from samdrift.plumbing.mail import html_depth
from samdrift.plumbing.mail.replies import CUT

MOST_BYTES = 2_000_000

_KEPT_TAGS = {
    "a",
    "b",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
}
_BLOCKS = {
    "p",
    "div",
    "tr",
    "li",
    "table",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "dl",
    "dt",
    "dd",
    "center",
    "blockquote",
    "hr",
    "br",
}
_SPACED = {"p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dl"}
_CUTTING_IDS = re.compile(
    r"appendonsend|divRplyFwdMsg|ms-outlook-mobile-reference|mail-editor-reference-message"
    r"|OLK_SRC_BODY_SECTION|reply-?intro-?separator|_origMsg|OriginalMessage",
    re.IGNORECASE,
)
_CUTTING_CLASSES = re.compile(
    r"(?:^|\s)(?:yahoo_quoted|zmail_extra|protonmail_quote|tutanota_quote|ms-outlook-mobile-ref\S*"
    r"|OutlookMessageHeader)(?:\s|$)"
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def text_of(html: str) -> str:
    """Return what HTML says. Lines within a quote begin with `>`.

    A line of replies.CUT stands where a mail program marks that all that follows is quoted.
    """
    whole = nh3.clean(
        html_depth.tamed(html.replace(CUT, "")[:MOST_BYTES]),
        tags=_KEPT_TAGS,
        clean_content_tags={
            "script",
            "style",
            "title",
            "head",
            "noscript",
            "template",
            "svg",
            "math",
        },
        attributes={"*": {"id", "class"}, "a": {"href"}, "img": {"alt"}, "blockquote": {"type"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )
    reader = _Reader()
    reader.feed(whole)
    reader.close()
    return reader.told()


class _Reader(HTMLParser):
    """Writes text down as tags go by; the HTML is whole and clean when it comes here."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._verbatim = 0
        self._targets: list[tuple[str, int]] = []

    def told(self) -> str:
        """Return the text."""
        self._end_line()
        text = "\n".join(self._lines).replace("\u00a0", " ")
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if _CUTTING_IDS.search(said.get("id", "")) or _CUTTING_CLASSES.search(
            said.get("class", "")
        ):
            self._end_line()
            self._lines.append(CUT)
        if tag in _BLOCKS:
            self._begin_block(tag)
        if tag in ("td", "th") and self._line:
            self._line.append("\t")
        if tag == "img" and said.get("alt", "").strip():
            self._line.append(f"[{' '.join(said['alt'].split())[:200]}]")
        if tag == "a":
            self._targets.append((said.get("href", ""), len(self._line)))

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._targets:
            self._end_link(*self._targets.pop())
        if tag in _BLOCKS and tag != "br":
            self._end_line()
            if tag == "pre":
                self._verbatim = max(0, self._verbatim - 1)
            if tag == "blockquote":
                self._end_quote()
            if tag in _SPACED:
                self._space()

    @override
    def handle_data(self, data: str) -> None:
        if not self._verbatim:
            self._line.append(_BLANKS.sub(" ", data))
            return
        first, *others = data.split("\n")
        self._line.append(first)
        for each in others:
            self._end_line(is_forced=True)
            self._line.append(each)

    def _begin_block(self, tag: str) -> None:
        self._end_line(is_forced=tag == "br")
        if tag == "blockquote":
            self._depth += 1
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "hr":
            self._lines.append(self._mark() + "_" * 32)
        elif tag == "li":
            self._line.append("- ")
        elif tag in _SPACED:
            self._space()

    def _end_quote(self) -> None:
        while self._lines and not self._lines[-1].strip(" >") and self._lines[-1]:
            self._lines.pop()
        self._depth = max(0, self._depth - 1)
        self._space()

    def _end_link(self, target: str, start: int) -> None:
        shown = "".join(self._line[start:]).strip()
        bare = target.removeprefix("mailto:").removeprefix("tel:").rstrip("/")
        if shown and bare and bare.partition("://")[2].lower() not in shown.lower():
            self._line.append(f" <{target}>")

    def _end_line(self, *, is_forced: bool = False) -> None:
        told = "".join(self._line)
        self._line = []
        told = told.rstrip() if self._verbatim else told.replace(" \t", "\t").strip(" ")
        if told.strip() or is_forced:
            self._lines.append((self._mark() + told).rstrip(" "))

    def _space(self) -> None:
        if self._lines and self._lines[-1].strip(" >"):
            self._lines.append(self._mark().rstrip(" "))

    def _mark(self) -> str:
        return ">" * min(self._depth, 20) + " " if self._depth else ""
