"""Planning who is at the switchboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.models import StaffedTime

MINUTES_OF_A_DAY = 1440
MOST_PEOPLE = 99


@dataclass(frozen=True, slots=True)
class Plan:
    """Some hours on some weekdays from a day on: how many are there, and who."""

    weekdays: tuple[int, ...]
    opens: int
    closes: int
    people: int
    who: str
    valid_from: date


@transaction.atomic
def plan_time(plan: Plan) -> None:
    """Plan some hours of weekdays. Raises CannotKeep where they are no hours, or nobody's."""
    if not plan.weekdays or not set(plan.weekdays) <= set(range(1, 8)):
        raise CannotKeep("Välj minst en veckodag.")
    if not 0 <= plan.opens < plan.closes <= MINUTES_OF_A_DAY:
        raise CannotKeep("Passet ska sluta efter att det börjar, samma dag.")
    if not 1 <= plan.people <= MOST_PEOPLE:
        raise CannotKeep(f"Skriv hur många som är där, 1 till {MOST_PEOPLE}.")
    StaffedTime.objects.bulk_create(
        StaffedTime(
            weekday=weekday,
            opens=plan.opens,
            closes=plan.closes,
            people=plan.people,
            who=plan.who.strip(),
            valid_from=plan.valid_from,
        )
        for weekday in sorted(set(plan.weekdays))
    )


@transaction.atomic
def end_time(*, staffed_id: int, on: date) -> None:
    """Say that hours are not planned from a day on; what ends the day it begins never was."""
    row = StaffedTime.objects.select_for_update().filter(pk=staffed_id).first()
    if row is None:
        raise CannotKeep("Passet finns inte längre.")
    if on <= row.valid_from:
        row.delete()
        return
    row.valid_until = on if row.valid_until is None else min(on, row.valid_until)
    row.save(update_fields=["valid_until"])
