"""Packages that come through the browser: kept in the home folder until they are taken in."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import contributions
from samdrift.plumbing.exchange.faults import printable
from samdrift.plumbing.exchange.ports import FileReader

KEPT = timedelta(hours=24)
LONGEST_STEM = 100

_UNSAFE = re.compile(r"[^\w.()-]+")


class CannotReceive(Refusal):
    """What was sent is not a package, nor files of one."""


class IsGone(Refusal):
    """What was sent is no longer kept."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent: the folder it is kept by, what it is called, and how many files it has."""

    token: str
    source: str
    is_loose: bool


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    file: TemporaryUploadedFile


def keep(files: Sequence[TemporaryUploadedFile]) -> Upload:
    """Keep one zip, or loose files as a folder. Raises CannotReceive, and then keeps nothing.

    A file is moved to where it is kept, readable by its owner only; its name is made harmless.
    """
    if not files:
        raise CannotReceive("Välj ett paket eller en fil först.")
    is_zip = [str(file.name).lower().endswith(".zip") for file in files]
    if any(is_zip) and len(files) > 1:
        raise CannotReceive("Välj antingen en zip-fil eller lösa filer, inte båda på en gång.")
    token = secrets.token_urlsafe(16)
    if is_zip[0]:
        name = harmless(str(files[0].name))
        _move([_Named(name, files[0])], _folder(token) / "zip")
        return Upload(token, name, is_loose=False)
    named = [_Named(_name_in_package(str(file.name)), file) for file in files]
    _refuse_twice([each.name for each in named])
    _move(named, _folder(token) / "loose")
    source = named[0].name.rpartition("/")[2] if len(named) == 1 else f"{len(named)} filer"
    return Upload(token, source, is_loose=True)


def package(token: str) -> Path:
    """Return where the package of an upload is. Raises IsGone where it is no longer kept."""
    loose = _folder(token) / "loose"
    if loose.is_dir():
        return loose
    found = next((_folder(token) / "zip").glob("*"), None)
    if found is None:
        raise IsGone("Filen finns inte kvar här. Välj den igen.")
    return found


def beside(token: str, name: str) -> Path:
    """Return where something about an upload is kept, beside its package."""
    return _folder(token) / name


def remove(token: str) -> None:
    """Remove an upload."""
    shutil.rmtree(_folder(token), ignore_errors=True)


def remove_old(*, at: datetime) -> None:
    """Remove what was sent a day ago or longer, and what was left half sent."""
    for path in Path(settings.UPLOADS).iterdir():
        with suppress(OSError):
            if at.timestamp() - path.stat().st_mtime > KEPT.total_seconds():
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def harmless(name: str) -> str:
    """Return a name that is a name only: no folder, no sign that a shell or a page would act on."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    stem, _, ending = plain.rpartition(".")
    kept = _UNSAFE.sub("_", stem).strip("._")[:LONGEST_STEM] or "paket"
    return f"{kept}.{_UNSAFE.sub('', ending)[:10].lower()}"


def _name_in_package(name: str) -> str:
    """Return where in a package a file with such a name stands. Raises CannotReceive for others."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    readers = tuple(contributions.offered(FileReader))
    for reader in readers:
        folder = reader.name.rpartition("/")[0]
        placed = f"{folder}/{harmless(plain)}" if folder else plain
        if reader.takes(placed):
            return placed
    known = ", ".join(reader.name for reader in readers)
    raise CannotReceive(f"{printable(plain)}: okänd fil. Det som kan läsas in är {known}.")


def _refuse_twice(names: list[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise CannotReceive(f"{printable(twice)} är vald två gånger. Behåll en.")


def _move(files: list[_Named], folder: Path) -> None:
    for each in files:
        target = folder / each.name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        source = Path(each.file.temporary_file_path())
        source.chmod(0o600)
        source.rename(target)


def _folder(token: str) -> Path:
    assert re.fullmatch(r"[\w-]{1,64}", token, re.ASCII), "an address that the routes let through"
    return Path(settings.UPLOADS) / token
