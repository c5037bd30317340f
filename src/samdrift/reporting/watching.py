"""The database itself tells when rows change that figures are read from."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, models, transaction

from samdrift.reporting.models import RecordChange

TOKENS = 2**40
"""How many tokens there are to draw from; sums are told within it."""
_TRIGGER = "reporting_tells"
_ACTS = ("insert", "update", "delete")
_SLIPS = RecordChange._meta.db_table

_WATCHED = {
    "sqlite": f"""
        table_name IN (
            SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB '{_TRIGGER}_*'
            GROUP BY tbl_name HAVING COUNT(*) = {len(_ACTS)}
        )
    """,  # noqa: S608  Our own names.
    # Looked up by each table's own name: all triggers of a house are some thousands.
    "postgresql": f"""
        EXISTS (
            SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass(quote_ident(table_name))
            AND tgname = '{_TRIGGER}' AND tgenabled <> 'D'
        )
    """,  # noqa: S608  Our own names.
}
_TELL = f"""
    CREATE OR REPLACE FUNCTION {_TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO {_SLIPS} (table_name, changes, token)
        VALUES (TG_TABLE_NAME, 1, floor(random() * {TOKENS})::bigint);
        RETURN NULL;
    END $$
"""  # noqa: S608  Our own names.
_ADDED_TOGETHER = f"""
    WITH gone AS (
        DELETE FROM {_SLIPS} WHERE id IN (
            SELECT id FROM {_SLIPS} WHERE table_name = %s FOR UPDATE SKIP LOCKED
        ) RETURNING changes, token
    )
    INSERT INTO {_SLIPS} (table_name, changes, token)
    SELECT %s, SUM(changes), MOD(SUM(token), {TOKENS}) FROM gone HAVING COUNT(*) > 0
"""  # noqa: S608  Our own names.


@dataclass(frozen=True, slots=True)
class State:
    """In which state a table is: how often it has changed, told by which slips."""

    changes: int
    token: int
    slips: int


def states(names: Iterable[str] = ()) -> dict[str, State]:
    """Return the state of every table that is watched, or those of them that are named.

    One that is not watched has none.
    """
    wanted = tuple(names)
    named = f" WHERE table_name IN ({', '.join(['%s'] * len(wanted))})" if wanted else ""
    question = (
        "SELECT table_name, changes, token, slips FROM ("  # noqa: S608  Our own names.
        "SELECT table_name, SUM(changes) AS changes, SUM(token) AS token, COUNT(*) AS slips "
        f"FROM {_SLIPS}{named} GROUP BY table_name"
        f") AS told WHERE {_WATCHED[connection.vendor]}"
    )
    with connection.cursor() as cursor:
        cursor.execute(question, wanted or None)
        return {
            name: State(int(changes), int(token) % TOKENS, slips)
            for name, changes, token, slips in cursor.fetchall()
        }


def unwatched(kinds: Iterable[type[models.Model]]) -> frozenset[str]:
    """Return the tables of models whose changes the database does not tell."""
    return frozenset(kind._meta.db_table for kind in kinds) - states().keys()


@transaction.atomic
def watch(kinds: Iterable[type[models.Model]]) -> None:
    """Have the database tell when rows of these models change; done again it does no more.

    What is watched from now on is in a state of its own: nobody knows what came before. A
    migration that makes a table anew on SQLite takes its triggers away, and this puts them back.
    """
    for name in sorted(unwatched(kinds)):
        _leave_slip(name)
        for statement in _statements(name):
            with connection.cursor() as cursor:
                cursor.execute(statement)


def add_together(table_name: str) -> None:
    """Make one slip of all that a table has; the state they tell is the same.

    Slips that another has at hand are left. SQLite has one writer, and one slip a table.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_ADDED_TOGETHER, [table_name, table_name])


def _leave_slip(name: str) -> None:
    if connection.vendor == "sqlite":
        RecordChange.objects.filter(table_name=name).delete()
    RecordChange.objects.create(table_name=name, changes=1, token=secrets.randbelow(TOKENS))


def _statements(name: str) -> list[str]:
    """Return how a database is told to watch a table, whatever was there before."""
    if connection.vendor == "postgresql":
        acts = "INSERT OR UPDATE OR DELETE OR TRUNCATE"
        return [
            _TELL,
            f"DROP TRIGGER IF EXISTS {_TRIGGER} ON {name}",
            (
                f"CREATE TRIGGER {_TRIGGER} AFTER {acts} ON {name} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {_TRIGGER}()"
            ),
        ]
    drawn = f"changes = changes + 1, token = random() & {TOKENS - 1}"
    told = f"UPDATE {_SLIPS} SET {drawn} WHERE table_name = '{name}'"  # noqa: S608  Our own names.
    return [
        line
        for act in _ACTS
        for line in (
            f"DROP TRIGGER IF EXISTS {_TRIGGER}_{act}_{name}",
            f"CREATE TRIGGER {_TRIGGER}_{act}_{name} AFTER {act} ON {name} BEGIN {told}; END",
        )
    ]
