"""Pages by their words, offered by the apps that have them: the top bar, and what is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from samdrift.plumbing import contributions
from samdrift.plumbing.access import Viewer

WORDS_IN_BAR = 7
"""So many words are read at a glance and have room at 1280 px."""


def is_for_all(_viewer: Viewer) -> bool:
    """Show a word to everybody who has a role."""
    return True


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A page by its word; `is_yearly` says that its address takes the year looked at.

    A word that is not in the top bar is found by whoever searches for it.
    """

    key: str
    label: Promise
    route: str
    position: int
    is_yearly: bool = False
    is_for: Callable[[Viewer], bool] = is_for_all
    is_in_bar: bool = True

    counted_at: str = ""
    """The route that tells how much there waits for somebody; told in the frame of every page."""

    def address(self, year: int | None) -> str:
        """Return where the item leads; without a year, to the newest when it is opened."""
        if self.is_yearly and not year:
            return reverse("newest-year", args=[self.key])
        return reverse(self.route, kwargs={"year": year} if self.is_yearly else {})


def items_for(viewer: Viewer) -> tuple[MenuItem, ...]:
    """Return every page that is for somebody, in the order of the top bar."""
    if not viewer.sees_figures:
        return ()
    mine = (item for item in contributions.offered(MenuItem) if item.is_for(viewer))
    return tuple(sorted(mine, key=lambda item: item.position))


def split_bar(
    items: tuple[MenuItem, ...],
) -> tuple[tuple[MenuItem, ...], tuple[MenuItem, ...]]:
    """Return the words that stand in the bar, and those behind its last word when it is full."""
    if len(items) <= WORDS_IN_BAR:
        return items, ()
    return items[: WORDS_IN_BAR - 1], items[WORDS_IN_BAR - 1 :]


@dataclass(frozen=True, slots=True)
class NewestYear:
    """The year that yearly words lead to from a page that looks at no year, None without any."""

    key: str
    find: Callable[[], int | None]
