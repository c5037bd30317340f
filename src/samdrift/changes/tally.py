"""Counting votes: whose count, when a change is approved and when it cannot be: plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samdrift.changes.choices import Verdict


@dataclass(frozen=True, slots=True)
class Cast:
    """A vote: who gave it, whose it is, and what it says."""

    by: int
    seat: int
    is_for: bool


@dataclass(frozen=True, slots=True)
class Need:
    """Whose approval is needed, and how many of them."""

    name: str
    quorum: int
    approvers: frozenset[int]


def counted(need: Need, casts: Iterable[Cast], *, proposer: int) -> tuple[Cast, ...]:
    """Return the votes that count for a need: one of a person, one of a seat, none the proposer's.

    Whoever proposed a change decides nothing about it, nor does anybody in their place.
    """
    found: list[Cast] = []
    seen_persons, seen_seats = {proposer}, {proposer}
    for cast in casts:
        is_new = cast.by not in seen_persons and cast.seat not in seen_seats
        if is_new and cast.seat in need.approvers:
            seen_persons.add(cast.by)
            seen_seats.add(cast.seat)
            found.append(cast)
    return tuple(found)


def is_met(need: Need, casts: Iterable[Cast], *, proposer: int) -> bool:
    """Whether as many as are needed have approved."""
    return sum(cast.is_for for cast in counted(need, casts, proposer=proposer)) >= need.quorum


def can_be_met(need: Need, casts: Iterable[Cast], *, proposer: int) -> bool:
    """Whether enough of them can still approve."""
    against = {cast.seat for cast in counted(need, casts, proposer=proposer) if not cast.is_for}
    return len(need.approvers - {proposer} - against) >= need.quorum


def verdict(needs: Iterable[Need], casts: Iterable[Cast], *, proposer: int) -> Verdict | None:
    """Return what the votes come to, None while it is open."""
    wanted, given = tuple(needs), tuple(casts)
    if any(not can_be_met(need, given, proposer=proposer) for need in wanted):
        return Verdict.REJECTED
    if wanted and all(is_met(need, given, proposer=proposer) for need in wanted):
        return Verdict.APPROVED
    return None
