"""The same question a year earlier, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samdrift.kernel.figures import Figure, Origin, difference
from samdrift.plumbing.access import Viewer
from samdrift.reporting import formats, guarding, registry
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import CannotAnswer, FigureAddress, Table
from samdrift.reporting.recount import Part, part_of
from samdrift.reporting.views import asking, links, trail, words
from samdrift.reporting.wording import in_words


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a year before was: its year, its words and where they lead; the change, and where."""

    year: int
    words: str
    href: str
    change: str = ""
    change_href: str = ""
    is_missing: bool = False


def figure_before(
    address: FigureAddress, table: Table, figure: Figure, steps: tuple[trail.Step, ...]
) -> Earlier | None:
    """Return a figure's twin of the year before; None where it has none."""
    found = twin(address, table)
    if found is None:
        return None
    then, there = found
    apart = difference(figure, then)
    return Earlier(
        year=address.ask.year - 1,
        words=formats.swedish_figure_with_unit(then, Scale.TKR),
        href=trail.along(links.figure_path(there), steps),
        change="" if apart.value is None else words.change(apart, Scale.TKR),
        change_href=trail.along(links.change_path(address, there), steps),
        is_missing=then.is_missing,
    )


def twin(address: FigureAddress, table: Table) -> tuple[Figure, FigureAddress] | None:
    """Return the same figure of the year before: beside it in its table, else in that year's."""
    there = _beside(address, table)
    if there is not None:
        return table.figure(there.row_key, there.column_key), there
    earlier = _of_year_before(address)
    try:
        other = registry.table(earlier.table_id, earlier.ask, today=asking.today())
        figure = guarding.guarded(other).figure(earlier.row_key, earlier.column_key)
    except (CannotAnswer, KeyError, ValueError):
        return None
    return None if figure.is_blank else (figure, earlier)


def _beside(address: FigureAddress, table: Table) -> FigureAddress | None:
    """Return where the table itself has last year's figure: in a column or a row of its own."""
    year, before = str(address.ask.year), str(address.ask.year - 1)
    columns = {column.key for column in table.columns}
    rows = {row.key for row in table.rows}
    if f"{address.column_key}:previous-year" in columns:
        there = replace(address, column_key=f"{address.column_key}:previous-year")
    elif address.column_key == year and before in columns:
        there = replace(address, column_key=before)
    elif address.row_key == year and before in rows:
        there = replace(address, row_key=before)
    else:
        return None
    return None if table.figure(there.row_key, there.column_key).is_blank else there


def _of_year_before(address: FigureAddress) -> FigureAddress:
    year, before = str(address.ask.year), str(address.ask.year - 1)
    row_key = before if address.row_key == year else address.row_key
    column_key = before if address.column_key == year else address.column_key
    return FigureAddress(address.table_id, address.ask.a_year_earlier(), row_key, column_key)


def records_before(
    origin: Origin, part: Part, viewer: Viewer, steps: tuple[trail.Step, ...]
) -> Earlier | None:
    """Return what the same question gave a year before: how many, their sum, and what differs."""
    source = registry.record_source(origin.question)
    if not source.is_yearly:
        return None
    try:
        earlier = replace(origin, span=origin.span.a_year_earlier())
    except ValueError:
        return None
    if why := source.withheld(earlier):
        return Earlier(earlier.span.start.year, in_words(why), "")
    then = asking.asked(lambda: part_of(earlier))
    return Earlier(
        year=earlier.span.start.year,
        words=words.part(then),
        href=links.WebLinks(viewer, steps=steps).origin(earlier) if then.count else "",
        change=words.part_change(part, then),
    )
