"""Several questions that few rows answer, asked of the database as one; some before their time."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, DateField, Field, QuerySet

from samdrift.reporting.snapshot import remembered

type Row = tuple[Any, ...]
type Rows = tuple[Row, ...]
type Named = tuple[Hashable, QuerySet[Any, Any]]
"""A list of values, and what it is known by."""
type Questions = Mapping[Hashable, QuerySet[Any, Any]]
"""Lists of values by what they are known by."""

_GATHERED = {
    "postgresql": "json_agg(json_build_array({}))::text",
    "sqlite": "json_group_array(json_array({}))",
}
"""How a database tells rows as one text."""
_LETTERS_OF_A_DAY = len("2026-03-01")


def asked[Key: Hashable](questions: Mapping[Key, QuerySet[Any, Any]]) -> dict[Key, Rows]:
    """Return the rows that answer each question, which are lists of values, in any order."""
    found: dict[Key, Rows] = dict.fromkeys(questions, ())
    every = {key: told for key, each in questions.items() if (told := _told(each)) is not None}
    if not every:
        return found
    named: list[str] = []
    gathered: list[str] = []
    values: list[Any] = []
    for at, told in enumerate(every.values()):
        columns = ", ".join(f"c{place}" for place in range(len(told.fields)))
        named.append(f"question_{at} ({columns}) AS ({told.sql})")
        rows = _GATHERED[connection.vendor].format(columns)
        gathered.append(f"(SELECT {rows} FROM question_{at})")  # noqa: S608  Our own names.
        values += told.values
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(named)} SELECT {', '.join(gathered)}", values)
        texts = cursor.fetchone() or ()
    for (key, told), text in zip(every.items(), texts, strict=True):
        found[key] = told.read(text or "[]")
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """A question as the database is told it, and what its columns are."""

    sql: str
    values: tuple[Any, ...]
    fields: tuple[Field[Any, Any], ...]

    def read(self, text: str) -> Rows:
        """Return rows that the database wrote as JSON."""
        rows = json.loads(text, parse_float=Decimal)
        return tuple(tuple(map(_value, self.fields, row)) for row in rows)


def _told(question: QuerySet[Any, Any]) -> _Told | None:
    """Return how a question is told, None where nothing can answer it."""
    compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:
        return None
    return _Told(sql, tuple(values), tuple(each.output_field for each, _, _ in compiler.select))


def rows(key: Hashable, question: QuerySet[Any, Any]) -> Rows:
    """Return the rows that answer a question, asked for now where they were not read ahead."""
    (answer,) = rows_of({key: question})
    return answer


def rows_of(questions: Questions) -> tuple[Rows, ...]:
    """Return the rows that answer each question, those not read ahead asked for as one."""
    known = _ahead()
    new = asked({key: each for key, each in questions.items() if key not in known})
    return tuple(known[key] if key in known else new[key] for key in questions)


def read_ahead(questions: Questions) -> None:
    """Ask what will be asked within this snapshot, all of it as one question."""
    known = _ahead()
    known |= asked({key: each for key, each in questions.items() if key not in known})


def _ahead() -> dict[Hashable, Rows]:
    return remembered("reporting.ahead", dict[Hashable, Rows])


def _value(field: Field[Any, Any], value: object) -> object:
    """Return what a database wrote as JSON.

    SQLite has no truth and no zone; PostgreSQL cuts a day to the first moment of its month.
    """
    if isinstance(field, BooleanField):
        return None if value is None else bool(value)
    if isinstance(value, str) and type(field) is DateField:
        value = value[:_LETTERS_OF_A_DAY]
    read: object = field.to_python(value)
    return read.replace(tzinfo=UTC) if isinstance(read, datetime) and not read.tzinfo else read
