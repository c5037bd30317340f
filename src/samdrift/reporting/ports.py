"""What an app offers so that its figures can be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Model

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.kernel.refusals import Refusal
from samdrift.kernel.spans import Span, years_on
from samdrift.reporting.dating import Dated
from samdrift.reporting.together import Questions


class CannotAnswer(Refusal):
    """The table cannot be made for what was asked; the text says what can be asked."""


class RowKind(StrEnum):
    """How a row stands in its table; ink gives it its look."""

    ITEM = "item"
    GROUP = "group"
    SUM = "sum"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Series:
    """A row of a table followed over the years, or one cell of it where a column is named."""

    row_key: str
    column_key: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a table is asked: a year, and where the table takes it something narrower.

    `day` is for registers, which can be asked about any day; unsaid it is the year's last. `span`
    is for flows, which can be asked about any days that end in the year; unsaid it is the year.
    `members` are codes in order of the alphabet, each once; none said is all of them. `series`
    follows a row over the years up to this.
    """

    year: int
    cost_centre: str = ""
    day: date | None = None
    span: Span | None = None
    members: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def on(self) -> date:
        """The day a register is asked about."""
        return self.day or date(self.year, 12, 31)

    @property
    def during(self) -> Span:
        """The days a flow is asked about."""
        return self.span or Span.year(self.year)

    def a_year_earlier(self) -> Ask:
        """The same question a year before; 29 February becomes 28 February."""
        return self.in_year(self.year - 1)

    def in_year(self, year: int) -> Ask:
        """The same question of another year, of the same days in it; no series."""
        apart = year - self.year
        day = None if self.day is None else years_on(self.day, apart)
        span = None if self.span is None else self.span.years_on(apart)
        return Ask(year, self.cost_centre, day, span, self.members)


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
class Total:
    """That a row is the sum of other rows, or a column of other columns; each with its sign.

    `only` names the columns, or rows, that it is claimed in; none named is all of them.
    """

    key: str
    parts: tuple[tuple[str, int], ...]
    is_column: bool = False
    only: tuple[str, ...] = ()


def no_totals(_table: Table) -> tuple[Total, ...]:
    """Claim no totals: for a table whose rows are not added."""
    return ()


def total_of_items(table: Table) -> tuple[Total, ...]:
    """Claim that the row `total` is the sum of the items above it."""
    parts = tuple((row.key, 1) for row in table.rows if row.kind is RowKind.ITEM)
    return (Total("total", parts),) if any(row.key == "total" for row in table.rows) else ()


def total_label(ask: Ask) -> str:
    """Return what the sum over members is called."""
    return "Totalt av de valda" if ask.members else "Totalt"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table that can be asked for by its id."""

    id: str
    title: str
    build: Callable[[Ask], Table]
    takes_cost_centre: bool = False
    takes_day: bool = False
    """Whether it is a register, which can be asked about any day of the year."""
    takes_span: bool = False
    """Whether it is a flow, which can be asked about any days."""
    takes_members: bool = False
    """Whether it can be asked of some of the members."""
    totals: Callable[[Table], tuple[Total, ...]] = no_totals
    """Which of its figures it claims are sums of others."""


def no_years() -> frozenset[int]:
    """Return no years: for a source whose records carry none."""
    return frozenset()


def no_questions(_year: int) -> Questions:
    """Ask nothing ahead: for a source that asks little."""
    return {}


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
    dates: tuple[Dated, ...] = ()
    """Where its years stand; those of all sources are then asked by one question."""
    ahead: Callable[[int], Questions] = no_questions
    """What its tables of a whole year ask, so that a page of all tables asks it as one question."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member that a table may be asked of."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MemberSource:
    """Who the members are, in the order they are told."""

    key: str
    members: Callable[[], tuple[Member, ...]]


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
class SettledSource:
    """Models of what is settled and seldom changes, which each process may hold ready.

    The database tells when it changes, as of records that figures are read from.
    """

    key: str
    reads: tuple[type[Model], ...]


@dataclass(frozen=True, slots=True)
class FigureAddress:
    """Where one figure stands: its table, what was asked, its row and its column."""

    table_id: str
    ask: Ask
    row_key: str
    column_key: str

    def query(self) -> dict[str, str]:
        """Return the address as the parameters of a web address."""
        query = {"table": self.table_id, "year": str(self.ask.year), **asked_query(self.ask)}
        return query | {"row": self.row_key, "column": self.column_key}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> FigureAddress:
        """Read what `query` wrote. Raises KeyError or ValueError when it is anything else."""
        ask = asked_from_query(int(query["year"]), query)
        return cls(query["table"], ask, query["row"], query["column"])


def asked_query(ask: Ask) -> dict[str, str]:
    """Return what is asked besides the year, as the parameters of a web address."""
    told = {"cost-centre": ask.cost_centre, "members": ",".join(ask.members)}
    if ask.day is not None:
        told["day"] = ask.day.isoformat()
    if ask.span is not None:
        told |= {"from": ask.span.start.isoformat(), "to": ask.span.last_day.isoformat()}
    if ask.series is not None:
        told |= {"series": ask.series.row_key, "series-column": ask.series.column_key}
    return {key: value for key, value in told.items() if value}


def asked_from_query(year: int, query: Mapping[str, str]) -> Ask:
    """Read what `asked_query` wrote. Raises ValueError when it is anything else.

    Days that are the whole year are not said, and members stand in order: one question, one ask.
    """
    day, row = query.get("day"), query.get("series")
    return Ask(
        year=year,
        cost_centre=query.get("cost-centre", ""),
        day=date.fromisoformat(day) if day else None,
        span=span_asked(year, query.get("from", ""), query.get("to", "")),
        members=members_asked(query.get("members", "").split(",")),
        series=Series(row, query.get("series-column", "")) if row else None,
    )


def span_asked(year: int, first: str, last: str) -> Span | None:
    """Return the days from a first to a last one, None for the whole year.

    What is left empty is the year's own first or last. Raises ValueError where it is no span.
    """
    start = date.fromisoformat(first) if first else date(year, 1, 1)
    end = date.fromisoformat(last) if last else date(year, 12, 31)
    if end < start or end == date.max:
        raise ValueError(f"{first}–{last}")
    span = Span(start, end + timedelta(days=1))
    return None if span == Span.year(year) else span


def members_asked(codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes as a question holds them: in order, each once."""
    return tuple(sorted({code.strip() for code in codes} - {""}))


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
    reads_tables: bool = False
    """Whether they read tables too, and so all that any table is read from."""
