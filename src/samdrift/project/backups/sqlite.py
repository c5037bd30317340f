"""A database of SQLite held against what was copied, and moved into its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from samdrift.project.backups.errors import CannotRestore
from samdrift.project.backups.manifest import Manifest

BESIDE = ("-wal", "-shm", "-journal")
"""How the names of files end that SQLite keeps beside a database."""


def is_filled(file: Path) -> bool:
    """Whether there is a database with any table in a file, or something that is no database."""
    if not file.exists() or not file.stat().st_size:
        return False
    try:
        with closing(sqlite3.connect(file)) as found:
            return bool(found.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())
    except sqlite3.DatabaseError:
        return True


def fold_in(file: Path) -> None:
    """Have all that was written in the one file. Raises CannotRestore while others have it open."""
    try:
        with closing(sqlite3.connect(file, timeout=1)) as found:
            (mode,) = found.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        mode = "wal"
    except sqlite3.DatabaseError:
        return  # It is no database: moved aside as it is.
    if mode == "wal":
        raise CannotRestore(
            f"{file} används av någon annan. Stoppa Samdrift först (webben och arbetaren). "
            "Ingenting är ändrat."
        )


def hold_against(file: Path, manifest: Manifest) -> None:
    """See that a database is whole, and has the rows and walls told of. Raises CannotRestore."""
    try:
        with closing(sqlite3.connect(file)) as found:
            _hold(found, manifest)
    except sqlite3.DatabaseError as error:
        raise CannotRestore(f"Kopians databas går inte att läsa ({error}).") from error


def _hold(found: sqlite3.Connection, manifest: Manifest) -> None:
    (verdict,) = found.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise CannotRestore(f"Kopians databas är inte hel: {verdict}. Ingenting är ändrat.")
    for table, wanted in manifest.rows.items():
        (rows,) = found.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
        if rows != wanted:
            raise CannotRestore(
                f"Tabellen {table} har {rows} rader i kopian, men skulle ha {wanted}. "
                "Ingenting är ändrat."
            )
    standing = {name for (name,) in found.execute("SELECT name FROM sqlite_master")}
    lost = sorted(set(manifest.walls) - standing)
    if lost:
        raise CannotRestore(
            f"I kopian saknas {', '.join(lost)}, som vaktar uppgifterna. Ingenting är ändrat."
        )
