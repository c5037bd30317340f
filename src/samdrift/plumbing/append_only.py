"""Tables whose rows the database itself refuses to change or delete, for migrations to ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

TEXT = "What has happened is never changed or deleted: a correction is a new row."


def append_only(label: str, tables: Sequence[str]) -> RunPython:
    """Return the operation that guards tables of an app, and takes the guard away backwards."""

    def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        is_postgresql = editor.connection.vendor == "postgresql"
        if is_postgresql:
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {label}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{TEXT}'; END $$"
            )
        for table, act in _guards(tables):
            body = f"FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
            if is_postgresql:
                body = f"FOR EACH STATEMENT EXECUTE FUNCTION {label}_refuse()"
            name = f"{table}_refuses_{act.lower()}"
            editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} {body}")

    def unguard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        is_postgresql = editor.connection.vendor == "postgresql"
        for table, act in _guards(tables):
            on = f" ON {table}" if is_postgresql else ""
            editor.execute(f"DROP TRIGGER {table}_refuses_{act.lower()}{on}")

    return RunPython(guard, unguard)


def _guards(tables: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((table, act) for table in tables for act in ("UPDATE", "DELETE"))


def kept_when(conditions: Mapping[str, str], *, inserts: Sequence[str], text: str) -> RunPython:
    """Return the operation that refuses to change or delete rows once a condition holds of them.

    A condition is SQL of a table's `{row}`; `inserts` names the tables that nothing is added to
    either. PostgreSQL lets no condition of a trigger ask other tables, so there its function does.
    """
    guarded = [
        *((table, act, "OLD") for table in conditions for act in ("UPDATE", "DELETE")),
        *((table, "INSERT", "NEW") for table in inserts),
    ]

    def guard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        is_postgresql = editor.connection.vendor == "postgresql"
        for table, act, row in guarded:
            name, condition = f"{table}_keeps_{act.lower()}", conditions[table].format(row=row)
            what = f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{text}'); END"
            if is_postgresql:
                editor.execute(
                    f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                    f"IF {condition} THEN RAISE EXCEPTION '{text}'; END IF; "
                    f"RETURN {'OLD' if act == 'DELETE' else 'NEW'}; END $$"
                )
                what = f"EXECUTE FUNCTION {name}()"
            editor.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {what}")

    def unguard(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        is_postgresql = editor.connection.vendor == "postgresql"
        for table, act, _ in guarded:
            name = f"{table}_keeps_{act.lower()}"
            editor.execute(f"DROP TRIGGER {name}{f' ON {table}' if is_postgresql else ''}")
            if is_postgresql:
                editor.execute(f"DROP FUNCTION {name}()")

    return RunPython(guard, unguard)
