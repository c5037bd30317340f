"""The states of a change as rows: what may follow what, and by which act."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.changes.choices import Act, Kind, State

_ANY = frozenset(Kind)
_DECIDED_EACH = frozenset((Kind.NORMAL, Kind.EMERGENCY))
_STANDARD = frozenset((Kind.STANDARD,))
_EMERGENCY = frozenset((Kind.EMERGENCY,))


@dataclass(frozen=True, slots=True)
class Step:
    """From one state to another by an act, for changes of some kinds."""

    before: State
    act: Act
    after: State
    kinds: frozenset[Kind] = _ANY


STEPS = (
    Step(State.DRAFT, Act.PROPOSE, State.PROPOSED, _DECIDED_EACH),
    # A standard change was approved with its template.
    Step(State.DRAFT, Act.PROPOSE, State.APPROVED, _STANDARD),
    Step(State.PROPOSED, Act.ASSESS, State.ASSESSED, _DECIDED_EACH),
    Step(State.ASSESSED, Act.APPROVE, State.APPROVED, _DECIDED_EACH),
    Step(State.ASSESSED, Act.REJECT, State.REJECTED, _DECIDED_EACH),
    Step(State.PROPOSED, Act.SEND_BACK, State.DRAFT),
    Step(State.ASSESSED, Act.SEND_BACK, State.DRAFT),
    Step(State.REJECTED, Act.SEND_BACK, State.DRAFT),
    # A change whose time or content is thought over is decided on anew.
    Step(State.APPROVED, Act.SEND_BACK, State.DRAFT),
    Step(State.SCHEDULED, Act.SEND_BACK, State.DRAFT),
    Step(State.APPROVED, Act.SCHEDULE, State.SCHEDULED),
    Step(State.SCHEDULED, Act.START, State.ONGOING),
    # An emergency change may be done first and approved after.
    Step(State.DRAFT, Act.START, State.ONGOING, _EMERGENCY),
    Step(State.PROPOSED, Act.START, State.ONGOING, _EMERGENCY),
    Step(State.ASSESSED, Act.START, State.ONGOING, _EMERGENCY),
    Step(State.APPROVED, Act.START, State.ONGOING, _EMERGENCY),
    Step(State.ONGOING, Act.FINISH, State.DONE),
    Step(State.ONGOING, Act.FAIL, State.FAILED),
    Step(State.ONGOING, Act.BACK_OUT, State.BACKED_OUT),
    Step(State.DONE, Act.REVIEW, State.REVIEWED),
    Step(State.FAILED, Act.REVIEW, State.REVIEWED),
    Step(State.BACKED_OUT, Act.REVIEW, State.REVIEWED),
    Step(State.REVIEWED, Act.CLOSE, State.CLOSED),
    Step(State.DRAFT, Act.WITHDRAW, State.CLOSED),
    Step(State.PROPOSED, Act.WITHDRAW, State.CLOSED),
    Step(State.ASSESSED, Act.WITHDRAW, State.CLOSED),
    Step(State.APPROVED, Act.WITHDRAW, State.CLOSED),
    Step(State.REJECTED, Act.WITHDRAW, State.CLOSED),
    Step(State.SCHEDULED, Act.WITHDRAW, State.CLOSED),
)

BY_VOTE = frozenset((Act.APPROVE, Act.REJECT))
"""Acts that nobody does alone: they follow when the votes are counted."""


def step(*, kind: Kind, state: State, act: Act) -> Step | None:
    """Return the row of an act, None where such a change cannot take it as it stands."""
    return next(
        (each for each in STEPS if each.before == state and each.act == act and kind in each.kinds),
        None,
    )


def acts(*, kind: Kind, state: State) -> tuple[Act, ...]:
    """Return what somebody can do with a change as it stands; what follows of votes left out."""
    return tuple(
        each.act
        for each in STEPS
        if each.before == state and kind in each.kinds and each.act not in BY_VOTE
    )
