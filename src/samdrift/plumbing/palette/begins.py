"""What a column begins with, asked so that its index answers on either database."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import F, Model, OrderBy, QuerySet

_LAST = "\U0010ffff"


class _InBytes(OrderBy):
    """The order of the index of `varchar_pattern_ops`, which knows no language.

    Django looks for the word ASC in every order, and PostgreSQL takes none after USING.
    """

    template = "%(expression)s USING ~<~ /* ASC */"


def beginning[Row: Model](
    rows: QuerySet[Row], field: str, spellings: Iterable[str], limit: int
) -> list[Row]:
    """Return the first rows whose text column begins with one of some spellings.

    PostgreSQL answers LIKE from the index of `varchar_pattern_ops` that Django makes beside every
    unique text column, and walks it where it is told to keep its order; SQLite answers a range, its
    texts being in the order of their bytes. A spelling is asked for alone: an OR is no one walk.
    """
    found: list[Row] = []
    for spelling in spellings:
        if len(found) >= limit:
            break
        if connection.vendor == "postgresql":
            like = rows.filter(**{f"{field}__startswith": spelling}).order_by(_InBytes(F(field)))
        else:
            reach = {f"{field}__gte": spelling, f"{field}__lt": spelling + _LAST}
            like = rows.filter(**reach).order_by(field)
        found += like[: limit - len(found)]
    return found
