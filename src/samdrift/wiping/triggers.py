"""What the database refuses of wiping, and the one way by which it lets go of what has happened."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

from samdrift.wiping.ports import WIPED

TEXT = "What has happened is never changed or deleted: a correction is a new row."
PRESERVED = "What is secret, preserved or not closed is not wiped."

_EVENTS = "servicedesk_ticketevent"
_CLOCK_EVENTS = "servicelevels_clockevent"
_SAME_EVENT = ("id", "ticket_id", "kind", "at", "batch")
_SAME_CLOCK_EVENT = (
    "id", "clock_id", "number", "kind", "at", "reason", "service", "priority",
    "respond_within_seconds", "solve_within_seconds", "edition_id", "respond_by_before",
    "respond_by_after", "solve_by_before", "solve_by_after",
)  # fmt: skip
_OF_TICKET = "EXISTS (SELECT 1 FROM wiping_wipedticket WHERE ticket_id = OLD.ticket_id)"
_OF_CLOCK = (
    "EXISTS (SELECT 1 FROM wiping_wipedticket line JOIN servicelevels_clock clock "
    "ON clock.subject = line.number WHERE clock.id = OLD.clock_id)"
)
_IS_KEPT = """EXISTS (
    SELECT 1 FROM servicedesk_ticket ticket WHERE ticket.id = NEW.ticket_id
    AND (ticket.is_secret OR ticket.status NOT IN ('closed', 'merged'))
) OR EXISTS (
    SELECT 1 FROM wiping_hold WHERE ticket_id = NEW.ticket_id AND valid_until IS NULL
) OR NOT EXISTS (
    SELECT 1 FROM wiping_wiping run WHERE run.id = NEW.wiping_id
    AND run.started_by_id IS NOT NULL AND run.ended_at IS NULL
)"""


def wiping_path() -> RunPython:
    """Return the operation that opens the one way, and closes it again backwards."""
    return RunPython(_open, _close)


def _open(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = editor.connection.vendor == "postgresql"
    empty = "'{}'::jsonb" if is_postgresql else "'{}'"
    of_event = (
        f"NEW.by_user_id IS NULL AND NEW.by_name = '{WIPED}' AND NEW.changes = {empty} "
        f"AND {_same(_SAME_EVENT, is_postgresql=is_postgresql)} AND {_OF_TICKET}"
    )
    same = _same(_SAME_CLOCK_EVENT, is_postgresql=is_postgresql)
    of_clock = f"NEW.\"by\" = '' AND {same} AND {_OF_CLOCK}"
    for table, condition in ((_EVENTS, of_event), (_CLOCK_EVENTS, of_clock)):
        _drop(editor, table, f"{table}_refuses_update")
        _refuse(editor, table, "update", f"NOT ({condition})", TEXT)
    _refuse(editor, "wiping_wipedticket", "insert", _IS_KEPT, PRESERVED)


def _close(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = editor.connection.vendor == "postgresql"
    _drop(editor, "wiping_wipedticket", "wiping_wipedticket_refuses_insert")
    for table, function in ((_EVENTS, "servicedesk"), (_CLOCK_EVENTS, "servicelevels")):
        _drop(editor, table, f"{table}_refuses_update")
        body = f"FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{TEXT}'); END"
        if is_postgresql:
            body = f"FOR EACH STATEMENT EXECUTE FUNCTION {function}_refuse()"
        editor.execute(f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} {body}")
    if is_postgresql:
        for name in (_EVENTS, _CLOCK_EVENTS, "wiping_wipedticket"):
            editor.execute(f"DROP FUNCTION wiping_guards_{name}")


def _refuse(
    editor: BaseDatabaseSchemaEditor, table: str, act: str, condition: str, text: str
) -> None:
    """Have a table refuse an act on a row where a condition holds."""
    name = f"{table}_refuses_{act}"
    if editor.connection.vendor != "postgresql":
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} FOR EACH ROW "
            f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{text}'); END"
        )
        return
    editor.execute(
        f"CREATE FUNCTION wiping_guards_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{text}'; END IF; RETURN NEW; END $$"
    )
    editor.execute(
        f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION wiping_guards_{table}()"
    )


def _drop(editor: BaseDatabaseSchemaEditor, table: str, name: str) -> None:
    on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER {name}{on}")


def _same(columns: Sequence[str], *, is_postgresql: bool) -> str:
    like = "IS NOT DISTINCT FROM" if is_postgresql else "IS"
    return " AND ".join(f"NEW.{column} {like} OLD.{column}" for column in columns)
