"""A package on disk: a folder, or a zip with the files at its root."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from samdrift.plumbing.exchange.faults import LONGEST_NAME, printable
from samdrift.plumbing.exchange.limited import Budget, LimitedStream
from samdrift.plumbing.exchange.ports import CannotImport

MOST_FILES = 1_000
HIGHEST_RATIO = 400
SMALL = 64 * 2**20
LARGEST_DIRECTORY = 2**20
"""Bytes of a zip's own list of files: a thousand of them with the longest of names."""
BUFFER = 256 * 1024

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_DAMAGED_ZIP = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


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
    name = printable(path.name, longest=LONGEST_NAME)
    if os.path.isdir(path):  # noqa: PTH112  It says no to a name that cannot be; Path raises.
        yield _Folder(path)
        return
    if not os.path.exists(path):  # noqa: PTH110  As above.
        raise CannotImport(f"{name}: finns inte. Ange en mapp eller en zip-fil.")
    try:
        _check_directory(path)
        archive = zipfile.ZipFile(path)
    except _DAMAGED_ZIP as error:
        raise CannotImport(
            f"{name}: är inte en hel zip-fil. Skapa paketet på nytt och försök igen."
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
        try:
            stream = (self._root / name).open("rb")
        except OSError as error:
            told = printable(name, longest=LONGEST_NAME)
            raise CannotImport(f"{told}: filen kan inte öppnas. Får du läsa den?") from error
        return io.BufferedReader(LimitedStream(stream, file=name, budget=budget), BUFFER)


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
            told = printable(twice[0], longest=LONGEST_NAME)
            raise CannotImport(f"{told}: finns två gånger i zip-filen. Behåll en.")
        named = (Member(entry.filename, entry.file_size) for entry in entries)
        self.members = tuple(sorted(named, key=lambda member: member.name))

    def open(self, name: str, budget: Budget) -> BinaryIO:
        try:
            stream = self._archive.open(name)
        except _DAMAGED_ZIP as error:
            told = printable(name, longest=LONGEST_NAME)
            raise CannotImport(
                f"{told}: filen är skadad eller packad på ett sätt som inte kan läsas. "
                "Skapa paketet på nytt."
            ) from error
        raw = LimitedStream(stream, file=name, budget=budget)  # type: ignore[arg-type]
        return io.BufferedReader(raw, BUFFER)


def _check_count(count: int) -> None:
    if count > MOST_FILES:
        raise CannotImport(f"Paketet har {count} filer; högst {MOST_FILES} kan tas emot.")


def _check_directory(path: Path) -> None:
    """Refuse a zip whose list of files alone would fill the memory, before it is read."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(size - _END_BYTES - _LONGEST_COMMENT, 0))
        tail = file.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0:
        raise zipfile.BadZipFile
    (listed,) = struct.unpack_from("<L", tail, at + 12)
    if listed > LARGEST_DIRECTORY:
        raise CannotImport(f"Paketet har för många filer; högst {MOST_FILES} kan tas emot.")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Refuse what no honest tool packs. Nothing is ever unpacked to disk; this is to be told."""
    name = printable(entry.filename, longest=LONGEST_NAME)
    parts = entry.filename.replace("\\", "/").split("/")
    if (
        entry.filename.startswith(("/", "\\"))
        or ".." in parts
        or ":" in parts[0]
        or "\0" in entry.orig_filename
    ):
        raise CannotImport(
            f"{name}: sökvägen pekar ut ur paketet. Filerna ska ligga i zip-filens rot."
        )
    if entry.flag_bits & 0x1:
        raise CannotImport(f"{name}: filen är krypterad. Skapa zip-filen utan lösenord.")
    if entry.compress_type not in _METHODS:
        raise CannotImport(f"{name}: filen är packad på ett sätt som inte kan läsas. Använd zip.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise CannotImport(f"{name}: är en länk. Lägg själva filen i paketet.")
    if entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
        raise CannotImport(
            f"{name}: packar upp till {entry.file_size // 2**20} MB från "
            f"{max(entry.compress_size // 1024, 1)} kB, vilket inte är en fil med poster."
        )
