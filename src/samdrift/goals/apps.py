"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions
from samdrift.servicedesk.ports import TargetSource


class GoalsConfig(contributions.SamdriftAppConfig):
    """What the owners want, and how far it has come."""

    name = "samdrift.goals"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        from samdrift.goals import (  # noqa: PLC0415  Models load late.
            exchange,
            queries,
            records,
            searches,
            tables,
        )

        targets = TargetSource(key="goals.targets", targets=queries.targets)
        return (
            targets,
            *exchange.OFFERS,
            *tables.OFFERS,
            *records.OFFERS,
            *searches.OFFERS,
            *queries.FEW,
        )
