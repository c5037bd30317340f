"""What the notes tell of fixed assets in a year: each movement of each group, from its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from samdrift.capital import register
from samdrift.capital.choices import Happening
from samdrift.capital.models import FixedGroup
from samdrift.capital.register import Moved
from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.reporting.together import Questions

EVENTS = "capital.fixed-events"
REGROUPED_OUT = "regrouped-out"


@dataclass(frozen=True, slots=True)
class Line:
    """A movement of a note: which events, which of their amounts, and with what sign."""

    key: str
    label: str
    measure: str
    happenings: frozenset[str]
    sign: int = 1
    is_opening: bool = False


def _of(*happenings: Happening) -> frozenset[str]:
    return frozenset(each.value for each in happenings)


_ALL = frozenset(each.value for each in Happening)
_MOVED = _of(Happening.REGROUPED)
_COST = (
    Line("opening-cost", "Ingående anskaffningsvärde", "cost", _ALL, is_opening=True),
    Line("taken-over", "Övertaget ur tidigare register", "cost", _of(Happening.TAKEN_OVER)),
    Line("purchases", "Årets anskaffningar", "cost", _of(Happening.ACQUIRED, Happening.ADDED)),
    Line("disposals", "Årets avyttringar och utrangeringar", "cost", _of(Happening.DISPOSED)),
    Line("regrouped", "Omklassificeringar", "cost", _MOVED),
)
_DEPRECIATION = (
    Line("opening-depreciation", "Ingående ackumulerade avskrivningar", "depreciation", _ALL, -1,
         is_opening=True),
    Line("taken-over-depreciation", "Övertagna avskrivningar", "depreciation",
         _of(Happening.TAKEN_OVER), -1),
    Line("reversed-depreciation", "Återförda avskrivningar på avyttringar och utrangeringar",
         "depreciation", _of(Happening.DISPOSED), -1),
    Line("depreciation", "Årets avskrivningar", "depreciation", _of(Happening.DEPRECIATED), -1),
    Line("regrouped-depreciation", "Omklassificerade avskrivningar", "depreciation", _MOVED, -1),
)  # fmt: skip
_IMPAIRMENT = (
    Line("opening-impairment", "Ingående ackumulerade nedskrivningar", "impairment", _ALL, -1,
         is_opening=True),
    Line("impairment", "Årets nedskrivningar", "impairment", _of(Happening.IMPAIRED), -1),
    Line("reversed-impairment", "Återförda nedskrivningar", "impairment",
         _of(Happening.RESTORED, Happening.DISPOSED), -1),
    Line("regrouped-impairment", "Omklassificerade nedskrivningar", "impairment", _MOVED, -1),
)  # fmt: skip
SECTIONS = (
    ("closing-cost", "Utgående anskaffningsvärde", _COST),
    ("closing-depreciation", "Utgående ackumulerade avskrivningar", _DEPRECIATION),
    ("closing-impairment", "Utgående ackumulerade nedskrivningar", _IMPAIRMENT),
)
"""The sum of each part of the note, and the movements it is the sum of."""
LINES = {line.key: line for _, _, lines in SECTIONS for line in lines}


@dataclass(frozen=True, slots=True)
class Note:
    """The movements of a span, by group."""

    span: Span
    groups: tuple[FixedGroup, ...]
    opening: Mapping[tuple[int, str], Moved]
    moved: Mapping[tuple[int, str], Moved]

    def figure(self, group: FixedGroup, line: Line) -> Figure:
        """Return what one group moved, with its events as origin."""
        return self._figure((group,), line, (("group", group.key),))

    def whole(self, line: Line) -> Figure:
        """Return what all groups moved."""
        return self._figure(self.groups, line, ())

    def closing(self, groups: Iterable[FixedGroup], measure: str) -> Money:
        """Return what some groups close with of cost, depreciation or impairment, unsigned."""
        known = {group.pk for group in groups}
        sums = (self.opening, self.moved)
        return Money(
            sum(
                getattr(moved, measure)
                for of in sums
                for (group, _), moved in of.items()
                if group in known
            )
        )

    def _figure(
        self, groups: Iterable[FixedGroup], line: Line, scope: tuple[tuple[str, str], ...]
    ) -> Figure:
        of = self.opening if line.is_opening else self.moved
        kinds = line.happenings | ({REGROUPED_OUT} if line.happenings & _MOVED else frozenset())
        known = {group.pk for group in groups}
        found = [moved for (group, kind), moved in of.items() if group in known and kind in kinds]
        ore = line.sign * sum(getattr(moved, line.measure) for moved in found)
        is_whole = not scope
        count = sum(
            moved.count
            for (group, kind), moved in of.items()
            if group in known and kind in kinds and not (is_whole and kind == REGROUPED_OUT)
        )
        origin = Origin(EVENTS, self.span, (("line", line.key), *scope), count)
        return Figure(Money(ore), Unit.MONEY, (origin,))


def note(span: Span) -> Note:
    """Return the movements of a span; what is taken over on its first day's eve opens it."""
    assert span.end is not None, "a note is of days that end"
    return Note(
        span,
        register.groups(),
        register.moved(_before(span)),
        register.moved(_within(span)),
    )


def ahead(year: int) -> Questions:
    """Return what the note of a whole year asks."""
    span = Span.year(year)
    return {**register.asks(_before(span)), **register.asks(_within(span))}


def _before(span: Span) -> Q:
    return Q(happened_on__lt=span.start)


def _within(span: Span) -> Q:
    return Q(happened_on__gte=span.start, happened_on__lt=span.end)


def happened(line: Line, span: Span) -> Q:
    """Return which events a movement of a span is the sum of."""
    if line.is_opening:
        return _before(span)
    return _within(span) & Q(happening__in=line.happenings)
