"""Several questions that few rows answer, asked of the database as one; some before their time."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, Field, QuerySet

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


def asked[Key: Hashable](questions: Mapping[Key, QuerySet[Any, Any]]) -> dict[Key, Rows]:
    """Return the rows that answer each question, which are lists of values, in any order."""
    if not questions:
        return {}
    named, told, values, fields = [], [], [], []
    for at, question in enumerate(questions.values()):
        compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, own = compiler.as_sql()
        fields.append([each.output_field for each, _, _ in compiler.select])
        columns = ", ".join(f"c{place}" for place in range(len(fields[-1])))
        named.append(f"question_{at} ({columns}) AS ({sql})")
        gathered = _GATHERED[connection.vendor].format(columns)
        told.append(f"(SELECT {gathered} FROM question_{at})")  # noqa: S608  Our own names.
        values += own
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(named)} SELECT {', '.join(told)}", values)
        texts = cursor.fetchone() or ()
    return {
        key: tuple(_row(own, row) for row in json.loads(text or "[]", parse_float=Decimal))
        for key, own, text in zip(questions, fields, texts, strict=True)
    }


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


def _row(fields: list[Field[Any, Any]], row: list[object]) -> Row:
    return tuple(_value(field, value) for field, value in zip(fields, row, strict=True))


def _value(field: Field[Any, Any], value: object) -> object:
    """Return what a database wrote as JSON, where SQLite has no truth and no zone."""
    if isinstance(field, BooleanField):
        return None if value is None else bool(value)
    read: object = field.to_python(value)
    return read.replace(tzinfo=UTC) if isinstance(read, datetime) and not read.tzinfo else read
