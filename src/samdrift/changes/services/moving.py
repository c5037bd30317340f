"""Bringing a change from one state to another, by the rows of `steps` and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.changes import steps, tally
from samdrift.changes.choices import Act, EventKind, Kind, State, Verdict
from samdrift.changes.errors import CannotMove
from samdrift.changes.models import Change
from samdrift.changes.ports import Actor
from samdrift.changes.queries import approval, calendars
from samdrift.changes.services import rows

SHORTEST_CHANGE = timedelta(hours=1)
"""How long an emergency change is thought to take, where nobody has said when it is done."""

type Move = Callable[[Change, Actor, datetime, str], dict[str, Any]]
"""Checks that an act can be done now; returns what it changes beside the state."""


@transaction.atomic
def move(*, number: str, act: Act, actor: Actor, at: datetime, text: str = "") -> Change:
    """Do an act with a change. Raises CannotMove where no row has it, or something is wanting."""
    change = rows.held(number)
    if act in steps.BY_VOTE:
        raise CannotMove(_("Beslutet följer av rösterna."))
    if act == Act.REVIEW:
        raise CannotMove(_("Skriv hur det gick, så följs ändringen upp."))
    return take(change, act, actor=actor, at=at, text=text)


@transaction.atomic
def review(
    *, number: str, went_as_planned: bool, lessons: str, actor: Actor, at: datetime
) -> Change:
    """Look back on a change that has ended: whether it went as planned, and what was learnt."""
    change = rows.held(number)
    if not change.verdict:
        raise CannotMove(_("Den akuta ändringen är inte beslutad än. Rösta först."))
    if not went_as_planned and not lessons.strip():
        raise CannotMove(_("Skriv vad som inte gick som planerat och vad ni lärde er."))
    told = {"went_as_planned": went_as_planned, "lessons": lessons.strip()}
    return take(change, Act.REVIEW, actor=actor, at=at, also=told)


def take(
    change: Change,
    act: Act,
    *,
    actor: Actor,
    at: datetime,
    text: str = "",
    also: dict[str, Any] | None = None,
) -> Change:
    """Take the step of an act with a held change, within the caller's transaction."""
    step = steps.step(kind=Kind(change.kind), state=State(change.state), act=act)
    if step is None:
        told = {"act": act.label, "state": State(change.state).label}
        raise CannotMove(_("“%(act)s” går inte när ändringen är “%(state)s”.") % told)
    if act in _NEEDS_WORDS and not text.strip():
        raise CannotMove(_("Skriv varför."))
    prepared = _MOVES[act](change, actor, at, text) if act in _MOVES else {}
    after = prepared | (also or {}) | {"state": step.after}
    rows.save(change, after, kind=EventKind.MOVED, actor=actor, at=at, text=text.strip())
    return change


def _propose(change: Change, _actor: Actor, at: datetime, _text: str) -> dict[str, Any]:
    wanting = [
        str(label)
        for label, told in (
            (_("varför"), change.why),
            (_("vad som ändras"), change.what),
            (_("plan"), change.plan),
            (_("återgångsplan"), change.back_out_plan),
            (_("hur det prövas"), change.test),
            (_("när"), change.starts_at),
            (_("ansvarig"), change.responsible_id),
            (_("tjänst"), change.touched.exclude(service="").exists()),
        )
        if not told
    ]
    if wanting and change.kind != Kind.STANDARD:
        raise CannotMove(_("Det saknas: %(wanting)s.") % {"wanting": ", ".join(wanting)})
    if change.kind == Kind.STANDARD and change.starts_at is None:
        raise CannotMove(_("Skriv när ändringen ska göras."))
    is_decided = change.kind == Kind.STANDARD
    return {
        "round": change.round + 1,
        "verdict": Verdict.APPROVED if is_decided else "",
        "decided_at": at if is_decided else None,
    }


def _assess(change: Change, _actor: Actor, _at: datetime, _text: str) -> dict[str, Any]:
    for need in approval.needs_of(change):
        if not tally.can_be_met(need, (), proposer=change.proposer_id):
            told = {"rule": need.name, "quorum": need.quorum}
            raise CannotMove(
                _("Regeln “%(rule)s” kräver %(quorum)s röster och har för få som får rösta.") % told
            )
    return {}


def _send_back(_change: Change, _actor: Actor, _at: datetime, _text: str) -> dict[str, Any]:
    return {"verdict": "", "decided_at": None}


def _schedule(change: Change, _actor: Actor, at: datetime, _text: str) -> dict[str, Any]:
    if change.ends_at is None or change.ends_at <= at:
        raise CannotMove(_("Tiden har gått. Skicka tillbaka ändringen och välj en ny."))
    _refuse_in_standstill(change)
    return {}


def _start(change: Change, _actor: Actor, at: datetime, _text: str) -> dict[str, Any]:
    told: dict[str, Any] = {"begun_at": at}
    if change.kind != Kind.EMERGENCY:
        _refuse_in_standstill(change)
        return told
    if not change.verdict:
        told |= {"approve_by": approval.approve_by(change, at), "round": max(change.round, 1)}
    if change.starts_at is None:
        told |= {"starts_at": at, "ends_at": at + SHORTEST_CHANGE}
    return told


def _refuse_in_standstill(change: Change) -> None:
    slot = calendars.slot_of(change)
    stops = calendars.standing_still(slot) if slot and change.kind != Kind.EMERGENCY else ()
    if stops:
        told = {"reason": stops[0].reason}
        raise CannotMove(
            _("Det är ändringsstopp då: %(reason)s. Bara akuta ändringar är undantagna.") % told
        )


def _ends_as(outcome: State) -> Move:
    def end(_change: Change, _actor: Actor, at: datetime, _text: str) -> dict[str, Any]:
        return {"ended_at": at, "outcome": outcome}

    return end


_NEEDS_WORDS = frozenset((Act.SEND_BACK, Act.WITHDRAW, Act.FAIL, Act.BACK_OUT))
_MOVES: dict[Act, Move] = {
    Act.PROPOSE: _propose,
    Act.ASSESS: _assess,
    Act.SEND_BACK: _send_back,
    Act.SCHEDULE: _schedule,
    Act.START: _start,
    Act.FINISH: _ends_as(State.DONE),
    Act.FAIL: _ends_as(State.FAILED),
    Act.BACK_OUT: _ends_as(State.BACKED_OUT),
}
