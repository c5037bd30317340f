"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class LedgerConfig(contributions.SamdriftAppConfig):
    """What has been booked, and the statements built from it."""

    name = "samdrift.ledger"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.ledger import (  # noqa: PLC0415  Models load late.
            chain,
            checks,
            exchange,
            layouts,
            queries,
            records,
            searches,
            tables,
            tallies,
        )

        return (
            *exchange.OFFERS,
            *tables.OFFERS,
            *tallies.OFFERS,
            *records.OFFERS,
            *checks.OFFERS,
            *searches.OFFERS,
            *queries.FEW,
            *layouts.FEW,
            chain.SEAL,
        )
