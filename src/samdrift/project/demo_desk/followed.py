"""What the demo's controller expected of the year, and said of it."""

from __future__ import annotations

from datetime import datetime

from samdrift.followup import services
from samdrift.followup.choices import Tertial
from samdrift.kernel.money import Money
from samdrift.ledger import queries as ledger
from samdrift.plumbing.clock import SWEDEN

_YEAR = 2015
_BY = "controller"
_FIBRE = "500"
_FORECASTS = (
    (Tertial.FIRST, Money(160_000_000), datetime(2015, 5, 12, 10, tzinfo=SWEDEN),
     "Färre konsulter än budgeterat. Försiktigt räknat: avskrivningarna är inte klara."),
    (Tertial.SECOND, Money(245_000_000), datetime(2015, 9, 14, 10, tzinfo=SWEDEN),
     "Lägre räntor, och två tjänster som inte har tillsatts."),
)  # fmt: skip


def furnish() -> None:
    """Write the forecasts of a year and a comment after it; of a sample without its books none."""
    if ledger.edition_of(_YEAR) is None or _FIBRE not in dict(ledger.cost_centres(_YEAR)):
        return
    for tertial, amount, at, because in _FORECASTS:
        services.expect(
            year=_YEAR, place=(tertial, ""), amount=amount, because=because, by=_BY, at=at
        )
    services.say(
        year=_YEAR,
        month=12,
        cost_centre=_FIBRE,
        text="Utbyggnaden faktureras vidare krona för krona (in-ut) och påverkar inte resultatet.",
        by=_BY,
        at=datetime(2016, 1, 20, 10, tzinfo=SWEDEN),
    )
