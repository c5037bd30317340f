"""The database itself marks what is to be told to the index anew, whoever changes it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from samdrift.plumbing import contributions
from samdrift.plumbing.search.models import Mark
from samdrift.plumbing.search.ports import SearchableSource, Watched

_MARKS = Mark._meta.db_table
_BEGINS = "search_marks_"
_ACTS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}

_KNOWN = {
    "sqlite": f"SELECT name, tbl_name FROM sqlite_master WHERE name LIKE '{_BEGINS}%'",  # noqa: S608
    "postgresql": f"""
        SELECT tgname, found.relname FROM pg_trigger JOIN pg_class found ON found.oid = tgrelid
        WHERE tgname LIKE '{_BEGINS}%' AND pg_table_is_visible(found.oid)
    """,  # noqa: S608
}


@dataclass(frozen=True, slots=True)
class _Trigger:
    """What the database does when something is done to a row of a table."""

    name: str
    table: str
    statements: tuple[str, ...]


def is_unwatched() -> bool:
    """Whether the database does not yet mark all that changes."""
    return bool({trigger.name for trigger in _wanted()} - _known().keys())


@transaction.atomic
def watch() -> bool:
    """Have the database mark what changes; done again it does no more. Return whether it did any.

    A migration that makes a table anew on SQLite takes its triggers away, and this puts them back.
    """
    wanted, known = {trigger.name: trigger for trigger in _wanted()}, _known()
    missing = wanted.keys() - known.keys()
    with connection.cursor() as cursor:
        for name in sorted(known.keys() - wanted.keys()):
            on = f" ON {known[name]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
        for name in sorted(missing):
            for statement in wanted[name].statements:
                cursor.execute(statement)
    return bool(missing)


def _known() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN[connection.vendor])
        return dict(cursor.fetchall())


def _wanted() -> Iterator[_Trigger]:
    by_table: dict[str, list[tuple[str, Watched]]] = defaultdict(list)
    for source in contributions.offered(SearchableSource):
        for each in source.watched:
            by_table[each.model._meta.db_table].append((source.kind, each))
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    for table, watched in by_table.items():
        for act in _ACTS:
            body = " ".join(_mark(kind, each, act) for kind, each in watched)
            columns = sorted({column for _, each in watched for column in each.columns})
            yield make(table, act, columns, body)


def _mark(kind: str, watched: Watched, act: str) -> str:
    """Return the statement that marks things; all its parts are names of ours, nothing is told."""
    keys = " UNION ".join(watched.keys.format(row=row) for row in _ACTS[act])
    when = _differs(watched.columns) if act == "UPDATE" else "TRUE"
    told = f"SELECT '{kind}', CAST(told.key AS varchar(100)) FROM ({keys}) AS told WHERE {when}"  # noqa: S608
    return f"INSERT INTO {_MARKS} (kind, key) {told};"


def _differs(columns: tuple[str, ...] | list[str]) -> str:
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    return f"({' OR '.join(f'OLD.{column} {differs} NEW.{column}' for column in columns)})"


def _of(act: str, columns: list[str]) -> tuple[str, str]:
    """Return of which columns an update is told of, and when."""
    if act != "UPDATE":
        return "", ""
    return f" OF {', '.join(columns)}", f" WHEN {_differs(columns)}"


def _sqlite(table: str, act: str, columns: list[str], body: str) -> _Trigger:
    of, when = _of(act, columns)
    name = _name(table, act, of, body)
    made = f"CREATE TRIGGER {name} AFTER {act}{of} ON {table} FOR EACH ROW{when} BEGIN {body} END"
    return _Trigger(name, table, (made,))


def _postgresql(table: str, act: str, columns: list[str], body: str) -> _Trigger:
    of, when = _of(act, columns)
    name = _name(table, act, of, body)
    function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
    trigger = f"CREATE TRIGGER {name} AFTER {act}{of} ON {table} FOR EACH ROW{when}"
    return _Trigger(
        name,
        table,
        (
            f"{function} AS $$ BEGIN {body} RETURN NULL; END $$",
            f"{trigger} EXECUTE FUNCTION {name}()",
        ),
    )


def _name(table: str, act: str, of: str, body: str) -> str:
    """Return a name that is another where the trigger does something else."""
    digest = hashlib.blake2s(f"{of}{body}".encode(), digest_size=4).hexdigest()
    return f"{_BEGINS}{table[:32]}_{act.lower()}_{digest}"
