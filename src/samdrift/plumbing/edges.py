"""The first and the last of what there is, as two looks in an index and not a reading of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Min, Model, Value

type Edges = tuple[Any, ...]
"""The first value and the last; nothing where there is none."""


def of(model: type[Model], *fields: str) -> dict[str, Edges]:
    """Return the first and the last value of some columns, by one question.

    Each edge is asked for by itself: SQLite looks in an index for one, and reads all for two.
    """
    first, *others = (
        model._default_manager.order_by().values(told=Value(field)).annotate(edge=edge(field))
        for field in fields
        for edge in (Min, Max)
    )
    found: dict[str, list[Any]] = {field: [] for field in fields}
    for row in map(dict[str, Any], first.union(*others, all=True).order_by()):
        if row["edge"] is not None:
            found[row["told"]].append(row["edge"])
    return {field: tuple(sorted(values)) for field, values in found.items()}
