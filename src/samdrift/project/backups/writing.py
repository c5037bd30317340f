"""A copy of the database, its files and the key, taken while everything runs."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, Any, BinaryIO

from django.conf import settings
from django.db import connection

from samdrift import __version__
from samdrift.plumbing import files
from samdrift.project import walls
from samdrift.project.backups import home_files, keys, manifest, postgresql
from samdrift.project.backups.errors import CannotBackUp
from samdrift.project.backups.sealing import PLACE, Sealed

_AT_A_TIME = 2**20


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a copy holds; `damaged` are files that were not as their names say."""

    file: Path
    size: int
    tables: int
    rows: int
    files: int
    damaged: tuple[str, ...]


def write_backup(file: Path, *, at: datetime, to: tuple[str, ...] = ()) -> Receipt:
    """Write a zip with the database, its files, the secret key and a manifest with digests.

    With public keys it is encrypted to them. The file appears whole or not at all, readable by its
    owner only, and is written as it is made: no file is held in memory. Raises CannotBackUp.
    """
    recipients = keys.recipients(to)
    if file.exists():
        raise CannotBackUp(f"{file} finns redan. Ange en annan fil med -o.")
    if not file.parent.is_dir():
        raise CannotBackUp(f"Mappen {file.parent} finns inte.")
    with _half_done(file) as half:
        with home_files.new_file(half) as out:
            way = keys.encrypting(out, recipients) if recipients else nullcontext(out)
            with way as stream:
                told = _write(stream, at)
            out.flush()
            os.fsync(out.fileno())
        half.rename(file)
    size = file.stat().st_size
    return Receipt(file, size, len(told.rows), told.row_count, told.files, told.damaged)


@contextmanager
def _half_done(file: Path) -> Iterator[Path]:
    """Yield where to write; whatever is left there afterwards is taken away."""
    try:
        folder = tempfile.TemporaryDirectory(dir=file.parent, prefix=".samdrift-backup-")
    except OSError as error:
        raise CannotBackUp(f"Mappen {file.parent} går inte att skriva i.") from error
    with folder as work:
        try:
            yield Path(work) / "half"
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise CannotBackUp("Disken är full. Ingen kopia är gjord.") from error


def _write(stream: IO[bytes], at: datetime) -> manifest.Manifest:
    sealed = Sealed(stream)
    with zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as archive:
        rows, database = _database(archive)
        told = manifest.Manifest(
            version=__version__,
            made_at=at.isoformat(),
            database=connection.vendor,
            migrations=_migrations(),
            walls=tuple(sorted(walls.standing())),
            rows=rows,
            **_files(archive, database),
        )
        archive.writestr(manifest.NAME, manifest.told(told))
        archive.comment = PLACE
    sealed.settle()
    return told


def _database(archive: zipfile.ZipFile) -> tuple[dict[str, int], dict[str, str]]:
    """Add the database as it is at one moment, with the rows of that moment and its digest."""
    name = manifest.DATABASES[connection.vendor]
    if connection.vendor == "postgresql":
        with postgresql.dumped() as (stream, cursor):
            # It is packed already.
            member = zipfile.ZipInfo(name)
            digest = _add(archive, member, stream)
            return row_counts(cursor), {name: digest}
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".backup-") as work:
        target = Path(work) / name
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        with closing(sqlite3.connect(target)) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok":
                raise CannotBackUp(f"Kopian är inte hel: {verdict}. Databasen behöver ses över.")
            rows = row_counts(copy.cursor())
        with target.open("rb") as source:
            return rows, {name: _add(archive, name, source)}


def _of_home() -> Iterator[tuple[str, BinaryIO]]:
    for path, name in home_files.kept(Path(settings.HOME)):
        with suppress(FileNotFoundError):
            yield name, path.open("rb")


def _kept() -> Iterator[tuple[str, BinaryIO]]:
    """Yield what rows tell of, wherever it is kept."""
    for digest in files.every():
        with suppress(files.NoSuchFile):
            yield home_files.name_of(digest), BytesIO(files.content(digest))


def _files(archive: zipfile.ZipFile, sha256: dict[str, str]) -> dict[str, Any]:
    """Add what rows tell of and is kept as files, after the database was copied.

    A file is written before its row and outlives it by days, so that all rows of the copy have
    theirs. A file is named by its digest: it says itself whether it is whole.
    """
    count = size = 0
    damaged = []
    for name, source in chain(_of_home(), _kept()):
        with source:
            digest = _add(archive, name, source)
            size += source.tell()
        named = home_files.digest_told(name)
        if named is None:
            sha256[name] = digest
        elif named != digest:
            damaged.append(name)
        count += 1
    return {"sha256": sha256, "files": count, "file_bytes": size, "damaged": tuple(damaged)}


def _add(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, source: IO[bytes]) -> str:
    """Add a file a little at a time, and return its digest."""
    digest = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as member:
        while part := source.read(_AT_A_TIME):
            digest.update(part)
            member.write(part)
    return digest.hexdigest()


def _migrations() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return tuple(sorted({f"{app}.{name}" for app, name in cursor.fetchall()}))


def row_counts(cursor: Any) -> dict[str, int]:  # noqa: ANN401  Django's cursor, or SQLite's own.
    """Return how many rows each table has."""
    counts = {}
    for table in connection.introspection.table_names(connection.cursor()):
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        counts[table] = int(cursor.fetchone()[0])
    return counts
