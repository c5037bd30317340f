"""Many rows written at once, by the fastest road each database has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection, models


def insert(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Insert rows of plain values, in the order of `fields` (attribute names, such as `unit_id`).

    Values are of the fields' own types, moments with an offset. PostgreSQL is fed by COPY, SQLite
    by one prepared statement. No model code runs: constraints of the database are what guards.
    """
    columns = [_field(model, name) for name in fields]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(column.column)) for column in columns)
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
        return
    adapted = _adapted(columns, rows)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        insertion = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  Our own names.
        cursor.executemany(insertion, adapted)  # type: ignore[arg-type]


def reserve_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Return primary keys that nobody else will use, for rows that point at each other.

    Called inside the transaction that inserts: on SQLite that transaction is the only writer.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [int(number) for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return range(first, first + count)


def _field(model: type[models.Model], name: str) -> models.Field:  # type: ignore[type-arg]
    found = (field for field in model._meta.concrete_fields if field.attname == name)
    field = next(found, None)
    assert field is not None, f"{name} is a column of {model.__name__}"
    return field


_TIMES = (models.DateField, models.DateTimeField, models.JSONField)


def _adapted(
    columns: Sequence[models.Field],  # type: ignore[type-arg]
    rows: Iterable[Sequence[object]],
) -> Iterable[Sequence[object]]:
    """Days and moments in the words SQLite stores; everything else goes as it is."""
    at = [index for index, column in enumerate(columns) if isinstance(column, _TIMES)]
    if not at:
        return rows
    return (_row_adapted(columns, at, row) for row in rows)


def _row_adapted(
    columns: Sequence[models.Field],  # type: ignore[type-arg]
    at: Sequence[int],
    row: Sequence[object],
) -> Sequence[object]:
    values = list(row)
    for index in at:
        values[index] = columns[index].get_db_prep_save(values[index], connection)
    return values
