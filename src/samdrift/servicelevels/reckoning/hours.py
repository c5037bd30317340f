"""When somebody is there: a plan for the week, holidays by law, half days and local days."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from itertools import accumulate

from samdrift.servicelevels.reckoning.moments import (
    MINUTES_OF_A_DAY,
    Stretch,
    moment_of,
    seconds_between,
    swedish_day,
)
from samdrift.sweden.holidays import EveKind, eves, public_holidays

_ONE_DAY = timedelta(days=1)


class Occasion(StrEnum):
    """A day that is shorter where the local agreement says so."""

    TWELFTH_NIGHT_EVE = "twelfth-night-eve"
    MAUNDY_THURSDAY = "maundy-thursday"
    WALPURGIS_EVE = "walpurgis-eve"
    ALL_SAINTS_EVE = "all-saints-eve"
    DAY_BEFORE_HOLIDAY = "day-before-holiday"


_OCCASION_OF_EVE = {
    "Trettondagsafton": Occasion.TWELFTH_NIGHT_EVE,
    "Skärtorsdagen": Occasion.MAUNDY_THURSDAY,
    "Valborgsmässoafton": Occasion.WALPURGIS_EVE,
    "Allhelgonaafton": Occasion.ALL_SAINTS_EVE,
}


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """From a minute of the day up to, and not including, another; the day has 1,440."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        assert 0 <= self.opens < self.closes <= MINUTES_OF_A_DAY, "opens before it closes"


type Week = tuple[tuple[Opening, ...], ...]
"""The openings of Monday to Sunday, each day's in order and apart."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The week from a day on, until another plan begins.

    `half_days` says at which minute such a day closes: 0 where it does not open.
    """

    valid_from: date
    week: Week
    closes_on_holidays: bool = True
    half_days: tuple[tuple[Occasion, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A day that is unlike what the plan says; for one organisation where one is named."""

    day: date
    name: str
    openings: tuple[Opening, ...] = ()
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class DayHours:
    """When a day is open; `why` names the holiday or local day that made it unlike its week."""

    openings: tuple[Opening, ...]
    why: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Hours:
    """The hours of a calendar for one organisation: any day can be asked.

    Plans are in the order they begin; the first holds for the days before it too. Of two local
    days on the same day the later counts.
    """

    plans: tuple[Plan, ...]
    local_days: tuple[LocalDay, ...] = ()
    _stretches: dict[date, tuple[Stretch, ...]] = field(default_factory=dict, repr=False)
    _years: dict[int, list[int]] = field(default_factory=dict, repr=False)

    def on(self, day: date) -> DayHours:
        """Return when a day is open: as told locally, else as law closes it, else by its plan."""
        plan = self._plan(day)
        usual = plan.week[day.weekday()]
        told = next((local for local in reversed(self.local_days) if local.day == day), None)
        if told is not None:
            return DayHours(told.openings, told.name)
        closed = closed_days(day.year).get(day, "") if plan.closes_on_holidays else ""
        if closed:
            return DayHours((), closed if usual else "")
        occasion, name = occasion_on(day)
        short = dict(plan.half_days).get(occasion) if occasion else None
        if short is None:
            short, name = _before_holiday(plan, day)
        if short is None:
            return DayHours(usual)
        shortened = _until(usual, short)
        return DayHours(shortened, name if shortened != usual else "")

    def stretches_of(self, day: date) -> tuple[Stretch, ...]:
        """Return when a day is open, as moments; what is left of a skipped hour is left out."""
        known = self._stretches.get(day)
        if known is None:
            told = (
                Stretch(moment_of(day, opening.opens), moment_of(day, opening.closes))
                for opening in self.on(day).openings
            )
            known = tuple(stretch for stretch in told if stretch.start < stretch.end)
            self._stretches[day] = known
        return known

    def stretches(self, start: datetime, end: datetime) -> Iterator[Stretch]:
        """Yield when it is open between two moments, day by day."""
        day = swedish_day(start)
        while moment_of(day, 0) < end:
            for stretch in self.stretches_of(day):
                first, last = max(stretch.start, start), min(stretch.end, end)
                if first < last:
                    yield Stretch(first, last)
            day += _ONE_DAY

    def opens(self, moment: datetime) -> datetime:
        """Return the first moment, from a moment on, when it is open."""
        return self.after_open(moment, 1) - timedelta(seconds=1)

    def open_between(self, start: datetime, end: datetime) -> int:
        """Return how many seconds it is open between two moments, the earlier first."""
        first, before = self._into(start)
        last, until = self._into(end)
        return until - before + sum(self._sums(year)[-1] for year in range(first, last))

    def after_open(self, start: datetime, seconds: int) -> datetime:
        """Return the earliest moment when it has been open so many seconds, at least one."""
        year, before = self._into(start)
        left = before + seconds
        while left > self._sums(year)[-1]:
            left -= self._sums(year)[-1]
            year += 1
        index = bisect_left(self._sums(year), left) - 1
        left -= self._sums(year)[index]
        stretches = iter(self.stretches_of(date(year, 1, 1) + timedelta(days=index)))
        while (stretch := next(stretches)).seconds < left:
            left -= stretch.seconds
        return stretch.start + timedelta(seconds=left)

    def _into(self, moment: datetime) -> tuple[int, int]:
        """Return the Swedish year of a moment, and how long it has been open in it by then."""
        day = swedish_day(moment)
        today = (
            seconds_between(stretch.start, min(stretch.end, moment))
            for stretch in self.stretches_of(day)
            if stretch.start < moment
        )
        index = (day - date(day.year, 1, 1)).days
        return day.year, self._sums(day.year)[index] + sum(today)

    def _sums(self, year: int) -> list[int]:
        """Return how many seconds of a year it is open before each of its days, and in all."""
        known = self._years.get(year)
        if known is None:
            first = date(year, 1, 1)
            days = (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))
            open_days = (sum(each.seconds for each in self.stretches_of(day)) for day in days)
            known = [0, *accumulate(open_days)]
            self._years[year] = known
        return known

    def why_closed(self, start: datetime, end: datetime) -> tuple[str, ...]:
        """Return the holidays and local days but for which it would have been open in between."""
        names = []
        day = swedish_day(start)
        while moment_of(day, 0) < end:
            why = self.on(day).why
            usual = self._plan(day).week[day.weekday()] if why else ()
            if any(
                moment_of(day, opening.opens) < end and moment_of(day, opening.closes) > start
                for opening in usual
            ):
                names.append(why)
            day += _ONE_DAY
        return tuple(names)

    def _plan(self, day: date) -> Plan:
        begun = [plan for plan in self.plans if plan.valid_from <= day]
        return begun[-1] if begun else self.plans[0]


@cache
def closed_days(year: int) -> dict[date, str]:
    """Return the days of a year that are holidays, or as Sundays by law, with their names."""
    named = {holiday.day: holiday.name for holiday in public_holidays(year)}
    by_law = {eve.day: eve.name for eve in eves(year) if eve.kind is EveKind.LIKE_SUNDAY}
    return named | by_law


def occasion_on(day: date) -> tuple[Occasion | None, str]:
    """Return which half day it may be, and its name."""
    for eve in eves(day.year):
        if eve.day == day and eve.kind is EveKind.HALF_DAY:
            return _OCCASION_OF_EVE[eve.name], eve.name
    return None, ""


def _before_holiday(plan: Plan, day: date) -> tuple[int | None, str]:
    """Return when the day before a public holiday closes, None where it closes as always."""
    short = dict(plan.half_days).get(Occasion.DAY_BEFORE_HOLIDAY)
    following = day + _ONE_DAY
    holiday = next((h.name for h in public_holidays(following.year) if h.day == following), "")
    return (short, f"Dagen före {holiday}") if holiday else (None, "")


def _until(openings: tuple[Opening, ...], minute: int) -> tuple[Opening, ...]:
    """Return what is left of a day's openings when it closes early."""
    return tuple(
        Opening(opening.opens, min(opening.closes, minute))
        for opening in openings
        if opening.opens < minute
    )
