"""HTML built from elements, so that no text ever becomes markup."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from samdrift.reporting.formats import printable


@dataclass(frozen=True, slots=True)
class Markup:
    """Text that is already HTML; only this module and trusted drawings make it."""

    html: str


type Child = Markup | str

VOID = frozenset({"br", "meta", "col", "hr"})
NOTHING = Markup("")


def element(tag: str, *children: Child, **attributes: str | None) -> Markup:
    """Return an element; `class_` is class and `aria_label` aria-label; None leaves one out."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(printable(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    if tag in VOID:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{joined(*children).html}</{tag}>")


def joined(*children: Child) -> Markup:
    """Return the children after one another, texts escaped."""
    return Markup("".join(_html(child) for child in children))


def _html(child: Child) -> str:
    return child.html if isinstance(child, Markup) else escape(printable(child), quote=False)
