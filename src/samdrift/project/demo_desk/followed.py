"""What the demo's controller budgeted and expected of the year, and said of it."""

from __future__ import annotations

from datetime import date, datetime

from samdrift.budget import services as budgets
from samdrift.budget.services import Actor
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
    _budget()
    services.say(
        year=_YEAR,
        month=12,
        cost_centre=_FIBRE,
        text="Utbyggnaden faktureras vidare krona för krona (in-ut) och påverkar inte resultatet.",
        by=_BY,
        at=datetime(2016, 1, 20, 10, tzinfo=SWEDEN),
    )


def _budget() -> None:
    """Adopt the budget that the books have, and begin next year's from what the year came to."""
    decided = Actor(_BY, datetime(2014, 11, 25, 9, tzinfo=SWEDEN))
    version = budgets.begin(
        year=_YEAR, name="Direktionens budget", because="Samma som i ekonomisystemet.", who=decided
    )
    budgets.fill_from_books(version.pk)
    budgets.adopt(
        version.pk, decision="Direktionen § 41", decided_on=date(2014, 11, 24), who=decided
    )
    begun = Actor(_BY, datetime(2016, 2, 1, 9, tzinfo=SWEDEN))
    draft = budgets.begin(
        year=_YEAR + 1, name="Utgångsläge", because="Utfallet upp 2 procent.", who=begun
    )
    budgets.fill_from_outcome(draft.pk, accounts="3000-7999 8400-8599", permille=20)
