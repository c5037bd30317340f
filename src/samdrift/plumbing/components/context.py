"""What every page knows: how it is to look, and the words of the top bar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from samdrift.plumbing import contributions, demonstration
from samdrift.plumbing.components.menu import MenuItem, NewestYear, items_for

THEMES = ("auto", "light", "dark")
DENSITIES = ("comfortable", "compact")


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the theme, the density and the menu; where no role is known there is no menu.

    The newest year is asked for only by a page that looks at no year of its own.
    """
    viewer = getattr(request, "viewer", None)
    items = items_for(viewer) if viewer is not None else ()
    newest = SimpleLazyObject(newest_year)
    return {
        "theme": chosen(request, "theme", THEMES),
        "density": chosen(request, "density", DENSITIES),
        "menu_items": tuple(item for item in items if item.is_in_bar),
        "may_search": bool(items),
        "search_year": newest if _are_yearly(items) else "",
        "is_demo": demonstration.is_demo(),
        "demo_sentence": demonstration.SENTENCE,
        "newest_year": newest,
    }


def _are_yearly(items: tuple[MenuItem, ...]) -> bool:
    """Whether some word of the top bar takes a year, so that the newest is asked for anyway."""
    return any(item.is_in_bar and item.is_yearly for item in items)


def chosen(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    """Return what a person has chosen, the first of what is allowed where nothing is."""
    value = request.COOKIES.get(name, "")
    return value if value in allowed else allowed[0]


def newest_year() -> int:
    """Return the newest year there is, 0 without any: what is lazy cannot be None."""
    found = (offer.find() for offer in contributions.offered(NewestYear))
    return next((year for year in found if year), 0)
