"""The words of the top bar, offered by the apps whose pages they lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from samdrift.plumbing.access import Viewer


def is_for_all(_viewer: Viewer) -> bool:
    """Show a word to everybody who has a role."""
    return True


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A word in the top bar; `is_yearly` says that its address takes the year looked at."""

    key: str
    label: Promise
    route: str
    position: int
    is_yearly: bool = False
    is_for: Callable[[Viewer], bool] = is_for_all

    def address(self, year: int | None) -> str:
        """Return where the item leads."""
        return reverse(self.route, kwargs={"year": year} if self.is_yearly else {})


@dataclass(frozen=True, slots=True)
class NewestYear:
    """The year that yearly words lead to from a page that looks at no year, None without any."""

    key: str
    find: Callable[[], int | None]
