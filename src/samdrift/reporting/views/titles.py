"""What a figure is called by itself, away from its table."""

from __future__ import annotations

from samdrift.reporting.ports import Column, FigureAddress, Row
from samdrift.reporting.views import choosing


def figure_title(address: FigureAddress, row: Row, column: Column, *, of: str) -> str:
    """Return what a figure is: `Årets resultat 2015`, `Boxholm, elever 2015`.

    `of` is what its table is called, of which a series is one line.
    """
    ask = address.ask
    named = f"{column.label[:1].lower()}{column.label[1:]}"
    if ask.series is not None:
        return f"{of} {row.label}, {named}"
    if column.label.isdigit():
        return f"{row.label} {column.label}"
    label = f"{row.label}, {named}"
    when = str(ask.year) if ask.day is None and ask.span is None else choosing.words_of(ask)
    tells_when = row.label.isdigit() or when in f"{row.label} {column.label}"
    return label if tells_when else f"{label} {when}"
