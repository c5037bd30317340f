"""Hours, moments and organisations for the tests of service levels."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicelevels.reckoning.documents import Document
from samdrift.servicelevels.reckoning.hours import Hours, Occasion, Opening, Plan
from samdrift.servicelevels.reckoning.moments import universal

LONG_AGO = date(2000, 1, 1)
HOUR = 3600


def at(text: str) -> datetime:
    """Return a moment told in Swedish time: `2015-05-13 15:40`."""
    return universal(datetime.fromisoformat(text).replace(tzinfo=SWEDEN))


def _minute(told: str) -> int:
    hour, _, minute = told.partition(":")
    return int(hour) * 60 + int(minute)


def opening(text: str) -> Opening:
    """Return `08:00-16:30` as an opening."""
    opens, _, closes = text.partition("-")
    return Opening(_minute(opens), _minute(closes))


def weekdays(*openings: str) -> tuple[tuple[Opening, ...], ...]:
    """Return a week with the same openings Monday to Friday."""
    return (tuple(map(opening, openings)),) * 5 + ((), ())


def every_day(*openings: str) -> tuple[tuple[Opening, ...], ...]:
    return (tuple(map(opening, openings)),) * 7


def plan(week, *, valid_from=LONG_AGO, on_holidays=False, half_days=()) -> Plan:
    return Plan(valid_from, week, closes_on_holidays=not on_holidays, half_days=tuple(half_days))


def hours(week, *, local_days=(), **told) -> Hours:
    return Hours((plan(week, **told),), tuple(local_days))


def document(week, *, local_days=(), **told) -> Document:
    return Document((plan(week, **told),), tuple(local_days))


OFFICE = hours(weekdays("08:00-16:00"))
ALWAYS = hours(every_day("00:00-24:00"), on_holidays=True)


def organisations(*codes: str) -> None:
    for position, code in enumerate(codes or ("KIN",), start=1):
        Organisation.objects.create(
            code=code, name=f"{code} kommun", role="member", position=position
        )


@st.composite
def openings_of_a_day(draw) -> tuple[Opening, ...]:
    edges = draw(st.lists(st.integers(0, 1440), unique=True, max_size=6).map(sorted))
    return tuple(Opening(*pair) for pair in zip(edges[::2], edges[1::2], strict=False))


def _is_open_an_hour(days) -> bool:
    return sum(each.closes - each.opens for openings in days for each in openings) >= 60


@st.composite
def any_hours(draw) -> Hours:
    """Any calendar that is open at some time of the week, with half days as they may be."""
    days = draw(st.lists(openings_of_a_day(), min_size=7, max_size=7).filter(_is_open_an_hour))
    half_days = draw(st.dictionaries(st.sampled_from(Occasion), st.integers(0, 1440)))
    shut = draw(st.booleans())
    return Hours(
        (
            Plan(
                LONG_AGO,
                tuple(days),
                closes_on_holidays=shut,
                half_days=tuple(half_days.items()) if shut else (),
            ),
        )
    )


MOMENTS = st.integers(0, 425 * 24 * HOUR).map(
    lambda seconds: at("2014-12-01 00:00") + timedelta(seconds=seconds)
)
"""Any moment of a good year, both changes of clocks in it."""
