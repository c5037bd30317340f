"""What readers of a year will ask is asked before they come, and kept (ADR 18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation

from samdrift.annualreport import overview, queries
from samdrift.kernel.figures import Figure
from samdrift.plumbing.jobs.ports import Chore
from samdrift.reporting import memory, registry, watching
from samdrift.reporting.ink import html
from samdrift.reporting.ports import FigureAddress
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.sources import NoLinks

MOST_YEARS = 6
"""How many years are asked about, the newest first; older ones are asked when somebody reads."""
LOOKS_EVERY = timedelta(seconds=10)

type _States = dict[str, tuple[int, int]]


def make_ready(*, at: datetime, years: Iterable[int] | None = None) -> None:
    """Ask what the overview and the report of some years ask, the newest unless told.

    What is kept already is not asked again, so it costs little where nothing has changed.
    """
    for year in _newest(at) if years is None else years:
        for language, _ in settings.LANGUAGES:
            with translation.override(language):
                _read(year, at)


def _read(year: int, at: datetime) -> None:
    with snapshot():
        memory.expect(year)
        overview.key_groups(year=year, at=at, held_otherwise=_says_nothing)
        overview.notices(year=year, at=at)
        drawings = overview.drawings(year=year, at=at)
        html.blocks(drawings, overview.SCALE, NoLinks(), registry.Describer())
        html.body(queries.annual_report(year=year, at=at), NoLinks(), registry.Describer())


def _says_nothing(_address: FigureAddress, _figure: Figure) -> str:
    return ""


def _newest(at: datetime) -> tuple[int, ...]:
    with snapshot():
        known = [year for year in registry.years() if year <= at.year]
    return tuple(reversed(known[-MOST_YEARS:]))


@dataclass(slots=True)
class _Attendant:
    """Looks now and then whether records have changed, and makes the years ready anew.

    On a day when tickets change all the time that is the years that are read today; the others
    wait for a look at which nothing has changed, and come one at a time, so that a worker who is
    asked for something else is never kept long.
    """

    seen: _States | None = None
    waiting: list[int] = field(default_factory=list)

    def look(self, at: datetime) -> None:
        """Make ready what has changed since the last look, else the next year that waits."""
        now = {name: (state.changes, state.token) for name, state in watching.states().items()}
        if now != self.seen:
            self.seen = now
            first = _read_today(at)
            self.waiting = [year for year in _newest(at) if year not in first]
            make_ready(at=at, years=first)
        elif self.waiting:
            make_ready(at=at, years=(self.waiting.pop(0),))


def _read_today(at: datetime) -> tuple[int, ...]:
    """Return the year that the start page leads to, and the present one where it has begun."""
    with snapshot():
        told = registry.newest_told_year(today=at.date())
        known = registry.years()
    return tuple(year for year in reversed(known) if year in (told, at.year))


_ATTENDANT = _Attendant()

OFFERS = (Chore("annualreport.ready", _ATTENDANT.look, every=LOOKS_EVERY),)
