"""The note of fixed assets: every movement of a year, group by group."""

from __future__ import annotations

from samdrift.capital import note, register
from samdrift.capital.models import FixedEvent, FixedGroup
from samdrift.kernel.figures import Figure, Unit, total
from samdrift.kernel.spans import Span
from samdrift.reporting.ports import (
    Ask,
    Column,
    Row,
    RowKind,
    Table,
    TableSource,
    TableSpec,
    Total,
)

FIXED_NOTE = "capital.fixed-assets"
FIXED_TITLE = "Anläggningstillgångar"


def fixed_note(ask: Ask) -> Table:
    """Tell every movement of the fixed assets, group by group."""
    found = note.note(_until(ask))
    rows: list[Row] = []
    closing: list[tuple[Figure, ...]] = []
    for key, label, lines in note.SECTIONS:
        items = [Row(line.key, line.label, _moved(found, line)) for line in lines]
        sums = tuple(
            total([row.figures[at] for row in items]) for at in range(len(found.groups) + 1)
        )
        closing.append(sums)
        rows += [*items, Row(key, label, sums, RowKind.SUM)]
    whole = tuple(total(parts) for parts in zip(*closing, strict=True))
    return Table(
        id=FIXED_NOTE,
        title=FIXED_TITLE,
        ask=ask,
        unit=Unit.MONEY,
        columns=(
            *(Column(group.key, group.name, Unit.MONEY) for group in found.groups),
            Column("total", "Totalt", Unit.MONEY),
        ),
        rows=(*rows, Row("closing", "Utgående redovisat värde", whole, RowKind.SUM)),
        explains=(
            "Ur anläggningsregistret: varje rad är summan av händelserna bakom den. Anskaffning "
            "är plus, avskrivning och nedskrivning minus."
        ),
    )


def _until(ask: Ask) -> Span:
    """Return the days asked about; of a day, those of the year through it."""
    if ask.day is None:
        return ask.during
    return Span(Span.year(ask.year).start, Span.day(ask.day).end)


def _moved(found: note.Note, line: note.Line) -> tuple[Figure, ...]:
    return (*(found.figure(group, line) for group in found.groups), found.whole(line))


def _fixed_totals(table: Table) -> tuple[Total, ...]:
    """Claim that each part of the note is the sum of its movements, and the whole of its groups."""
    parts = tuple(
        Total(key, tuple((line.key, 1) for line in lines)) for key, _, lines in note.SECTIONS
    )
    closing = Total("closing", tuple((key, 1) for key, _, _ in note.SECTIONS))
    groups = tuple((column.key, 1) for column in table.columns if column.key != "total")
    return (*parts, closing, Total("total", groups, is_column=True))


_BUILT = (TableSpec(FIXED_NOTE, FIXED_TITLE, fixed_note, takes_day=True, totals=_fixed_totals),)

OFFERS = (
    TableSource(
        key="capital.fixed",
        specs=lambda: _BUILT,
        dates=register.DATES,
        reads=(FixedEvent, FixedGroup),
        ahead=note.ahead,
    ),
)
