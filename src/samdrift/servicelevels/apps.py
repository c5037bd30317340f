"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class ServicelevelsConfig(contributions.SamdriftAppConfig):
    """By when a case is to be answered and solved, and how that was reckoned."""

    name = "samdrift.servicelevels"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.servicelevels import records, tables, work  # noqa: PLC0415  Models load late.
        from samdrift.servicelevels.queries import agreements  # noqa: PLC0415

        return (*tables.OFFERS, *records.OFFERS, *work.OFFERS, *agreements.OFFERS)
