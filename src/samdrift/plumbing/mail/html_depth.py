"""HTML nested deeper than any person writes, which would keep a parser busy for minutes."""

from __future__ import annotations

import re
from collections import Counter

MOST_DEPTH = 256

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_ANY_TAG = re.compile(r"<[^<>]{0,5000}>")
_ENDED_BY_THE_NEXT = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
    "p",
    "li",
    "td",
    "th",
    "tr",
    "dt",
    "dd",
    "option",
    "tbody",
    "thead",
    "tfoot",
    "html",
    "head",
    "body",
    "o:p",
}


def tamed(html: str) -> str:
    """Return HTML that can be parsed quickly: what is nested too deeply loses its tags."""
    return _ANY_TAG.sub(" ", html).replace("<", " ") if _is_too_deep(html) else html


def _is_too_deep(html: str) -> bool:
    open_tags: Counter[str] = Counter()
    depth = 0
    for found in _TAG.finditer(html):
        name = found.group(2).lower()
        if name in _ENDED_BY_THE_NEXT:
            continue
        if not found.group(1):
            open_tags[name] += 1
            depth += 1
        elif open_tags[name]:
            open_tags[name] -= 1
            depth -= 1
        if depth > MOST_DEPTH:
            return True
    return False
