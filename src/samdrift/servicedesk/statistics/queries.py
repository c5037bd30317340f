"""Tickets counted over any days: kept counts of whole months, and the tickets for the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from samdrift.kernel.kept_months import Parts, months_to_recount, parts
from samdrift.kernel.spans import Month, Span
from samdrift.plumbing import edges
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import few, memory, together
from samdrift.reporting.few import FewRows
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Named, Questions
from samdrift.servicedesk.models import DayToRecount, Group, Ticket, TicketCount
from samdrift.servicedesk.queries import on_days
from samdrift.servicedesk.statistics import counting
from samdrift.servicedesk.statistics.counting import TIMES, Rows
from samdrift.servicedesk.statistics.ports import (
    KEYWORD,
    MEASURES,
    NONE,
    PARTS,
    Counted,
    Key,
    Where,
)

BEGINNING = date(1800, 1, 1)
"""Nothing is told of days before it."""

_MONTH = "month"
_READ: Mapping[str, Callable[[str], Any]] = {_MONTH: date.fromisoformat, "group": int}
"""How a value that was told as text is read again, where it is anything else."""

AGES = (("day", 1), ("week", 7), ("month", 30), ("longer", None))
"""How old open tickets are told to be: days at most."""


def counted(
    *, span: Span, by: tuple[str, ...] = (), where: Where = (), is_fine: bool = False
) -> dict[Key, Counted]:
    """Return what came in and what was closed in a span, told apart by parts and by time.

    It is the same as a count of the tickets themselves: a property holds it to that. Whoever asks
    of many parts says that the count `is_fine`: it is then made once for all of them.
    """
    parted = PARTS if is_fine else tuple(part for part in PARTS if part in {*by, *dict(where)})
    sums: dict[Key, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, numbers in _rows(_Asked(span, by, where, parted, tuple(MEASURES))):
        for measure, number in numbers.items():
            sums[key][measure] += number or 0
    return {key: Counted(_span(span, key, by), _where(key, by, where), sums[key]) for key in sums}


def whole(*, span: Span, where: Where = (), is_fine: bool = False) -> Counted:
    """Return what came in and what was closed in a span."""
    found = counted(span=span, where=where, is_fine=is_fine)
    return found.get((), Counted(span, where, {}))


def by_keyword(*, span: Span, where: Where = ()) -> dict[str, Counted]:
    """Return what came in and was closed in a span by keyword; a ticket may be under several."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in counting.by_keyword(span, where):
        for measure in MEASURES:
            sums[row["word"]][measure] += row[measure] or 0
    return {word: Counted(span, (*where, (KEYWORD, word)), told) for word, told in sums.items()}


def open_count(*, day: date, where: Where = ()) -> int:
    """Return how many tickets were open when a day ended: all that came less all that closed."""
    until = Span(BEGINNING, day + timedelta(days=1))
    parted = tuple(part for part in PARTS if part in dict(where))
    asked = _Asked(until, (), where, parted, ("opened", "closed"))
    return sum(
        (numbers.get("opened") or 0) - (numbers.get("closed") or 0) for _, numbers in _rows(asked)
    )


def ages(*, day: date, where: Where = (), by: str = "organisation") -> dict[str, dict[str, int]]:
    """Return how many tickets were open when a day ended, by a part and by how old they were."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for value, *counts in chain(*together.rows_of(_aged(day, where, by))):
        ages = found[str(value)]
        for (age, _), count in zip(AGES, counts, strict=True):
            if count:
                ages[age] = ages.get(age, 0) + count
    return dict(found)


def ahead(year: int) -> Questions:
    """Return what will be asked of a year and of its last day."""
    return dict([_marked()]) | _aged(date(year, 12, 31), (), "organisation")


def _aged(day: date, where: Where, by: str) -> dict[Hashable, QuerySet[Any, Any]]:
    counts = {f"of_{age}": Count("opened_at", filter=of_age(age, day)) for age, _ in AGES}
    return {
        ("servicedesk.aged", day, where, by, place): rows.order_by()
        .values_list(by)
        .annotate(**counts)
        for place, rows in enumerate(counting.open_on_and_since(day, where))
    }


def of_age(age: str, day: date) -> Q:
    """Return the condition that a ticket was of an age when a day ended."""
    names = [name for name, _ in AGES]
    place = names.index(age)
    since = AGES[place][1]
    before = AGES[place - 1][1] if place else None
    start = BEGINNING if since is None else _back(day, since)
    end = day + timedelta(days=1) if before is None else _back(day, before)
    return on_days("opened_at", Span(start, end))


def group_names() -> dict[int, str]:
    """Return the names of all groups, shut ones too."""
    return memory.in_process("servicedesk.group-names", (Group,), lambda: dict(few.rows(_GROUPS)))


_GROUPS = FewRows("servicedesk.groups", Group, ("id", "name"))

FEW = (_GROUPS,)


def services(*, span: Span) -> tuple[str, ...]:
    """Return the services that tickets were about in a span, in order."""
    found = counted(span=span, by=("service",), is_fine=True)
    return tuple(sorted(key[0] for key in found if key[0]))


def years() -> range:
    """Return the years in which tickets came in."""
    moments = edges.of(Ticket, "opened_at")["opened_at"]
    if not moments:
        return range(0)
    first, last = moments
    return range(first.astimezone(SWEDEN).year, last.astimezone(SWEDEN).year + 1)


def added(span: Span, where: Where, parts: Iterable[Counted]) -> Counted:
    """Return what some parts of a span's tickets come to together."""
    sums: dict[str, int] = defaultdict(int)
    for part in parts:
        for measure, number in part.numbers.items():
            sums[measure] += number
    return Counted(span, where, sums)


def stale_months() -> tuple[date, ...]:
    """Return the months whose kept counts are not to be believed, in order."""
    return remembered("servicedesk.stale-months", _stale_months)


def _stale_months() -> tuple[date, ...]:
    return months_to_recount(day for (day,) in together.rows(*_marked()))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is counted: over which days, told apart by what, of which tickets.

    `parted` is what tickets that are not kept are told apart by when they are counted.
    """

    span: Span
    by: tuple[str, ...]
    where: Where
    parted: tuple[str, ...]
    measures: tuple[str, ...]


def _rows(asked: _Asked) -> Iterator[tuple[Key, dict[str, int]]]:
    span = asked.span
    assert span.end is not None, "what is counted has an end"
    cut = Parts(Span(span.start, span.start), (), (span,))
    if "week" not in asked.by:
        cut = parts(span, stale_months())
    if cut.months.start != cut.months.end:
        yield from _kept(cut, asked)
    if cut.live:
        yield from _live(cut.live, asked)


def _kept(cut: Parts, asked: _Asked) -> Iterator[tuple[Key, dict[str, int]]]:
    if asked.parted == PARTS and len(asked.by) <= 1:
        yield from _kept_at_once(cut, asked)
        return
    sums = {f"sum_{measure}": Sum(measure) for measure in asked.measures}
    found = _kept_rows(cut, asked.where)
    rows: Rows = found.order_by().values(*asked.by).annotate(**sums) if asked.by else ()
    for row in rows if asked.by else (found.aggregate(**sums),):
        numbers = {measure: row[f"sum_{measure}"] for measure in asked.measures}
        if any(numbers.values()):
            yield tuple(row[name] for name in asked.by), numbers


def _kept_rows(cut: Parts, where: Where) -> QuerySet[TicketCount]:
    return TicketCount.objects.filter(
        month__gte=cut.months.start, month__lt=cut.months.end, **counting.conditions(where)
    ).exclude(month__in=cut.stale)


def _kept_at_once(cut: Parts, asked: _Asked) -> Iterator[tuple[Key, dict[str, int]]]:
    """Yield what is kept by month or by a part, asked by one question for each of them."""
    rows = remembered(
        ("servicedesk.kept-counts", cut.months, cut.stale, asked.where),
        lambda: tuple(_by_each(_kept_rows(cut, asked.where))),
    )
    (name,) = asked.by or (_MONTH,)
    for row in rows:
        numbers = {measure: row[f"sum_{measure}"] for measure in asked.measures}
        if row["part"] == name and any(numbers.values()):
            value = row["value"] and _READ.get(name, str)(row["value"])
            yield (value,) if asked.by else (), numbers


def _by_each(found: QuerySet[TicketCount]) -> Iterator[dict[str, Any]]:
    """Yield the sums by month and by every part, each told by its name and its value as text."""
    sums = {f"sum_{measure}": Sum(measure) for measure in MEASURES}
    first, *others = (
        found.order_by().values(part=Value(name), value=Cast(name, CharField())).annotate(**sums)
        for name in (_MONTH, *PARTS)
    )
    yield from map(dict[str, Any], first.union(*others, all=True).order_by())


def _live(spans: tuple[Span, ...], asked: _Asked) -> Iterator[tuple[Key, dict[str, int]]]:
    """Yield the counts of spans that are not kept; what was counted alike before is remembered."""
    time = tuple(name for name in asked.by if name in TIMES)
    if asked.parted == PARTS and not time:
        time = ("month",)
    fine = (*time, *asked.parted)
    rows = remembered(
        ("servicedesk.live-counts", spans, fine),
        lambda: counting.opened_and_closed(spans, fine),
    )
    for row in rows:
        if all(_as_told(row[f"by_{part}"]) == value for part, value in asked.where):
            yield (
                tuple(row[f"by_{name}"] for name in asked.by),
                {measure: row[measure] for measure in MEASURES},
            )


def _as_told(value: str | int | None) -> str:
    return NONE if value in (None, "") else str(value)


def _where(key: Key, by: tuple[str, ...], where: Where) -> Where:
    own = tuple(
        (name, _as_told(value))
        for name, value in zip(by, key, strict=True)
        if name in PARTS and (name, _as_told(value)) not in where
    )
    return (*where, *own)


def _span(span: Span, key: Key, by: tuple[str, ...]) -> Span:
    """Return the days a row tells of: its month or week, as far as the whole span goes."""
    assert span.end is not None, "what is counted has an end"
    for name, value in zip(by, key, strict=True):
        if name in TIMES:
            end = _month(value).end if name == "month" else value + timedelta(days=7)
            assert end is not None, "a month ends"
            return Span(max(value, span.start), min(end, span.end))
    return span


def _marked() -> Named:
    days = DayToRecount.objects.order_by().values_list("day").distinct()
    return "servicedesk.marked", days


def _month(first: date) -> Span:
    return Month(first.year, first.month).span


def _back(day: date, days: int) -> date:
    return day - timedelta(days=days - 1)
