"""What every page knows: how it is to look, and the words of the top bar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from samdrift.plumbing import contributions
from samdrift.plumbing.components.menu import MenuItem

THEMES = ("auto", "light", "dark")
DENSITIES = ("comfortable", "compact")


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the theme, the density and the menu; where no role is known there is no menu."""
    items: tuple[MenuItem, ...] = ()
    if getattr(request, "viewer", None) is not None:
        items = tuple(sorted(contributions.offered(MenuItem), key=lambda item: item.position))
    return {
        "theme": chosen(request, "theme", THEMES),
        "density": chosen(request, "density", DENSITIES),
        "menu_items": items,
    }


def chosen(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    """Return what a person has chosen, the first of what is allowed where nothing is."""
    value = request.COOKIES.get(name, "")
    return value if value in allowed else allowed[0]
