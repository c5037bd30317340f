"""What a list is asked for, read from an address and written to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from samdrift.kernel.money import Money
from samdrift.kernel.refusals import Refusal
from samdrift.reporting.selections import (
    OWN_ORDER,
    Filter,
    Kind,
    ListAsk,
    RecordColumn,
    RecordSource,
    Sort,
    Test,
    Value,
)

AFTER = "after"
SORT = "sort"
GROUP_BY = "group-by"
OPEN = "open"
_FILTER = "filter."
_OWN = frozenset((AFTER, SORT, GROUP_BY, OPEN))
MOST_OPENED = 6
"""Groups that may stand open on one page: each is a question of its own."""
_MOST_SIGNS = 200
_MOST_DIGITS = 16
_BLANKS = re.compile(r"\s")
_HOW = {
    Kind.DATE: gettext_lazy("%(column)s: skriv dagen så här: 2015-12-31."),
    Kind.MOMENT: gettext_lazy("%(column)s: skriv dagen så här: 2015-12-31."),
    Kind.MONEY: gettext_lazy("%(column)s: skriv beloppet så här: 1 234,50."),
    Kind.NUMBER: gettext_lazy("%(column)s: skriv talet med siffror."),
    Kind.COUNT: gettext_lazy("%(column)s: skriv talet med siffror."),
}


class NotReadable(Refusal):
    """A filter is written so that it cannot be read; the text says how to write it."""


def is_of_list(key: str) -> bool:
    """Whether a parameter says what the list is asked for, and not which list it is."""
    return key in _OWN or key.startswith(_FILTER)


def without(path: str) -> str:
    """Return a path without what the list is asked for, and the place in it."""
    parts = urlsplit(path)
    kept = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not is_of_list(pair[0])
    ]
    return f"{parts.path}?{urlencode(kept)}" if kept else parts.path


def asked(query: QueryDict, source: RecordSource) -> ListAsk:
    """Return how an address asks for a source's list. Raises ValueError where that cannot be."""
    group_by = query.get(GROUP_BY, "")
    if group_by and not source.column(group_by).is_grouped:
        raise ValueError(group_by)
    opened = tuple(dict.fromkeys(query.getlist(OPEN)))[:MOST_OPENED] if group_by else ()
    return ListAsk(tuple(_filters(query, source)), _sort(query, source), group_by, opened)


def query_of(ask: ListAsk, source: RecordSource, after: str = "") -> list[tuple[str, str]]:
    """Return what is asked for as the parameters of an address, in one order always."""
    pairs = [(name_of(each), written(source.column(each.column), each)) for each in ask.filters]
    if ask.group_by:
        pairs.append((GROUP_BY, ask.group_by))
    if ask.sort.column:
        sign = "-" if ask.sort.is_descending else ""
        pairs.append((SORT, sign + ask.sort.column))
    pairs += [(OPEN, key) for key in ask.opened]
    return [*pairs, (AFTER, after)] if after else pairs


def along(path: str, ask: ListAsk, source: RecordSource, *, after: str = "") -> str:
    """Return a list's path with what is asked for."""
    query = urlencode(query_of(ask, source, after))
    return f"{path}{'&' if '?' in path else '?'}{query}" if query else path


def name_of(each: Filter) -> str:
    """Return what a filter is called in an address and in a form."""
    return f"{_FILTER}{each.column}.{each.test.value}"


def written(column: RecordColumn, each: Filter) -> str:
    """Return a filter's value as an address and a form write it: kronor for öre."""
    if each.test is Test.NONE:
        return "1"
    if isinstance(each.value, date):
        return each.value.isoformat()
    if column.kind is Kind.MONEY and isinstance(each.value, int):
        return Money(each.value).kronor().replace(".", ",")
    return str(each.value)


def replaced(ask: ListAsk, filters: Iterable[Filter]) -> ListAsk:
    """Return what is asked for with other filters; its groups are closed."""
    return replace(ask, filters=tuple(dict.fromkeys(filters)), opened=())


def _sort(query: Mapping[str, str], source: RecordSource) -> Sort:
    named = query.get(SORT, "")
    if not named:
        return OWN_ORDER
    column = source.column(named.removeprefix("-"))
    return Sort(column.key, is_descending=named.startswith("-"))


def _filters(query: Mapping[str, str], source: RecordSource) -> Iterable[Filter]:
    """Yield the filters of an address in the order of the columns; empty ones are none."""
    asked_for = {key: value.strip() for key, value in query.items() if key.startswith(_FILTER)}
    for column in source.columns:
        for test in Test:
            value = asked_for.pop(f"{_FILTER}{column.key}.{test.value}", "")
            if value:
                yield Filter(column.key, test, _value(column, test, value))
    if asked_for:
        raise ValueError(", ".join(asked_for))


def _value(column: RecordColumn, test: Test, text: str) -> Value:
    """Return what a filter is written with. Raises ValueError where the column has no such."""
    if len(text) > _MOST_SIGNS or "\x00" in text:
        raise ValueError(text)
    if test is Test.NONE:
        return None
    is_range = test in (Test.FROM, Test.TO)
    if is_range != column.kind.is_ordered and not (test is Test.IS and column.kind is Kind.NUMBER):
        raise ValueError(text)
    try:
        if column.kind.is_time:
            return date.fromisoformat(text)
        return _number(column.kind, text) if column.kind.is_ordered else text
    except ValueError as error:
        raise NotReadable(_HOW[column.kind] % {"column": column.label}) from error


def _number(kind: Kind, text: str) -> int:
    """Return a number as it is written in Swedish, with blanks and a long minus; kronor as öre."""
    plain = _BLANKS.sub("", text).replace("\N{MINUS SIGN}", "-").removesuffix("kr")
    if len(plain) > _MOST_DIGITS:
        raise ValueError(text)
    return Money.parse(plain).ore if kind is Kind.MONEY else int(plain)
