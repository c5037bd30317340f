"""Which layout a table has: the organisation's own, else the standard one of the year's law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samdrift.kernel.money import ZERO, Money
from samdrift.ledger.choices import Measure
from samdrift.ledger.models import LayoutLine
from samdrift.parties import queries as parties
from samdrift.parties.choices import LegalForm
from samdrift.reporting import few, memory
from samdrift.reporting.few import FewRows
from samdrift.sweden.layouts import standard_layout


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a layout: which accounts, or which rows, it takes and how."""

    accounts: str
    measure: str
    sign: int

    @property
    def own_amount(self) -> Money | None:
        """What stands in the layout itself, signed; None where something else tells it."""
        if self.measure == Measure.CONSTANT:
            amount = Money.parse(self.accounts) if self.accounts else ZERO
            return amount if self.sign == 1 else -amount
        return ZERO if self.measure == Measure.SUM and not self.accounts.split() else None


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A row of a statement or note, and the lines that are added together in it."""

    key: str
    label: str
    lines: tuple[Line, ...]

    @property
    def is_sum(self) -> bool:
        """Whether the row adds other rows."""
        return any(line.measure == "sum" for line in self.lines)


type Layout = tuple[LayoutRow, ...]


def layouts(year: int) -> dict[str, Layout]:
    """Return every table's layout for a fiscal year, in the order they were given."""
    reads = (LayoutLine, *parties.READS)
    return memory.in_process(f"ledger.layouts {year}", reads, lambda: _layouts(year))


def _layouts(year: int) -> dict[str, Layout]:
    return arranged(few.rows(_LINES) or _standard(year))


def _standard(year: int) -> Iterable[tuple[str, str, str, str, str, int]]:
    home = parties.home()
    legal_form = home.legal_form if home else LegalForm.FEDERATION.value
    for line in standard_layout(legal_form=legal_form, fiscal_year=year):
        yield line.table, line.row, line.label, line.accounts, line.measure, line.sign


def arranged(lines: Iterable[tuple[str, str, str, str, str, int]]) -> dict[str, Layout]:
    """Gather lines into rows and rows into tables, each where its first line stands."""
    tables: dict[str, dict[str, tuple[str, list[Line]]]] = {}
    for table, row, label, accounts, measure, sign in lines:
        _, gathered = tables.setdefault(table, {}).setdefault(row, (label, []))
        gathered.append(Line(accounts, measure, sign))
    return {
        table: tuple(LayoutRow(key, label, tuple(own)) for key, (label, own) in rows.items())
        for table, rows in tables.items()
    }


_LINES = FewRows(
    "ledger.layouts",
    LayoutLine,
    ("table", "row", "label", "accounts", "measure", "sign"),
    ("position", "id"),
)

FEW = (_LINES,)
