"""A database made ready by the command that meets it first."""

from __future__ import annotations

import fcntl
import functools
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from samdrift.plumbing import clock
from samdrift.plumbing.search import marking
from samdrift.plumbing.search import work as indexing
from samdrift.project import walls
from samdrift.reporting import registry

_LOCK = 7_261_953
"""A number of our own: only one process migrates a PostgreSQL database at a time."""


def needs_database[**Given, Answer](
    command: Callable[Given, Answer],
) -> Callable[Given, Answer]:
    """Have a command migrate the database first where it is new or older than the program."""

    @functools.wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        bring_up_to_date()
        return command(*args, **kwargs)

    return run


def bring_up_to_date() -> None:
    """Migrate the database if anything on disk has not been applied to it, and have it watched."""
    if not (waiting() or registry.unwatched() or marking.is_unwatched()):
        return
    if connection.vendor != "postgresql":
        with (settings.HOME / "migrate.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _migrate()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            _migrate()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _migrate() -> None:
    if waiting():
        before = walls.standing()
        call_command("migrate", verbosity=0, interactive=False)
        walls.require(before)
    registry.watch()
    indexing.watch(at=clock.now())


def may_do_everything() -> bool:
    """Whether the account we have at PostgreSQL is one of those that its server obeys in all."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        return bool(cursor.fetchone() == ("on",))


def waiting() -> frozenset[tuple[str, str]]:
    """Return the migrations that have not been applied, by app and name."""
    return frozenset(on_disk() - _applied())


def on_disk() -> set[tuple[str, str]]:
    """Return the migrations of the program, by app and name."""
    return {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in (Path(config.path) / "migrations").glob("[0-9]*.py")
    }


def _applied() -> set[tuple[str, str]]:
    connection.ensure_connection()
    try:
        with closing(connection.cursor()) as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return {(str(app), str(name)) for app, name in cursor.fetchall()}
    except DatabaseError:
        return set()
