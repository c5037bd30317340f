"""Tickets closed in a span, and in the same of every year before: kept counts, and the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Q, Sum, Value

from samdrift.kernel.figures import Figure, Origin, Unit, share, total
from samdrift.kernel.kept_months import Parts, parts
from samdrift.kernel.spans import Span
from samdrift.plumbing import edges
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.edges import Edges
from samdrift.reporting.snapshot import remembered
from samdrift.servicedesk.models import Ticket, TicketCount
from samdrift.servicedesk.queries import LIMITS, TICKETS, closed_in
from samdrift.servicedesk.statistics.queries import stale_months

_NOBODY = ""
"""Whose tickets are, where no members are chosen."""
_CLOSED = "closed"

type _Numbers = Mapping[str, int]
type _Found = Iterable[tuple[str, _Numbers]]
"""Whose tickets, and how many of them were closed, and within each limit."""


@dataclass(frozen=True, slots=True)
class Closed:
    """How many tickets were closed, and how many of them within each limit."""

    tickets: int
    within: dict[str, int]


@dataclass(frozen=True, slots=True)
class ClosedInYear:
    """The tickets closed in a span that ends in a year, by whose they are.

    Where no members are chosen they are all counted as one, whose code is empty.
    """

    year: int
    span: Span
    by_member: dict[str, Closed]

    @property
    def tickets(self) -> Figure:
        """How many tickets were closed."""
        return total(
            [
                Figure(closed.tickets, Unit.COUNT, (self._origin(code, closed.tickets),))
                for code, closed in self.by_member.items()
            ]
        )

    def share_within(self, limit: str) -> Figure:
        """Return the share of the tickets that were closed within a limit."""
        parts = [
            Figure(
                closed.within[limit],
                Unit.COUNT,
                (self._origin(code, closed.within[limit], ("within", limit)),),
            )
            for code, closed in self.by_member.items()
        ]
        return share(total(parts), self.tickets)

    def _origin(self, code: str, count: int, *scope: tuple[str, str]) -> Origin:
        whose = (("organisation", code),) if code else ()
        return Origin(TICKETS, self.span, (*scope, *whose), count)


def closed_by_year(*, span: Span, members: tuple[str, ...] = ()) -> tuple[ClosedInYear, ...]:
    """Return the tickets closed in a span, and in the same of every year before, in order.

    A year in which none was closed is left out. One question for where the years begin and end,
    one of the months whose counts are kept, and one that reads the rest from one index.
    """
    assert span.end is not None, "tickets are told up to a day"
    closed = _ticket_edges()["closed_at"]
    if not closed:
        return ()
    last = span.last_day.year
    first, until = _year(closed[0]), min(_year(closed[1]), last)
    spans = {year: span.years_on(year - last) for year in range(first, until + 1)}
    if not spans:
        return ()
    counted = _counted(spans, members)
    return tuple(
        ClosedInYear(year, spans[year], by_member) for year, by_member in sorted(counted.items())
    )


def _year(moment: datetime) -> int:
    return moment.astimezone(SWEDEN).year


def _ticket_edges() -> dict[str, Edges]:
    """Return when the first and the last ticket came in, and was closed."""
    return remembered("servicedesk.edges", lambda: edges.of(Ticket, "opened_at", "closed_at"))


def _counted(spans: dict[int, Span], members: tuple[str, ...]) -> dict[int, dict[str, Closed]]:
    """Return the counts of each year that has any; a span is counted once within a snapshot."""
    known = remembered(("servicedesk.counted", members), dict[Span, dict[str, Closed]])
    new = {year: span for year, span in spans.items() if span not in known}
    if new:
        stale = stale_months()
        cuts = {year: parts(span, stale) for year, span in new.items()}
        kept, live = _kept(cuts, members), _live(cuts, members)
        known |= {
            span: _summed((*kept.get(year, ()), *live.get(year, ())), members)
            for year, span in new.items()
        }
    return {year: known[span] for year, span in spans.items() if known[span]}


def _summed(found: _Found, members: tuple[str, ...]) -> dict[str, Closed]:
    """Return what was found added together, nothing where none was closed."""
    sums = {code: dict.fromkeys((_CLOSED, *LIMITS), 0) for code in members or (_NOBODY,)}
    for whose, numbers in found:
        for name in sums[whose]:
            sums[whose][name] += numbers[name]
    if not any(told[_CLOSED] for told in sums.values()):
        return {}
    return {
        code: Closed(told[_CLOSED], {limit: told[limit] for limit in LIMITS})
        for code, told in sums.items()
    }


def _kept(cuts: Mapping[int, Parts], members: tuple[str, ...]) -> Mapping[int, _Found]:
    """Return the kept counts of the whole months that are to be believed, by one question."""
    whole = {year: cut for year, cut in cuts.items() if cut.months.start != cut.months.end}
    if not whole:
        return {}
    within = (
        Q(month__gte=cut.months.start, month__lt=cut.months.end) & ~Q(month__in=cut.stale)
        for cut in whole.values()
    )
    sums = {f"sum_{limit}": Sum(f"within_{limit}") for limit in LIMITS}
    rows = TicketCount.objects.filter(reduce(or_, within)).order_by()
    if members:
        rows = rows.filter(organisation__in=members)
    whose = F("organisation") if members else Value(_NOBODY)
    counted = rows.values("month", whose=whose).annotate(sum_closed=Sum(_CLOSED), **sums)
    found: dict[int, list[tuple[str, _Numbers]]] = defaultdict(list)
    for row in map(dict[str, Any], counted):
        numbers = {name: row[f"sum_{name}"] for name in (_CLOSED, *LIMITS)}
        for year, cut in whole.items():
            if row["month"] in cut.months:
                found[year].append((row["whose"], numbers))
    return found


def _live(cuts: Mapping[int, Parts], members: tuple[str, ...]) -> Mapping[int, _Found]:
    """Return the counts of all other days, by one question of the columns of one index."""
    within = {
        limit: Count("elapsed_seconds", filter=Q(elapsed_seconds__lte=LIMITS[limit]))
        for limit in LIMITS
    }
    whose = F("organisation_id") if members else Value(_NOBODY)
    questions = [
        (closed_in(span).filter(organisation_id__in=members) if members else closed_in(span))
        .order_by()
        .values(year=Value(year), whose=whose)
        .annotate(closed=Count("elapsed_seconds"), **within)
        for year, cut in cuts.items()
        for span in cut.live
    ]
    if not questions:
        return {}
    first, *others = questions
    found: dict[int, list[tuple[str, _Numbers]]] = defaultdict(list)
    for row in map(dict[str, Any], first.union(*others, all=True).order_by("year")):
        found[row["year"]].append((row["whose"], row))
    return found
