"""What can be put into a text: figures, tables, charts, sentences, and how each is written."""

from __future__ import annotations

from collections.abc import Iterator

from samdrift.annualreport.chapters.plan import STANDARD_KEYS
from samdrift.annualreport.findings import sentences
from samdrift.annualreport.findings.charts import CHARTS
from samdrift.annualreport.findings.of_the_year import FINDINGS
from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.writing.ports import CellChoice, PartChoice, RowChoice, TableChoice
from samdrift.reporting import formats
from samdrift.reporting.documents import LiveFigure
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Ask, Table

STATEMENTS = ("ledger.income-statement", "ledger.balance-sheet", "ledger.cash-flow")
PARTS = (
    ("Årets viktigaste tal, grupp för grupp", "key-figures"),
    ("Målen, med betyg och kommentar", "goals"),
    ("Riskerna, och vad kontrollerna visade", "controls"),
    ("Kostnadsställena mot sin budget", "departments"),
    ("Alla noter, i nummerordning", "notes"),
    ("Resultaträkningen, med hänvisningar till noterna", "statement ledger.income-statement"),
    ("Balansräkningen, med hänvisningar till noterna", "statement ledger.balance-sheet"),
    ("Kassaflödesanalysen, med hänvisningar till noterna", "statement ledger.cash-flow"),
    ("Siffror som saknas, och varför", "missing"),
    ("Årets avstämningar", "checks"),
)
_UNWRITABLE = frozenset('"{}\n')


def titles(records: Records) -> tuple[tuple[str, str], ...]:
    """Return every table there is by its title: its id and its title."""
    return tuple(sorted(records.titles().items(), key=lambda told: (told[1].casefold(), told[0])))


def chosen_table(records: Records, table_id: str, ask: Ask) -> TableChoice | None:
    """Return a table with every figure as it is written in a text, None where there is none."""
    found = records.asked(table_id, ask)
    if found is None:
        return None
    name = _name(records, table_id, ask)
    rows = tuple(
        RowChoice(row.label, tuple(_cells(records, found, row.key, name))) for row in found.rows
    )
    columns = tuple(column.label for column in found.columns)
    unit = formats.unit_words(found.unit, Scale.TKR)
    return TableChoice(found.title, unit, columns, rows, _whole(records, found))


def charts(records: Records) -> Iterator[PartChoice]:
    """Yield the charts there is enough for, by what each has found."""
    for name, draw in CHARTS.items():
        chart = draw(records)
        if chart is not None:
            yield PartChoice(chart.finding, _braced("chart", name))


def findings(records: Records) -> Iterator[PartChoice]:
    """Yield the sentences that can be told of the year, as they read now."""
    for name, find in FINDINGS.items():
        finding = find(records)
        if finding is not None:
            words = "".join(_words(part) for part in sentences.inlines(finding))
            yield PartChoice(words, _braced("finding", name))


def parts(key: str) -> tuple[PartChoice, ...]:
    """Return the ready parts, and where a chapter has one its standard text."""
    told = tuple(PartChoice(words, _braced(name)) for words, name in PARTS)
    if key not in STANDARD_KEYS:
        return told
    return (PartChoice("Kapitlets standardtext", _braced("standard")), *told)


def _cells(records: Records, table: Table, row_key: str, name: str) -> Iterator[CellChoice]:
    row = table.row(row_key)
    for column, figure in zip(table.columns, row.figures, strict=True):
        words = formats.swedish_figure_with_unit(figure, Scale.TKR)
        asked = (name, _said(records, row_key), _said(records, column.key))
        is_told = not figure.is_blank and not _UNWRITABLE.intersection(row_key + column.key)
        yield CellChoice(f"{row.label}, {column.label}", words, _braced(*asked) if is_told else "")


def _name(records: Records, table_id: str, ask: Ask) -> str:
    """Return a table as a figure names it: with when, and the cost centre."""
    when = ""
    if ask.day is not None:
        when = f":{ask.day}"
    elif ask.year == records.last_year:
        when = ":last-year"
    return f"{table_id}{when}@{ask.cost_centre}" if ask.cost_centre else f"{table_id}{when}"


def _said(records: Records, key: str) -> str:
    """Return a key as it is written, by the year's own word where it is a year."""
    years = {str(records.year): "year", str(records.last_year): "last-year"}
    return years.get(key, f'"{key}"' if " " in key else key)


def _whole(records: Records, table: Table) -> str:
    """Return how the table is put in whole; one of a single day cannot be."""
    if table.ask.day is not None:
        return ""
    name = f"{table.id}@{table.ask.cost_centre}" if table.ask.cost_centre else table.id
    later = ("last-year",) if table.ask.year == records.last_year else ()
    return _braced("table", name, *later)


def _braced(*words: str) -> str:
    return "{{" + " ".join(words) + "}}"


def _words(part: object) -> str:
    if isinstance(part, LiveFigure):
        return formats.swedish_figure_with_unit(part.figure, Scale.TKR)
    return str(getattr(part, "text", ""))
