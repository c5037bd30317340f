"""What a column begins with, asked so that its index answers on either database."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from django.db import connection
from django.db.models import F, Model, OrderBy, QuerySet

from samdrift.plumbing.palette.ports import Nearness

_LAST = "\U0010ffff"


class _InBytes(OrderBy):
    """The order of the index of `varchar_pattern_ops`, which knows no language.

    Django looks for the word ASC in every order, and PostgreSQL takes none after USING.
    """

    template = "%(expression)s USING ~<~ /* ASC */"


def beginning[Row: Model](
    rows: QuerySet[Row], field: str, spellings: Sequence[str], limit: int
) -> list[Row]:
    """Return the first rows whose text column begins with one of some spellings.

    PostgreSQL answers LIKE from the index of `varchar_pattern_ops` that Django makes beside every
    unique text column, and walks it where it is told to keep its order; SQLite answers a range, its
    texts being in the order of their bytes. Each spelling is a walk of its own, as an OR is none;
    PostgreSQL takes them all at once.
    """
    walks = [_walk(rows, field, spelling)[:limit] for spelling in spellings]
    if len(walks) > 1 and connection.features.supports_slicing_ordering_in_compound:
        first, *others = walks
        return list(first.union(*others, all=True))[:limit]
    return list(chain.from_iterable(walks))[:limit]


def called[Row: Model](
    rows: QuerySet[Row], field: str, spellings: Sequence[str], limit: int, *, shortest: int
) -> tuple[list[Row], Nearness]:
    """Return the rows called just so, else those that begin so where it is long enough to tell.

    What is called just so is the first of all that begins so, so one question finds either.
    """
    found = beginning(rows, field, spellings, limit)
    exact = [row for row in found if getattr(row, field) in spellings]
    if exact:
        return exact, Nearness.EXACT
    return found if len(spellings[0]) >= shortest else [], Nearness.BEGINS


def _walk[Row: Model](rows: QuerySet[Row], field: str, spelling: str) -> QuerySet[Row]:
    if connection.vendor == "postgresql":
        like = rows.filter(**{f"{field}__startswith": spelling})
        return like.order_by(_InBytes(F(field)))
    reach = {f"{field}__gte": spelling, f"{field}__lt": spelling + _LAST}
    return rows.filter(**reach).order_by(field)
