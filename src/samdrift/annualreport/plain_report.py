"""A report of every table of a year, in order of their titles."""

from __future__ import annotations

from datetime import datetime

from samdrift.kernel.swedish_order import swedish_key
from samdrift.parties import queries as parties
from samdrift.reporting import registry
from samdrift.reporting.anchors import Anchors
from samdrift.reporting.documents import Block, Document, FigureTable, Heading, Text
from samdrift.reporting.ports import Ask, CannotAnswer, Table


def annual_report(*, year: int, at: datetime) -> Document:
    """Return a document of all tables that have figures for the year."""
    home = parties.home()
    anchors = Anchors()
    blocks: list[Block] = []
    for table in sorted(_tables(year, at), key=lambda table: swedish_key(table.title)):
        anchor = anchors.heading(table.title)
        blocks.append(Heading(1, (Text(table.title),), anchor))
        blocks.append(FigureTable(table, anchors.free(f"{anchor}-tabell")))
    return Document(
        title=f"Årsredovisning {year}",
        subtitle="",
        organisation=home.name if home else "",
        year=year,
        state="Utkast",
        made_at=at,
        blocks=tuple(blocks),
    )


def _tables(year: int, at: datetime) -> list[Table]:
    made = []
    for spec in registry.tables():
        try:
            table = registry.table(spec.id, Ask(year), today=at.date())
        except CannotAnswer:
            continue
        if table.has_figures:
            made.append(table)
    return made
