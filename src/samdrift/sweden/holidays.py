"""Swedish public holidays by law, and the eves that are free by law or by habit.

Public holidays are those of the act on public holidays (1989:253) from 1990, of the act 1952:48
from 1953, and before it of the church's calendar, to which the first of May was added in 1939.
Every Sunday is a public holiday too; only those with a name are listed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from samdrift.kernel.spans import Span

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200

SATURDAY: Final = 5
SUNDAY: Final = 6


@dataclass(frozen=True, slots=True, order=True)
class Holiday:
    """A public holiday with a name, on its day of one year."""

    day: date
    name: str


class EveKind(StrEnum):
    """Why an eve is free."""

    LIKE_SUNDAY = "like-sunday"
    """By law as a Sunday: the annual leave act (1977:480) 7 §, reckoning of time (1930:173) 2 §."""

    FREE = "free"
    """By habit a free day; always a Saturday."""

    HALF_DAY = "half-day"
    """By habit a shorter working day, where the local agreement says so."""


@dataclass(frozen=True, slots=True, order=True)
class Eve:
    """A day before a public holiday that is not one itself."""

    day: date
    name: str
    kind: EveKind


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    skipped, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - moon + 15) % 30
    leaps, odd = divmod(in_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - epact - odd) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> tuple[Holiday, ...]:
    """Return the named public holidays of a year, by day.

    Two may share a day: the first of May and Ascension Day did in 2008.
    """
    assert FIRST_YEAR <= year <= LAST_YEAR, "holidays are known for 1900 to 2200"
    easter = easter_sunday(year)
    named = [
        (date(year, 1, 1), "Nyårsdagen"),
        (date(year, 1, 6), "Trettondedag jul"),
        (easter - timedelta(days=2), "Långfredagen"),
        (easter, "Påskdagen"),
        (easter + timedelta(days=1), "Annandag påsk"),
        (easter + timedelta(days=39), "Kristi himmelsfärdsdag"),
        (easter + timedelta(days=49), "Pingstdagen"),
        (_midsummer_day(year), "Midsommardagen"),
        (_all_saints_day(year), "Alla helgons dag"),
        (date(year, 12, 25), "Juldagen"),
        (date(year, 12, 26), "Annandag jul"),
        *_holidays_of_their_time(year, easter),
    ]
    return tuple(sorted(Holiday(day, name) for day, name in named))


@cache
def eves(year: int) -> tuple[Eve, ...]:
    """Return the eves of a year that are free by law or commonly free or short, by day."""
    easter = easter_sunday(year)
    day_before = timedelta(days=1)
    named = [
        (date(year, 1, 5), "Trettondagsafton", EveKind.HALF_DAY),
        (easter - timedelta(days=3), "Skärtorsdagen", EveKind.HALF_DAY),
        (easter - day_before, "Påskafton", EveKind.FREE),
        (date(year, 4, 30), "Valborgsmässoafton", EveKind.HALF_DAY),
        (easter + timedelta(days=48), "Pingstafton", EveKind.FREE),
        (_midsummer_day(year) - day_before, "Midsommarafton", EveKind.LIKE_SUNDAY),
        (_all_saints_day(year) - day_before, "Allhelgonaafton", EveKind.HALF_DAY),
        (date(year, 12, 24), "Julafton", EveKind.LIKE_SUNDAY),
        (date(year, 12, 31), "Nyårsafton", EveKind.LIKE_SUNDAY),
    ]
    return tuple(sorted(Eve(day, name, kind) for day, name, kind in named))


def is_public_holiday(day: date) -> bool:
    """Whether the day is a public holiday: a Sunday, or one with a name."""
    return day.weekday() == SUNDAY or any(day == known.day for known in public_holidays(day.year))


def is_working_day(day: date) -> bool:
    """Whether the day is Monday to Friday, no public holiday and no eve that law makes a Sunday.

    A half day is a working day.
    """
    if day.weekday() >= SATURDAY or is_public_holiday(day):
        return False
    return not any(day == eve.day for eve in eves(day.year) if eve.kind is EveKind.LIKE_SUNDAY)


def working_days(span: Span) -> tuple[date, ...]:
    """Return the working days of a span that has an end."""
    assert span.end is not None, "working days are counted to an end"
    days = (span.start + timedelta(days=step) for step in range((span.end - span.start).days))
    return tuple(day for day in days if is_working_day(day))


def _holidays_of_their_time(year: int, easter: date) -> list[tuple[date, str]]:
    """Return the holidays that law has added or taken away since 1900."""
    named = []
    if year <= 1989:
        named.append((_annunciation_day(year, easter), "Marie bebådelsedag"))
    if year >= 1939:
        named.append((date(year, 5, 1), "Första maj"))
    if year <= 2004:
        named.append((easter + timedelta(days=50), "Annandag pingst"))
    if year >= 2005:
        named.append((date(year, 6, 6), "Nationaldagen"))
    return named


def _annunciation_day(year: int, easter: date) -> date:
    """Return Lady Day: 25 March to 1952, then the Sunday nearest it; never in the Easter days.

    From Palm Sunday to Easter Monday the fixed day gave way to Palm Sunday; the Sunday gives way to
    the one before Palm Sunday.
    """
    palm_sunday = easter - timedelta(days=7)
    if year <= 1952:
        day = date(year, 3, 25)
        in_easter = palm_sunday <= day <= easter + timedelta(days=1)
        return palm_sunday if in_easter else day
    day = _first(SUNDAY, date(year, 3, 22))
    return palm_sunday - timedelta(days=7) if day in {palm_sunday, easter} else day


def _midsummer_day(year: int) -> date:
    """Return 24 June to 1952, then the Saturday of 20 to 26 June."""
    return date(year, 6, 24) if year <= 1952 else _first(SATURDAY, date(year, 6, 20))


def _all_saints_day(year: int) -> date:
    """Return the first Sunday of November to 1952, then the first Saturday from 31 October."""
    return (
        _first(SUNDAY, date(year, 11, 1)) if year <= 1952 else _first(SATURDAY, date(year, 10, 31))
    )


def _first(weekday: int, day: date) -> date:
    """Return the first such weekday on the day or after it."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
