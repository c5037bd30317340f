"""What a year's figures are held to be, as adopted, and where the records now tell otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from samdrift.kernel.figures import Figure
from samdrift.plumbing import contributions
from samdrift.reporting.ports import Ask, FigureAddress, Table
from samdrift.reporting.snapshot import remembered


@dataclass(frozen=True, slots=True)
class HeldFigure:
    """A figure as it was adopted, with the words around it and where it stands in the whole."""

    figure: Figure
    anchor: str
    table_title: str
    row_label: str
    column_label: str


@dataclass(frozen=True, slots=True)
class HeldYear:
    """A year as it was adopted: every figure by its address, and every table."""

    number: int
    standing: str
    frozen_at: datetime
    figures: Mapping[FigureAddress, HeldFigure]
    tables: Mapping[tuple[str, Ask], Table]


@dataclass(frozen=True, slots=True)
class HeldSource:
    """Who knows what years were adopted as; the routes take the year, and lead to the whole."""

    key: str
    years: Callable[[], frozenset[int]]
    year: Callable[[int], HeldYear | None]
    route: str
    differences_route: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A figure that was adopted as one thing, and that the records now tell as another."""

    address: FigureAddress
    was: HeldFigure
    now: Figure | None


def source() -> HeldSource | None:
    """Return who knows what years were adopted as, None where nobody does."""
    return next(iter(contributions.offered(HeldSource)), None)


def years() -> frozenset[int]:
    """Return the years of which something is adopted."""
    known = source()
    return remembered("held.years", known.years) if known else frozenset()


def year(number: int) -> HeldYear | None:
    """Return a year as it was adopted, None where it has not been."""
    known = source()
    if known is None:
        return None
    return remembered(("held.year", number), lambda: known.year(number))


def differing(table: Table) -> tuple[Differing, ...]:
    """Return the figures of a table that were adopted as something else, in reading order.

    One that the table has no longer comes last.
    """
    held = year(table.ask.year)
    if held is None:
        return ()
    now = {
        FigureAddress(table.id, table.ask, row.key, column.key): figure
        for row in table.rows
        for column, figure in zip(table.columns, row.figures, strict=True)
    }
    gone = (
        Differing(address, was, None)
        for address, was in held.figures.items()
        if (address.table_id, address.ask) == (table.id, table.ask) and address not in now
    )
    moved = (
        Differing(address, held.figures[address], figure)
        for address, figure in now.items()
        if address in held.figures and not is_same(held.figures[address].figure, figure)
    )
    return (*moved, *gone)


def differing_figure(address: FigureAddress, figure: Figure) -> Differing | None:
    """Return that a figure was adopted as something else, None where it was not."""
    held = year(address.ask.year)
    was = held.figures.get(address) if held else None
    if was is None or is_same(was.figure, figure):
        return None
    return Differing(address, was, figure)


def is_same(one: Figure, other: Figure) -> bool:
    """Whether two figures tell the same; nothing to state is another thing than missing."""
    return (one.value, one.unit, one.is_missing) == (other.value, other.unit, other.is_missing)
