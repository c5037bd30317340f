"""Telling the index, having it forget, and keeping it quick, in the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from samdrift.plumbing import contributions
from samdrift.plumbing.search.engines import engine
from samdrift.plumbing.search.models import Entry, Mark
from samdrift.plumbing.search.ports import Searchable, SearchableSource
from samdrift.plumbing.search.rows import row
from samdrift.sweden.words import analysis

AT_A_TIME = 500


@transaction.atomic(savepoint=False)
def index(documents: Iterable[Searchable], *, at: datetime) -> int:
    """Have things be found by what they are now. Return how many there were.

    What was told of a thing before is replaced. It is found when the caller's transaction is
    committed, and not at all where it is rolled back.
    """
    things = {(thing.kind, thing.key): thing for thing in documents}
    rows = [row(thing, at=at) for thing in things.values()]
    if rows:
        engine().write(rows, at=at, analyser=analysis.VERSION)
        _take_marks_off(things)
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


@transaction.atomic
def tell_some(source: SearchableSource, ids: Iterable[int], *, at: datetime) -> frozenset[int]:
    """Tell the index of rows as they are, each held meanwhile. Return those that were told.

    A row that somebody else holds is passed by, and marked to be told later: who holds it may
    wait for another that we hold.
    """
    wanted = sorted(set(ids))
    rows = source.model._default_manager.filter(pk__in=wanted).order_by("pk")
    held = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
    busy = set(rows.values_list("pk", flat=True)) - set(held)
    things = list(source.things(held))
    index(things, at=at)
    absent = {str(each) for each in wanted if each not in busy} - {each.key for each in things}
    forget(source.kind, absent)
    Mark.objects.bulk_create(Mark(kind=source.kind, key=str(each)) for each in sorted(busy))
    return frozenset(wanted) - busy


@transaction.atomic
def tell_marked(*, at: datetime, most: int) -> int:
    """Tell the index of what has changed and was marked, the latest first.

    So a change of today waits for no history that was taken in before it. Return how many marks
    were taken off.
    """
    sources = {source.kind: source for source in contributions.offered(SearchableSource)}
    marks = list(Mark.objects.select_for_update(skip_locked=True).order_by("-id")[:most])
    ids = defaultdict(set)
    for mark in marks:
        ids[mark.kind].add(int(mark.key))
    Mark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    for kind, some in ids.items():
        if kind in sources:
            tell_some(sources[kind], some, at=at)
    return len(marks)


def take_in() -> None:
    """Take in what was written and still waits, so that nobody who writes has to."""
    engine().take_in()


def optimise() -> None:
    """Do what makes the index quick again after much has been written."""
    engine().optimise()


def _take_marks_off(things: Iterable[tuple[str, str]]) -> None:
    """Take off the marks of what was told just now, but those that somebody is at work on."""
    keys = defaultdict(list)
    for kind, key in things:
        keys[kind].append(key)
    for kind, some in keys.items():
        engine().take_marks_off(kind, some)
