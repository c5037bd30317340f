"""Files in a folder: a shelf for each two first letters of their names."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import override

from samdrift.plumbing.stores.ports import NoSuchFile, Standing, Store

_HALF = "."
"""How the name of a file begins that is being written."""


@dataclass(frozen=True, slots=True)
class Folder(Store):
    """A folder that its owner alone may read; made at first need."""

    root: Path

    @override
    def put(self, digest: str, content: bytes) -> None:
        path = self._path(digest)
        if path.exists():
            os.utime(path)  # Whoever sweeps sees that somebody needs it anew.
            return
        for each in (self.root, path.parent):
            each.mkdir(mode=0o700, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=_HALF, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
        _settle(path.parent)

    @override
    def get(self, digest: str) -> bytes:
        try:
            return self._path(digest).read_bytes()
        except OSError as error:
            raise NoSuchFile(digest) from error

    @override
    def every(self) -> Iterator[Standing]:
        for path in sorted(self.root.glob("??/*")):
            at = None if path.name.startswith(_HALF) else _changed(path)
            if at is not None:
                yield Standing(path.parent.name + path.name, at)

    @override
    def remove(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    @override
    def tidy(self, before: datetime) -> None:
        for path in self.root.glob(f"??/{_HALF}*"):
            at = _changed(path)
            if at is not None and at < before:
                path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest[2:]


def _changed(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None


def _settle(shelf: Path) -> None:
    """Have the folder itself on disk too: a file without its name is lost."""
    handle = os.open(shelf, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
