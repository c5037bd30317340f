"""What the change board has before it, read at once however much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from samdrift.changes import collisions
from samdrift.changes.models import Change, Vote
from samdrift.changes.queries import approval, calendars, changes
from samdrift.changes.queries.approval import NeedStanding
from samdrift.changes.queries.calendars import Placed, Stop
from samdrift.changes.queries.changes import ChangeLine
from samdrift.changes.tally import Cast, Need


@dataclass(frozen=True, slots=True)
class Item:
    """A change to decide on, with what one must know to do it."""

    line: ChangeLine
    why: str
    what: str
    plan: str
    back_out_plan: str
    test: str
    proposer: str
    is_begun: bool
    standing: tuple[NeedStanding, ...]
    collides_with: tuple[Placed, ...]
    standstills: tuple[Stop, ...]
    awaits: frozenset[int]


def items() -> tuple[Item, ...]:
    """Return the changes that wait for votes, the next to be done first."""
    waiting = changes.to_decide()
    votes = _votes(waiting)
    needs = _needs(waiting)
    everybody = {each for told in needs.values() for need in told for each in need.approvers}
    names = approval.names_of(everybody)
    placed, stops = _around(waiting)
    return tuple(
        _item(change, needs[change.pk], votes[change.pk], names, (placed, stops))
        for change in waiting
    )


def _item(
    change: Change,
    needs: tuple[Need, ...],
    given: tuple[Cast, ...],
    names: dict[int, str],
    around: tuple[tuple[Placed, ...], tuple[Stop, ...]],
) -> Item:
    slot = calendars.slot_of(change)
    voted = {cast.seat for cast in given} | {cast.by for cast in given} | {change.proposer_id}
    placed, stops = around if slot else ((), ())
    return Item(
        line=changes.line_of(change),
        why=change.why,
        what=change.what,
        plan=change.plan,
        back_out_plan=change.back_out_plan,
        test=change.test,
        proposer=change.proposer.get_full_name() or change.proposer.get_username(),
        is_begun=change.begun_at is not None,
        standing=approval.standing_of(needs, given, names=names, proposer=change.proposer_id),
        collides_with=tuple(
            other
            for other in placed
            if slot and other.number != slot.number and collisions.collide(slot, other.slot)
        ),
        standstills=tuple(
            stop
            for stop in stops
            if slot
            and collisions.overlaps(slot.starts_at, slot.ends_at, stop.starts_at, stop.ends_at)
            and collisions.concerns(service=stop.service, organisation=stop.organisation, slot=slot)
        ),
        awaits=frozenset().union(*(need.approvers for need in needs)) - voted,
    )


def _votes(waiting: Iterable[Change]) -> dict[int, tuple[Cast, ...]]:
    """Return the votes about changes as they were last proposed, in the order they were given."""
    rounds = {change.pk: change.round for change in waiting}
    found: dict[int, tuple[Cast, ...]] = defaultdict(tuple)
    rows = Vote.objects.filter(change__in=rounds).values_list(
        "change_id", "round", "by_user_id", "seat_id", "is_for"
    )
    for change_id, number, by, seat, is_for in rows:
        if number == rounds[change_id]:
            found[change_id] += (Cast(by, seat, is_for),)
    return found


def _needs(waiting: Iterable[Change]) -> dict[int, tuple[Need, ...]]:
    rules, instead = approval.active_rules(), (approval.manager_need(),)
    return {
        change.pk: approval.needs_by(rule for rule in rules if approval.holds(rule, change))
        or instead
        for change in waiting
    }


def _around(waiting: Iterable[Change]) -> tuple[tuple[Placed, ...], tuple[Stop, ...]]:
    """Return the changes and standstills between the first and the last of some changes."""
    slots = [slot for slot in map(calendars.slot_of, waiting) if slot is not None]
    if not slots:
        return (), ()
    start = min(slot.starts_at for slot in slots)
    end = max(slot.ends_at for slot in slots)
    return calendars.placed(start=start, end=end), calendars.stops(start=start, end=end)
