"""Voting about a change; when the votes suffice, the decision follows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.changes.choices import Act, EventKind, State, Verdict
from samdrift.changes.errors import CannotVote
from samdrift.changes.models import Change, Vote
from samdrift.changes.ports import Actor, Ballot
from samdrift.changes.queries import approval
from samdrift.changes.services import moving, rows
from samdrift.plumbing.clock import SWEDEN

_ACTS = {Verdict.APPROVED: Act.APPROVE, Verdict.REJECTED: Act.REJECT}


@transaction.atomic
def vote(*, number: str, ballot: Ballot, actor: Actor, at: datetime) -> Change:
    """Vote about a change, for oneself or for whom one stands in for.

    Raises CannotVote where it is not to be decided now, has no reason, or whoever votes proposed
    it, has voted, or decides nothing about it.
    """
    assert actor.user_id is not None, "whoever votes has signed in"
    change = rows.held(number)
    if not approval.is_open_for_votes(change):
        raise CannotVote(_("Ändringen väntar inte på beslut."))
    if not ballot.reason.strip():
        raise CannotVote(_("Skriv skälet till din röst."))
    if actor.user_id == change.proposer_id:
        raise CannotVote(_("Den som föreslagit en ändring beslutar inte om den."))
    day = at.astimezone(SWEDEN).date()
    seat = approval.seat_of(approval.deciding(change), user_id=actor.user_id, day=day)
    if seat is None:
        raise CannotVote(_("Du har redan röstat, eller så är beslutet inte ditt."))
    Vote.objects.create(
        change=change,
        round=change.round,
        by_user_id=actor.user_id,
        seat_id=seat,
        is_for=ballot.is_for,
        reason=ballot.reason.strip(),
        at=at,
    )
    word = Verdict.APPROVED if ballot.is_for else Verdict.REJECTED
    told = {"vote": ("", word)}
    reason = ballot.reason.strip()
    rows.write_event(change, EventKind.VOTED, actor=actor, at=at, changes=told, text=reason)
    _decide(change, actor=actor, at=at)
    return change


def _decide(change: Change, *, actor: Actor, at: datetime) -> None:
    """Write the decision where the votes have come to one."""
    verdict = approval.verdict(change)
    if verdict is None:
        return
    told = {"verdict": verdict, "decided_at": at}
    if change.state == State.ASSESSED:
        moving.take(change, _ACTS[verdict], actor=actor, at=at, also=told)
    else:  # An emergency change that was done first: it stands where it stands.
        rows.save(change, told, kind=EventKind.DECIDED, actor=actor, at=at)
