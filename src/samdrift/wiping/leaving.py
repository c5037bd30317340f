"""People who have left: how long they keep their names, and when those are taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.directory import queries as directory
from samdrift.directory import services as people
from samdrift.directory.queries import Leaver
from samdrift.plumbing.clock import SWEDEN
from samdrift.wiping import queries
from samdrift.wiping.errors import CannotWipe
from samdrift.wiping.models import SHORTEST_DAYS, LeaverProtocol, LeaverRule

LONGEST_DAYS = 36_500
MOST_AT_ONCE = 500
MOST_PROTOCOLS = 50
USUAL_DAYS = 730


@dataclass(frozen=True, slots=True)
class Trial:
    """Whom a rule would reach, and who has left as long but keeps their name for now."""

    days: int
    reached: tuple[Leaver, ...]
    waiting: tuple[Leaver, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """That names were taken away, as it is listed."""

    id: int
    at: datetime
    number: int
    days: int
    decision: str


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
    reached = sum(not each.is_needed for each in _left(row.days, at))
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
    found = [each for each in _left(row.days, at) if not each.is_needed]
    for start in range(0, len(found), MOST_AT_ONCE):
        _forget(row, found[start : start + MOST_AT_ONCE], at)
    return len(found)


@transaction.atomic
def _forget(rule: LeaverRule, some: Sequence[Leaver], at: datetime) -> None:
    """Take away the names of some, with a protocol that tells of them by their numbers."""
    people.forget([each.id for each in some], at=at)
    told = [[each.id, each.organisation_code, each.left_on.isoformat()] for each in some]
    LeaverProtocol.objects.create(rule=rule, at=at, number=len(some), people=told)


def tried(*, days: int, at: datetime) -> Trial:
    """Return whom a rule of so many days would reach now, and who would wait; nothing is done."""
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        raise CannotWipe(f"Skriv hur många dagar, minst {SHORTEST_DAYS}.")
    found = _left(days, at)
    return Trial(
        days,
        tuple(each for each in found if not each.is_needed),
        tuple(each for each in found if each.is_needed),
    )


def protocols() -> tuple[Done, ...]:
    """Return when names were taken away, how many and by which decision, the latest first."""
    rows = LeaverProtocol.objects.select_related("rule")[:MOST_PROTOCOLS]
    return tuple(Done(row.pk, row.at, row.number, row.rule.days, row.rule.decision) for row in rows)


def protocol(protocol_id: int) -> tuple[tuple[int, str, str], ...] | None:
    """Return who a protocol is of, by their numbers; None where there is none."""
    row = LeaverProtocol.objects.filter(pk=protocol_id).first()
    return tuple((pk, code, day) for pk, code, day in row.people) if row else None


def _left(days: int, at: datetime) -> tuple[Leaver, ...]:
    return directory.leavers_before(at.astimezone(SWEDEN).date() - timedelta(days=days))
