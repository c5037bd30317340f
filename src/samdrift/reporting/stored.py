"""A selection of records in the database: filtered, added up, sorted and paged there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    IntegerField,
    Model,
    OrderBy,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Substr, TruncMonth

from samdrift.kernel.figures import Origin
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import selections
from samdrift.reporting.selections import (
    Filter,
    Group,
    GroupPage,
    Kind,
    Record,
    RecordColumn,
    RecordPage,
    Sort,
    Test,
    Totals,
)

_GROUP, _RANK, _NUMBER = "list_group", "list_rank", "list_number"


def _opens_nothing(_row: Mapping[str, Any]) -> Origin | None:
    return None


@dataclass(frozen=True, slots=True)
class _Term:
    """What a list is sorted by: a name in the query, which way, and what its values are."""

    name: str
    kind: Kind | None
    is_descending: bool = False
    may_be_null: bool = True


@dataclass(frozen=True, slots=True)
class Stored[Row: Model]:
    """Rows of a table as a list of records.

    A column is the field of its key, unless `fields` says another or an expression. `identity` is
    the field that tells rows apart, and by itself the list's own order. `opens` is given the row by
    column, and the fields `beside` the columns that it needs.
    """

    rows: QuerySet[Row]
    columns: tuple[RecordColumn, ...]
    identity: str = "id"
    own_order: tuple[str, ...] = ()
    """What the list is sorted by until a reader says otherwise, before what tells rows apart."""
    fields: Mapping[str, str | Combinable] = field(default_factory=dict)
    sorted_by: Mapping[str, str] = field(default_factory=dict)
    """The field that a column is sorted by, where it is another than what is shown."""
    beside: tuple[str, ...] = ()
    opens: Callable[[Mapping[str, Any]], Origin | None] = _opens_nothing

    def where(self, filters: tuple[Filter, ...]) -> Stored[Row]:
        """Return the records that pass every filter."""
        found = self._named()
        for each in filters:
            found = found.filter(_passes(_name(each.column), self._column(each.column).kind, each))
        return replace(self, rows=found)

    def totals(self) -> Totals:
        """Return the number of records and the sums, by one question."""
        answer = self._named().order_by().aggregate(**self._added())
        return Totals(answer[_NUMBER], self._sums(answer))

    def page(self, sort: Sort, after: str, size: int) -> RecordPage:
        """Return the records just after a key."""
        terms = (*self._terms(sort), _Term(self.identity, None, may_be_null=False))
        rows = self._named()
        if any(term.name == _RANK for term in terms):
            column = self._column(sort.column)
            rows = rows.annotate(**{_RANK: _rank(_name(column.key), column.words())})
        rows = _ordered(rows, terms, after)
        names = (*(term.name for term in terms), *map(_name, self._keys()), *self.beside)
        found = list(rows.values(*dict.fromkeys(names))[: size + 1])
        words = [column.words() for column in self.columns]
        records = tuple(self._record(row, words) for row in found[:size])
        return RecordPage(records, _key(found[size - 1], terms) if len(found) > size else "")

    def groups(self, by: str, sort: Sort, after: str, size: int) -> GroupPage:
        """Return the groups just after a key, by their value, or by a sum that is sorted by."""
        column = self._column(by)
        rows = self._named().annotate(**{_GROUP: self._group(column)})
        named = [_GROUP]
        if column.kind is Kind.CHOICE:
            rows = rows.annotate(**{_RANK: _rank(_GROUP, column.words())})
            named.append(_RANK)
        counted = rows.order_by().values(*named).annotate(**self._added())
        terms = self._group_terms(column, sort)
        found = list(_ordered(counted, terms, after)[: size + 1])
        groups = tuple(
            Group(_group_key(row[_GROUP]), Totals(row[_NUMBER], self._sums(row)))
            for row in found[:size]
        )
        next_key = _key(found[size - 1], terms) if len(found) > size else ""
        return GroupPage(groups, next_key)

    def _record(self, row: dict[str, Any], words: list[Mapping[str, str]]) -> Record:
        told = {key: row[_name(key)] for key in self._keys()} | {
            name: row[name] for name in self.beside
        }
        cells = tuple(
            selections.cell(column, called, told[column.key])
            for column, called in zip(self.columns, words, strict=True)
        )
        return Record(str(row[self.identity]), cells, self.opens(told))

    def _keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    def _column(self, key: str) -> RecordColumn:
        for column in self.columns:
            if column.key == key:
                return column
        raise ValueError(key)

    def _named(self) -> QuerySet[Row]:
        """Return the rows, where every column can be asked for by one name."""
        fields = {
            _name(key): F(stored) if isinstance(stored, str) else stored
            for key in self._keys()
            for stored in [self.fields.get(key, key)]
        }
        named: QuerySet[Row] = self.rows.annotate(**fields)
        return named

    def _added(self) -> dict[str, Any]:
        sums = {
            f"list_sum_{column.key}": Sum(_name(column.key))
            for column in self.columns
            if column.kind.is_added
        }
        return {_NUMBER: Count("*")} | sums

    def _sums(self, answer: Mapping[str, Any]) -> dict[str, int | None]:
        return {
            column.key: None if ore is None else int(ore)
            for column in self.columns
            if column.kind.is_added
            for ore in [answer[f"list_sum_{column.key}"]]
        }

    def _terms(self, sort: Sort) -> tuple[_Term, ...]:
        if not sort.column:
            return tuple(_Term(name, None, may_be_null=False) for name in self.own_order)
        column = self._column(sort.column)
        stored = self.sorted_by.get(column.key)
        if stored:
            return (_Term(stored, None, sort.is_descending, may_be_null=False),)
        if column.kind is Kind.CHOICE:
            return (_Term(_RANK, Kind.NUMBER, sort.is_descending, may_be_null=False),)
        may_be_null = self._may_be_null(column.key)
        return (_Term(_name(column.key), column.kind, sort.is_descending, may_be_null),)

    def _group_terms(self, column: RecordColumn, sort: Sort) -> tuple[_Term, ...]:
        kind = {Kind.DATE: Kind.TEXT, Kind.MOMENT: Kind.DATE}.get(column.kind, column.kind)
        is_descending = sort.is_descending and sort.column == column.key
        terms: tuple[_Term, ...] = (_Term(_GROUP, kind, is_descending),)
        if column.kind is Kind.CHOICE:
            terms = (_Term(_RANK, Kind.NUMBER, is_descending, may_be_null=False), *terms)
        if sort.column not in ("", column.key) and self._column(sort.column).kind.is_added:
            terms = (_Term(f"list_sum_{sort.column}", Kind.COUNT, sort.is_descending), *terms)
        return terms

    def _group(self, column: RecordColumn) -> Combinable:
        """Return what is alike in a group: the month, or the value, where none is an empty text."""
        name = _name(column.key)
        if column.kind is Kind.DATE:  # As text: SQLite would ask Python for every row's month.
            return Substr(Cast(name, CharField()), 1, 7)
        if column.kind is Kind.MOMENT:
            return TruncMonth(name, output_field=DateField(), tzinfo=SWEDEN)
        if column.kind.is_ordered:
            return F(name)
        return Coalesce(F(name), Value(""), output_field=CharField())

    def _may_be_null(self, key: str) -> bool:
        stored = self.fields.get(key, key)
        if not isinstance(stored, str) or "__" in stored:
            return True
        return bool(getattr(self.rows.model._meta.get_field(stored), "null", True))


def _name(key: str) -> str:
    return f"list_{key}"


def _group_key(value: object) -> str:
    """Return a group's value as its key: a month as `2015-12`, none as an empty text."""
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    return "" if value is None else str(value)


def _rank(name: str, words: Mapping[str, str]) -> Case:
    """Return where a code stands among the choices; one that is none of them stands last."""
    places = (When(**{name: code}, then=Value(at)) for at, code in enumerate(words))
    return Case(*places, default=Value(len(words)), output_field=IntegerField())


def _ordered[Rows: QuerySet[Any, Any]](rows: Rows, terms: tuple[_Term, ...], after: str) -> Rows:
    """Return rows in the order of the terms, from just after a key; what is none comes last."""
    if after:
        values = selections.values_of(after, tuple(term.kind for term in terms))
        beyond = _beyond(terms, values)
        rows = rows.none() if beyond is None else rows.filter(beyond)
    return rows.order_by(*(_ordering(term) for term in terms))


def _ordering(term: _Term) -> OrderBy:
    last = term.may_be_null or None
    named = F(term.name)
    return named.desc(nulls_last=last) if term.is_descending else named.asc(nulls_last=last)


def _beyond(terms: tuple[_Term, ...], values: tuple[selections.Value, ...]) -> Q | None:
    """Return the condition of what comes after the values, term by term; None where nothing can.

    The first term is also held against its value by itself: a database finds its place in an index
    by that, and not by what is told with an or.
    """
    (term, *rest), (value, *others) = terms, values
    after = None if value is None else _after(term, value)
    further = _beyond(tuple(rest), tuple(others)) if rest else None
    if further is None:
        return after
    further = _is(term, value) & further
    if after is None:
        return further
    return after | further if term.may_be_null else _from(term, value) & (after | further)


def _after(term: _Term, value: selections.Value) -> Q:
    beyond = Q(**{f"{term.name}__{'lt' if term.is_descending else 'gt'}": value})
    return beyond | Q(**{f"{term.name}__isnull": True}) if term.may_be_null else beyond


def _from(term: _Term, value: selections.Value) -> Q:
    return Q(**{f"{term.name}__{'lte' if term.is_descending else 'gte'}": value})


def _is(term: _Term, value: selections.Value) -> Q:
    return Q(**{f"{term.name}__isnull": True}) if value is None else Q(**{term.name: value})


def _key(row: Mapping[str, Any], terms: tuple[_Term, ...]) -> str:
    return selections.key_of(tuple(row[term.name] for term in terms))


def _passes(name: str, kind: Kind, each: Filter) -> Q:
    """Return a filter as a condition."""
    match each.test:
        case Test.NONE:
            is_none = Q(**{f"{name}__isnull": True})
            passes = is_none if kind.is_ordered else is_none | Q(**{name: ""})
        case Test.IS:
            passes = Q(**{name: each.value})
        case Test.HAS:
            passes = _has(name, str(each.value))
        case _:
            passes = _is_within(name, kind, each)
    return passes


def _is_within(name: str, kind: Kind, each: Filter) -> Q:
    """Return from or to a value as a condition; of moments, whole days as they are in Sweden."""
    is_from, value = each.test is Test.FROM, each.value
    if kind is Kind.MOMENT and isinstance(value, date):
        moment = _midnight(value if is_from else value + timedelta(days=1))
        return Q(**{f"{name}__{'gte' if is_from else 'lt'}": moment})
    return Q(**{f"{name}__{'gte' if is_from else 'lte'}": value})


def _has(name: str, text: str) -> Q:
    """Return the condition that a text has another in it, whichever letters are small.

    SQLite folds A to Z alone, so å, ä and ö are tried as they are most often written.
    """
    written = dict.fromkeys((text, text.lower(), text.upper(), text.capitalize()))
    either = Q()
    for each in written:
        either |= Q(**{f"{name}__icontains": each})
    return either


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SWEDEN)
