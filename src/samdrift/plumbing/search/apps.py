"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class SearchConfig(contributions.SamdriftAppConfig):
    """Everything found by its words, by whoever may see it."""

    name = "samdrift.plumbing.search"
    label = "search"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return the long work, and what the palette finds by words."""
        from samdrift.plumbing.search import health, searches, work  # noqa: PLC0415  Models load after apps.

        return (*work.OFFERS, *searches.OFFERS, *health.OFFERS)
