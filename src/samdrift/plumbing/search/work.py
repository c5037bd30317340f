"""What a worker does for the index: tells what was marked, and writes it anew when asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from samdrift.plumbing import contributions
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.models import Job
from samdrift.plumbing.jobs.ports import Chore, JobKind, Task, Told
from samdrift.plumbing.search import marking, queries, services
from samdrift.plumbing.search.models import Entry
from samdrift.plumbing.search.ports import SearchableSource
from samdrift.sweden.words import analysis

REBUILD = "search.rebuild"
AT_A_TIME = 400
LONGEST_SECONDS = 5
"""How long marks are told at a time, where there are very many: jobs wait meanwhile."""


def ask_for_rebuild(*, asked_by: str, at: datetime) -> Job:
    """Ask for the index to be written anew; things are found meanwhile, as they were.

    Where that is asked for already and not yet done, it is that job.
    """
    if under_way := Job.objects.filter(
        kind=REBUILD, state__in=(State.WAITING, State.RUNNING)
    ).first():
        return under_way
    told = {"since": at.isoformat()}
    key = f"search-{at:%Y%m%d%H%M%S}"
    return jobs.ask(key=key, kind=REBUILD, told=told, asked_by=asked_by, at=at)


def watch(*, at: datetime) -> None:
    """Have the database mark what changes; what was there before is asked to be told."""
    if marking.watch() and any(source.model._default_manager.exists() for source in _sources()):
        ask_for_rebuild(asked_by="", at=at)


def rebuild(task: Task) -> Told:
    """Write all that apps tell, some at a time; then forget what none of them told.

    Done again after it was broken off, it passes over what it had written.
    """
    since = datetime.fromisoformat(task.told["since"])
    sources = _sources()
    whole, done, gone = sum(each.model._default_manager.count() for each in sources), 0, 0
    for source in sources:
        label, before = str(source.label), done
        done += _all_of(source, since, task, lambda count: task.tell(label, before + count, whole))  # noqa: B023
        gone += _forget_older(source.kind, since)
    services.optimise()
    return {"indexed": done, "forgotten": gone}


def _sources() -> tuple[SearchableSource, ...]:
    return tuple(contributions.offered(SearchableSource))


def _all_of(
    source: SearchableSource, since: datetime, task: Task, tell: Callable[[int], None]
) -> int:
    """Write all things of a kind but those that were written since the work was asked for."""
    count, last = 0, 0
    rows = source.model._default_manager.order_by("pk")
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:AT_A_TIME]):
        last, count = ids[-1], count + len(ids)
        written = Entry.objects.filter(
            kind=source.kind,
            key__in=[str(each) for each in ids],
            indexed_at__gte=since,
            analyser=analysis.VERSION,
        )
        done = set(written.values_list("key", flat=True))
        services.tell_some(source, [each for each in ids if str(each) not in done], at=task.at)
        tell(count)
    return count


def _forget_older(kind: str, since: datetime) -> int:
    """Forget what was written before and not told again: the thing is no longer there."""
    older = Entry.objects.filter(kind=kind, indexed_at__lt=since)
    return services.forget(kind, older.values_list("key", flat=True))


def _catch_up(at: datetime) -> None:
    """Tell what was marked, some at a time, and not for long."""
    began = time.monotonic()
    while services.tell_marked(at=at, most=AT_A_TIME) == AT_A_TIME:
        if time.monotonic() - began > LONGEST_SECONDS:
            return


def _renew(at: datetime) -> None:
    """Ask for the index to be written anew where an older analyser wrote some of it."""
    if queries.outdated_count():
        told = {"since": at.isoformat()}
        key = f"search-analyser-{analysis.VERSION}"
        jobs.ask(key=key, kind=REBUILD, told=told, asked_by="", at=at)


OFFERS = (
    JobKind(REBUILD, rebuild),
    Chore("search.catch-up", _catch_up, every=timedelta(seconds=1)),
    Chore("search.take-in", lambda _: services.take_in(), every=timedelta(seconds=1)),
    Chore("search.renew", _renew),
    Chore("search.optimise", lambda _: services.optimise()),
)
