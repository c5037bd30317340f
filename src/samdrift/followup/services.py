"""Saying why a year stands as it does and what is expected of it, and asking others for it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samdrift.directory import queries as directory
from samdrift.followup import queries
from samdrift.followup.choices import Tertial
from samdrift.followup.errors import CannotFollowUp
from samdrift.followup.models import Comment, Forecast, ForecastRound, Limits, Responsible
from samdrift.followup.ports import LightLimits
from samdrift.kernel.money import Money

LONGEST = 2_000
MOST_PERMILLE = 1_000


@transaction.atomic
def say(*, year: int, month: int, cost_centre: str, text: str, by: str, at: datetime) -> None:
    """Say why a cost centre stands as it does after a month; no text takes what was said away."""
    _require_centre(year, cost_centre)
    plain = _plain(text)
    now = queries.comments(year=year, month=month).get(cost_centre)
    if (now.text if now else "") != plain:
        Comment.objects.create(
            year=year,
            month=month,
            cost_centre=cost_centre,
            text=plain,
            written_by=by,
            written_at=at,
        )


@transaction.atomic
def expect(
    *, year: int, place: tuple[Tertial, str], amount: Money, because: str, by: str, at: datetime
) -> None:
    """Say what a cost centre's year is expected to come to at a tertial; what was said is kept."""
    tertial, cost_centre = place
    _require_centre(year, cost_centre)
    plain = _plain(because)
    told = queries.forecasts(year).get((tertial.value, cost_centre), ())
    if told and (told[-1].amount, told[-1].because) == (amount, plain):
        return
    Forecast.objects.create(
        year=year,
        tertial=tertial,
        cost_centre=cost_centre,
        amount_ore=amount.ore,
        because=plain,
        made_by=by,
        made_at=at,
    )


@transaction.atomic
def answer_for(*, year: int, cost_centre: str, email: str) -> None:
    """Say who answers for a cost centre, by their mail address; none is that nobody does."""
    if not cost_centre:
        raise CannotFollowUp("Välj ett kostnadsställe.")
    _require_centre(year, cost_centre)
    if not email.strip():
        Responsible.objects.filter(cost_centre=cost_centre).delete()
        return
    person = directory.person_by_email(email.strip())
    if person is None:
        raise CannotFollowUp("Ingen, eller flera, i katalogen har den e-postadressen.")
    Responsible.objects.update_or_create(cost_centre=cost_centre, defaults={"person_id": person.id})


@transaction.atomic
def ask_for(*, year: int, tertial: Tertial, due_on: date, by: str, at: datetime) -> None:
    """Ask those who answer for cost centres what they expect, by a day; each tertial once."""
    if year not in queries.years():
        raise CannotFollowUp("Det finns ingen bokföring för året.")
    if due_on < at.date():
        raise CannotFollowUp("Dagen har varit. Välj en som kommer.")
    if not Responsible.objects.exists():
        raise CannotFollowUp("Skriv först vilka som ansvarar för kostnadsställen.")
    if ForecastRound.objects.filter(year=year, tertial=tertial).exists():
        raise CannotFollowUp("Prognoser från den tertialen är redan begärda.")
    ForecastRound.objects.create(
        year=year, tertial=tertial, due_on=due_on, asked_by=by, asked_at=at
    )


@transaction.atomic
def set_limits(*, wanted: LightLimits, by: str, at: datetime) -> None:
    """Say from how large a deviation the lights turn."""
    if not 0 <= wanted.close < wanted.bad <= MOST_PERMILLE:
        raise CannotFollowUp("Gult ska komma före rött, och inget över 100 procent.")
    if queries.limits() != wanted:
        Limits.objects.create(
            close_permille=wanted.close, bad_permille=wanted.bad, set_by=by, set_at=at
        )


def _plain(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(plain) > LONGEST:
        raise CannotFollowUp(f"Skriv med högst {LONGEST} tecken.")
    return plain


def _require_centre(year: int, cost_centre: str) -> None:
    """Raise CannotFollowUp where a year's books know no such cost centre; none is the whole."""
    if year not in queries.years():
        raise CannotFollowUp("Det finns ingen bokföring för året.")
    if cost_centre and cost_centre not in dict(queries.cost_centres(year)):
        raise CannotFollowUp("Kostnadsstället finns inte i årets bokföring.")
