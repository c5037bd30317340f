"""Writing what was asked for to a file."""

from __future__ import annotations

from pathlib import Path

from samdrift.kernel.refusals import Refusal


class CannotWrite(Refusal):
    """The file that was asked for cannot be written."""


def write_file(path: Path, written: bytes) -> None:
    """Write a file. Raises CannotWrite where that cannot be done."""
    try:
        path.write_bytes(written)
    except OSError as error:
        raise CannotWrite(f"{path} går inte att skriva. Ange en annan fil med -o.") from error
