"""Telling the index, having it forget, and keeping it quick, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from samdrift.plumbing.search.engines import engine
from samdrift.plumbing.search.models import Entry
from samdrift.plumbing.search.ports import Searchable
from samdrift.plumbing.search.rows import row
from samdrift.sweden.words import analysis

AT_A_TIME = 500


@transaction.atomic
def index(documents: Iterable[Searchable], *, at: datetime) -> int:
    """Have things be found by what they are now. Return how many there were.

    What was told of a thing before is replaced. It is found when the caller's transaction is
    committed, and not at all where it is rolled back.
    """
    things = {(thing.kind, thing.key): thing for thing in documents}
    rows = [row(thing, at=at) for thing in things.values()]
    if rows:
        engine().write(rows, at=at, analyser=analysis.VERSION)
    return len(rows)


@transaction.atomic
def forget(kind: str, keys: Iterable[str]) -> int:
    """Have things no longer be found, and keep none of their words. Return how many there were."""
    wanted = sorted(set(keys))
    count = 0
    for start in range(0, len(wanted), AT_A_TIME):
        some = Entry.objects.filter(kind=kind, key__in=wanted[start : start + AT_A_TIME])
        count += some.delete()[0]
    return count


def optimise() -> None:
    """Do what makes the index quick again after much has been written."""
    engine().optimise()
