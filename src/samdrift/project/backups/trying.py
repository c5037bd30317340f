"""A copy tried: put back in a place of its own, looked over by the program, and taken away."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from samdrift.project.backups import postgresql, reading, sqlite
from samdrift.project.backups.errors import CannotRestore
from samdrift.project.backups.manifest import Manifest
from samdrift.project.backups.reading import Copy
from samdrift.project.backups.restoring import telling_of_a_full_disk

_VERIFY = (sys.executable, "-c", "from samdrift.project.cli import main; main()", "verify")


@dataclass(frozen=True, slots=True)
class Tried:
    """What a copy held, and what the program said of it."""

    manifest: Manifest
    said: str


def try_copy(file: Path, *, identity: Path | None) -> Tried:
    """Put a copy back in a temporary home and database, hold it against all it says, and drop it.

    Raises CannotRestore where anything is not as it was.
    """
    with tempfile.TemporaryDirectory(prefix="samdrift-verify-") as folder, telling_of_a_full_disk():
        work = Path(folder)
        with reading.opened(file, identity=identity, work=work) as copy:
            home = work / "home"
            home.mkdir(mode=0o700)
            with _database(copy, work, home) as address:
                is_right, said = look_over(home=home, address=address)
            if not is_right:
                raise CannotRestore(f"{file} är hel, men allt i den stämmer inte:\n{said}")
            return Tried(copy.manifest, said)


@contextmanager
def _database(copy: Copy, work: Path, home: Path) -> Iterator[str]:
    """Yield the address of a database with what the copy holds, and unpack the rest."""
    dump = work / "samdrift.sqlite3"
    if copy.manifest.database == "sqlite":
        reading.unpack(copy, home=home, dump=dump)
        sqlite.hold_against(dump, copy.manifest)
        yield f"sqlite:///{dump}"
        return
    if connection.vendor != "postgresql":
        raise CannotRestore(
            f"{copy.name} är av PostgreSQL. Ange en server med SAMDRIFT_DATABASE_URL: kopian "
            "prövas i en egen databas där, som sedan tas bort."
        )
    reading.unpack(copy, home=home, dump=dump)
    with postgresql.temporary_database() as (name, address):
        postgresql.put_in(dump, copy.manifest, database=name)
        yield address


def look_over(*, home: Path | None = None, address: str = "") -> tuple[bool, str]:
    """Have the program look over a home and a database, here unless others are named.

    Returns whether all is right, and what it said.
    """
    told = {"SAMDRIFT_HOME": str(home), "SAMDRIFT_DATABASE_URL": address} if home else {}
    ended = subprocess.run(  # noqa: S603  Our own program, our own words.
        _VERIFY, env=os.environ | told, capture_output=True, text=True, check=False
    )
    return ended.returncode == 0, (ended.stdout + ended.stderr).strip()
