"""Every table and every list of records that the apps offer, asked for by key."""

from __future__ import annotations

import difflib
from datetime import date

from samdrift.kernel.figures import Origin
from samdrift.plumbing import contributions
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
    CheckResult,
    CheckSource,
    Table,
    TableSource,
    TableSpec,
)
from samdrift.reporting.selections import RecordSource
from samdrift.reporting.snapshot import remembered


def tables() -> tuple[TableSpec, ...]:
    """Return every table that can be asked for now, by id."""
    sources = contributions.offered(TableSource)
    specs = {spec.id: spec for source in sources for spec in source.specs()}
    return tuple(specs[table_id] for table_id in sorted(specs))


def years() -> tuple[int, ...]:
    """Return the years from the first to the last for which any app has records."""
    known = [year for source in contributions.offered(TableSource) for year in source.years()]
    return tuple(range(min(known), max(known) + 1)) if known else ()


def table(table_id: str, ask: Ask, *, today: date) -> Table:
    """Return a table. Raises CannotAnswer where there is none, or none for what is asked.

    A register may be asked about any day up to today, so years go on after the last record.
    """
    spec = _spec(table_id)
    require_year(ask.year, today=today)
    if ask.cost_centre and not spec.takes_cost_centre:
        raise CannotAnswer(f"{table_id} delas inte upp på kostnadsställen. Ta bort --cost-centre.")
    if ask.day is not None and not spec.takes_day:
        raise CannotAnswer(f"{table_id} räknar ett helt år. Ta bort --day.")
    if ask.day is not None and ask.day.year != ask.year:
        raise CannotAnswer(f"{ask.day} ligger inte i {ask.year}. Ange en dag i året.")
    return remembered((table_id, ask), lambda: spec.build(ask))


def record_source(question: str) -> RecordSource:
    """Return the list of records that answers a question. Raises CannotAnswer if there is none."""
    for source in contributions.offered(RecordSource):
        if source.key == question:
            return source
    raise CannotAnswer("Sidan finns inte, eller så får du inte se den.")


class Describer:
    """Tells what an origin's records are, in the words of the app that has them."""

    def title(self, question: str) -> str:
        """Return what a question's records are called."""
        return record_source(question).title

    def describe(self, origin: Origin) -> str:
        """Return an origin's scope in Swedish."""
        return record_source(origin.question).describe(origin)


def _spec(table_id: str) -> TableSpec:
    known = {spec.id: spec for spec in remembered("reporting.tables", tables)}
    if table_id in known:
        return known[table_id]
    near = difflib.get_close_matches(table_id, known, n=1)
    hint = f" Menade du {near[0]}?" if near else " Se alla med samdrift tables."
    raise CannotAnswer(f"Det finns ingen tabell som heter {table_id}.{hint}")


def require_year(year: int, *, today: date) -> None:
    """Raise CannotAnswer for a year before the first record, or after the last and today."""
    known = remembered("years", years)
    if not known:
        raise CannotAnswer("Inga poster är inlästa. Läs in ett paket med samdrift import.")
    first, last = known[0], max(known[-1], today.year)
    if not first <= year <= last:
        raise CannotAnswer(f"Det finns inga poster för {year}, bara för {first} till {last}.")


def checks(year: int) -> tuple[CheckResult, ...]:
    """Run every check the apps offer on a year."""
    return tuple(
        result for source in contributions.offered(CheckSource) for result in source.run(year)
    )
