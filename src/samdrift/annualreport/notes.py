"""Which notes there are, their numbers, and which rows of the statements refer to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from samdrift.annualreport.findings.records import BUDGET, Records, has_budget, is_worth_telling
from samdrift.ledger import queries as ledger
from samdrift.ledger.choices import ACCOUNT_MEASURES
from samdrift.ledger.layouts import Layout, layouts
from samdrift.reporting.ports import Row, RowKind, Table

STATEMENTS = ("ledger.income-statement", "ledger.balance-sheet", "ledger.cash-flow")
NOTE = "ledger.note-"

BY_ROW_KEY: dict[str, dict[str, tuple[str, ...]]] = {
    "ledger.income-statement": {
        "revenue": ("revenue",),
        "costs": ("operating-costs", "leasing", "audit-cost"),
        "depreciation": ("depreciation",),
        "financial-income": ("financial-income",),
        "financial-costs": ("financial-costs",),
    },
    "ledger.balance-sheet": {
        "intangible": ("intangible",),
        "technical": ("technical-plant",),
        "equipment": ("equipment",),
        "other-tangible": ("other-tangible",),
        "projects": ("projects-in-progress",),
        "leasehold": ("leasehold-improvements",),
        "financial": ("financial-assets",),
        "receivables": ("receivables",),
        "prepaid": ("prepaid",),
        "other-receivables": ("other-receivables",),
        "cash": ("cash",),
        "equity": ("equity",),
        "pensions": ("pensions",),
        "provisions": ("provisions",),
        "long-term": ("loans",),
        "overdraft": ("overdraft",),
        "short-term": ("current-liabilities",),
    },
    "ledger.cash-flow": {
        "depreciation": ("depreciation",),
        "projects": ("projects-in-progress",),
        "long-term-loans": ("loans",),
        "new-loans": ("loans",),
        "closing": ("cash",),
    },
}
"""Notes by the row that refers to them, where row and note have the names of the standard layouts.

Every other note is referred to by the rows whose accounts it shares."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its number and its address in the document."""

    number: int
    table: Table

    @property
    def printed(self) -> str:
        """How a statement refers to it."""
        return f"Not {self.number}"

    @property
    def anchor(self) -> str:
        """Where it stands in the document."""
        return f"not-{self.number}"


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a year in order, and the notes each row of each statement refers to."""

    notes: tuple[Note, ...] = ()
    by_row: dict[tuple[str, str], tuple[Note, ...]] = field(default_factory=dict)

    def references(self, table: Table) -> tuple[tuple[str, str, str], ...]:
        """Return the references of a statement's rows, as the document holds them."""
        return tuple(
            (row.key, note.printed, note.anchor)
            for row in table.rows
            for note in self.by_row.get((table.id, row.key), ())
        )


def numbered(records: Records) -> Notes:
    """Number the notes that tell something, in the order the statements meet them."""
    arranged = layouts(records.year) if records.told(STATEMENTS[0]) else {}
    tables = {
        table_id: shown
        for table_id in arranged
        if table_id.startswith(NOTE) and (shown := note_table(records, table_id)) is not None
    }
    met = _met(records.year, arranged, frozenset(tables))
    order = dict.fromkeys(table_id for _, found in met for table_id in found)
    every = [*order, *(table_id for table_id in tables if table_id not in order)]
    notes = {
        table_id: Note(number, tables[table_id]) for number, table_id in enumerate(every, start=1)
    }
    by_row = {place: tuple(notes[table_id] for table_id in found) for place, found in met}
    return Notes(tuple(notes.values()), by_row)


def note_table(records: Records, table_id: str) -> Table | None:
    """Return a note as it is printed; None where it has nothing to tell of either year."""
    found = records.table(table_id)
    return without_nil_rows(found) if found is not None and found.has_figures else None


def told_only(table: Table) -> Table:
    """Return a statement without the rows and columns that tell nothing."""
    return without_blank_columns(without_nil_rows(table))


def without_nil_rows(table: Table) -> Table:
    """Return the table without rows that are nil or blank in every column; the last sum stays."""
    last = next((row.key for row in reversed(table.rows) if row.kind is RowKind.SUM), "")
    return replace(table, rows=tuple(row for row in table.rows if _is_told(row) or row.key == last))


def without_blank_columns(table: Table) -> Table:
    """Return the table without columns that state nothing on any row, such as an unset budget."""
    is_statement = table.id in STATEMENTS
    places = [
        at
        for at, column in enumerate(table.columns)
        if not all(row.figures[at].is_blank for row in table.rows)
        and (column.key != BUDGET or not is_statement or has_budget(table))
    ]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in places),
        rows=tuple(
            replace(row, figures=tuple(row.figures[at] for at in places)) for row in table.rows
        ),
    )


def _is_told(row: Row) -> bool:
    return any(is_worth_telling(figure) for figure in row.figures)


type _Met = tuple[tuple[str, str], tuple[str, ...]]


def _met(year: int, arranged: dict[str, Layout], notes: frozenset[str]) -> list[_Met]:
    """Return the notes each row refers to, row by row through the statements."""
    met = list(_by_row_key(arranged, notes))
    named = {table_id for _, found in met for table_id in found}
    shared = dict(_by_accounts(year, arranged, sorted(notes - named)))
    every = dict(met)
    for place, found in shared.items():
        every[place] = (*every.get(place, ()), *found)
    return [(place, every[place]) for place in _places(arranged) if place in every]


def _places(arranged: dict[str, Layout]) -> Iterator[tuple[str, str]]:
    return ((table, row.key) for table in STATEMENTS for row in arranged.get(table, ()))


def _by_row_key(arranged: dict[str, Layout], notes: frozenset[str]) -> Iterator[_Met]:
    for table, row in _places(arranged):
        names = BY_ROW_KEY[table].get(row, ())
        found = tuple(f"{NOTE}{name}" for name in names if f"{NOTE}{name}" in notes)
        if found:
            yield (table, row), found


def _by_accounts(year: int, arranged: dict[str, Layout], notes: list[str]) -> Iterator[_Met]:
    """Give each note to the first row, of the first statement, with most of the same accounts."""
    if not notes:
        return
    chart = frozenset(ledger.account_names(year))
    rows = {
        (table, row.key): _accounts(arranged[table], chart, row.key)
        for table in STATEMENTS[:2]
        for row in arranged.get(table, ())
    }
    given: dict[tuple[str, str], tuple[str, ...]] = {}
    for table_id in notes:
        own = _accounts(arranged[table_id], chart)
        shares = {place: len(own & accounts) for place, accounts in rows.items()}
        best = max(shares, key=lambda place: shares[place], default=None)
        if best is not None and shares[best]:
            given[best] = (*given.get(best, ()), table_id)
    yield from given.items()


def _accounts(layout: Layout, chart: frozenset[str], row_key: str = "") -> frozenset[str]:
    """Return the accounts of a layout, or of one of its rows, that the year's chart holds."""
    ranges = " ".join(
        line.accounts
        for row in layout
        if row_key in {"", row.key}
        for line in row.lines
        if line.measure in ACCOUNT_MEASURES
    )
    return frozenset(ledger.choose(ranges, chart))
