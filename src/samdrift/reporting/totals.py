"""Whether every table's totals are the sums of the parts they claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samdrift.kernel.figures import Amount, Figure, Unit
from samdrift.kernel.money import Money
from samdrift.reporting import registry
from samdrift.reporting.formats import MISSING, Scale, swedish_figure
from samdrift.reporting.ports import (
    Ask,
    CannotAnswer,
    CheckResult,
    CheckSource,
    Column,
    Door,
    FigureAddress,
    Row,
    Table,
    Total,
)
from samdrift.reporting.wording import in_words, sentence

TITLE = "Summorna är summan av sina delar"
_ADDED = frozenset((Unit.COUNT, Unit.DAYS, Unit.MONEY))


@dataclass(frozen=True, slots=True)
class Held:
    """A total beside the sum of its parts; None where a part is missing, and so should it be."""

    table: Table
    row: Row
    column: Column
    figure: Figure
    reckoned: Amount | None

    @property
    def is_right(self) -> bool:
        """Whether the total is what its parts give; nothing to state is nil."""
        if self.reckoned is None:
            return self.figure.is_missing
        if self.figure.is_missing:
            return False
        return self.figure.value == self.reckoned or not (self.figure.value or self.reckoned)


def totals_tie(year: int) -> tuple[CheckResult, ...]:
    """Hold every total of the year's tables against its parts; nothing where there are none."""
    held = [each for table, totals in _tables(year) for each in _held(table, totals)]
    if not held:
        return ()
    wrong = [each for each in held if not each.is_right]
    tables = len({each.table.id for each in held})
    found = sentence(
        "{sums} summor i {tables} tabeller är lagda samman av sina delar på nytt.",
        sums=len(held),
        tables=tables,
    )
    return (
        CheckResult(in_words(TITLE), found, tuple(map(_fault, wrong)), tuple(map(_door, wrong))),
    )


def _tables(year: int) -> Iterator[tuple[Table, tuple[Total, ...]]]:
    for spec in registry.tables():
        try:
            table = registry.table(spec.id, Ask(year), today=date(year, 12, 31))
        except CannotAnswer:
            continue
        yield table, spec.totals(table)


def _held(table: Table, totals: Sequence[Total]) -> Iterator[Held]:
    for total in totals:
        cells = _down(table, total) if total.is_column else _across(table, total)
        for row, column, figure, parts in cells:
            along = row.key if total.is_column else column.key
            is_claimed = not total.only or along in total.only
            if is_claimed and column.unit in _ADDED and not figure.is_blank:
                signs = (sign for _, sign in total.parts)
                yield Held(table, row, column, figure, _sum(parts, tuple(signs), column.unit))


type _Cells = Iterator[tuple[Row, Column, Figure, tuple[Figure, ...]]]


def _across(table: Table, total: Total) -> _Cells:
    """Yield every column of a total row, with the parts in the same column."""
    row = table.row(total.key)
    for column in table.columns:
        parts = tuple(table.figure(key, column.key) for key, _ in total.parts)
        yield row, column, table.figure(row.key, column.key), parts


def _down(table: Table, total: Total) -> _Cells:
    """Yield every row of a total column, with the parts in the same row."""
    column = next(column for column in table.columns if column.key == total.key)
    for row in table.rows:
        parts = tuple(table.figure(row.key, key) for key, _ in total.parts)
        yield row, column, table.figure(row.key, column.key), parts


def _sum(parts: tuple[Figure, ...], signs: tuple[int, ...], unit: Unit) -> Amount | None:
    if any(part.is_missing for part in parts):
        return None
    if unit is Unit.MONEY:
        signed = (part.money.ore * sign for part, sign in _known(parts, signs))
        return Money(sum(signed))
    return sum(int(part.number) * sign for part, sign in _known(parts, signs))


def _known(parts: tuple[Figure, ...], signs: tuple[int, ...]) -> list[tuple[Figure, int]]:
    pairs = zip(parts, signs, strict=True)
    return [(part, sign) for part, sign in pairs if part.value is not None]


def _fault(held: Held) -> str:
    origins = held.figure.origins
    reckoned = gettext(MISSING)
    if held.reckoned is not None:
        reckoned = swedish_figure(Figure(held.reckoned, held.column.unit, origins), Scale.SEK)
    told = swedish_figure(held.figure, Scale.SEK)
    return sentence(
        "{table}, {row}, {column}: {told} mot {reckoned}",
        table=in_words(held.table.title),
        row=in_words(held.row.label),
        column=in_words(held.column.label),
        told=told,
        reckoned=reckoned,
    )


def _door(held: Held) -> Door:
    address = FigureAddress(held.table.id, held.table.ask, held.row.key, held.column.key)
    return Door(f"{in_words(held.table.title)}, {in_words(held.row.label)}", address)


OFFERS = (CheckSource(key="reporting.totals", run=totals_tie, reads_tables=True),)
