"""What a store of files does, whatever it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from samdrift.kernel.refusals import Refusal


class NoSuchFile(Exception):
    """What a row tells of is not kept: the files were not restored with the database."""


class StoreAway(Refusal):
    """The store does not answer, or not us; the text says so."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A file that is kept, and when it was last needed."""

    digest: str
    at: datetime


class Store(Protocol):
    """Files named by their digest, in small letters of hexadecimal."""

    def put(self, digest: str, content: bytes) -> None:
        """Have some bytes there, whole, when this returns; what is there is needed anew."""

    def get(self, digest: str) -> bytes:
        """Return what is kept. Raises NoSuchFile where it is not there."""

    def every(self) -> Iterator[Standing]:
        """Yield every file, in the order of their names."""

    def remove(self, digest: str) -> None:
        """Take a file away; nothing is done where it is not there."""

    def tidy(self, before: datetime) -> None:
        """Take away what was begun before a moment and never became a file."""
