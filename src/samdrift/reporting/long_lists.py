"""What a list of records comes to, whole, filtered or in groups: long lists are added up once."""

from __future__ import annotations

import json

from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money
from samdrift.reporting import memory
from samdrift.reporting.memory import Form, Question
from samdrift.reporting.recount import part_of
from samdrift.reporting.selections import (
    Filter,
    Group,
    GroupPage,
    ListAsk,
    RecordSource,
    Selection,
    Totals,
)


def whole(source: RecordSource, origin: Origin) -> Totals:
    """Return how many records an origin has and their sums, as they were just held against it."""
    added = [column.key for column in source.columns if column.kind.is_added]
    if source.recount is not None or added != [key for key in (source.added(origin),) if key]:
        return source.totals(origin)
    part = part_of(origin)
    return Totals(part.count, {key: _ore(part.amount.value) for key in added if part.amount})


def filtered(source: RecordSource, origin: Origin, filters: tuple[Filter, ...]) -> Totals:
    """Return how many records pass every filter, and their sums."""
    if not filters:
        return whole(source, origin)
    question = _question("totals", source, (origin.span, origin.scope, filters))
    return memory.kept(question, lambda: _chosen(source, origin, filters).totals(), _TOTALS)


def groups(source: RecordSource, origin: Origin, ask: ListAsk, after: str, size: int) -> GroupPage:
    """Return the groups just after a key, as they are asked for."""

    def asked() -> GroupPage:
        return _chosen(source, origin, ask.filters).groups(ask.group_by, ask.sort, after, size)

    words = (origin.span, origin.scope, ask.filters, ask.group_by, ask.sort, after, size)
    return memory.kept(_question("groups", source, words), asked, _GROUPS)


def _chosen(source: RecordSource, origin: Origin, filters: tuple[Filter, ...]) -> Selection:
    assert source.select is not None, "records of persons are not listed"
    return source.select(origin).where(filters)


def _question(what: str, source: RecordSource, asked: tuple[object, ...]) -> Question:
    return Question(f"{what} {source.key} {asked}", source.reads)


def _ore(value: object) -> int | None:
    return value.ore if isinstance(value, Money) else None


def _written(page: GroupPage) -> str:
    told = [[each.key, each.totals.count, each.totals.sums] for each in page.groups]
    return json.dumps([page.next_key, told])


def _read(text: str) -> GroupPage:
    next_key, told = json.loads(text)
    return GroupPage(tuple(Group(key, Totals(count, sums)) for key, count, sums in told), next_key)


_TOTALS: Form[Totals] = Form(
    lambda totals: json.dumps([totals.count, totals.sums]), lambda text: Totals(*json.loads(text))
)
_GROUPS: Form[GroupPage] = Form(_written, _read)
