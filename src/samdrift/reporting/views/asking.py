"""What an address asks, read from the web: whatever is not understood is a page not found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.http import Http404

from samdrift.kernel.figures import Origin
from samdrift.plumbing import clock
from samdrift.plumbing.access import Viewer
from samdrift.reporting import held, memory, recount, registry
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Ask, CannotAnswer, Table, origin_from_query
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import links, list_asks, trail

NOT_UNDERSTOOD = (CannotAnswer, KeyError, ValueError, ArithmeticError, ValidationError)
_OWN = frozenset((trail.PARAMETER, "form"))


@contextmanager
def found_or_404() -> Iterator[None]:
    """Turn what cannot be answered into a page not found, which tells nothing more."""
    try:
        yield
    except NOT_UNDERSTOOD as error:
        raise Http404 from error


def today() -> date:
    """Return the present day in Sweden."""
    return clock.now().date()


def scale(query: Mapping[str, str]) -> Scale:
    """Return the unit money is shown in, thousands where the address does not say."""
    named = query.get("unit", "")
    return Scale(named) if named in list(Scale) else Scale.TKR


def years() -> tuple[int, ...]:
    """Return the years there are records for, and those that were adopted, newest first."""
    return tuple(sorted({*registry.years(), *held.years()}, reverse=True))


def newest_told_year() -> int | None:
    """Return the newest year that most sources tell of, None before anything is taken in.

    A register tells of days after the last books, so its newest year alone says little.
    """
    with snapshot():
        return registry.newest_told_year(today=today())


def year_or_404(year: int) -> int:
    """Return the year where there is something to tell of it, or was when it was adopted."""
    memory.expect(year)
    known = registry.years()
    is_told = bool(known) and known[0] <= year <= max(known[-1], today().year)
    if not is_told and year not in held.years():
        raise Http404
    return year


def table_or_404(table_id: str, ask: Ask) -> Table:
    """Return a table, as asked."""
    with found_or_404():
        return registry.table(table_id, ask, today=today())


def origin_or_404(query: Mapping[str, str], viewer: Viewer) -> Origin:
    """Return the origin an address names, counted anew, where the viewer may read its records."""
    with found_or_404():
        told = {
            key: value
            for key, value in query.items()
            if key not in _OWN and not list_asks.is_of_list(key)
        }
        origin = origin_from_query(told)
        if not links.is_open(viewer, origin):
            raise CannotAnswer
        asked = (origin.question, origin.span, origin.scope)
        return Origin(*asked, recount.count_of(*asked))


def asked[Answer](ask: Callable[[], Answer]) -> Answer:
    """Return an answer of a record source; a scope it does not understand is not found."""
    with found_or_404():
        return ask()
