"""Files kept by what they hold: written once, named by digest, removed when nobody has them."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from samdrift.plumbing import contributions
from samdrift.plumbing.seals import Looked

GRACE = timedelta(days=2)
"""How long a file nobody has is left: a transaction or a backup that needs it may be under way."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileHolder:
    """Offered by whoever keeps files: which of some digests it still has in a row."""

    key: str
    holds: Callable[[Collection[str]], Collection[str]]


class NoSuchFile(Exception):
    """What a row tells of is not on disk: the folder was not restored with the database."""


def folder() -> Path:
    """Return where files are kept; made if not there."""
    kept = Path(settings.HOME) / "files"
    kept.mkdir(mode=0o700, exist_ok=True)
    return kept


def keep(content: bytes) -> str:
    """Keep some bytes and return their digest. They are on disk, whole, when this returns."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if path.exists():
        os.utime(path)  # Whoever sweeps sees that somebody needs it anew.
        return digest
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    _settle(path.parent)
    return digest


def content(digest: str) -> bytes:
    """Return what was kept. Raises NoSuchFile where it is not there."""
    try:
        return _path(digest).read_bytes()
    except OSError as error:
        raise NoSuchFile(digest) from error


def sweep(at: datetime) -> None:
    """Remove files that no row has any more, and that nobody has kept anew of late."""
    holders = tuple(contributions.offered(FileHolder))
    for shelf in sorted(each for each in folder().iterdir() if each.is_dir()):
        old = {each.name: each for each in shelf.iterdir() if _is_old(each, at)}
        digests = {f"{shelf.name}{name}" for name in old if not name.startswith(".")}
        held = {digest for holder in holders for digest in holder.holds(digests)}
        for name, path in old.items():
            if f"{shelf.name}{name}" not in held:
                path.unlink(missing_ok=True)


def looked_at() -> Looked:
    """Look at every file: which no longer holds what its name says."""
    found = [path for path in folder().glob("??/*") if not path.name.startswith(".")]
    broken = tuple(
        f"{path.parent.name}/{path.name}"
        for path in sorted(found)
        if _digest_of(path) != path.parent.name + path.name
    )
    return Looked(len(found), broken)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _path(digest: str) -> Path:
    assert _DIGEST.fullmatch(digest), "a file is named by its digest"
    return folder() / digest[:2] / digest[2:]


def _is_old(path: Path, at: datetime) -> bool:
    try:
        return at.timestamp() - path.stat().st_mtime > GRACE.total_seconds()
    except OSError:
        return False


def _settle(shelf: Path) -> None:
    """Have the folder itself on disk too: a file without its name is lost."""
    handle = os.open(shelf, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
