"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class KnowledgeConfig(contributions.SamdriftAppConfig):
    """Guides that help people help themselves, and whether they did."""

    name = "samdrift.knowledge"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.knowledge import records, searches, tables  # noqa: PLC0415  Models load late.

        return (*tables.OFFERS, *records.OFFERS, *searches.OFFERS)
