"""Who decides about a change, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samdrift.changes import tally
from samdrift.changes.choices import APPROVAL_AFTERWARDS, Kind, RiskClass, State, Verdict
from samdrift.changes.models import ApprovalRule, Change, Delegation, RiskCell, Vote
from samdrift.changes.tally import Cast, Need
from samdrift.parties.choices import PersonRole

_ANSWERS_LAST = (PersonRole.MANAGER,)
_WORKS = (PersonRole.MANAGER, PersonRole.AGENT, PersonRole.TECHNICIAN, PersonRole.CONTROLLER)


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who can be chosen to do, answer for or approve a change."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class NeedStanding:
    """How far a need of approval has come."""

    name: str
    quorum: int
    approvers: tuple[str, ...]
    votes_for: int
    is_met: bool


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A vote as it is read: who, for whom where it is somebody else's, what and why."""

    by: str
    seat: str
    is_for: bool
    reason: str
    at: datetime
    round: int


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides about a change, and what they have voted so far."""

    proposer: int
    needs: tuple[Need, ...]
    given: tuple[Cast, ...]

    @property
    def people(self) -> frozenset[int]:
        """Everybody whose vote counts for something."""
        return frozenset().union(*(need.approvers for need in self.needs))


def risk_class(*, probability: int, consequence: int) -> RiskClass:
    """Return the class of a risk; the highest where nobody has said which."""
    cell = RiskCell.objects.filter(probability=probability, consequence=consequence).first()
    return RiskClass(cell.risk_class) if cell else RiskClass.HIGH


def risk_matrix() -> dict[tuple[int, int], str]:
    """Return the class of every probability and consequence."""
    rows = RiskCell.objects.values_list("probability", "consequence", "risk_class")
    return {(probability, consequence): told for probability, consequence, told in rows}


def helpers() -> tuple[Helper, ...]:
    """Return those who can be chosen, by name."""
    found = User.objects.filter(is_active=True, memberships__role__in=_WORKS).distinct()
    named = (Helper(user.pk, _name(user)) for user in found)
    return tuple(sorted(named, key=lambda each: each.name))


def needs_of(change: Change) -> tuple[Need, ...]:
    """Return whose approval a change needs: every rule that holds; a manager's where none does."""
    rules = rules_of(change)
    return needs_by(rules) if rules else (manager_need(),)


def needs_by(rules: Iterable[ApprovalRule]) -> tuple[Need, ...]:
    """Return what rules ask for."""
    return tuple(
        Need(rule.name, rule.quorum, frozenset(user.pk for user in rule.approvers.all()))
        for rule in rules
    )


def manager_need() -> Need:
    """Return what is needed where no rule holds: that one manager approves."""
    managers = User.objects.filter(is_active=True, memberships__role__in=_ANSWERS_LAST)
    return Need(_("Chef"), 1, frozenset(managers.values_list("pk", flat=True)))


def active_rules() -> tuple[ApprovalRule, ...]:
    """Return every rule that is in use, with those it names."""
    return tuple(ApprovalRule.objects.filter(is_active=True).prefetch_related("approvers"))


def holds(rule: ApprovalRule, change: Change) -> bool:
    """Whether a rule holds for a change."""
    services = {row.service for row in change.touched.all() if row.service}
    return (
        rule.kind in ("", change.kind)
        and rule.risk_class in ("", change.risk_class)
        and (not rule.service or rule.service in services)
    )


def rules_of(change: Change) -> tuple[ApprovalRule, ...]:
    """Return the rules that hold for a change."""
    return tuple(rule for rule in active_rules() if holds(rule, change))


def approve_by(change: Change, at: datetime) -> datetime:
    """Return by when an emergency change that is begun now is to be approved."""
    told = [timedelta(hours=rule.hours_afterwards) for rule in rules_of(change)]
    return at + min(told, default=APPROVAL_AFTERWARDS)


def casts(change: Change) -> tuple[Cast, ...]:
    """Return the votes about a change as it was last proposed."""
    found = Vote.objects.filter(change=change, round=change.round)
    return tuple(Cast(*row) for row in found.values_list("by_user_id", "seat_id", "is_for"))


def verdict(change: Change) -> Verdict | None:
    """Return what the votes about a change come to."""
    return tally.verdict(needs_of(change), casts(change), proposer=change.proposer_id)


def is_open_for_votes(change: Change) -> bool:
    """Whether it waits to be decided: before it is done, or after where it was an emergency."""
    is_begun = change.kind == Kind.EMERGENCY and change.begun_at is not None
    is_standing = change.state not in (State.CLOSED, State.REVIEWED)
    return not change.verdict and is_standing and (change.state == State.ASSESSED or is_begun)


def deciding(change: Change) -> Deciding:
    """Return who decides about a change, and what they have voted."""
    return Deciding(change.proposer_id, needs_of(change), casts(change))


def seat_of(told: Deciding, *, user_id: int, day: date) -> int | None:
    """Return whose vote somebody gives: their own, or that of whoever they stand in for.

    None where they decide nothing about the change, or have voted, or where the seat has.
    """
    if user_id == told.proposer:
        return None
    if any(cast.by == user_id for cast in told.given):
        return None
    taken = {cast.seat for cast in told.given} | {told.proposer}
    if user_id in told.people and user_id not in taken:
        return user_id
    stood_in_for = delegated_on(day).filter(to_user=user_id).order_by("id")
    seats = stood_in_for.values_list("from_user_id", flat=True)
    return next((seat for seat in seats if seat in told.people and seat not in taken), None)


def standing(told: Deciding) -> tuple[NeedStanding, ...]:
    """Return how far each need of a change has come."""
    names = names_of(told.people)
    return standing_of(told.needs, told.given, names=names, proposer=told.proposer)


def standing_of(
    needs: Iterable[Need], given: tuple[Cast, ...], *, names: dict[int, str], proposer: int
) -> tuple[NeedStanding, ...]:
    """Return how far needs have come by some votes."""
    return tuple(
        NeedStanding(
            need.name,
            need.quorum,
            tuple(sorted(names[each] for each in need.approvers if each != proposer)),
            sum(cast.is_for for cast in tally.counted(need, given, proposer=proposer)),
            tally.is_met(need, given, proposer=proposer),
        )
        for need in needs
    )


def votes(change: Change) -> tuple[VoteLine, ...]:
    """Return every vote there has been about a change, of earlier rounds too."""
    found = Vote.objects.filter(change=change).select_related("by_user", "seat")
    return tuple(
        VoteLine(
            _name(vote.by_user),
            "" if vote.seat_id == vote.by_user_id else _name(vote.seat),
            vote.is_for,
            vote.reason,
            vote.at,
            vote.round,
        )
        for vote in found
    )


def awaited(change: Change, *, day: date) -> frozenset[int]:
    """Return those who are waited for: approvers who have not voted, and who stands in for them."""
    given = casts(change)
    told = {cast.seat for cast in given} | {cast.by for cast in given} | {change.proposer_id}
    open_needs = (
        need
        for need in needs_of(change)
        if not tally.is_met(need, given, proposer=change.proposer_id)
    )
    waiting = frozenset().union(*(need.approvers for need in open_needs)) - told
    instead = delegated_on(day).filter(from_user__in=waiting).values_list("to_user_id", flat=True)
    return (waiting | frozenset(instead)) - told


def delegated_on(day: date) -> QuerySet[Delegation]:
    """Return the delegations that hold on a day."""
    return Delegation.objects.filter(valid_from__lte=day, valid_until__gt=day)


def names_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Return what people are called."""
    return {user.pk: _name(user) for user in User.objects.filter(pk__in=user_ids)}


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()
