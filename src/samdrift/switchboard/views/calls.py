"""When people call, and when somebody is there: every number a door to its calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.kernel.figures import Figure
from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.access import Viewer
from samdrift.plumbing.wording import retold
from samdrift.reporting import formats, periods
from samdrift.reporting.formats import Scale
from samdrift.reporting.periods import NoPeriod, Period
from samdrift.reporting.ports import Ask, Table
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking
from samdrift.reporting.views.choosing import Choice
from samdrift.switchboard.queries import calls, presence, times
from samdrift.switchboard.queries.presence import Presence
from samdrift.switchboard.queries.times import NOBODYS, WEEKDAYS, Scope, Timed
from samdrift.switchboard.tables import members
from samdrift.switchboard.tables import times as tables
from samdrift.switchboard.views import hours
from samdrift.switchboard.views.readers import frame, let_in
from samdrift.switchboard.views.sections import Shown, drawn, href, shown
from samdrift.switchboard.views.words import WEEKDAYS as WEEKDAY_WORDS
from samdrift.switchboard.views.words import hour_words

DEPTHS = 5
"""Shades from the fewest to the most."""

MOST_ROWS = 20
"""A table that is longer is folded until somebody wants it."""

MEASURES = {"samtal": "calls", "tappade": "lost", "besvarade": "share_answered"}

type Found = Mapping[tuple[int, int], Timed]


@dataclass(frozen=True, slots=True)
class Cell:
    """An hour of a weekday: what is told of it, how dark it is, and where its calls are."""

    words: str
    href: str
    depth: int


@dataclass(frozen=True, slots=True)
class HourRow:
    """An hour of the day, over the week."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A measure of the whole period."""

    label: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Section:
    """A table as the page shows it."""

    title: str
    anchor: str
    drawn: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: which calls, of which hours the drawing tells, and which measure."""

    period: Period
    organisation: str
    weekday: int | None
    measure: str

    @property
    def scope(self) -> Scope:
        """Which calls they are, as their records say it."""
        return (("organisation", self.organisation),) if self.organisation else ()

    def query(self, **other: str) -> str:
        """Return the address with something else asked."""
        told = self.period.query | {
            "kommun": self.organisation,
            "dag": str(self.weekday or ""),
            "matt": self.measure,
        }
        return "?" + urlencode({key: value for key, value in (told | other).items() if value})


@require_GET
def calls_page(request: HttpRequest) -> HttpResponse:
    """Show when people call and when somebody is there, over any days."""
    viewer = let_in(request, access.may_read_tickets)
    with snapshot():
        years = sorted(calls.years())
        asked, problem = _asked(request, years)
        span = asked.period.span
        found = times.by_weekday_and_hour(span=span, scope=asked.scope)
        planned = presence.presence(span=span, organisation=asked.organisation)
        context = frame(request, "switchboard.calls") | {
            "asked": asked,
            "problem": problem,
            "typed": request.GET,
            "periods": tuple(periods.offered(tuple(reversed(years)), today=asking.today())),
            "organisations": _organisations(),
            "has_calls": bool(years),
            "finding": _finding(found, planned),
            "told": _told(times.added(found.values(), span=span, scope=asked.scope), viewer),
            "drawing": hours.drawing(found, planned, weekday=asked.weekday),
            "lines": hours.lines(found, planned, viewer, (span, asked.scope, asked.weekday)),
            "weekdays": _weekdays(asked),
            "measures": _measures(asked),
            "heads": WEEKDAY_WORDS,
            "rows": _rows(found, MEASURES[asked.measure], viewer),
            "sections": _sections(asked, viewer) if found else (),
            "table_year": asked.period.last_day.year,
        }
        status = 422 if problem else 200
        return render(request, "switchboard/calls.html", context, status=status)


def _asked(request: HttpRequest, years: list[int]) -> tuple[Asked, str]:
    """Return what is asked, and what is wrong with the period where it is not understood."""
    query = request.GET
    measure, weekday = query.get("matt", "samtal"), query.get("dag", "")
    organisation = query.get("kommun", "")
    if measure not in MEASURES or weekday not in ("", *map(str, WEEKDAYS)):
        raise Http404
    if organisation not in ("", *(code for code, _name in _organisations())):
        raise Http404
    newest = min(years[-1], asking.today().year) if years else asking.today().year
    newest = newest if newest in years or not years else years[-1]
    try:
        period, problem = periods.asked(query, otherwise=newest), ""
    except NoPeriod as refusal:
        period, problem = periods.named(str(newest)), retold(refusal)
    return Asked(period, organisation, int(weekday) if weekday else None, measure), problem


def _organisations() -> tuple[tuple[str, str], ...]:
    members_of = tuple((party.code, party.name) for party in parties.members())
    return (*members_of, (NOBODYS, _("Okänt nummer")))


def _weekdays(asked: Asked) -> tuple[Choice, ...]:
    every = Choice(_("Alla dagar"), asked.query(dag="") + "#dygnet", asked.weekday is None)
    each = (
        Choice(
            str(WEEKDAY_WORDS[weekday - 1])[:3],
            asked.query(dag=str(weekday)) + "#dygnet",
            weekday == asked.weekday,
        )
        for weekday in WEEKDAYS
    )
    return (every, *each)


def _measures(asked: Asked) -> tuple[Choice, ...]:
    words = {"samtal": _("Samtal"), "tappade": _("Tappade"), "besvarade": _("Andel besvarade")}
    return tuple(
        Choice(words[key], asked.query(matt=key) + "#timmar", key == asked.measure)
        for key in MEASURES
    )


def _rows(found: Found, measure: str, viewer: Viewer) -> tuple[HourRow, ...]:
    """Return the hours from the first with calls to the last; no row before or after them."""
    most = max((_size(told, measure) for told in found.values()), default=0)
    return tuple(
        HourRow(
            hour_words(hour),
            tuple(_cell(found.get((day, hour)), measure, most, viewer) for day in WEEKDAYS),
        )
        for hour in hours.between(hour for _day, hour in found)
    )


def _cell(told: Timed | None, measure: str, most: int, viewer: Viewer) -> Cell:
    if told is None:
        return Cell("", "", 0)
    size = _size(told, measure)
    depth = -(-size * DEPTHS // most) if most else 0
    figure = _figure(told, measure)
    return Cell(formats.swedish_figure(figure, Scale.TKR), href(figure, viewer), depth)


def _figure(told: Timed, measure: str) -> Figure:
    figures = {"calls": told.calls, "lost": told.lost, "share_answered": told.share_answered}
    return figures[measure]


def _size(told: Timed, measure: str) -> int:
    figure = _figure(told, measure)
    return 0 if figure.value is None else int(figure.number)


def _told(whole: Timed, viewer: Viewer) -> tuple[Told, ...]:
    figures = [
        (_("Samtal"), whole.calls),
        (_("Besvarade"), whole.answered),
        (_("Tappade"), whole.lost),
        (_("Andel besvarade"), whole.share_answered),
    ]
    figures += [
        (_("Svar inom %(seconds)s sekunder") % {"seconds": seconds}, whole.share_within(seconds))
        for seconds in times.SOON
    ]
    figures.append((_("Medelväntan, sekunder"), whole.mean_wait))
    return tuple(Told(label, shown(figure, viewer)) for label, figure in figures)


def _finding(found: Found, planned: Presence) -> str:
    """Return when most people call and how many are there then, and when it is hardest."""
    if not found:
        return ""
    busiest = max(found, key=lambda key: (found[key].numbers["calls"], -key[0], -key[1]))
    said = [_("Flest ringer %(when)s.") % {"when": _when(busiest)}]
    if not planned.opened.get(busiest):
        said.append(_("Då är det stängt."))
    elif planned.staffed:
        people = hours.people_words(planned.people(busiest[1], busiest[0]))
        said.append(_("Då är %(people)s på plats.") % {"people": people})
    hardest = _hardest(found)
    if hardest is not None:
        lost = formats.swedish_figure_with_unit(found[hardest].share_lost, Scale.TKR)
        told = {"when": _when(hardest), "share": lost}
        said.append(_("Svårast att få svar är det %(when)s: %(share)s tappas.") % told)
    return " ".join(said)


def _hardest(found: Found) -> tuple[int, int] | None:
    """Return the hour in which the largest share is lost, of those with enough calls to say so."""
    whole = sum(told.numbers["calls"] for told in found.values())
    enough = {
        key: told for key, told in found.items() if told.numbers["calls"] >= max(5, whole // 200)
    }
    lost = {key: int(told.share_lost.number) for key, told in enough.items()}
    hardest = max(lost, key=lambda key: (lost[key], -key[0], -key[1]), default=None)
    return hardest if hardest is not None and lost[hardest] else None


def _when(key: tuple[int, int]) -> str:
    words = {"day": WEEKDAY_WORDS[key[0] - 1], "hour": hour_words(key[1])}
    return _("%(day)s klockan %(hour)s") % words


def _sections(asked: Asked, viewer: Viewer) -> tuple[Section, ...]:
    span = asked.period.span
    ask = Ask(asked.period.last_day.year, span=span)
    told: list[tuple[Any, str, Table]] = [
        (_("Månad för månad"), "manader", tables.months_table(ask, asked.scope)),
        (_("Vecka för vecka"), "veckor", tables.weeks_table(ask, asked.scope)),
    ]
    if not asked.organisation:
        told.insert(0, (_("Kommun för kommun"), "kommuner", members.calls_per_member(ask)))
    return tuple(
        Section(title, anchor, drawn(table, viewer), len(table.rows) > MOST_ROWS)
        for title, anchor, table in told
    )
