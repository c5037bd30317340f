"""What every page knows: how it is to look, and the words of the top bar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from samdrift.plumbing import contributions
from samdrift.plumbing.components.menu import MenuItem, NewestYear

THEMES = ("auto", "light", "dark")
DENSITIES = ("comfortable", "compact")


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the theme, the density and the menu; where no role is known there is no menu.

    The newest year is asked for only by a page that looks at no year of its own.
    """
    viewer = getattr(request, "viewer", None)
    items: tuple[MenuItem, ...] = ()
    if viewer is not None:
        mine = (item for item in contributions.offered(MenuItem) if item.is_for(viewer))
        items = tuple(sorted(mine, key=lambda item: item.position))
    return {
        "theme": chosen(request, "theme", THEMES),
        "density": chosen(request, "density", DENSITIES),
        "menu_items": items,
        "newest_year": SimpleLazyObject(_newest_year),
    }


def chosen(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    """Return what a person has chosen, the first of what is allowed where nothing is."""
    value = request.COOKIES.get(name, "")
    return value if value in allowed else allowed[0]


def _newest_year() -> int:
    """Return the newest year there is, 0 without any: what is lazy cannot be None."""
    found = (offer.find() for offer in contributions.offered(NewestYear))
    return next((year for year in found if year), 0)
