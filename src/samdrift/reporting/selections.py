"""Lists of records: what an app declares of one, and what a reader may ask of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from django.db.models import Model

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting.snapshot import remembered

type Cell = str | int | Money | date | datetime | None
type Value = str | int | date | datetime | None
"""What is stored: money as whole öre, a choice as its code."""

_LARGEST = 2**63 - 1


class Kind(StrEnum):
    """What a column holds; it says how the column is shown, filtered and grouped."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    COUNT = "count"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"

    @property
    def is_added(self) -> bool:
        """Whether a sum of the column means something."""
        return self in (Kind.COUNT, Kind.MONEY)

    @property
    def is_time(self) -> bool:
        """Whether it tells a day or a moment, which are grouped by month."""
        return self in (Kind.DATE, Kind.MOMENT)

    @property
    def is_ordered(self) -> bool:
        """Whether it is filtered from one value to another."""
        return self not in (Kind.TEXT, Kind.CHOICE)


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """A column in a list of records; `words` tells what the codes of a choice are called."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    is_grouped: bool = False
    """Whether the list may be grouped by it; a day and a moment by month."""
    words: Callable[[], Mapping[str, str]] = field(default=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """One record in a list; `opens` leads further down, `key` is where the next page begins."""

    key: str
    cells: tuple[Cell, ...]
    opens: Origin | None = None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page of records; `next_key` is empty on the last."""

    records: tuple[Record, ...]
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many records there are, and the sum of each column that can be added."""

    count: int
    sums: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """The records that have one value in common, or one month; `key` is empty where it is none."""

    key: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A page of groups; `next_key` is empty on the last."""

    groups: tuple[Group, ...]
    next_key: str = ""


class Test(StrEnum):
    """How a filter tries a value; the words stand in addresses."""

    __test__ = False  # No test of ours, whatever its name says to pytest.

    HAS = "has"
    IS = "is"
    NONE = "none"
    FROM = "from"
    TO = "to"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a record must have in a column; `TO` takes in the value itself, the whole day too."""

    column: str
    test: Test
    value: Value = None


@dataclass(frozen=True, slots=True)
class Sort:
    """The column a list is sorted by, none where it stands in its own order; blanks come last."""

    column: str = ""
    is_descending: bool = False


OWN_ORDER = Sort()


@dataclass(frozen=True, slots=True)
class ListAsk:
    """How a reader wants a list: filtered, sorted, grouped, and which groups opened."""

    filters: tuple[Filter, ...] = ()
    sort: Sort = OWN_ORDER
    group_by: str = ""
    opened: tuple[str, ...] = ()


class Selection(Protocol):
    """Records that can be filtered, added up, and told a page at a time in any order.

    Every order is total: what is alike in the column follows the list's own order. A key that is
    not one of its pages' raises ValueError.
    """

    def where(self, filters: tuple[Filter, ...]) -> Selection:
        """Return the records that pass every filter."""
        ...

    def totals(self) -> Totals:
        """Return the number of records and the sums."""
        ...

    def page(self, sort: Sort, after: str, size: int) -> RecordPage:
        """Return the records just after a key."""
        ...

    def groups(self, by: str, sort: Sort, after: str, size: int) -> GroupPage:
        """Return the groups just after a key, by their value, or by a sum that is sorted by."""
        ...


def _not_withheld(_origin: Origin) -> str:
    return ""


def _undivided(_origin: Origin) -> tuple[Origin, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class RecordSource:
    """Where the records behind a figure are listed.

    `key` is the question of the origins it answers. `describe` tells the scope in Swedish. `select`
    returns an origin's records; a source without it tells of persons, whose records are never
    listed one by one. `added` is the column whose sum is the figure, none where the count is.
    `recount` and `readd` count and add in another way, where the rows are not what was counted.
    """

    key: str
    title: str
    describe: Callable[[Origin], str]
    columns: tuple[RecordColumn, ...] = ()
    select: Callable[[Origin], Selection] | None = None
    added: Callable[[Origin], str] = field(default=lambda _: "")
    recount: Callable[[Origin], int] | None = None
    readd: Callable[[Origin], Figure | None] | None = None
    is_yearly: bool = True
    """Whether the same question can be asked about the year before."""
    is_personal: bool = False
    """Whether a record tells of one person, so that only some may open the list."""
    withheld: Callable[[Origin], str] = _not_withheld
    """Why what an origin tells may not be told of; empty where it may."""
    divided: Callable[[Origin], tuple[Origin, ...]] = _undivided
    """The groups that the records of persons are told in."""
    reads: tuple[type[Model], ...] = ()
    """Every model of a list so long that what it comes to is kept; without any it is not."""

    def totals(self, origin: Origin) -> Totals:
        """Return how many rows the list has, and its sums."""
        if self.select is None:
            return Totals(self.count(origin))
        select = self.select
        return remembered((self.key, origin.span, origin.scope), lambda: select(origin).totals())

    def count(self, origin: Origin) -> int:
        """Count the records of an origin anew."""
        return self.recount(origin) if self.recount else self.totals(origin).count

    def amount(self, origin: Origin) -> Figure | None:
        """Add the records of an origin anew; None where the count is the figure."""
        if self.readd:
            return self.readd(origin)
        column = self.added(origin)
        if not column:
            return None
        ore = self.totals(origin).sums[column]
        return Figure(None if ore is None else Money(ore), Unit.MONEY, (origin,))

    def page(self, origin: Origin, after: str, size: int) -> RecordPage:
        """List the records of an origin in their own order, from just after a key."""
        return self.select(origin).page(OWN_ORDER, after, size) if self.select else RecordPage(())

    def column(self, key: str) -> RecordColumn:
        """Return a column. Raises ValueError where the list has none with that key."""
        for column in self.columns:
            if column.key == key:
                return column
        raise ValueError(key)


def cell(column: RecordColumn, words: Mapping[str, str], value: Value) -> Cell:
    """Return what is stored as it is told: öre as money, a code by what it is called."""
    if column.kind is Kind.MONEY and isinstance(value, int):
        return Money(value)
    if column.kind is Kind.CHOICE:
        code = "" if value is None else str(value)
        return words.get(code, code)
    return value.astimezone(SWEDEN) if isinstance(value, datetime) else value


def key_of(values: tuple[Value, ...]) -> str:
    """Return the values a page ends with as the key of the next."""
    return json.dumps([v.isoformat() if isinstance(v, date) else v for v in values])


def values_of(key: str, kinds: tuple[Kind | None, ...]) -> tuple[Value, ...]:
    """Read what `key_of` wrote. Raises ValueError where it is anything else."""
    try:
        values = json.loads(key)
    except RecursionError as error:
        raise ValueError(key) from error
    if not isinstance(values, list) or len(values) != len(kinds):
        raise ValueError(key)
    return tuple(_value(value, kind) for value, kind in zip(values, kinds, strict=True))


def _value(value: object, kind: Kind | None) -> Value:
    """Return a value of a kind; that of no kind is what tells records apart, text or number."""
    if value is None and kind is not None:
        return None
    is_text = kind is None or not kind.is_ordered
    if isinstance(value, str) and "\x00" not in value:
        if is_text or kind is Kind.DATE:
            return value if is_text else date.fromisoformat(value)
        if kind is Kind.MOMENT:
            return _moment(value)
    is_number = kind is None or (kind.is_ordered and not kind.is_time)
    if type(value) is int and is_number and abs(value) <= _LARGEST:
        return value
    raise ValueError(value)


def _moment(written: str) -> datetime:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError(written)
    return moment


def month_of(key: str) -> tuple[date, date]:
    """Return the first and the last day of a month written `2015-12`. Raises ValueError if not."""
    first = date.fromisoformat(f"{key}-01")
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first, date.fromordinal(following.toordinal() - 1)


def group_filters(column: RecordColumn, key: str) -> tuple[Filter, ...]:
    """Return the filters that leave the records of one group. Raises ValueError for no such key."""
    if not key:
        return (Filter(column.key, Test.NONE),)
    if column.kind.is_time:
        first, last = month_of(key)
        return (Filter(column.key, Test.FROM, first), Filter(column.key, Test.TO, last))
    value: Value = int(key) if column.kind.is_ordered else key
    return (Filter(column.key, Test.IS, value),)
