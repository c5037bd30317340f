"""Pieces and icons as templates call them: `{% piece "status" kind="ok" words="Klart" %}`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from samdrift.plumbing.components.menu import MenuItem
from samdrift.plumbing.wording import in_words, retold

FOLDER = Path(__file__).parent
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

register = template.Library()
register.filter("in_words", in_words)
register.filter("retold", retold)


@dataclass(frozen=True, slots=True)
class Contract:
    """What a piece takes: its parameters by name with what each means, and named examples."""

    sentence: str
    parameters: dict[str, str]
    examples: dict[str, dict[str, Any]]


@cache
def contract(name: str) -> Contract:
    """Return the contract of a piece. Raises FileNotFoundError where there is no such piece."""
    told = tomllib.loads((FOLDER / name / "contract.toml").read_text(encoding="utf-8"))
    return Contract(told["sentence"], told["parameters"], told["examples"])


def names() -> tuple[str, ...]:
    """Return the name of every piece."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/contract.toml")))


def icon_names() -> tuple[str, ...]:
    """Return the name of every icon."""
    return tuple(sorted(path.stem for path in (FOLDER / "icons").glob("*.svg")))


@register.simple_tag
def piece(name: str, **parameters: object) -> SafeString:
    """Render a piece with nothing but its own parameters."""
    unknown = parameters.keys() - contract(name).parameters.keys()
    assert not unknown, f"{name} takes no {', '.join(sorted(unknown))}"
    written = render_to_string(f"components/{name}/template.html", parameters)
    return mark_safe(written.strip())  # noqa: S308  A template of ours, which escapes.


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Return an icon as inline SVG, hidden from who listens: the word beside it says the same."""
    svg = (FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    svg = " ".join(_COMMENT.sub("", svg).split())
    svg = re.sub(r' (?:width|height|class|stroke-width|xmlns)="[^"]*"', "", svg)
    return mark_safe(svg.replace("<svg", '<svg class="icon" aria-hidden="true"', 1))  # noqa: S308  Our files.


@register.simple_tag
def menu_address(item: MenuItem, year: int | None) -> str:
    """Return where a word of the top bar leads, for the year looked at."""
    return item.address(year)
