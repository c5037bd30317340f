"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class InternalcontrolConfig(contributions.SamdriftAppConfig):
    """Risks, and the controls that hold them."""

    name = "samdrift.internalcontrol"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.internalcontrol import (  # noqa: PLC0415  Models load late.
            exchange,
            queries,
            records,
            tables,
        )

        return (*exchange.OFFERS, *tables.OFFERS, *records.OFFERS, *queries.FEW)
