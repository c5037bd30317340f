"""A stream of bytes that ends an import rather than the machine's memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, override

from samdrift.plumbing.exchange.faults import LONGEST_NAME, printable
from samdrift.plumbing.exchange.ports import CannotImport

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class Damaged(Exception):
    """The bytes of a file cannot be read to their end."""


class Budget:
    """How many bytes an import may still unpack, and how many it has."""

    def __init__(self, allowed: int, *, tell: Callable[[str, int], None]) -> None:
        self.allowed = allowed
        self.spent = 0
        self._tell = tell

    def spend(self, count: int, file: str) -> None:
        """Count bytes. Raises CannotImport when the package unpacks to more than is allowed."""
        self.spent += count
        self._tell(file, self.spent)
        if self.spent > self.allowed:
            raise CannotImport(
                f"{printable(file, longest=LONGEST_NAME)}: paketet är större än "
                f"{self.allowed // 2**20} MB uppackat. Dela upp det, eller höj gränsen med "
                "SAMDRIFT_IMPORT_LIMIT_MB."
            )


class LimitedStream(io.RawIOBase):
    """Reads on, counting every byte against a budget, and tells when the file is damaged."""

    def __init__(self, stream: BinaryIO, *, file: str, budget: Budget) -> None:
        super().__init__()
        self._stream = stream
        self._file = file
        self._budget = budget

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            chunk = self._stream.read(len(buffer))
        except _DAMAGED as error:
            raise Damaged(
                "filen är skadad eller avhuggen och kan inte läsas till slutet. "
                "Skapa paketet på nytt."
            ) from error
        self._budget.spend(len(chunk), self._file)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    @override
    def close(self) -> None:
        self._stream.close()
        super().close()
