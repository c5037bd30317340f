"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class StaffConfig(contributions.SamdriftAppConfig):
    """Who works here, and how much they were away."""

    name = "samdrift.staff"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.staff import exchange, records, tables  # noqa: PLC0415  Models load late.

        return (*exchange.OFFERS, *tables.OFFERS, *records.OFFERS)
