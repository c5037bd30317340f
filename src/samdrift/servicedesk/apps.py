"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class ServicedeskConfig(contributions.SamdriftAppConfig):
    """What people asked for help with and what became of it."""

    name = "samdrift.servicedesk"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.servicedesk import (  # noqa: PLC0415  Models load late.
            exchange,
            records,
            searches,
            tables,
        )

        return (*exchange.OFFERS, *tables.OFFERS, *records.OFFERS, *searches.OFFERS)
