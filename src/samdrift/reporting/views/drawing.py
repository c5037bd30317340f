"""A table drawn as HTML, its figures leading to their pages; a series with its chart."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from samdrift.kernel.figures import Unit
from samdrift.plumbing.access import Viewer
from samdrift.reporting import registry, wording
from samdrift.reporting.documents import Block, Chart, ChartKind, FigureTable
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.ink import html
from samdrift.reporting.ports import FigureAddress, Table
from samdrift.reporting.views.links import WebLinks, inked

MOST_LINES = 3
FEWEST_FOR_A_LINE = 3
ANCHOR = "tabell"


def drawn(
    table: Table,
    scale: Scale,
    viewer: Viewer,
    *,
    differs: Mapping[FigureAddress, html.Mark] | None = None,
) -> str:
    """Return a table as HTML; `differs` marks the figures that something holds otherwise."""
    web, table = WebLinks(viewer), wording.table_in_words(table)
    return inked(html.blocks([_block(table, scale)], scale, web, registry.Describer(), differs))


def _block(table: Table, scale: Scale) -> Block:
    chart = series_chart(table, scale) if table.ask.series else None
    if chart is not None:
        return chart
    return FigureTable(table, anchor=ANCHOR, is_statement=table.unit is Unit.MONEY)


def series_chart(table: Table, scale: Scale) -> Chart | None:
    """Return a series as a chart of its first columns, None where there is nothing to draw."""
    first = table.columns[0]
    columns = [column for column in table.columns if column.unit is first.unit][:MOST_LINES]
    told = [row for row in table.rows if row.figures[0].value is not None]
    if not told:
        return None
    ends = [
        _("%(value)s år %(year)s")
        % {"value": swedish_figure_with_unit(row.figures[0], scale), "year": row.label}
        for row in (told[0], told[-1])[: len(told)]
    ]
    return Chart(
        kind=ChartKind.LINE if len(table.rows) >= FEWEST_FOR_A_LINE else ChartKind.BARS,
        finding=f"{table.title}, {first.label.lower()}: {', '.join(ends)}",
        table=table,
        row_keys=tuple(row.key for row in table.rows),
        column_keys=tuple(column.key for column in columns),
        anchor=ANCHOR,
        is_open=True,
    )
