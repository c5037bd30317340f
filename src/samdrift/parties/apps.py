"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class PartiesConfig(contributions.SamdriftAppConfig):
    """Organisations, people and their roles, and since when."""

    name = "samdrift.parties"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return how its files are read, and who the members are."""
        from samdrift.parties import exchange, queries  # noqa: PLC0415  Models load after apps.

        return (*exchange.OFFERS, queries.MEMBERS)
