"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class CapitalConfig(contributions.SamdriftAppConfig):
    """Investments: what was planned, decided and spent."""

    name = "samdrift.capital"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.capital import (  # noqa: PLC0415  Models load late.
            exchange,
            queries,
            records,
            tables,
        )

        return (*exchange.OFFERS, *tables.OFFERS, *records.OFFERS, *queries.FEW)
