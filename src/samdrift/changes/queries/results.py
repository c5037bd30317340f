"""How changes went: those that ended in a month, by kind, decision and outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from samdrift.changes.choices import Kind, LinkKind, State, Verdict
from samdrift.changes.models import Change, ChangeLink
from samdrift.kernel.figures import Figure, Origin, Unit, share
from samdrift.kernel.spans import Span, months_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import dating, together
from samdrift.reporting.dating import Dated
from samdrift.reporting.together import Named, Questions

ENDED = "changes.ended"

READS = (Change, ChangeLink)
"""What tables are read from."""

DATES = (Dated(Change, "ended_at"),)
"""Where the years of the records stand."""

PARTS: dict[str, tuple[str, str]] = {
    "standard": ("kind", Kind.STANDARD),
    "normal": ("kind", Kind.NORMAL),
    "emergency": ("kind", Kind.EMERGENCY),
    "approved": ("verdict", Verdict.APPROVED),
    "failed": ("outcome", State.FAILED),
    "backed-out": ("outcome", State.BACKED_OUT),
    "with-incidents": ("incidents", "yes"),
}
"""What is counted of the changes of a month, and how an origin says it."""

_EARLIEST = date(1800, 1, 1)


@dataclass(frozen=True, slots=True)
class Ended:
    """The changes that ended in a span, and how many of them each part is."""

    span: Span
    count: int
    parts: dict[str, int]

    @property
    def changes(self) -> Figure:
        """How many changes ended."""
        return Figure(self.count, Unit.COUNT, (Origin(ENDED, self.span, (), self.count),))

    def part(self, key: str) -> Figure:
        """Return how many of them a part is."""
        count = self.parts[key]
        return Figure(count, Unit.COUNT, (Origin(ENDED, self.span, (PARTS[key],), count),))

    @property
    def emergency_share(self) -> Figure:
        """The share of them that were emergencies; blank where none ended."""
        return share(self.part("emergency"), self.changes)


def ended_by_month(year: int) -> Iterator[Ended]:
    """Yield what ended in each month of a year, then in the whole of it; one question."""
    whole = Span.year(year)
    names = ("count", *_counted())
    found = {
        month.month: dict(zip(names, counts, strict=True))
        for month, *counts in together.rows(*_by_month(whole))
    }
    for month in months_of(year):
        yield _ended(month.span, [found[month.number]] if month.number in found else [])
    yield _ended(whole, list(found.values()))


def ahead(year: int) -> Questions:
    """Return what will be asked of a year."""
    return dict([_by_month(Span.year(year))])


def _by_month(span: Span) -> Named:
    month = TruncMonth("ended_at", output_field=DateField(), tzinfo=SWEDEN)
    rows = ended_in(span).annotate(month=month).order_by().values_list("month")
    return ("changes.by-month", span), rows.annotate(count=Count("id"), **_counted())


def ended_in(span: Span) -> QuerySet[Change]:
    """Return the changes that ended on the days of a span, as days are in Sweden."""
    found = Change.objects.annotate(incidents=_caused()).filter(ended_at__gte=_midnight(span.start))
    return found if span.end is None else found.filter(ended_at__lt=_midnight(span.end))


def behind_figure(origin: Origin) -> QuerySet[Change]:
    """Return the changes behind an origin of this question."""
    scope: dict[str, Any] = dict(origin.scope)
    if scope.get("incidents") == "yes":
        scope["incidents"] = True
    return ended_in(origin.span).filter(**scope)


def years() -> frozenset[int]:
    """Return the years from the first change that ended to the last."""
    return dating.years(DATES)


def _counted() -> dict[str, Count]:
    told: dict[str, Count] = {}
    for key, (field, value) in PARTS.items():
        wanted = True if field == "incidents" else value
        told[_name(key)] = Count("id", filter=Q(**{field: wanted}))
    return told


def _caused() -> Exists:
    """Return whether some ticket is said to depend on a change."""
    caused = ChangeLink.objects.filter(
        change=OuterRef("pk"), kind=LinkKind.CAUSED, ticket__isnull=False
    )
    return Exists(caused)


def _ended(span: Span, rows: list[dict[str, Any]]) -> Ended:
    parts = {key: sum(row[_name(key)] for row in rows) for key in PARTS}
    return Ended(span, sum(row["count"] for row in rows), parts)


def _name(key: str) -> str:
    return f"count_{key.replace('-', '_')}"


def _midnight(day: date) -> datetime:
    """Return when a day begins in Sweden; nothing is told of days before 1800."""
    return datetime.combine(max(day, _EARLIEST), time.min, SWEDEN)
