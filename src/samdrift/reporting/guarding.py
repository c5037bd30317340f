"""What may not be told of a figure: that of a group so small that it tells of its persons.

Files and pages that people read pass here. A table asked for on the command line does not: the
exchange contract has its exact values, and whoever asks there has the database itself.
"""

from __future__ import annotations

from dataclasses import replace

from samdrift.kernel.figures import Figure, missing
from samdrift.plumbing import contributions
from samdrift.reporting.ports import Table
from samdrift.reporting.selections import RecordSource


def withheld(figure: Figure) -> str:
    """Return why a figure may not be told of; empty where it may."""
    guards = _guards()
    for origin in figure.origins:
        if origin.question in guards and (why := guards[origin.question].withheld(origin)):
            return why
    return ""


def guarded(table: Table) -> Table:
    """Return a table where each figure that may not be told of is missing, with the reason."""
    guards = _guards().keys()
    asked = {o.question for row in table.rows for figure in row.figures for o in figure.origins}
    if guards.isdisjoint(asked):
        return table
    rows = tuple(
        replace(row, figures=tuple(_guarded(figure) for figure in row.figures))
        for row in table.rows
    )
    return replace(table, rows=rows)


def _guarded(figure: Figure) -> Figure:
    why = withheld(figure)
    if not why or figure.is_blank:
        return figure
    reason = (why[:1].lower() + why[1:]).removesuffix(".")
    return missing(reason, figure.unit, figure.origins)


def _guards() -> dict[str, RecordSource]:
    sources = contributions.offered(RecordSource)
    return {source.key: source for source in sources if source.is_personal}
