"""What is held on a day, counted, and where that is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from samdrift.assets.models import AssetKind, Gap, Holding
from samdrift.kernel.figures import Figure, Origin, Unit, missing, total
from samdrift.kernel.spans import Span, years_on
from samdrift.parties import queries as parties
from samdrift.plumbing.exchange.columns import LATEST_YEAR
from samdrift.reporting import dating, few, memory, together
from samdrift.reporting.dating import Dated
from samdrift.reporting.few import FewRows
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.together import Named, Questions

HOLDINGS = "assets.holdings"
GAPS = "assets.gaps"
THING = "assets.thing"

READS = (AssetKind, Gap, Holding, *parties.READS)
"""What tables are read from."""


def _is_told(end: str) -> Q:
    return Q(**{f"{end}__lte": date(LATEST_YEAR, 12, 31)})


def _of_the_day_before(day: date) -> tuple[int]:
    """The end of a state is the first day it does not hold."""
    return ((day - timedelta(days=1)).year,)


DATES = (
    Dated(Holding, "in_service"),
    Dated(Holding, "out_of_service", where=_is_told("out_of_service"), years=_of_the_day_before),
    Dated(Gap, "valid_from"),
    Dated(Gap, "valid_until", where=_is_told("valid_until"), years=_of_the_day_before),
)
"""Where the years of the records stand."""


@dataclass(frozen=True, slots=True)
class GapOn:
    """That a kind is not known at an organisation on the day asked about."""

    kind: str
    organisation: str
    reason: str

    def covers(self, kind: str) -> bool:
        """Whether the count of a kind cannot be known: it lies in the gap, or the gap in it."""
        return is_below(kind, self.kind) or is_below(self.kind, kind)


@dataclass(frozen=True, slots=True)
class Census:
    """How many of each kind each organisation, or each location, has on a day.

    By location it may be of what one organisation has alone.
    """

    day: date
    dimension: str
    counts: dict[tuple[str, str], int]
    gaps: tuple[GapOn, ...]
    organisation: str = ""

    def held(self, kind: str, holder: str) -> Figure:
        """Return the count of a kind, and the kinds below it; missing where a gap covers it."""
        if self.dimension == "organisation":
            gaps = self._gaps(kind, holder)
            if gaps:
                scope = (("kind", kind), ("organisation", holder))
                return self._missing(gaps, scope)
        count = sum(
            number
            for (found, where), number in self.counts.items()
            if where == holder and is_below(found, kind)
        )
        return Figure(count, Unit.COUNT, (self._origin(kind, holder, count),))

    def total(self, kind: str, holders: Iterable[str]) -> Figure:
        """Return the sum over holders; by location a gap anywhere makes it missing."""
        figures = [self.held(kind, holder) for holder in holders]
        scope = (("kind", kind), *self._whose)
        gaps = self._gaps(kind, self.organisation) if self.dimension == "location" else ()
        if gaps:
            return self._missing(gaps, scope)
        nothing = (Origin(HOLDINGS, Span.day(self.day), scope),)
        return total(figures) if figures else Figure(0, Unit.COUNT, nothing)

    def _gaps(self, kind: str, organisation: str) -> tuple[GapOn, ...]:
        """Return the gaps that cover a kind, at one organisation where it is named."""
        return tuple(
            gap for gap in self.gaps if gap.covers(kind) and organisation in ("", gap.organisation)
        )

    def _missing(self, gaps: tuple[GapOn, ...], scope: tuple[tuple[str, str], ...]) -> Figure:
        reason = "; ".join(dict.fromkeys(gap.reason for gap in gaps))
        origin = Origin(GAPS, Span.day(self.day), scope, len(gaps))
        return missing(reason, Unit.COUNT, (origin,))

    @property
    def holders(self) -> frozenset[str]:
        """Who, or where, something is held."""
        return frozenset(holder for _, holder in self.counts)

    def _origin(self, kind: str, holder: str, count: int) -> Origin:
        scope = (("kind", kind), (self.dimension, holder), *self._whose)
        return Origin(HOLDINGS, Span.day(self.day), scope, count)

    @property
    def _whose(self) -> tuple[tuple[str, str], ...]:
        return (("organisation", self.organisation),) if self.organisation else ()


def is_below(kind: str, above: str) -> bool:
    """Whether a kind is the other or lies below it in the tree."""
    return kind == above or kind.startswith(f"{above}.")


def path_of(kind: str) -> tuple[str, ...]:
    """Return a kind and those it lies below, the nearest first."""
    parts = kind.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts), 0, -1))


def held_on(day: date) -> QuerySet[Holding]:
    """Return the holdings that hold on a day."""
    return Holding.objects.filter(_holds_on(day))


def _holds_on(day: date) -> Q:
    goes_on = Q(out_of_service__isnull=True) | Q(out_of_service__gt=day)
    return goes_on & Q(in_service__lte=day)


def census_by_organisation(*, day: date, kind: str) -> Census:
    """Return how many each organisation has of a kind and the kinds below it."""
    return remembered(
        ("assets.by-organisation", day, kind),
        lambda: _census(day, kind, "organisation"),
    )


def census_by_location(*, day: date, kind: str, organisation: str = "") -> Census:
    """Return how many there are at each location, of one organisation or whoever has them."""
    return remembered(
        ("assets.by-location", day, kind, organisation),
        lambda: _census(day, kind, "location", organisation),
    )


def _census(day: date, kind: str, dimension: str, organisation: str = "") -> Census:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for each in _held_on(day):
        if is_below(each.kind, kind) and organisation in ("", each.organisation):
            counts[each.kind, getattr(each, dimension)] += each.number
    gaps = tuple(gap for gap in gaps_on(day) if gap.covers(kind))
    return Census(day, dimension, dict(counts), gaps, organisation)


@dataclass(frozen=True, slots=True)
class _Held:
    """How many things of a kind an organisation has at a location."""

    kind: str
    organisation: str
    location: str
    number: int


def _held_on(day: date) -> tuple[_Held, ...]:
    """Return what is held on a day; the day a year before is counted by the same question."""
    known = remembered("assets.held", dict[date, tuple[_Held, ...]])
    if day not in known:
        known |= _counted(_compared(day))
    return known[day]


def ahead(year: int) -> Questions:
    """Return what will be asked of the last day of a year."""
    return dict([_holdings(_compared(date(year, 12, 31)))])


def _compared(day: date) -> tuple[date, ...]:
    return day, years_on(day, -1)


def _holdings(days: Sequence[date]) -> Named:
    holding = [_holds_on(day) for day in days]
    found = Holding.objects.filter(reduce(or_, holding)).order_by()
    counts = {f"on_{at}": Count("id", filter=holds) for at, holds in enumerate(holding)}
    rows = found.values_list("kind", "organisation_id", "location").annotate(**counts)
    return ("assets.held", *days), rows


def _counted(days: Sequence[date]) -> dict[date, tuple[_Held, ...]]:
    rows = together.rows(*_holdings(days))
    counted: dict[date, list[_Held]] = {day: [] for day in days}
    for kind, organisation, location, *numbers in rows:
        for day, number in zip(days, numbers, strict=True):
            if number:
                counted[day].append(_Held(kind, organisation, location, number))
    return {day: tuple(held) for day, held in counted.items()}


_GAPS = FewRows(
    "assets.gaps",
    Gap,
    ("kind", "organisation_id", "reason", "valid_from", "valid_until"),
    ("kind", "valid_from", "id"),
)
_KINDS = FewRows("assets.kinds", AssetKind, ("key", "label"), ("position", "key"))

FEW = (_GAPS, _KINDS)


def below(kind: str) -> Q:
    """Return the condition that a holding is of a kind or one below it."""
    return Q(kind=kind) | Q(kind__startswith=f"{kind}.")


def gaps_covering(day: date) -> QuerySet[Gap]:
    """Return the gaps that cover a day, of every kind."""
    goes_on = Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    return Gap.objects.filter(goes_on, valid_from__lte=day)


def gaps_on(day: date) -> tuple[GapOn, ...]:
    """Return the gaps that cover a day, as a count meets them."""
    return tuple(
        GapOn(kind, organisation, reason)
        for kind, organisation, reason, first, end in few.rows(_GAPS)
        if day in Span(first, end)
    )


def kind_labels() -> dict[str, str]:
    """Return the label of every kind by its key, in the order of the tree."""
    return memory.in_process("assets.kind-labels", READS, lambda: dict(few.rows(_KINDS)))


def kinds(*, with_groups: bool) -> frozenset[str]:
    """Return the keys of the kinds there are; a group has no things of its own."""
    found = AssetKind.objects.all() if with_groups else AssetKind.objects.filter(is_group=False)
    return frozenset(found.values_list("key", flat=True))


def years() -> frozenset[int]:
    """Return the years from the first day that something is told of to the last, gaps too."""
    return dating.years(DATES)
