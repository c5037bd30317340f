"""Why a month costs another amount than the month before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from samdrift.billing import charged
from samdrift.billing.models import Comparison, Line, Run
from samdrift.billing.reckoning import length, line_amount
from samdrift.kernel.money import ZERO, Money, total
from samdrift.kernel.spans import Month


@dataclass(slots=True)
class _Charged:
    """What a thing was charged for in a month; its last price where it had several."""

    price: Money = ZERO
    days: int = 0
    amount: Money = ZERO


def compared(run: Run, organisation: str) -> tuple[Comparison, ...]:
    """Return why a month costs an organisation another amount; none where both are nothing.

    A thing of both months is explained first by its price, at the days it has now, and the rest by
    its days; so the reasons always add up.
    """
    month = Month(run.month.year, run.month.month)
    then = _things(organisation, _month_before(run.month))
    now = _things(organisation, run.month)
    before = _amount(organisation, _month_before(run.month))
    amount = _amount(organisation, run.month)
    if not (then or now or before or amount):
        return ()
    both = sorted(then.keys() & now.keys())
    dearer = total(
        line_amount(now[key].price - then[key].price, now[key].days, length(month.span))
        for key in both
    )
    differing = total(now[key].amount - then[key].amount for key in both)
    new = total(now[key].amount for key in now.keys() - then.keys())
    ended = total(-then[key].amount for key in then.keys() - now.keys())
    reasons = {
        "new_ore": new.ore,
        "ended_ore": ended.ore,
        "price_ore": dearer.ore,
        "days_ore": (differing - dearer).ore,
        "correction_ore": (amount - before - new - ended - differing).ore,
    }
    return (
        Comparison(
            run=run,
            organisation_id=organisation,
            before_ore=before.ore,
            amount_ore=amount.ore,
            **reasons,
        ),
    )


def _things(organisation: str, month: date) -> dict[str, _Charged]:
    things: dict[str, _Charged] = defaultdict(_Charged)
    for key, price, days, amount in charged.things_of(organisation=organisation, month=month):
        thing = things[key]
        thing.price, thing.days = price, thing.days + days
        thing.amount += amount
    return dict(things)


def _amount(organisation: str, month: date) -> Money:
    found = Line.objects.filter(run__month=month, organisation_id=organisation)
    return Money(found.aggregate(ore=Sum("amount_ore"))["ore"] or 0)


def _month_before(first: date) -> date:
    return date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
