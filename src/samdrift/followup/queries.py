"""What has been said of a year, what it is expected to come to, and when its lights turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from samdrift.budget import queries as budgets
from samdrift.followup.models import (
    Comment,
    Forecast,
    ForecastReminder,
    ForecastRound,
    Limits,
    Responsible,
)
from samdrift.followup.ports import Answering, Expected, LightLimits, RoundTold, Saying
from samdrift.kernel.figures import Figure, Origin, Unit, blank
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.ledger import monthly
from samdrift.ledger import queries as ledger
from samdrift.reporting import together
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Questions

FORECASTS = "followup.forecasts"
READS = (Forecast, *budgets.READS, *ledger.READS)
"""What tables are read from."""


def years() -> frozenset[int]:
    """Return the years that have books, or a budget to be followed by."""
    return ledger.years() | frozenset(each for each in budgets.years() if budgets.in_force(each))


def cost_centres(year: int) -> tuple[tuple[str, str], ...]:
    """Return the cost centres of a year's books, and those that only its budget has."""
    booked = ledger.cost_centres(year)
    adopted = budgets.book_in_force(year)
    if adopted is None:
        return booked
    known, names = dict(booked), dict(ledger.cost_centres(year - 1))
    only = (each for each in adopted.values("cost-centre") if each not in known)
    return (*booked, *((each, names.get(each, "")) for each in only))


def comments(*, year: int, month: int) -> dict[str, Saying]:
    """Return what is said of each cost centre after a month; the whole by the empty word."""
    found = Comment.objects.filter(year=year, month=month).order_by("id")
    latest = {row.cost_centre: row for row in found}
    return {
        centre: Saying(row.text, row.written_by, row.written_at)
        for centre, row in latest.items()
        if row.text
    }


def forecasts(year: int) -> dict[tuple[int, str], tuple[Expected, ...]]:
    """Return every forecast of a year by tertial and cost centre, the latest of each last."""
    return remembered(("followup.forecasts", year), lambda: _forecasts(year))


def _forecasts(year: int) -> dict[tuple[int, str], tuple[Expected, ...]]:
    found: dict[tuple[int, str], tuple[Expected, ...]] = {}
    rows = together.rows(("followup.forecasts", year), _asked(year))
    for _, tertial, centre, ore, because, made_by, made_at in sorted(rows):
        told = Expected(Money(ore), because, made_by, made_at)
        found[tertial, centre] = (*found.get((tertial, centre), ()), told)
    return found


def ahead(year: int) -> Questions:
    """Return what the tables of a year ask."""
    return {
        **monthly.ahead(year),
        **budgets.ahead(year),
        ("followup.forecasts", year): _asked(year),
    }


def _asked(year: int) -> QuerySet[Forecast, tuple[Any, ...]]:
    rows = Forecast.objects.filter(year=year).order_by()
    return rows.values_list(
        "id", "tertial", "cost_centre", "amount_ore", "because", "made_by", "made_at"
    )


def forecast_figure(*, year: int, tertial: int, cost_centre: str) -> Figure:
    """Return what was last expected of a cost centre at a tertial; blank where nothing was."""
    told = forecasts(year).get((tertial, cost_centre), ())
    scope = (("tertial", str(tertial)), ("cost-centre", cost_centre))
    origin = Origin(FORECASTS, Span.year(year), scope, len(told))
    return Figure(told[-1].amount, Unit.MONEY, (origin,)) if told else blank(Unit.MONEY, (origin,))


def limits() -> LightLimits:
    """Return when the lights turn: as was last set, else at one and at three per cent."""
    return remembered("followup.limits", _limits)


def _limits() -> LightLimits:
    row = Limits.objects.order_by("-id").first()
    return LightLimits(row.close_permille, row.bad_permille) if row else LightLimits()


# Who is asked for forecasts, and whether they have told.


def answering() -> tuple[Answering, ...]:
    """Return who answers for each cost centre that somebody answers for."""
    rows = Responsible.objects.select_related("person").order_by("cost_centre")
    return tuple(
        Answering(row.cost_centre, row.person_id, row.person.name, row.person.email,
                  row.person.language)
        for row in rows
    )  # fmt: skip


def own_centres(user_id: int | None) -> frozenset[str]:
    """Return the cost centres that a signed-in user answers for."""
    rows = Responsible.objects.filter(person__user=user_id, person__user__isnull=False)
    return frozenset(rows.values_list("cost_centre", flat=True))


def rounds(year: int) -> tuple[RoundTold, ...]:
    """Return when forecasts of a year were asked for, the first tertial first."""
    rows = ForecastRound.objects.filter(year=year).order_by("tertial")
    return tuple(_round(row) for row in rows)


def open_rounds() -> tuple[RoundTold, ...]:
    """Return every time that forecasts were asked for."""
    return tuple(_round(row) for row in ForecastRound.objects.order_by("year", "tertial"))


def _round(row: ForecastRound) -> RoundTold:
    return RoundTold(row.pk, row.year, row.tertial, row.due_on, row.asked_by, row.asked_at)


def told_since(asked: RoundTold) -> dict[str, datetime]:
    """Return when each cost centre that has told its forecast of a round last did."""
    rows = Forecast.objects.filter(year=asked.year, tertial=asked.tertial).exclude(cost_centre="")
    return dict(rows.order_by("id").values_list("cost_centre", "made_at"))


def reminders(round_id: int) -> dict[str, tuple[int, datetime]]:
    """Return how many times each cost centre was reminded in a round, and when last."""
    found: dict[str, tuple[int, datetime]] = {}
    rows = ForecastReminder.objects.filter(round=round_id).order_by("id")
    for centre, at in rows.values_list("cost_centre", "sent_at"):
        found[centre] = (found.get(centre, (0, at))[0] + 1, at)
    return found
