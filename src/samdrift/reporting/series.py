"""A row of a table followed over the years: one year a row, and gaps where nothing is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from samdrift.kernel.figures import Figure, missing
from samdrift.plumbing.wording import in_words, sentence
from samdrift.reporting.formats import Scale, unit_words
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
    Column,
    Row,
    Series,
    Table,
    TableSpec,
)

MOST_YEARS = 5
"""How many years a series has at most, the year asked about the last of them."""
_OF_A_YEAR = re.compile(r"(\d{4})(-W?\d\d)?", re.ASCII)
_EARLIER = ("previous", ":previous-year")


@dataclass(frozen=True, slots=True)
class Told:
    """A table, the years it is told of, and who makes it for a year."""

    spec: TableSpec
    years: frozenset[int]
    build: Callable[[Ask], Table]


def table(told: Told, ask: Ask, *, today: date) -> Table:
    """Return a row over the years, each year as its own table tells it.

    Raises CannotAnswer where the table of the year asked about has no such row or column.
    """
    assert ask.series is not None, "a series is asked about"
    asked = ask.in_year(ask.year)
    newest = told.build(asked)
    chosen = _chosen(newest, ask.series)
    row = newest.row(ask.series.row_key)
    tables = {year: _of_year(told, ask, year, today) for year in _years(told.years, ask.year)}
    first = next((year for year, found in tables.items() if found is not None), ask.year)
    return Table(
        id=told.spec.id,
        title=f"{in_words(newest.title)}, "
        f"{in_words(_without_year(row.label, ask.year) or row.label)}",
        ask=ask,
        unit=chosen[0].unit if len({column.unit for column in chosen}) == 1 else newest.unit,
        columns=tuple(_titled(column, ask.year) for column in chosen),
        rows=tuple(
            _row(year, found, chosen, row, newest)
            for year, found in tables.items()
            if year >= first
        ),
        explains=newest.explains
        and sentence("Så här räknas {year}: {how}", year=ask.year, how=in_words(newest.explains)),
    )


def own_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns that tell of the year asked about, not of one before it."""
    return tuple(column for column in table.columns if not _is_earlier(column, table.ask.year))


def in_year(key: str, *, asked: int, year: int) -> str:
    """Return the key that says of another year what this says of the year asked about."""
    match = _OF_A_YEAR.fullmatch(key)
    if match is None:
        return key
    return f"{int(match[1]) + year - asked:04d}{match[2] or ''}"


def _years(known: frozenset[int], last: int) -> range:
    first = min((year for year in known if year <= last), default=last)
    return range(max(first, last - MOST_YEARS + 1), last + 1)


def _of_year(told: Told, ask: Ask, year: int, today: date) -> Table | None:
    """Return the table of a year, None where nothing is told of it."""
    goes_on = told.spec.takes_day and told.years and max(told.years) < year <= today.year
    if year not in told.years and not goes_on:
        return None
    try:
        found = told.build(ask.in_year(year))
    except CannotAnswer:
        return None
    figures = (figure for row in found.rows for figure in row.figures)
    return found if any(not figure.is_blank for figure in figures) else None


def _chosen(newest: Table, series: Series) -> tuple[Column, ...]:
    if series.row_key not in {row.key for row in newest.rows}:
        raise CannotAnswer(f"{newest.id} har ingen rad {series.row_key} att följa.")
    if not series.column_key:
        return own_columns(newest)
    chosen = tuple(column for column in newest.columns if column.key == series.column_key)
    if not chosen:
        raise CannotAnswer(f"{newest.id} har ingen kolumn {series.column_key} att följa.")
    return chosen


def _row(
    year: int, found: Table | None, columns: tuple[Column, ...], row: Row, newest: Table
) -> Row:
    asked = newest.ask.year

    def figure(column: Column) -> Figure:
        if found is not None:
            try:
                return found.figure(
                    in_year(row.key, asked=asked, year=year),
                    in_year(column.key, asked=asked, year=year),
                )
            except KeyError:
                pass
        return _gap(newest.figure(row.key, column.key), column, year, asked)

    return Row(str(year), str(year), tuple(figure(column) for column in columns))


def _gap(like: Figure, column: Column, year: int, asked: int) -> Figure:
    """Return a figure that is not told of; its origins are asked anew, and have no records."""
    origins = (
        replace(origin, span=origin.span.years_on(year - asked), record_count=0)
        for origin in like.origins
    )
    return missing(f"Inget är berättat om {year}", column.unit, origins)


def _is_earlier(column: Column, asked: int) -> bool:
    match = _OF_A_YEAR.fullmatch(column.key)
    is_other_year = match is not None and int(match[1]) != asked
    return is_other_year or column.key.endswith(_EARLIER)


def _titled(column: Column, asked: int) -> Column:
    """Return a column without the year in its heading: every row has a year of its own."""
    words = _without_year(column.label, asked)
    return replace(column, label=words or unit_words(column.unit, Scale.SEK))


def _without_year(label: str, asked: int) -> str:
    return re.sub(rf"\s*\b{asked}\b", "", label).strip()
