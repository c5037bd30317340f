"""People who have left: how long they keep their names, and when those are taken away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.directory import queries as directory
from samdrift.directory import services as people
from samdrift.plumbing.clock import SWEDEN
from samdrift.wiping import queries
from samdrift.wiping.errors import CannotWipe
from samdrift.wiping.models import SHORTEST_DAYS, LeaverRule

LONGEST_DAYS = 36_500
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Told:
    """The rule that counts, and how many it reaches now."""

    days: int
    decision: str
    made_by: str
    made_at: datetime
    reached: int


def told(*, at: datetime) -> Told | None:
    """Return the rule that counts, None where names are kept for ever."""
    row = LeaverRule.objects.filter(ended_at=None).first()
    if row is None:
        return None
    reached = len(directory.who_left_before(_before(row, at)))
    return Told(row.days, row.decision, row.made_by, row.made_at, reached)


@transaction.atomic
def decide(*, days: int | None, decision: str, by: User, at: datetime) -> None:
    """Say how long those who have left keep their names; None days is for ever."""
    named = " ".join(decision.split())
    if days is not None and not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        raise CannotWipe(f"Skriv hur många dagar, minst {SHORTEST_DAYS}.")
    if days is not None and not 0 < len(named) <= 200:
        raise CannotWipe("Skriv vilket beslut i informationshanteringsplanen regeln följer.")
    LeaverRule.objects.filter(ended_at=None).update(ended_at=at)
    if days is not None:
        LeaverRule.objects.create(days=days, decision=named, made_by=queries.called(by), made_at=at)


def forget(at: datetime) -> int:
    """Take away the names of those who left long enough ago; return how many."""
    people.note_who_left(at.astimezone(SWEDEN).date())
    row = LeaverRule.objects.filter(ended_at=None).first()
    if row is None:
        return 0
    ids = directory.who_left_before(_before(row, at))
    for start in range(0, len(ids), MOST_AT_ONCE):
        people.forget(ids[start : start + MOST_AT_ONCE], at=at)
    return len(ids)


def _before(row: LeaverRule, at: datetime) -> date:
    return at.astimezone(SWEDEN).date() - timedelta(days=row.days)
