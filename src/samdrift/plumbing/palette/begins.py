"""What a column begins with, asked so that its index answers on either database."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

_LAST = "\U0010ffff"


def begins(field: str, spellings: Iterable[str]) -> Q:
    """Return the condition that a text column begins with one of some spellings.

    PostgreSQL answers LIKE from an index of `varchar_pattern_ops`, which Django makes beside every
    unique text column; SQLite answers a range, its texts being in the order of their bytes.
    """
    condition = Q()
    for spelling in spellings:
        if connection.vendor == "postgresql":
            condition |= Q(**{f"{field}__startswith": spelling})
        else:
            condition |= Q(**{f"{field}__gte": spelling, f"{field}__lt": spelling + _LAST})
    return condition
