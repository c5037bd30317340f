"""A copy put back: into what is empty, or in the place of what is moved aside."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from samdrift.plumbing import files
from samdrift.plumbing.clock import SWEDEN
from samdrift.project.backups import home_files, postgresql, reading, sqlite
from samdrift.project.backups.errors import CannotRestore
from samdrift.project.backups.manifest import Manifest
from samdrift.project.backups.reading import Copy


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what was there is now; nothing where nothing was."""

    manifest: Manifest
    aside: str


def restore(file: Path, *, identity: Path | None, is_replacing: bool, at: datetime) -> Restored:
    """Put a copy back, whole or not at all. Raises CannotRestore, and everything is as it was."""
    home = Path(settings.HOME)
    with work_folder(home) as work, reading.opened(file, identity=identity, work=work) as copy:
        _require_same_kind(copy)
        there = what_is_there(home)
        if there and not is_replacing:
            raise CannotRestore(
                f"Här finns redan {', '.join(there)}. Ingenting är ändrat. Ange en tom mapp och "
                "databas, eller --replace, som först flyttar undan det som finns."
            )
        aside = f"before_restore_{at.astimezone(SWEDEN):%Y%m%d_%H%M%S}" if there else ""
        _put_back(copy, work, home, aside)
        return Restored(copy.manifest, aside)


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """Yield a folder that is taken away afterwards; a full disk is told of in words."""
    with (
        tempfile.TemporaryDirectory(dir=parent, prefix=".restoring-") as folder,
        telling_of_a_full_disk(),
    ):
        yield Path(folder)


@contextmanager
def telling_of_a_full_disk() -> Iterator[None]:
    """Have a full disk told of as any other reason why a copy cannot be put back."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        raise CannotRestore("Disken är full. Ingenting är ändrat.") from error


def _require_same_kind(copy: Copy) -> None:
    if copy.manifest.database == connection.vendor:
        return
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    raise CannotRestore(
        f"{copy.name} är av {names[copy.manifest.database]}, men SAMDRIFT_DATABASE_URL anger "
        f"{names[connection.vendor]}. En kopia går bara tillbaka till samma sorts databas. "
        "Ingenting är ändrat."
    )


def what_is_there(home: Path) -> list[str]:
    """Return what a copy would take the place of; a secret key alone is made by any command."""
    found = [path.name for path in home_files.tops(home) if path.name != "secret-key"]
    filled = (
        postgresql.is_filled()
        if connection.vendor == "postgresql"
        else sqlite.is_filled(_database_file())
    )
    return [*(["en databas med tabeller"] if filled else []), *found]


def _database_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _put_back(copy: Copy, work: Path, home: Path, aside: str) -> None:
    staged = work / "home"
    staged.mkdir(mode=0o700)
    if connection.vendor == "postgresql":
        dump = work / "database"
        reading.unpack(copy, home=staged, dump=dump)
        _into_the_bucket(staged)
        postgresql.require_unused()
        filled = aside if postgresql.is_filled() else ""
        with _moved(staged, home, home / aside if aside else work / "before"):
            name = str(connection.settings_dict["NAME"])
            connection.close()
            postgresql.put_in(dump, copy.manifest, database=name, aside=filled)
        return
    file = _database_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with work_folder(file.parent) as beside:
        dump = beside / "database"
        reading.unpack(copy, home=staged, dump=dump)
        _into_the_bucket(staged)
        sqlite.hold_against(dump, copy.manifest)
        connection.close()
        with _moved(staged, home, home / aside if aside else work / "before") as moves:
            if file.exists():
                sqlite.fold_in(file)
                kept = file.with_name(f"{file.name}.{aside}") if aside else beside / "empty"
                moves.rename(file, kept)
            moves.rename(dump, file)


def _into_the_bucket(staged: Path) -> None:
    """Have kept files in the bucket, where there is one: under their digests they change nothing.

    Those that were damaged when they were copied go to the home, where they are found too.
    """
    if not files.is_in_bucket():
        return
    try:
        files.move_to_bucket(staged / home_files.KEPT)
    except files.StoreAway as error:
        raise CannotRestore(f"{error} Kopian är inte återställd.") from error


class _Moves:
    """Renames that are undone, the last first, unless all went well."""

    def __init__(self, undoing: ExitStack) -> None:
        self._undoing = undoing

    def rename(self, path: Path, to: Path) -> None:
        path.rename(to)
        self._undoing.callback(to.rename, path)


@contextmanager
def _moved(staged: Path, home: Path, aside: Path) -> Iterator[_Moves]:
    """Have the staged files in the home, and what was there aside, if all goes well."""
    there = [*home_files.tops(home), *(path for path in [home / "jobs"] if path.exists())]
    with ExitStack() as undoing:
        moves = _Moves(undoing)
        aside.mkdir(mode=0o700)
        undoing.callback(aside.rmdir)
        for path in there:
            moves.rename(path, aside / path.name)
        for path in sorted(staged.iterdir()):
            moves.rename(path, home / path.name)
        yield moves
        undoing.pop_all()
