"""Tables, years and books for the tests of this app."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import transaction

from samdrift.annualreport import services
from samdrift.annualreport.findings.records import Records
from samdrift.kernel.figures import Amount, Figure, Origin, Unit, missing
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Span
from samdrift.plumbing.exchange.services import import_package
from samdrift.plumbing.exchange.tests import given as packages
from samdrift.reporting.documents import (
    Block,
    Chart,
    Document,
    FigureTable,
    Heading,
    ItemList,
    LiveFigure,
    Paragraph,
    Strong,
    Text,
    TextTable,
)
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.ports import Ask, Column, FigureAddress, Row, RowKind, Table
from samdrift.reporting.snapshot import snapshot

AT = datetime(2017, 3, 21, 12, 0, tzinfo=UTC)
DEMO = Path(services.__file__).parent.parent / "project" / "demo"
GAP = "uppgift saknas"

type Value = Amount | str | None
"""A known value, the reason it is missing, or nothing to state."""


def figure(value: Value, unit: Unit = Unit.COUNT) -> Figure:
    origin = (Origin("tests.records", Span.year(2015)),)
    return missing(value, unit, origin) if isinstance(value, str) else Figure(value, unit, origin)


def cell(value: Value, unit: Unit = Unit.COUNT) -> LiveFigure:
    return LiveFigure(figure(value, unit), FigureAddress("tests.table", Ask(2015), "row", "column"))


def tkr(amount: int) -> Money:
    return Money(amount * 100_000)


def table(
    table_id: str,
    columns: Sequence[str],
    rows: dict[str, Sequence[Value]],
    *,
    unit: Unit = Unit.COUNT,
    year: int = 2015,
) -> Table:
    """Return a table; `total` is a sum and `previous-year` a comparison."""
    kinds = {"total": RowKind.SUM, "previous-year": RowKind.COMPARISON}
    return Table(
        id=table_id,
        title=table_id,
        ask=Ask(year),
        unit=unit,
        columns=tuple(Column(key, key.capitalize(), unit) for key in columns),
        rows=tuple(
            Row(key, key.capitalize(), tuple(figure(value, unit) for value in values),
                kinds.get(key, RowKind.ITEM))
            for key, values in rows.items()
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told(Records):
    """Records that hold just the tables given."""

    tables: dict[str, Table] = field(default_factory=dict)

    def titles(self) -> dict[str, str]:
        return {table_id: table_id for table_id in self.tables}

    def cost_centre_tables(self) -> frozenset[str]:
        return frozenset()

    def table(self, table_id: str, *, back: int = 0, cost_centre: str = "") -> Table | None:
        del cost_centre
        return None if back else self.tables.get(table_id)


def told(*tables: Table, year: int = 2015) -> Told:
    return Told(year, date(year + 1, 3, 21), tables={table.id: table for table in tables})


@contextmanager
def sample(name: str, prose: str) -> Iterator[None]:
    """Take in a demo organisation with its own chapters, and take it back afterwards."""
    with transaction.atomic():
        outcome = import_package(DEMO / name, at=AT)
        assert list(map(str, outcome.faults.shown)) == []
        services.load_demo_prose(prose, at=AT)
        yield
        transaction.set_rollback(True)


ACCOUNTS = {
    "1210": "Maskiner", "1219": "Avskrivningar maskiner", "1510": "Kundfordringar",
    "1920": "Bank", "2010": "Eget kapital", "2350": "Lån", "2510": "Leverantörsskulder",
    "3510": "Medlemsbidrag", "5010": "Löner", "7920": "Avskrivning maskiner", "8510": "Räntor",
}  # fmt: skip


def books(folder: Path, year: int, legal_form: str = "kommunalförbund") -> Path:
    """Write a package with a year's books by Kommun-Bas, which come to 100 000 kronor."""
    root = packages.package(folder)
    manifest = root / "package.toml"
    text = manifest.read_text(encoding="utf-8").replace("kommunalförbund", legal_form)
    manifest.write_text(text, encoding="utf-8")
    postings = {
        "1920": 1_150_000, "3510": -2_000_000, "5010": 800_000, "7920": 50_000,
        "1219": -50_000, "8510": 50_000,
    }  # fmt: skip
    postings["1920"] -= sum(postings.values())
    opening = {"1210": 400_000, "1219": -100_000, "1920": 200_000, "2010": -100_000,
               "2350": -400_000}  # fmt: skip
    lines = [
        "#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", '#PROGRAM "Prov" 1',
        f"#GEN {year + 1}0110", '#FNAMN "Provet"', f"#RAR 0 {year}0101 {year}1231",
        *(f'#KONTO {number} "{name.encode("ascii", "replace").decode()}"'
          for number, name in ACCOUNTS.items()),
        *(f"#IB 0 {account} {amount}.00" for account, amount in opening.items()),
        *(f"#UB 0 {account} {opening.get(account, 0) + postings.get(account, 0)}.00"
          for account in ACCOUNTS if account < "3000"),
        *(f"#RES 0 {account} {amount}.00"
          for account, amount in postings.items() if account >= "3000"),
        f'#VER A 1 {year}0630 "Aret"', "{",
        *(f"#TRANS {account} {{}} {amount}.00" for account, amount in postings.items()), "}",
    ]  # fmt: skip
    (root / "ledger").mkdir()
    (root / "ledger" / f"{year}.se").write_text("\r\n".join(lines) + "\r\n", encoding="cp437")
    return root


def taken_in(root: Path) -> None:
    outcome = import_package(root, at=AT)
    assert list(map(str, outcome.faults.shown)) == []


# Reading a document.


def words(block: Block) -> str:
    """Return a block as it is read, without its figures' doors."""
    told = ""
    if isinstance(block, Paragraph | Heading):
        told = _inlines(block.children)
    elif isinstance(block, ItemList):
        told = "\n".join(words(part) for item in block.items for part in item)
    elif isinstance(block, Chart):
        told = block.finding
    elif isinstance(block, FigureTable):
        told = block.table.title
    elif isinstance(block, TextTable):
        told = "\n".join(" | ".join(row) for row in block.rows)
    return told


def _inlines(parts) -> str:
    text = []
    for part in parts:
        if isinstance(part, Text):
            text.append(part.text)
        elif isinstance(part, LiveFigure):
            text.append(swedish_figure_with_unit(part.figure, Scale.TKR))
        elif isinstance(part, Strong):
            text.append(_inlines(part.children))
    return "".join(text)


def headings(document: Document) -> list[str]:
    return [f"{'#' * heading.level} {words(heading)}" for heading in document.headings()]


def of_year[Answer](
    ask: Callable[[Records], Iterable[Answer]], year: int, *, at: datetime = AT
) -> tuple[Answer, ...]:
    """Return what is told of a year's records, read in one snapshot."""
    with snapshot():
        return tuple(ask(Records(year, at.date())))


def paragraphs(document: Document, under: str) -> list[str]:
    """Return what stands under a heading, up to the next."""
    found: list[str] = []
    is_here = False
    for block in document.blocks:
        if isinstance(block, Heading):
            is_here = words(block) == under
        elif is_here:
            found.append(words(block).replace("\N{NO-BREAK SPACE}", " "))
    return found
