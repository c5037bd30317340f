"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class FibreConfig(contributions.SamdriftAppConfig):
    """Fibre connections that were made."""

    name = "samdrift.fibre"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.fibre import (  # noqa: PLC0415  Models load late.
            charges,
            exchange,
            records,
            tables,
            tallies,
        )

        return (*charges.OFFERS, *exchange.OFFERS, *tables.OFFERS, *tallies.OFFERS, *records.OFFERS)
