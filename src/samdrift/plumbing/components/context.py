"""What every page knows: how it is to look, and the words of the top bar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from samdrift.plumbing import clock, contributions, demonstration
from samdrift.plumbing.components.menu import NewestYear, items_for, split_bar

THEMES = ("auto", "light", "dark")
DENSITIES = ("comfortable", "compact")
KEYS = ("on", "off")
"""Whether single keys do things; whoever speaks to the computer turns them off (WCAG 2.1.4)."""


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the theme, the density and the menu; where no role is known there is no menu."""
    viewer = getattr(request, "viewer", None)
    items = items_for(viewer) if viewer is not None else ()
    in_bar = tuple(item for item in items if item.is_in_bar)
    first, more = split_bar(in_bar)
    return {
        "theme": chosen(request, "theme", THEMES),
        "density": chosen(request, "density", DENSITIES),
        "keys": chosen(request, "keys", KEYS),
        "menu_items": in_bar,
        "menu_first": first,
        "menu_more": more,
        "waiting": tuple(item for item in items if item.counted_at),
        "may_search": bool(items),
        "is_demo": demonstration.is_demo(),
        "demo_sentence": demonstration.SENTENCE,
        "shown_at": clock.now(),
    }


def chosen(request: HttpRequest, name: str, allowed: tuple[str, ...]) -> str:
    """Return what a person has chosen, the first of what is allowed where nothing is."""
    value = request.COOKIES.get(cookie_of(name), "")
    return value if value in allowed else allowed[0]


def cookie_of(name: str) -> str:
    """Return what a choice's cookie is called: over HTTPS one that no other host can set."""
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name


def newest_year() -> int:
    """Return the newest year there is, 0 without any."""
    found = (offer.find() for offer in contributions.offered(NewestYear))
    return next((year for year in found if year), 0)
