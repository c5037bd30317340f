"""A package on disk: a folder, or a zip with the files at its root."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from samdrift.plumbing.exchange.limited import Budget, LimitedStream
from samdrift.plumbing.exchange.ports import CannotImport

MOST_FILES = 1_000
HIGHEST_RATIO = 400
SMALL = 64 * 2**20
BUFFER = 256 * 1024


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a package, by its name within it, with the size it says it has."""

    name: str
    size: int


class Package(Protocol):
    """Files that can be opened, each as often as is needed."""

    @property
    def members(self) -> tuple[Member, ...]:
        """The files, by name."""

    def open(self, name: str, budget: Budget) -> BinaryIO:
        """Open one file for reading."""


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a folder or a zip. Raises CannotImport when it is neither, damaged or hostile."""
    if path.is_dir():
        yield _Folder(path)
        return
    if not path.exists():
        raise CannotImport(f"{path}: finns inte. Ange en mapp eller en zip-fil.")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise CannotImport(
            f"{path.name}: är inte en hel zip-fil. Skapa paketet på nytt och försök igen."
        ) from error
    with archive:
        yield _Zip(archive)


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root
        files = (found for found in root.rglob("*") if found.is_file())
        named = [
            Member(found.relative_to(root).as_posix(), found.stat().st_size) for found in files
        ]
        _check_count(len(named))
        self.members = tuple(sorted(named, key=lambda member: member.name))

    def open(self, name: str, budget: Budget) -> BinaryIO:
        raw = LimitedStream((self._root / name).open("rb"), file=name, budget=budget)
        return io.BufferedReader(raw, BUFFER)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _check_count(len(entries))
        for entry in entries:
            _check_entry(entry)
        names = [entry.filename for entry in entries]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise CannotImport(f"{twice[0]}: finns två gånger i zip-filen. Behåll en.")
        named = (Member(entry.filename, entry.file_size) for entry in entries)
        self.members = tuple(sorted(named, key=lambda member: member.name))

    def open(self, name: str, budget: Budget) -> BinaryIO:
        try:
            stream = self._archive.open(name)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise CannotImport(
                f"{name}: filen är skadad eller packad på ett sätt som inte kan läsas. "
                "Skapa paketet på nytt."
            ) from error
        raw = LimitedStream(stream, file=name, budget=budget)  # type: ignore[arg-type]
        return io.BufferedReader(raw, BUFFER)


def _check_count(count: int) -> None:
    if count > MOST_FILES:
        raise CannotImport(f"Paketet har {count} filer; högst {MOST_FILES} kan tas emot.")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse what no honest tool packs. Nothing is ever unpacked to disk; this is to be told."""
    name = entry.filename
    parts = name.replace("\\", "/").split("/")
    if (
        name.startswith(("/", "\\"))
        or ".." in parts
        or ":" in parts[0]
        or "\0" in entry.orig_filename
    ):
        raise CannotImport(
            f"{name!a}: sökvägen pekar ut ur paketet. Filerna ska ligga i zip-filens rot."
        )
    if entry.flag_bits & 0x1:
        raise CannotImport(f"{name}: filen är krypterad. Skapa zip-filen utan lösenord.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise CannotImport(f"{name}: är en länk. Lägg själva filen i paketet.")
    if entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
        raise CannotImport(
            f"{name}: packar upp till {entry.file_size // 2**20} MB från "
            f"{max(entry.compress_size // 1024, 1)} kB, vilket inte är en fil med poster."
        )
