"""The day hour by hour: calls beside who is there and when it is open, as a drawing and a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.kernel.spans import Span
from samdrift.plumbing.access import Viewer
from samdrift.switchboard.queries import times
from samdrift.switchboard.queries.presence import Presence
from samdrift.switchboard.queries.times import HOURS, Scope, Timed
from samdrift.switchboard.views.sections import Shown, shown
from samdrift.switchboard.views.words import hour_words

type Found = Mapping[tuple[int, int], Timed]

STEP, HEIGHT, TOP = 40, 150, 20
"""How wide an hour is drawn, how tall the most calls are, and the room above for their number."""
BAR = 28


@dataclass(frozen=True, slots=True)
class Bar:
    """An hour as it is drawn: its calls, answered below lost, and the band of when it is open."""

    x: int
    middle: int
    hour: str
    answered_y: int
    answered_height: int
    lost_y: int
    lost_height: int
    words: str
    open_width: int
    people: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The hours from the first with calls or somebody there to the last."""

    bars: tuple[Bar, ...]
    width: int
    has_plan: bool
    step: int = STEP
    bar: int = BAR
    base: int = TOP + HEIGHT
    hours_y: int = TOP + HEIGHT + 18
    people_y: int = TOP + HEIGHT + 38
    height: int = TOP + HEIGHT + 46


@dataclass(frozen=True, slots=True)
class Line:
    """An hour as the table tells it."""

    label: str
    open_words: str
    people: str
    figures: tuple[Shown, ...]


def drawing(found: Found, planned: Presence, *, weekday: int | None) -> Drawing:
    """Return the hours as they are drawn, of a weekday or of all."""
    by_hour = {hour: _counted(found, hour, weekday) for hour in _shown_hours(found, planned)}
    most = max((calls for calls, _answered in by_hour.values()), default=0) or 1
    bars = tuple(
        _bar(place, hour, by_hour[hour], (most, planned, weekday))
        for place, hour in enumerate(by_hour)
    )
    return Drawing(bars, len(bars) * STEP, bool(planned.staffed))


def lines(
    found: Found, planned: Presence, viewer: Viewer, asked: tuple[Span, Scope, int | None]
) -> tuple[Line, ...]:
    """Return the same hours as the table tells them; every figure opens."""
    span, scope, weekday = asked
    whose = scope if weekday is None else (*scope, ("weekday", str(weekday)))
    told = []
    for hour in _shown_hours(found, planned):
        parts = (each for (day, at), each in found.items() if at == hour and weekday in (None, day))
        whole = times.added(parts, span=span, scope=(*whose, ("hour", str(hour))))
        figures = (
            whole.calls,
            whole.answered,
            whole.lost,
            whole.share_within(60),
            whole.mean_wait,
        )
        told.append(
            Line(
                hour_words(hour),
                _open_words(planned.open_share(hour, weekday)),
                people_words(planned.people(hour, weekday)) if planned.staffed else "",
                tuple(shown(figure, viewer) for figure in figures),
            )
        )
    return tuple(told)


def between(found: Iterable[int]) -> range:
    """Return the hours from the first to the last."""
    hours = sorted(set(found))
    return range(hours[0], hours[-1] + 1) if hours else range(0)


def people_words(people: float) -> str:
    """Return how many are there, to a tenth: `2`, `1,5`."""
    written = f"{people:.1f}".removesuffix(".0").replace(".", ",")
    return ngettext("%(count)s person", "%(count)s personer", 1 if written == "1" else 2) % {
        "count": written
    }


def _shown_hours(found: Found, planned: Presence) -> list[int]:
    known = {hour for _day, hour in (*found, *planned.staffed)}
    return [hour for hour in HOURS if hour in between(known)] if found else []


def _counted(found: Found, hour: int, weekday: int | None) -> tuple[int, int]:
    mine = [
        told.numbers for (day, at), told in found.items() if at == hour and weekday in (None, day)
    ]
    return sum(each["calls"] for each in mine), sum(each["answered"] for each in mine)


def _bar(
    place: int, hour: int, counted: tuple[int, int], over: tuple[int, Presence, int | None]
) -> Bar:
    calls, answered = counted
    most, planned, weekday = over
    whole = round(calls * HEIGHT / most)
    below = round(answered * HEIGHT / most)
    base = TOP + HEIGHT
    people = planned.people(hour, weekday)
    return Bar(
        x=place * STEP,
        middle=place * STEP + STEP // 2,
        hour=f"{hour:02d}",
        answered_y=base - below,
        answered_height=below,
        lost_y=base - whole,
        lost_height=whole - below,
        words=f"{calls}" if calls else "",
        open_width=round(STEP * planned.open_share(hour, weekday)),
        people=f"{people:.1f}".removesuffix(".0").replace(".", ","),
    )


def _open_words(share: float) -> str:
    if share >= 1:
        return _("öppet")
    if share <= 0:
        return _("stängt")
    return _("öppet till %(share)s %%") % {"share": round(share * 100)}
