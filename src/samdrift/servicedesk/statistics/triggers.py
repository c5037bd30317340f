"""The database itself marks the days whose counts a change makes old, whoever makes the change."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

_TICKET, _OPINION = "servicedesk_ticket", "servicedesk_opinion"
_MARKS = "servicedesk_daytorecount"
_WATCHED = (
    "organisation_id", "channel", "line", "kind", "group_id", "service", "opened_at", "closed_at",
    "elapsed_seconds", "open_seconds", "reopened_count",
)  # fmt: skip
_ACTS = ("INSERT", "UPDATE", "DELETE")


def marking() -> RunPython:
    """Return the operation that makes the triggers, and takes them away backwards.

    It can be asked for again: a migration that rebuilds the table on SQLite loses them.
    """

    def make(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        is_postgresql = editor.connection.vendor == "postgresql"
        for statement in (*_drops(is_postgresql=is_postgresql), *_makes(is_postgresql)):
            editor.execute(statement)

    def drop(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _drops(is_postgresql=editor.connection.vendor == "postgresql"):
            editor.execute(statement)

    return RunPython(make, drop)


def _name(table: str, act: str) -> str:
    return f"{table}_marks_{act.lower()}"


def _drops(*, is_postgresql: bool) -> tuple[str, ...]:
    return tuple(
        f"DROP TRIGGER IF EXISTS {_name(table, act)}" + (f" ON {table}" if is_postgresql else "")
        for table in (_TICKET, _OPINION)
        for act in _ACTS
    )


def _makes(is_postgresql: bool) -> tuple[str, ...]:  # noqa: FBT001  Which of two.
    make = _postgresql if is_postgresql else _sqlite
    return tuple(
        statement
        for table in (_TICKET, _OPINION)
        for act in _ACTS
        for statement in make(table, act)
    )


def _mark(days: str) -> str:
    """Return the statement that marks days; all its parts are names of ours, nothing is told."""
    return f"INSERT INTO {_MARKS} (day) SELECT day FROM ({days}) AS told WHERE day IS NOT NULL"  # noqa: S608


# SQLite: a row at a time; a day that is marked already is not marked again.


def _sqlite(table: str, act: str) -> tuple[str, ...]:
    rows = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}[act]
    days = " UNION ".join(_sqlite_days(table, row) for row in rows)
    when, of = "", ""
    if act == "UPDATE" and table == _TICKET:
        differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _WATCHED)
        when = f"WHEN {differs} OR (OLD.status = 'merged') IS NOT (NEW.status = 'merged') "
        of = f" OF {', '.join((*_WATCHED, 'status'))}"
    trigger = f"CREATE TRIGGER {_name(table, act)} AFTER {act}{of} ON {table}"
    is_new = f"NOT EXISTS (SELECT 1 FROM {_MARKS} WHERE {_MARKS}.day = told.day)"  # noqa: S608
    return (f"{trigger} FOR EACH ROW {when}BEGIN {_mark(days)} AND {is_new}; END",)


def _sqlite_days(table: str, row: str) -> str:
    if table == _TICKET:
        opened, closed = (f"substr({row}.{column}, 1, 10)" for column in ("opened_at", "closed_at"))
        return f"SELECT {opened} AS day UNION SELECT {closed}"
    whose = f"WHERE id = {row}.ticket_id"
    return f"SELECT substr(closed_at, 1, 10) AS day FROM {_TICKET} {whose}"  # noqa: S608


# PostgreSQL: once for all the rows of a statement; nobody waits for who marks the same day.


def _postgresql(table: str, act: str) -> tuple[str, ...]:
    name = _name(table, act)
    rows = {"INSERT": ("fresh",), "DELETE": ("gone",), "UPDATE": ("gone", "fresh")}[act]
    kinds = {"fresh": "NEW TABLE AS fresh", "gone": "OLD TABLE AS gone"}
    days = " UNION ".join(_postgresql_days(table, act, row) for row in rows)
    function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
    trigger = f"CREATE TRIGGER {name} AFTER {act} ON {table}"
    referring = f"REFERENCING {' '.join(kinds[row] for row in rows)}"
    return (
        f"{function} AS $$ BEGIN {_mark(days)}; RETURN NULL; END $$",
        f"{trigger} {referring} FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    )


def _postgresql_days(table: str, act: str, row: str) -> str:
    if table == _OPINION:
        tickets = f"{row} JOIN {_TICKET} AS ticket ON ticket.id = {row}.ticket_id"
        return f"SELECT (ticket.closed_at AT TIME ZONE 'UTC')::date AS day FROM {tickets}"  # noqa: S608
    source = row
    if act == "UPDATE":
        old, new = (
            ", ".join((*(f"{side}.{column}" for column in _WATCHED), f"{side}.status = 'merged'"))
            for side in ("gone", "fresh")
        )
        source = (
            f"gone JOIN fresh ON fresh.id = gone.id WHERE ROW({old}) IS DISTINCT FROM ROW({new})"
        )
    return " UNION ".join(
        f"SELECT ({row}.{column} AT TIME ZONE 'UTC')::date AS day FROM {source}"  # noqa: S608
        for column in ("opened_at", "closed_at")
    )
