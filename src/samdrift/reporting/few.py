"""Rows so few that all are read, and that most pages ask for: of all apps by one question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Field, Model, Q

from samdrift.plumbing import contributions
from samdrift.reporting import memory, snapshot
from samdrift.reporting.memory import Question, Reads

type Rows = tuple[tuple[Any, ...], ...]

_GATHERED = {
    "postgresql": "json_agg(json_build_array({}))::text",
    "sqlite": "json_group_array(json_array({}))",
}
"""How a database tells rows as one text."""
EVERY = Q()


@dataclass(frozen=True, slots=True)
class FewRows:
    """The rows of a model by some of their fields, in an order; offered, and then asked for.

    What is not of the model itself is told by `reads`. Decimal numbers are not told exactly so.
    """

    key: str
    model: type[Model]
    fields: tuple[str, ...]
    order: tuple[str, ...] = ("id",)
    where: Q = EVERY
    reads: Reads = ()

    @property
    def question(self) -> Question:
        """What is asked, of the records it depends on."""
        return Question(f"few {self.key}", self.reads or (self.model,))


def rows(wanted: FewRows) -> Rows:
    """Return rows, held by each process while they are as they were.

    Within a snapshot the first that is not held is asked for together with all that are not.
    """
    return memory.kept(wanted.question, lambda: _told(wanted))


def _told(wanted: FewRows) -> Rows:
    if not snapshot.is_open():
        return _asked((wanted,))[wanted.key]
    return snapshot.remembered("reporting.few", lambda: _together(wanted))[wanted.key]


def _together(wanted: FewRows) -> dict[str, Rows]:
    others = (each for each in contributions.offered(FewRows) if each.key != wanted.key)
    missing = [each for each in others if not memory.is_held(each.question)]
    found = _asked((wanted, *missing))
    for each in missing:
        memory.kept(each.question, partial(found.__getitem__, each.key))
    return found


def _asked(every: Sequence[FewRows]) -> dict[str, Rows]:
    """Ask for the rows of several models by one question, each of them told as one text."""
    named, told, values = [], [], []
    for at, each in enumerate(every):
        found = each.model._default_manager.filter(each.where).order_by()
        sql, own = found.values_list(*each.order, *each.fields).query.sql_with_params()
        columns = ", ".join(f"c{place}" for place in range(len(each.order) + len(each.fields)))
        named.append(f"few_{at} ({columns}) AS ({sql})")
        gathered = _GATHERED[connection.vendor].format(columns)
        told.append(f"(SELECT {gathered} FROM few_{at})")  # noqa: S608  Our own names.
        values += own
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(named)} SELECT {', '.join(told)}", values)
        texts = cursor.fetchone() or ()
    return {each.key: _read(each, text) for each, text in zip(every, texts, strict=True)}


def _read(few: FewRows, text: str | None) -> Rows:
    """Return rows as their fields have them, in their order."""
    names = (*few.order, *few.fields)
    fields = [_field(few.model, name) for name in names]
    read = [
        tuple(_value(field, value) for field, value in zip(fields, row, strict=True))
        for row in json.loads(text or "[]")
    ]
    if few.order:
        read.sort(key=itemgetter(*range(len(few.order))))
    return tuple(row[len(few.order) :] for row in read)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    """Return the field of a name, which may lead through others."""
    first, _, rest = name.partition("__")
    field = model._meta.get_field(first)
    if rest:
        assert isinstance(field.related_model, type), "a name leads through what has a model"
        return _field(field.related_model, rest)
    assert isinstance(field, Field), "rows are told by columns"
    return field


def _value(field: Field[Any, Any], value: object) -> object:
    """Return what a database wrote as JSON, where SQLite has no truth and no zone."""
    if isinstance(field, BooleanField):
        return None if value is None else bool(value)
    read: object = field.to_python(value)
    return read.replace(tzinfo=UTC) if isinstance(read, datetime) and not read.tzinfo else read
