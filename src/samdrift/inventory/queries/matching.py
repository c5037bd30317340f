"""Which machine an inventory tells of: by rules in their order, and what a person has said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from samdrift.inventory.choices import MarkKind
from samdrift.inventory.models import Machine, MachineMark, MatchRule, SharedMark
from samdrift.inventory.reading.marks import Mark

_SURE = (MarkKind.UUID, MarkKind.SERIAL)
_MOST_MERGES = 20


@dataclass(frozen=True, slots=True)
class Match:
    """A machine that an inventory tells of, and by what it was known."""

    machine_id: int
    by: str
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """A mark that some machine has."""

    mark: Mark
    machine_id: int
    merged_into: int | None
    is_pinned: bool

    @property
    def root(self) -> int:
        """The machine that it is now, by what people have said."""
        return self.machine_id if self.merged_into is None else root_of(self.merged_into)


def match(told: Iterable[Mark], *, organisation_code: str) -> Match | None:
    """Return the machine that marks are of, None where they are of none that is known.

    What a person has pinned goes first. Then each rule in turn: a machine that has the mark, unless
    its other marks say that it is another; of several the one that has most of them.
    """
    marks = _telling(tuple(told))
    every = _marks_of_those_with(marks, organisation_code)
    known = [each for each in every if each.mark in marks]
    if not known:
        return None
    pinned = {each.machine_id: each for each in known if each.is_pinned}
    if len(pinned) == 1:
        return Match(next(iter(pinned.values())).root, "pinned", is_pinned=True)
    return _by_rules(marks, known, _having(every))


def _marks_of_those_with(marks: frozenset[Mark], organisation_code: str) -> list[_Known]:
    """Return all that machines are known by which have one of some marks, by one question."""
    rows = MachineMark.objects.filter(organisation_id=organisation_code)
    with_one = rows.filter(value__in={mark.value for mark in marks}).values("machine")
    return [
        _Known(Mark(kind, value), machine_id, merged_into, is_pinned)
        for kind, value, machine_id, merged_into, is_pinned in rows.filter(
            machine__in=with_one
        ).values_list("kind", "value", "machine_id", "machine__merged_into", "is_pinned")
    ]


def _telling(marks: tuple[Mark, ...]) -> frozenset[Mark]:
    """Return the marks by which machines are told apart: those nobody has said are shared."""
    shared = SharedMark.objects.filter(value__in=[mark.value for mark in marks])
    return frozenset(marks) - {
        Mark(kind, value) for kind, value in shared.values_list("kind", "value")
    }


def _by_rules(
    marks: frozenset[Mark], known: Collection[_Known], having: Mapping[int, _Having]
) -> Match | None:
    mine = _by_kind(marks)
    for kind in used_rules():
        candidates = {
            each.machine_id: each
            for each in known
            if each.mark.kind == kind and not _is_another(kind, mine, having[each.machine_id])
        }
        if candidates:
            best = _best({each.root: having[pk] for pk, each in candidates.items()}, marks)
            if best is not None:
                return Match(best, kind)
    return None


def used_rules() -> tuple[str, ...]:
    """Return by which marks machines are matched, in their order."""
    return tuple(MatchRule.objects.filter(is_used=True).values_list("kind", flat=True))


@dataclass(frozen=True, slots=True)
class _Having:
    """All that a machine is known by."""

    marks: frozenset[Mark]
    pinned: frozenset[Mark]


def _having(every: Iterable[_Known]) -> dict[int, _Having]:
    marks: dict[int, set[Mark]] = defaultdict(set)
    pinned: dict[int, set[Mark]] = defaultdict(set)
    for each in every:
        marks[each.machine_id].add(each.mark)
        if each.is_pinned:
            pinned[each.machine_id].add(each.mark)
    return {pk: _Having(frozenset(told), frozenset(pinned[pk])) for pk, told in marks.items()}


def _by_kind(marks: Iterable[Mark]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        found[mark.kind].add(mark.value)
    return {kind: frozenset(values) for kind, values in found.items()}


def _is_another(kind: str, mine: Mapping[str, frozenset[str]], having: _Having) -> bool:
    """Whether a machine with a mark of this kind is another all the same.

    A maker's number may stand on many: it is believed unless the other number and every network
    address differ. A network address may be borrowed and a disk copied with its agent's id: they
    are believed unless a number differs.
    """
    theirs = _by_kind(having.marks)

    def differs(by: str) -> bool:
        both = (mine.get(by), theirs.get(by))
        return all(both) and not (both[0] or frozenset()) & (both[1] or frozenset())

    if any(
        mark.value not in mine.get(mark.kind, ()) for mark in having.pinned if mark.kind in mine
    ):
        return True
    if kind == MarkKind.UUID:
        return differs(MarkKind.SERIAL) and differs(MarkKind.MAC)
    if kind == MarkKind.SERIAL:
        return differs(MarkKind.UUID) and differs(MarkKind.MAC) and differs(MarkKind.BOARD)
    return any(differs(each) for each in _SURE)


def _best(candidates: Mapping[int, _Having], marks: frozenset[Mark]) -> int | None:
    """Return the machine that has most of the marks; None where two have as many."""
    counted = Counter({each: len(having.marks & marks) for each, having in candidates.items()})
    first, *others = counted.most_common(2)
    return None if others and others[0][1] == first[1] else first[0]


def root_of(machine_id: int) -> int:
    """Return the machine that one was merged into, by however many decisions."""
    for _ in range(_MOST_MERGES):
        above = Machine.objects.filter(pk=machine_id).values_list("merged_into", flat=True).first()
        if above is None:
            return machine_id
        machine_id = above
    return machine_id
