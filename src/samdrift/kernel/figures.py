"""Figures that know where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import reduce

from samdrift.kernel.money import Money
from samdrift.kernel.rounding import percent
from samdrift.kernel.spans import Span


class Unit(StrEnum):
    """What a figure is counted in."""

    COUNT = "count"
    DAYS = "days"
    GRADE = "grade"
    MONEY = "SEK"
    PERCENT = "percent"


type Amount = Money | int | Decimal


@dataclass(frozen=True, slots=True)
class Origin:
    """Where records stand: which question was asked, over what, how many records answered.

    `question` names a record source (`ledger.lines`), `scope` narrows it in the source's own words.
    Two origins that are equal open the same list of records.
    """

    question: str
    span: Span
    scope: tuple[tuple[str, str], ...] = ()
    record_count: int = 0

    def __post_init__(self) -> None:
        assert "." in self.question, "a question is asked of an app: app.records"
        assert self.record_count >= 0, "records are counted from zero"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, its unit and the records it was made from.

    It is in one of three states, never confused: *known* (a value), *blank* (nothing to state) or
    *missing* (it should be known and is not; `reason` says why). None of them can be made without
    an origin.
    """

    value: Amount | None
    unit: Unit
    origins: tuple[Origin, ...]
    reason: str = ""

    def __post_init__(self) -> None:
        assert self.origins, "a figure without an origin cannot be made"
        assert not (self.reason and self.value is not None), "a known figure is not missing"
        assert self.value is None or isinstance(self.value, Money) == (self.unit is Unit.MONEY)

    @property
    def is_missing(self) -> bool:
        """Whether it should have been known, and is not."""
        return bool(self.reason)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to state."""
        return self.value is None and not self.reason

    @property
    def money(self) -> Money:
        """The value as money; only for a known figure of money."""
        assert isinstance(self.value, Money), "not a known amount of money"
        return self.value

    @property
    def number(self) -> int | Decimal:
        """The value as a number; only for a known figure that is not money."""
        assert self.value is not None, "not a known number"
        assert not isinstance(self.value, Money), "an amount of money is read with `money`"
        return self.value

    @property
    def record_count(self) -> int:
        """How many records stand behind the figure."""
        return sum(origin.record_count for origin in self.origins)


def missing(reason: str, unit: Unit, origins: Iterable[Origin]) -> Figure:
    """Return a figure that is not known, with the reason a reader is told."""
    assert reason, "a missing figure says why"
    return Figure(None, unit, tuple(origins), reason)


def blank(unit: Unit, origins: Iterable[Origin]) -> Figure:
    """Return a figure with nothing to state."""
    return Figure(None, unit, tuple(origins))


def origins_of(figures: Iterable[Figure]) -> tuple[Origin, ...]:
    """Return the origins of all the figures, each once, in the order they come."""
    return tuple(dict.fromkeys(origin for figure in figures for origin in figure.origins))


def total(figures: Sequence[Figure], *, of_blanks: Amount | None = None) -> Figure:
    """Add figures of one unit, keeping the origins of the parts.

    A missing part makes the sum missing, for a total over a gap would be a lie. Blanks add nothing;
    a sum of nothing but blanks is `of_blanks`, blank where that is not said.
    """
    assert figures, "a sum has parts"
    unit = figures[0].unit
    assert all(figure.unit is unit for figure in figures), "parts are counted in the same unit"
    origins = origins_of(figures)

    reasons = dict.fromkeys(figure.reason for figure in figures if figure.is_missing)
    if reasons:
        return missing("; ".join(reasons), unit, origins)
    known = [figure.value for figure in figures if figure.value is not None]
    if not known:
        return Figure(of_blanks, unit, origins)
    return Figure(reduce(_add, known), unit, origins)


def difference(whole: Figure, part: Figure) -> Figure:
    """Subtract; missing where either is missing, blank where either is blank."""
    assert whole.unit is part.unit, "parts are counted in the same unit"
    both = (whole, part)
    for state in both:
        if state.is_missing:
            return missing(state.reason, whole.unit, origins_of(both))
    if whole.value is None or part.value is None:
        return blank(whole.unit, origins_of(both))
    return Figure(_add(whole.value, _negative(part.value)), whole.unit, origins_of(both))


def share(part: Figure, whole: Figure, *, decimals: int = 0) -> Figure:
    """Return part of whole in percent, rounded half up; a share of nothing is blank."""
    both = (part, whole)
    for state in both:
        if state.is_missing:
            return missing(state.reason, Unit.PERCENT, origins_of(both))
    if part.value is None or whole.value is None:
        return blank(Unit.PERCENT, origins_of(both))
    value = percent(int(part.number), int(whole.number), decimals=decimals)
    if value is not None and decimals == 0:
        return Figure(int(value), Unit.PERCENT, origins_of(both))
    return Figure(value, Unit.PERCENT, origins_of(both))


def _add(one: Amount, other: Amount) -> Amount:
    if isinstance(one, Money):
        assert isinstance(other, Money), "money is only added to money"
        return one + other
    assert not isinstance(other, Money), "money is only added to money"
    return one + other


def _negative(amount: Amount) -> Amount:
    return -amount
