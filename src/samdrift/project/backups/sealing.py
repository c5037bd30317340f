"""A zip that ends with the digest of all before it, so that one changed byte anywhere is found."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

from samdrift.project.backups.errors import CannotRestore

_LENGTH = 64
PLACE = b"0" * _LENGTH
"""The comment a zip is given, at its very end: where the digest is to stand."""
_AT_A_TIME = 2**20


class Sealed:
    """Passes on what is written, all but the last 64 bytes, and reckons the digest of it."""

    def __init__(self, to: IO[bytes]) -> None:
        self._to = to
        self._held = b""
        self._digest = hashlib.sha256()

    def write(self, told: bytes) -> int:
        """Pass on what is known not to be the end."""
        whole = self._held + bytes(told)
        passed, self._held = whole[:-_LENGTH], whole[-_LENGTH:]
        self._digest.update(passed)
        self._to.write(passed)
        return len(told)

    def flush(self) -> None:
        """Pass on what has been written."""
        self._to.flush()

    def close(self) -> None:
        """Leave it to whoever opened what is written to."""

    def settle(self) -> None:
        """Write the digest where its place was kept."""
        assert self._held == PLACE, "the zip ends with the place of its digest"
        self._to.write(self._digest.hexdigest().encode())


def require_whole(file: Path, name: Path) -> None:
    """See that a zip is as it was written. Raises CannotRestore, by the name it is known by."""
    digest = hashlib.sha256()
    left = file.stat().st_size - _LENGTH
    with file.open("rb") as stream:
        while left > 0:
            part = stream.read(min(_AT_A_TIME, left))
            digest.update(part)
            left -= len(part)
        sealed = stream.read() == digest.hexdigest().encode()
    if not sealed:
        raise CannotRestore(
            f"{name} är skadad eller avbruten: innehållet är inte det som skrevs. "
            "Ingenting är ändrat. Ta en annan kopia."
        )
