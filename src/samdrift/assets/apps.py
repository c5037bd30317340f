"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class AssetsConfig(contributions.SamdriftAppConfig):
    """What every municipality has, since when."""

    name = "samdrift.assets"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.assets import (  # noqa: PLC0415  Models load late.
            charges,
            exchange,
            records,
            searches,
            tables,
            tallies,
        )

        return (
            *charges.OFFERS,
            *exchange.OFFERS,
            *tables.OFFERS,
            *tallies.OFFERS,
            *records.OFFERS,
            *searches.OFFERS,
        )
