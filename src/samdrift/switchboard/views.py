"""When people call: hours of the week, each with its calls behind it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.kernel.figures import Figure
from samdrift.kernel.spans import Span
from samdrift.plumbing.access import Viewer, may_read_tickets, viewer_of
from samdrift.reporting import formats
from samdrift.reporting.formats import Scale
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking
from samdrift.reporting.views.choosing import Choice
from samdrift.reporting.views.links import is_open, records_path
from samdrift.reporting.views.tables import MOST_YEARS
from samdrift.switchboard import call_times, queries
from samdrift.switchboard.call_tables import WEEKDAY_WORDS
from samdrift.switchboard.call_times import HOURS, SOON, WEEKDAYS, Timed

DEPTHS = 5
"""Shades from the fewest to the most."""

MEASURES = {"samtal": "calls", "tappade": "lost", "besvarade": "share_answered"}


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
    """A measure of the whole year."""

    label: str
    words: str
    href: str


@require_GET
def calls_page(request: HttpRequest) -> HttpResponse:
    """Show when people call over a year, by weekday and hour; every number opens to its calls."""
    viewer = viewer_of(request)
    if not may_read_tickets(viewer):
        raise Http404
    measure = request.GET.get("matt", "samtal")
    if measure not in MEASURES:
        raise Http404
    with snapshot():
        years = sorted(queries.years())
        year = _year(request, years)
        span = Span.year(year)
        found = call_times.by_weekday_and_hour(span=span)
        whole = call_times.added(found.values(), span=span)
        context = {
            "place": "switchboard.calls",
            "year": year,
            "years": _years(years, year, measure),
            "measures": _measures(year, measure),
            "weekdays": WEEKDAY_WORDS,
            "rows": _rows(found, MEASURES[measure], viewer),
            "told": _told(whole, viewer),
            "finding": _finding(found),
        }
        return render(request, "switchboard/calls.html", context)


def _year(request: HttpRequest, years: list[int]) -> int:
    asked = request.GET.get("ar", "")
    if not asked:
        return years[-1] if years else asking.today().year
    if not (asked.isascii() and asked.isdigit()) or int(asked) not in years:
        raise Http404
    return int(asked)


def _years(years: list[int], year: int, measure: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(each), f"?{urlencode({'ar': each, 'matt': measure})}", each == year)
        for each in years[-MOST_YEARS:]
    )


def _measures(year: int, measure: str) -> tuple[Choice, ...]:
    words = {"samtal": _("Samtal"), "tappade": _("Tappade"), "besvarade": _("Andel besvarade")}
    return tuple(
        Choice(words[key], f"?{urlencode({'ar': year, 'matt': key})}", key == measure)
        for key in MEASURES
    )


def _rows(found: dict[tuple[int, int], Timed], measure: str, viewer: Viewer) -> tuple[HourRow, ...]:
    """Return the hours from the first with calls to the last; no row before or after them."""
    hours = sorted({hour for _day, hour in found})
    most = max((_size(told, measure) for told in found.values()), default=0)
    return tuple(
        HourRow(
            f"{hour:02d}–{hour + 1:02d}",
            tuple(_cell(found.get((day, hour)), measure, most, viewer) for day in WEEKDAYS),
        )
        for hour in HOURS
        if hours and hours[0] <= hour <= hours[-1]
    )


def _cell(told: Timed | None, measure: str, most: int, viewer: Viewer) -> Cell:
    if told is None:
        return Cell("", "", 0)
    size = _size(told, measure)
    depth = -(-size * DEPTHS // most) if most else 0
    figure = _figure(told, measure)
    return Cell(formats.swedish_figure(figure, Scale.TKR), _href(figure, viewer), depth)


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
        for seconds in SOON
    ]
    return tuple(
        Told(label, formats.swedish_figure_with_unit(figure, Scale.TKR), _href(figure, viewer))
        for label, figure in figures
    )


def _finding(found: dict[tuple[int, int], Timed]) -> str:
    """Return when most people call."""
    if not found:
        return ""
    day, hour = max(found, key=lambda key: (found[key].numbers["calls"], -key[0], -key[1]))
    return _("Flest ringer %(day)s klockan %(hour)s") % {
        "day": WEEKDAY_WORDS[day - 1],
        "hour": f"{hour:02d}–{hour + 1:02d}",
    }


def _href(figure: Figure, viewer: Viewer) -> str:
    origin = figure.origins[0]
    return records_path(origin) if is_open(viewer, origin) else ""
