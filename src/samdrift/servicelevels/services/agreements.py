"""Agreeing on what is promised, and on what goes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from samdrift.parties import queries as parties
from samdrift.servicelevels.choices import Impact, Priority, Urgency
from samdrift.servicelevels.errors import BadAgreement
from samdrift.servicelevels.models import Agreement, Calendar, PriorityCell
from samdrift.servicelevels.services.calendars import lay_out_standards, whose

MOST_SECONDS = 2_000 * 3600
"""The most open time that can be promised: a year of working days, and an end to every search."""


@dataclass(frozen=True, slots=True)
class Promised:
    """What is to be agreed on; an empty service, organisation or calendar stands for all."""

    priority: int
    respond_within_seconds: int
    solve_within_seconds: int
    service: str = ""
    organisation: str = ""
    calendar: str = ""


@transaction.atomic
def agree(*, promised: Promised, valid_from: date, at: datetime) -> Agreement:
    """Promise something from a day on; what was promised before ends that day.

    Clocks that are going keep what they were promised, until their level changes.
    """
    lay_out_standards(at=at)
    _require_good(promised)
    # All who agree wait for each other here, so that no two agreements overlap.
    calendars = {each.key: each for each in Calendar.objects.select_for_update().order_by("pk")}
    if promised.calendar and promised.calendar not in calendars:
        raise BadAgreement(f"Det finns ingen kalender som heter {promised.calendar}.")
    same = Agreement.objects.filter(
        whose(promised.service, promised.organisation), priority=promised.priority
    )
    if same.filter(valid_from__gte=valid_from).exists():
        raise BadAgreement("Ett annat avtal gäller redan från den dagen eller senare.")

    same.filter(valid_from__lt=valid_from, valid_until__isnull=True).update(valid_until=valid_from)
    return Agreement.objects.create(
        service=promised.service,
        organisation_id=promised.organisation or None,
        priority=promised.priority,
        respond_within_seconds=promised.respond_within_seconds,
        solve_within_seconds=promised.solve_within_seconds,
        calendar=calendars.get(promised.calendar),
        valid_from=valid_from,
    )


@transaction.atomic
def give_priority(*, impact: int, urgency: int, priority: int, at: datetime) -> None:
    """Let an impact and an urgency give a priority from now on."""
    assert impact in Impact.values, "the caller offers the impacts there are"
    assert urgency in Urgency.values, "the caller offers the urgencies there are"
    assert priority in Priority.values, "the caller offers the priorities there are"
    lay_out_standards(at=at)
    PriorityCell.objects.update_or_create(
        impact=impact, urgency=urgency, defaults={"priority": priority}
    )


def _require_good(promised: Promised) -> None:
    if promised.priority not in Priority.values:
        raise BadAgreement("Prioriteten är P1 till P5.")
    if not 0 < promised.respond_within_seconds <= promised.solve_within_seconds <= MOST_SECONDS:
        raise BadAgreement(
            "Första svar lovas senast när ärendet ska vara löst, och högst 2 000 timmar bort."
        )
    if len(promised.service) > 100:
        raise BadAgreement("Tjänstens nyckel är högst 100 tecken.")
    if promised.organisation and promised.organisation not in parties.codes():
        raise BadAgreement(f"Det finns ingen organisation med koden {promised.organisation}.")
