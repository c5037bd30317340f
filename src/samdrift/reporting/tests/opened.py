"""Opening every figure of a table, for the tests of every app that offers one."""

from __future__ import annotations

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.reporting import registry
from samdrift.reporting.ports import Table
from samdrift.reporting.selections import Record


def values(table: Table) -> dict[str, tuple[object, ...]]:
    """Return the values of a table by the key of the row, in order."""
    return {row.key: tuple(figure.value for figure in row.figures) for row in table.rows}


def unlike_their_records(table: Table) -> list[tuple[str, Figure]]:
    """Return the figures that their records, counted and added up anew, do not bear out."""
    return [
        (row.key, figure)
        for row in table.rows
        for figure in row.figures
        if not figure.is_missing and not _is_borne_out(figure)
    ]


def records(origin: Origin, *, size: int = 2) -> list[Record]:
    """Return the records behind an origin, turning the pages of its list."""
    source = registry.record_source(origin.question)
    found: list[Record] = []
    after = ""
    while True:
        page = source.page(origin, after, size)
        assert all(len(record.cells) == len(source.columns) for record in page.records)
        found += page.records
        after = page.next_key
        if not after:
            return found


def _is_borne_out(figure: Figure) -> bool:
    for origin in figure.origins:
        is_listed = not registry.record_source(origin.question).is_personal
        if is_listed and len(records(origin)) != origin.record_count:
            return False
        if registry.record_source(origin.question).count(origin) != origin.record_count:
            return False
    if len(figure.origins) > 1 or figure.unit is Unit.PERCENT:
        return True
    amount = registry.record_source(figure.origins[0].question).amount(figure.origins[0])
    return figure.value == (figure.record_count if amount is None else amount.value)
