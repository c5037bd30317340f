"""Databases of PostgreSQL taken out and put in whole, by the database's own tools."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection, transaction

from samdrift.project.backups.errors import CannotBackUp, CannotRestore
from samdrift.project.backups.manifest import Manifest

_GIVEN = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
_ENCRYPTION = ("sslmode", "sslrootcert", "sslcert", "sslkey")


def _tool(name: str) -> str | None:
    return shutil.which(name)


def _environment() -> dict[str, str]:
    """Return the environment in which the tools find the server, and say no more than they must."""
    chosen = settings.DATABASES["default"]
    given = {to: str(chosen[key]) for to, key in _GIVEN.items() if chosen[key]}
    options = chosen.get("OPTIONS", {})
    given |= {f"PG{name.upper()}": options[name] for name in _ENCRYPTION if name in options}
    return os.environ | given | {"PGOPTIONS": "-c client_min_messages=warning"}


@contextmanager
def dumped() -> Iterator[tuple[IO[bytes], Any]]:
    """Yield the database of one moment as a stream, and a cursor that sees the same moment."""
    tool = _tool("pg_dump")
    if tool is None:
        raise CannotBackUp("pg_dump finns inte på datorn. Installera postgresql-client.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (moment,) = cursor.fetchone()
        name = str(connection.settings_dict["NAME"])
        command = [tool, "--format=custom", f"--snapshot={moment}", name]
        with tempfile.TemporaryFile("w+") as said:
            with subprocess.Popen(  # noqa: S603  Our own tool, our own words.
                command, env=_environment(), stdout=subprocess.PIPE, stderr=said
            ) as running:
                assert running.stdout is not None, "what it writes is read"
                try:
                    yield running.stdout, cursor
                except BaseException:
                    running.kill()
                    raise
            if running.returncode:
                said.seek(0)
                raise CannotBackUp(f"pg_dump gick inte: {said.read().strip()}")


def is_filled() -> bool:
    """Whether the database has any table at all."""
    with connection.cursor() as cursor:
        return bool(connection.introspection.table_names(cursor))


def require_unused() -> None:
    """See that no process of ours has the database open. Raises CannotRestore."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND usename = current_user AND pid <> pg_backend_pid()"
        )
        if cursor.fetchone()[0]:
            raise CannotRestore(
                "Databasen används av någon annan. Stoppa Samdrift först (webben och arbetaren). "
                "Ingenting är ändrat."
            )


def put_in(dump: Path, manifest: Manifest, *, database: str, aside: str = "") -> None:
    """Put a dump into a database, held against what was dumped, in one transaction.

    With a name, what was there is kept in a schema of that name. Raises CannotRestore, and
    everything is as it was.
    """
    before = [f'ALTER SCHEMA public RENAME TO "{aside}"; CREATE SCHEMA public;'] if aside else []
    restore, psql = _tool("pg_restore"), _tool("psql")
    if restore is None or psql is None:
        raise CannotRestore(
            "pg_restore och psql finns inte på datorn. Installera postgresql-client. "
            "Ingenting är ändrat."
        )
    reading = [restore, "--no-owner", "--no-privileges", "--no-comments", "--file=-", str(dump)]
    writing = [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction"]
    writing += [f"--dbname={database}", "--output=/dev/null"]
    with tempfile.TemporaryFile("w+") as said:
        taking = subprocess.Popen(  # noqa: S603  Our own tool, our own words.
            [*writing, "--file=-"], env=_environment(), stdin=subprocess.PIPE, stderr=said
        )
        giving = subprocess.Popen(  # noqa: S603  As above.
            reading, stdout=subprocess.PIPE, stderr=said
        )
        _pour(giving, taking, before, _held_against(manifest))
        if giving.returncode or taking.returncode:
            said.seek(0)
            raise CannotRestore(f"Databasen tog inte emot kopian: {said.read().strip()[:500]}")


def _pour(
    giving: subprocess.Popen[bytes],
    taking: subprocess.Popen[bytes],
    before: list[str],
    after: str,
) -> None:
    """Hand on all that one gives to the other, and let it end only when all was given."""
    assert giving.stdout is not None, "it is read"
    assert taking.stdin is not None, "it is written to"
    with giving, taking, suppress(BrokenPipeError):
        for each in before:
            taking.stdin.write(each.encode())
        shutil.copyfileobj(giving.stdout, taking.stdin)
        if giving.wait():
            # Ended by its input, it would keep what it has been given.
            taking.kill()
            return
        taking.stdin.write(after.encode())
        taking.stdin.close()


_HELD = """
SET search_path = public;
DO $held$ DECLARE lost text; BEGIN
    %s
    FOR lost IN SELECT name FROM unnest(ARRAY[%s]::text[]) AS name
        WHERE name NOT IN (SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D')
        AND name NOT IN (SELECT conname FROM pg_constraint)
    LOOP RAISE EXCEPTION '%% saknas, som vaktar uppgifterna', lost; END LOOP;
END $held$;
"""
_HELD_ROWS = """
    IF (SELECT count(*) FROM %s) <> %d THEN
        RAISE EXCEPTION 'tabellen %% har inte %% rader', %s, %d;
    END IF;
"""


def _held_against(manifest: Manifest) -> str:
    """Return what refuses, within the transaction, unless rows and walls are as they were."""
    rows = "".join(
        _HELD_ROWS % (connection.ops.quote_name(table), count, _text(table), count)
        for table, count in manifest.rows.items()
    )
    return _HELD % (rows, ", ".join(map(_text, manifest.walls)))


def _text(told: str) -> str:
    return "'" + told.replace("'", "''") + "'"


@contextmanager
def temporary_database() -> Iterator[tuple[str, str]]:
    """Yield the name and the address of an empty database, which is dropped afterwards."""
    name = f"samdrift_verify_{secrets.token_hex(6)}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            raise CannotRestore(
                "Databasens användare får inte göra databaser, och en kopia prövas i en egen. "
                "Låt den som sköter PostgreSQL skriva: ALTER ROLE … CREATEDB. Ingenting är ändrat."
            )
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield name, _address(settings.DATABASES["default"], name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _address(chosen: Mapping[str, Any], name: str) -> str:
    user, password, host = (quote(str(chosen[key]), "") for key in ("USER", "PASSWORD", "HOST"))
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    port = f":{chosen['PORT']}" if chosen["PORT"] else ""
    way = {key: told for key, told in chosen.get("OPTIONS", {}).items() if key in _ENCRYPTION}
    return f"postgres://{who}{host}{port}/{name}{'?' if way else ''}{urlencode(way)}"
