"""What a figure is called by itself, away from its table."""

from __future__ import annotations

from samdrift.reporting.ports import Column, FigureAddress, Row


def figure_title(address: FigureAddress, row: Row, column: Column) -> str:
    """Return what a figure is: `Årets resultat 2015`, `Boxholm, elever 2015`."""
    if column.label.isdigit():
        return f"{row.label} {column.label}"
    label = f"{row.label}, {column.label[:1].lower()}{column.label[1:]}"
    tells_year = row.label.isdigit() or str(address.ask.year) in f"{row.label} {column.label}"
    return label if tells_year else f"{label} {address.ask.year}"
