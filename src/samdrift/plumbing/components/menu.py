"""The words of the top bar, offered by the apps whose pages they lead to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A word in the top bar; `is_yearly` says that its address takes the year looked at."""

    key: str
    label: Promise
    route: str
    position: int
    is_yearly: bool = False

    def address(self, year: int) -> str:
        """Return where the item leads."""
        return reverse(self.route, kwargs={"year": year} if self.is_yearly else {})
