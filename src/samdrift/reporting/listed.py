"""A selection of records that is short by nature, as the accounts of a chart: kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from samdrift.kernel.figures import Origin
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import selections
from samdrift.reporting.selections import (
    Filter,
    Group,
    GroupPage,
    Kind,
    Record,
    RecordColumn,
    RecordPage,
    Sort,
    Test,
    Totals,
    Value,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a short list: what tells it apart, its values by column, and what it opens."""

    identity: int | str
    values: tuple[Value, ...]
    opens: Origin | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Records that are known already, in their own order; the rules are those of the database."""

    columns: tuple[RecordColumn, ...]
    lines: tuple[Line, ...]

    def where(self, filters: tuple[Filter, ...]) -> Listed:
        """Return the records that pass every filter."""
        tried = [(self._at(each.column), each) for each in filters]
        passed = (
            line for line in self.lines if all(_passes(line.values[at], each) for at, each in tried)
        )
        return replace(self, lines=tuple(passed))

    def totals(self) -> Totals:
        """Return the number of records and the sums."""
        return self._totals(self.lines)

    def page(self, sort: Sort, after: str, size: int) -> RecordPage:
        """Return the records just after a key."""
        at = self._at(sort.column) if sort.column else None
        lines = self.lines
        if at is not None:
            order = self._order(at)
            lines = _sorted(
                lines, lambda line: order(line.values[at]), is_descending=sort.is_descending
            )
        keys = [selections.key_of((line.identity,)) for line in lines]
        start = keys.index(after) + 1 if after else 0
        words = [column.words() for column in self.columns]
        records = tuple(
            Record(
                str(line.identity),
                tuple(map(selections.cell, self.columns, words, line.values)),
                line.opens,
            )
            for line in lines[start : start + size]
        )
        return RecordPage(records, keys[start + size - 1] if len(keys) > start + size else "")

    def groups(self, by: str, sort: Sort, after: str, size: int) -> GroupPage:
        """Return the groups just after a key, by their value, or by a sum that is sorted by."""
        at = self._at(by)
        gathered: dict[Value, list[Line]] = {}
        for line in self.lines:
            gathered.setdefault(_alike(line.values[at], self.columns[at].kind), []).append(line)
        is_own = sort.column == by
        turned = is_own and sort.is_descending
        values = _sorted(tuple(gathered), self._order(at), is_descending=turned)
        if sort.column and not is_own and self.columns[self._at(sort.column)].kind.is_added:
            sums = {value: self._totals(gathered[value]).sums[sort.column] for value in values}
            values = _sorted(values, sums.__getitem__, is_descending=sort.is_descending)
        keys = ["" if value is None else str(value) for value in values]
        written = [selections.key_of((key,)) for key in keys]
        start = written.index(after) + 1 if after else 0
        groups = tuple(
            Group(keys[place], self._totals(gathered[values[place]]))
            for place in range(start, min(start + size, len(values)))
        )
        return GroupPage(groups, written[start + size - 1] if len(keys) > start + size else "")

    def _at(self, key: str) -> int:
        return [column.key for column in self.columns].index(key)

    def _order(self, at: int) -> Callable[[Value], Any]:
        column = self.columns[at]
        if column.kind is not Kind.CHOICE:
            return lambda value: value
        places = {code: place for place, code in enumerate(column.words())}
        return lambda value: (places.get(str(value or ""), len(places)), value)

    def _totals(self, lines: Sequence[Line]) -> Totals:
        sums: dict[str, int | None] = {}
        for at, column in enumerate(self.columns):
            if column.kind.is_added:
                known = [line.values[at] for line in lines if line.values[at] is not None]
                sums[column.key] = sum(v for v in known if isinstance(v, int)) if known else None
        return Totals(len(lines), sums)


def _sorted[Item](
    items: Iterable[Item], order: Callable[[Item], Any], *, is_descending: bool
) -> tuple[Item, ...]:
    """Return items in an order, what is none last; what is alike stays as it was, either way."""
    told = [(order(item), item) for item in items]
    known = [pair for pair in told if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=is_descending)
    return tuple(item for _, item in known) + tuple(item for value, item in told if value is None)


def _alike(value: Value, kind: Kind) -> Value:
    """Return what is alike in a group: the month, or the value, where none is an empty text."""
    if isinstance(value, datetime):
        value = value.astimezone(SWEDEN)
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    return "" if value is None and not kind.is_ordered else value


def _passes(value: Value, each: Filter) -> bool:
    if each.test is Test.NONE:
        return value is None or value == ""
    if each.test is Test.IS:
        return value == each.value
    if each.test is Test.HAS:
        return str(each.value).casefold() in str(value or "").casefold()
    if isinstance(value, datetime):
        value = value.astimezone(SWEDEN).date()
    return _is_within(value, each)


def _is_within(value: Any, each: Filter) -> bool:  # noqa: ANN401  Of whatever kind the column is.
    if value is None:
        return False
    return bool(value >= each.value if each.test is Test.FROM else value <= each.value)
