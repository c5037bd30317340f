"""What readers of a year will ask is asked before they come, and kept (ADR 18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation

from samdrift.annualreport import overview, queries
from samdrift.annualreport.findings.records import Records
from samdrift.kernel.figures import Figure
from samdrift.plumbing.jobs.ports import Chore
from samdrift.reporting import registry, watching
from samdrift.reporting.ink import html
from samdrift.reporting.ports import FigureAddress
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.sources import NoLinks

MOST_YEARS = 6
"""How many years are asked about, from the newest that is told of; older ones when read."""
LOOKS_EVERY = timedelta(seconds=10)

type _States = dict[str, tuple[int, int]]


def make_ready(*, at: datetime, years: Iterable[int] | None = None) -> None:
    """Ask what the overview and the report of some years ask, those read today unless told.

    What is kept already is not asked again, so it costs little where nothing has changed.
    """
    for year in read_today(at) if years is None else years:
        for language, _ in settings.LANGUAGES:
            with translation.override(language):
                _read(year, at)


def _read(year: int, at: datetime) -> None:
    with snapshot():
        registry.read_ahead(year, "the overview")
        records = Records(year, at.date())
        overview.key_groups(records, held_otherwise=_says_nothing)
        overview.notices(records)
        drawings = overview.drawings(records)
        html.blocks(drawings, overview.SCALE, NoLinks(), registry.Describer())
        html.body(queries.annual_report(year=year, at=at), NoLinks(), registry.Describer())


def _says_nothing(_address: FigureAddress, _figure: Figure) -> str:
    return ""


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
        told = watching.states(registry.tables_told_of())
        now = {name: (state.changes, state.token) for name, state in told.items()}
        if now != self.seen:
            self.seen = now
            first = read_today(at)
            self.waiting = [year for year in _read_at_times(at) if year not in first]
            make_ready(at=at, years=first)
        elif self.waiting:
            make_ready(at=at, years=(self.waiting.pop(0),))


def read_today(at: datetime) -> tuple[int, ...]:
    """Return the present year, where it is told of, and the one that the start page leads to."""
    newest, known = _years(at)
    return tuple(year for year in known if year in (newest, at.year))


def _read_at_times(at: datetime) -> tuple[int, ...]:
    """Return the newest year that is told of and those before it, not too many."""
    newest, known = _years(at)
    return tuple(year for year in known if newest is not None and year <= newest)[:MOST_YEARS]


def _years(at: datetime) -> tuple[int | None, tuple[int, ...]]:
    """Return the newest year that is told of, and all there are, the latest first."""
    with snapshot():
        return registry.newest_told_year(today=at.date()), tuple(reversed(registry.years()))


_ATTENDANT = _Attendant()

OFFERS = (Chore("annualreport.ready", _ATTENDANT.look, every=LOOKS_EVERY),)
