"""What lists differ in from month to month: what is new, what remains, and what is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from samdrift.assets.models import ComparedList
from samdrift.assets.ports import Actor
from samdrift.assets.taking_in.comparing import Comparison, Difference, ListSort, Outcome
from samdrift.kernel.money import Money
from samdrift.plumbing.clock import SWEDEN

MOST_KEPT = 24
IN_VAIN = (Outcome.UNKNOWN, Outcome.HELD_BY_NOBODY, Outcome.TWICE)
"""What is paid for though nobody is known to have it."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """Something that differs, and the month since which it has."""

    difference: Difference
    since: date
    is_new: bool
    """Whether it did not differ in the list before; never so in the first list of all."""


@dataclass(frozen=True, slots=True)
class KeptList:
    """How a month's list differed, and how that differs from the list before."""

    id: int
    sort: ListSort
    month: date
    name: str
    by_name: str
    sent_at: datetime
    lines: int
    things: int
    alike: int
    differences: tuple[Remaining, ...]
    mended: tuple[Difference, ...]
    """What differed in the list before and does no longer."""
    before: date | None
    """The month of the list before, None where there is none."""

    def of(self, outcome: Outcome) -> tuple[Remaining, ...]:
        """Return those that differ in one way."""
        return tuple(each for each in self.differences if each.difference.outcome == outcome)

    @property
    def in_vain(self) -> Money | None:
        """What is paid a month for what nobody has, None where the list tells no costs."""
        costs = [
            each.difference.cost_ore
            for each in self.differences
            if each.difference.outcome in IN_VAIN and each.difference.cost_ore is not None
        ]
        return Money(sum(costs)) if costs else None


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A month's list in the list of them."""

    id: int
    sort: ListSort
    month: date
    differences: int
    by_name: str


def keep(
    found: Comparison, sort: ListSort, *, name: str, actor: Actor, at: datetime
) -> ComparedList:
    """Keep how a list differed, as that of the month; those too old to tell anything go."""
    month = at.astimezone(SWEDEN).date().replace(day=1)
    row, _is_new = ComparedList.objects.update_or_create(
        sort=sort,
        month=month,
        defaults={
            "name": name[:200],
            "sent_at": at,
            "by_user_id": actor.user_id,
            "by_name": actor.name,
            "lines": found.lines,
            "things": found.things,
            "alike": found.alike,
            "differences": [asdict(each) for each in found.differences],
        },
    )
    old = ComparedList.objects.filter(sort=sort).order_by("-month")[MOST_KEPT:]
    ComparedList.objects.filter(pk__in=[each.pk for each in old]).delete()
    return row


def kept() -> tuple[KeptLine, ...]:
    """Return the lists that are kept, the latest month first."""
    return tuple(
        KeptLine(row.pk, ListSort(row.sort), row.month, len(row.differences), row.by_name)
        for row in ComparedList.objects.all()
    )


def kept_list(list_id: int) -> KeptList | None:
    """Return a kept list beside those of the months before it, None where there is none."""
    row = ComparedList.objects.filter(pk=list_id).first()
    if row is None:
        return None
    earlier = list(ComparedList.objects.filter(sort=row.sort, month__lt=row.month))
    now = _differences(row)
    then = [(each.month, {_mark(told) for told in _differences(each)}) for each in earlier]
    marks = {_mark(each) for each in now}
    return KeptList(
        id=row.pk,
        sort=ListSort(row.sort),
        month=row.month,
        name=row.name,
        by_name=row.by_name,
        sent_at=row.sent_at,
        lines=row.lines,
        things=row.things,
        alike=row.alike,
        differences=tuple(_remaining(each, row.month, then) for each in now),
        mended=tuple(
            each
            for each in (_differences(earlier[0]) if earlier else ())
            if _mark(each) not in marks
        ),
        before=earlier[0].month if earlier else None,
    )


def _remaining(
    told: Difference, month: date, then: Sequence[tuple[date, set[tuple[str, str]]]]
) -> Remaining:
    since = month
    for earlier, marks in then:
        if _mark(told) not in marks:
            break
        since = earlier
    return Remaining(told, since, bool(then) and since == month)


def _differences(row: ComparedList) -> tuple[Difference, ...]:
    return tuple(
        Difference(**{**told, "outcome": Outcome(told["outcome"])}) for told in row.differences
    )


def _mark(told: Difference) -> tuple[str, str]:
    return str(told.outcome), told.key.casefold()
