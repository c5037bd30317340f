"""The index written anew, from all that apps can tell: asked for once, done by a worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from samdrift.plumbing import contributions
from samdrift.plumbing.jobs import services as jobs
from samdrift.plumbing.jobs.models import Job
from samdrift.plumbing.jobs.ports import Chore, JobKind, Task, Told
from samdrift.plumbing.search import queries, services
from samdrift.plumbing.search.models import Entry
from samdrift.plumbing.search.ports import Searchable, SearchableSource
from samdrift.sweden.words import analysis

REBUILD = "search.rebuild"
AT_A_TIME = 200


def ask_for_rebuild(*, asked_by: str, at: datetime) -> Job:
    """Ask for the index to be written anew; things are found meanwhile, as they were."""
    told = {"since": at.isoformat()}
    key = f"search-{at:%Y%m%d%H%M%S}"
    return jobs.ask(key=key, kind=REBUILD, told=told, asked_by=asked_by, at=at)


def rebuild(task: Task) -> Told:
    """Write all that apps tell, some at a time; then forget what none of them told.

    Done again after it was broken off, it passes over what it had written.
    """
    since = datetime.fromisoformat(task.told["since"])
    sources = tuple(contributions.offered(SearchableSource))
    whole, done, gone = sum(source.count() for source in sources), 0, 0
    for source in sources:
        label, before = str(source.label), done
        done += _all_of(source, since, task, lambda count: task.tell(label, before + count, whole))  # noqa: B023
        gone += _forget_older(source.kind, since)
    services.optimise()
    return {"indexed": done, "forgotten": gone}


def _all_of(
    source: SearchableSource, since: datetime, task: Task, tell: Callable[[int], None]
) -> int:
    count, after = 0, ""
    while documents := source.documents(after, AT_A_TIME):
        after = documents[-1].key
        _index_some(documents, since, task.at)
        count += len(documents)
        tell(count)
    return count


@transaction.atomic
def _index_some(documents: Sequence[Searchable], since: datetime, at: datetime) -> None:
    """Write what has not been written since the work was asked for."""
    done = set(
        Entry.objects.filter(
            kind=documents[0].kind,
            key__in=[each.key for each in documents],
            indexed_at__gte=since,
            analyser=analysis.VERSION,
        ).values_list("key", flat=True)
    )
    services.index((each for each in documents if each.key not in done), at=at)


def _forget_older(kind: str, since: datetime) -> int:
    """Forget what was written before and not told again: the thing is no longer there."""
    older = Entry.objects.filter(kind=kind, indexed_at__lt=since)
    return services.forget(kind, older.values_list("key", flat=True))


def _renew(at: datetime) -> None:
    """Ask for the index to be written anew where an older analyser wrote some of it."""
    if queries.outdated_count():
        told = {"since": at.isoformat()}
        key = f"search-analyser-{analysis.VERSION}"
        jobs.ask(key=key, kind=REBUILD, told=told, asked_by="", at=at)


OFFERS = (
    JobKind(REBUILD, rebuild),
    Chore("search.renew", _renew),
    Chore("search.optimise", lambda _: services.optimise()),
)
