"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class SwitchboardConfig(contributions.SamdriftAppConfig):
    """Telephone calls, answered and lost."""

    name = "samdrift.switchboard"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.switchboard import exchange, records, tables  # noqa: PLC0415  Models load late.

        return (*exchange.OFFERS, *tables.OFFERS, *records.OFFERS)
