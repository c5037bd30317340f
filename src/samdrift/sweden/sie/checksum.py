"""The checksum #KSUMMA of a SIE file, by which a reader knows that nothing has been altered."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from samdrift.sweden.sie.fields import Row, split_fields
from samdrift.sweden.sie.problems import Fault, Kind, Problem

CHECKSUM = "#KSUMMA"

_SEPARATORS = b" \t{}"


@dataclass(slots=True)
class Checksum:
    """CRC-32 over the labels and fields between two #KSUMMA, bare of quotes and braces."""

    encoding: str
    started_on: int = 0
    value: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the first #KSUMMA has been seen, and not the last."""
        return self.started_on > 0

    def add(self, text: str) -> None:
        """Count a line."""
        self.value = zlib.crc32(_bare(text, self.encoding), self.value)

    def meet(self, row: Row) -> None:
        """Begin at the first #KSUMMA; compare at the last."""
        stated = row.text(0)
        if not self.is_open:
            if stated:
                allowed = "Kontrollsumman saknar den första #KSUMMA, där den börjar räknas."
                raise Fault(stated, allowed, Kind.CHECKSUM)
            self.started_on, self.value = row.line, 0
            return
        self.started_on = 0
        if stated != str(self.value):
            allowed = f"Kontrollsumman stämmer inte: filens innehåll ger {self.value}."
            raise Fault(stated, allowed, Kind.CHECKSUM)

    def unfinished(self) -> Iterator[Problem]:
        """Yield the problem that the last #KSUMMA is missing, if it is."""
        if self.is_open:
            allowed = "Kontrollsumman avslutas inte: en andra #KSUMMA ska stå sist med summan."
            yield Problem(self.started_on, CHECKSUM, "", allowed, Kind.CHECKSUM)


def is_checksum(text: str) -> bool:
    """Whether a line is #KSUMMA itself, which is not counted."""
    return text.lstrip(" \t").upper().startswith(CHECKSUM)


def _bare(text: str, encoding: str) -> bytes:
    """Return the bytes of a line that are counted."""
    if "\\" in text:
        text = _bare_by_fields(text)
        return text.encode(encoding, errors="replace")
    parts = text.encode(encoding, errors="replace").split(b'"')
    parts[::2] = [part.translate(None, _SEPARATORS) for part in parts[::2]]
    return b"".join(parts)


def _bare_by_fields(text: str) -> str:
    """Do it by the fields where there is a backslash: only they tell which quotes are text."""
    try:
        fields = split_fields(text)
    except Fault:
        return text
    return "".join(field if isinstance(field, str) else "".join(field) for field in fields)
