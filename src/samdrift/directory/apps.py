"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.directory import personal
from samdrift.plumbing import contributions


class DirectoryConfig(contributions.SamdriftAppConfig):
    """Who works where, and how they are reached."""

    name = "samdrift.directory"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return people and units to be found."""
        from samdrift.directory import searches  # noqa: PLC0415  Models load after apps.

        return (*searches.OFFERS, *personal.OFFERS)
