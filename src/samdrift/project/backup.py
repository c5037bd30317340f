"""A copy of the database, its files and the key, taken while everything runs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from samdrift import __version__
from samdrift.kernel.refusals import Refusal


class CannotBackUp(Refusal):
    """A copy could not be made; none is left behind half done."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a copy holds."""

    size: int
    tables: int
    rows: int


def write_backup(file: Path, *, at: datetime) -> Receipt:
    """Write a zip with the database, its files, the secret key and a manifest with digests.

    The file appears whole or not at all, readable by its owner only. Raises CannotBackUp where it
    exists already, or the database's own tool is not there.
    """
    if file.exists():
        raise CannotBackUp(f"{file} finns redan. Ange en annan fil med -o.")
    if not file.parent.is_dir():
        raise CannotBackUp(f"Mappen {file.parent} finns inte.")
    with _work_folder(file.parent) as work:
        folder = Path(work)
        dumped, counts = _dump(folder)
        parts = [dumped, *_key(folder)]
        manifest = {
            "format": "samdrift-backup/1",
            "version": __version__,
            "made_at": at.isoformat(),
            "database": connection.vendor,
            "rows": counts,
            "sha256": {part.name: _digest(part) for part in parts},
        }
        half = folder / "half.zip"
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("manifest.json", json.dumps(manifest, indent=1, ensure_ascii=False))
            for part in parts:
                archive.write(part, part.name)
            _add_kept(archive)
        half.chmod(0o600)
        half.rename(file)
    return Receipt(file.stat().st_size, len(counts), sum(counts.values()))


def _work_folder(parent: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(dir=parent, prefix=".samdrift-backup-")
    except OSError as error:
        raise CannotBackUp(f"Mappen {parent} går inte att skriva i.") from error


def _dump(folder: Path) -> tuple[Path, dict[str, int]]:
    """Copy the database as it is at one moment, and count the rows of that moment."""
    if connection.vendor == "postgresql":
        return _dump_postgresql(folder / "database.pgdump")
    target = folder / "database.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    with closing(sqlite3.connect(target)) as copy:
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise CannotBackUp(f"Kopian är inte hel: {verdict}. Databasen behöver ses över.")
        return target, _row_counts(copy.cursor())


def _dump_postgresql(target: Path) -> tuple[Path, dict[str, int]]:
    tool = shutil.which("pg_dump")
    if tool is None:
        raise CannotBackUp("pg_dump finns inte på datorn. Installera postgresql-client.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (moment,) = cursor.fetchone()
        _run_pg_dump(tool, target, moment)
        return target, _row_counts(cursor)


def _run_pg_dump(tool: str, target: Path, moment: str) -> None:
    chosen = settings.DATABASES["default"]
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = os.environ | {to: chosen[key] for to, key in given.items() if chosen[key]}
    name = str(connection.settings_dict["NAME"])
    command = [tool, "--format=custom", f"--snapshot={moment}", f"--file={target}", name]
    finished = subprocess.run(  # noqa: S603  Our own tool, our own words.
        command, env=environment, capture_output=True, text=True, check=False
    )
    if finished.returncode:
        raise CannotBackUp(f"pg_dump gick inte: {finished.stderr.strip()}")


def _key(folder: Path) -> list[Path]:
    kept = settings.HOME / "secret-key"
    if not kept.exists():
        return []
    copy = folder / kept.name
    shutil.copyfile(kept, copy)
    return [copy]


def _add_kept(archive: zipfile.ZipFile) -> None:
    """Add what rows tell of and is kept as files, after the database was copied.

    A file is written before its row and outlives it by days, so that all rows of the copy have
    theirs. A file is named by its digest: it says itself whether it is whole.
    """
    for name in ("files", "mail-passwords", "directory-passwords"):
        for path in sorted((Path(settings.HOME) / name).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                with suppress(FileNotFoundError):
                    archive.write(path, path.relative_to(settings.HOME))


def _row_counts(cursor: Any) -> dict[str, int]:  # noqa: ANN401  Django's cursor, or SQLite's own.
    counts = {}
    for table in connection.introspection.table_names(connection.cursor()):
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        counts[table] = int(cursor.fetchone()[0])
    return counts


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
