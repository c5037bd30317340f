"""A letter's HTML made fit to show: no scripts, no pictures from afar, no hidden targets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3

from samdrift.plumbing.mail import html_depth

MOST_BYTES = 2_000_000
REMOTE_PICTURE = "data-remote-src"
"""The attribute that keeps the address of a picture that is not shown until somebody asks."""

_TAGS = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
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
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "caption",
    "col",
    "colgroup",
    "wbr",
}
_EMPTIED = {
    "script",
    "style",
    "title",
    "head",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "form",
    "select",
    "textarea",
    "audio",
    "video",
    "applet",
    "frameset",
}
"""Tags that go with all that is in them."""
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign", "scope"},
    "ol": {"start", "type"},
    "blockquote": {"type"},
    "col": {"span"},
    "colgroup": {"span"},
}
_NUMBER = re.compile(r"^\d{1,4}%?$")
_PICTURE = re.compile(r"^data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*$")
_MOST_PICTURE_LETTERS = 700_000
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r'\bhref="([^"]*)"')
_LOOKS_LIKE_ADDRESS = re.compile(r"(?:https?://|www\.)?([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """HTML fit to show within a page, and what is left out of it until somebody asks."""

    html: str
    remote_pictures: int
    hidden_targets: tuple[str, ...]
    """Addresses of links whose text names another; each is told beside its link."""


def shown(
    html: str, *, picture: Callable[[str], str | None], may_fetch_pictures: bool = False
) -> Shown:
    """Return HTML fit to show. `picture` gives the address of what a cid names, None where unknown.

    Styles, classes and ids are dropped: what is shown looks as the page does, and can neither hide
    nor cover anything. A page's content security policy needs no exception for it.
    """
    remote = 0

    def attribute(tag: str, name: str, value: str) -> str | None:
        nonlocal remote
        if tag == "img" and name == "src":
            told, is_remote = _picture(value, picture, may_fetch=may_fetch_pictures)
            remote += is_remote
            return told
        if name in ("width", "height", "colspan", "rowspan", "span", "start"):
            return value if _NUMBER.match(value.strip()) else None
        return value

    clean = nh3.clean(
        html_depth.tamed(html[:MOST_BYTES]),
        tags=_TAGS,
        clean_content_tags=_EMPTIED,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        strip_comments=True,
    )
    hidden: list[str] = []
    told = _LINK.sub(lambda found: _told_link(found, hidden), clean)
    return Shown(told, remote, tuple(hidden))


def _picture(
    value: str, picture: Callable[[str], str | None], *, may_fetch: bool
) -> tuple[str | None, bool]:
    """Return where a picture is shown from, and whether it lies afar and is not shown."""
    told = value.strip()
    scheme = told.partition(":")[0].lower()
    if scheme == "cid":
        return picture(told[4:].strip("<> ")), False
    if scheme == "data":
        is_small = len(told) <= _MOST_PICTURE_LETTERS
        return (told if is_small and _PICTURE.match(told) else None), False
    if scheme in ("http", "https") or told.startswith("//"):
        return (told if may_fetch else None), not may_fetch
    return None, False


def _told_link(found: re.Match[str], hidden: list[str]) -> str:
    """Return a link that goes where it seems to go: a data target loses it, a lie is told."""
    href = _HREF.search(found.group(1))
    target = nh3_unescaped(href.group(1)) if href else ""
    if target.partition(":")[0].strip().lower() in ("data", "cid"):
        return found.group(2)
    host = _host(target)
    said = _LOOKS_LIKE_ADDRESS.search(re.sub(r"<[^>]*>", "", found.group(2)))
    if not host or said is None or _is_same(said.group(1).lower(), host):
        return found.group()
    hidden.append(target)
    return f"{found.group()} <b>[{nh3.clean_text(host)}]</b>"


def nh3_unescaped(value: str) -> str:
    """Return an attribute's value as it is followed."""
    return (
        value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    )


def _host(target: str) -> str:
    try:
        return (urlsplit(target).hostname or "").lower()
    except ValueError:
        return "?"


def _is_same(said: str, host: str) -> bool:
    bare, there = said.removeprefix("www."), host.removeprefix("www.")
    return bare == there or there.endswith(f".{bare}")
