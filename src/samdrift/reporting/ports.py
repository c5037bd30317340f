"""What an app offers so that its figures can be shown, and their records opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Model

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.money import Money
from samdrift.kernel.refusals import Refusal
from samdrift.kernel.spans import Span


class CannotAnswer(Refusal):
    """The table cannot be made for what was asked; the text says what can be asked."""


class RowKind(StrEnum):
    """How a row stands in its table; ink gives it its look."""

    ITEM = "item"
    GROUP = "group"
    SUM = "sum"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Ask:
    """What a table is asked: a year, and where the table takes it a cost centre or a day.

    `day` is for registers, which can be asked about any day; unsaid it is the year's last.
    """

    year: int
    cost_centre: str = ""
    day: date | None = None

    @property
    def on(self) -> date:
        """The day a register is asked about."""
        return self.day or date(self.year, 12, 31)

    def a_year_earlier(self) -> Ask:
        """The same question a year before; 29 February becomes 28 February."""
        if self.day is None:
            return Ask(self.year - 1, self.cost_centre)
        last_day = 28 if (self.day.month, self.day.day) == (2, 29) else self.day.day
        return Ask(
            self.year - 1, self.cost_centre, date(self.day.year - 1, self.day.month, last_day)
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures; its unit may differ from the table's (a share beside a count)."""

    key: str
    label: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures, one for each column."""

    key: str
    label: str
    figures: tuple[Figure, ...]
    kind: RowKind = RowKind.ITEM
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows and columns, as of the moment they were asked for.

    `explains` says in Swedish what is counted and how; `footnotes` what this answer needs said.
    """

    id: str
    title: str
    ask: Ask
    unit: Unit
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    explains: str = ""
    footnotes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        width = len(self.columns)
        for row in self.rows:
            assert len(row.figures) == width, f"{self.id}: row {row.key} has a figure a column"

    def figure(self, row_key: str, column_key: str) -> Figure:
        """Return one figure. Raises KeyError where the table has no such row or column."""
        for index, column in enumerate(self.columns):
            if column.key == column_key:
                return self.row(row_key).figures[index]
        raise KeyError(column_key)

    def row(self, row_key: str) -> Row:
        """Return one row. Raises KeyError where the table has none with that key."""
        for row in self.rows:
            if row.key == row_key:
                return row
        raise KeyError(row_key)

    @property
    def has_figures(self) -> bool:
        """Whether any figure is known and not nil, or missing: whether there is a thing to read."""
        figures = (figure for row in self.rows for figure in row.figures)
        return any(figure.is_missing or figure.value for figure in figures)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table that can be asked for by its id."""

    id: str
    title: str
    build: Callable[[Ask], Table]
    takes_cost_centre: bool = False
    takes_day: bool = False
    """Whether it is a register, which can be asked about any day of the year."""


def no_years() -> frozenset[int]:
    """Return no years: for a source whose records carry none."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class TableSource:
    """What an app can tabulate now, and the years it has records for.

    `specs` may depend on what is in the database: statements are layouts, and layouts are data.
    `reads` names every model that specs, years and tables are read from, those of lower apps too:
    while none of their rows has changed a table is not made anew (ADR 18). Without it, always.
    """

    key: str
    specs: Callable[[], tuple[TableSpec, ...]]
    years: Callable[[], frozenset[int]] = no_years
    reads: tuple[type[Model], ...] = ()


type Cell = str | int | Money | date | datetime | None


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """A column in a list of records."""

    key: str
    label: str


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
class RecordSource:
    """Where the records behind a figure are listed.

    `key` is the question of the origins it answers. `describe` tells the scope in Swedish. `count`
    and `amount` are asked anew of the records, so that a figure can be held against them; `amount`
    is None where the count is the figure. `page` lists from just after a key.
    """

    key: str
    title: str
    columns: tuple[RecordColumn, ...]
    describe: Callable[[Origin], str]
    count: Callable[[Origin], int]
    page: Callable[[Origin, str, int], RecordPage]
    amount: Callable[[Origin], Figure | None] = field(default=lambda _: None)
    is_personal: bool = False
    """Whether a record tells of one person, so that only some may open the list."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records an origin has now, and their sum where the count is not the figure."""

    count: int
    amount: Figure | None = None


@dataclass(frozen=True, slots=True)
class TallySource:
    """How the records of many origins are counted and added by one question.

    `key` is the question of the origins. What it answers is what the record source of that
    question would, one origin at a time.
    """

    key: str
    tally: Callable[[Sequence[Origin]], tuple[Tally, ...]]
    reads: tuple[type[Model], ...] = ()
    """Every model they are counted from; while no row has changed they are not counted anew."""


@dataclass(frozen=True, slots=True)
class FigureAddress:
    """Where one figure stands: its table, what was asked, its row and its column."""

    table_id: str
    ask: Ask
    row_key: str
    column_key: str

    def query(self) -> dict[str, str]:
        """Return the address as the parameters of a web address."""
        query = {"table": self.table_id, "year": str(self.ask.year)}
        if self.ask.cost_centre:
            query["cost-centre"] = self.ask.cost_centre
        if self.ask.day is not None:
            query["day"] = self.ask.day.isoformat()
        return query | {"row": self.row_key, "column": self.column_key}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> FigureAddress:
        """Read what `query` wrote. Raises KeyError or ValueError when it is anything else."""
        day = query.get("day")
        ask = Ask(
            year=int(query["year"]),
            cost_centre=query.get("cost-centre", ""),
            day=date.fromisoformat(day) if day else None,
        )
        return cls(query["table"], ask, query["row"], query["column"])


def origin_query(origin: Origin) -> dict[str, str]:
    """Return an origin as the parameters of a web address."""
    return {"question": origin.question, "span": str(origin.span), **dict(origin.scope)}


def origin_from_query(query: Mapping[str, str]) -> Origin:
    """Read what `origin_query` wrote. Raises KeyError or ValueError when it is anything else."""
    own = ("question", "span")
    scope = tuple((key, value) for key, value in query.items() if key not in own)
    if "." not in query["question"]:
        raise ValueError(query["question"])
    return Origin(query["question"], Span.parse(query["span"]), scope)


@dataclass(frozen=True, slots=True)
class Door:
    """Words that open a figure, or the records behind one."""

    words: str
    opens: FigureAddress | Origin


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One thing that must hold in a year, and whether it does.

    `found` says in Swedish what was compared; `faults` each thing that differs, with both amounts;
    `doors` open what was compared.
    """

    title: str
    found: str
    faults: tuple[str, ...] = ()
    doors: tuple[Door, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether nothing differs."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class CheckSource:
    """What an app can hold a year's records against."""

    key: str
    run: Callable[[int], tuple[CheckResult, ...]]
    reads: tuple[type[Model], ...] = ()
    """Every model the checks read; while none of their rows has changed they are not run anew."""
