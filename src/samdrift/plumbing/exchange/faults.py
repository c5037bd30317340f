"""What is wrong with a package, told so that a person can mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, override

SHOWN = 100
LONGEST_VALUE = 60
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what stands there, and what is allowed (in Swedish).

    `line` is the physical line, from 1; 0 where the fault is the file's own. `column` is the
    column's name, or the label of a SIE record; empty where the fault is the line's own.
    """

    file: str
    line: int
    column: str
    value: str
    allowed: str

    @override
    def __str__(self) -> str:
        """Return one line: `tickets.csv, rad 14, kolumn channel: "fax" – ska vara …`."""
        place = printable(self.file, longest=LONGEST_NAME)
        if self.line:
            place += f", rad {self.line}"
        if self.column:
            word = "post" if self.column.startswith("#") else "kolumn"
            place += f", {word} {printable(self.column)}"
        value = f'"{printable(self.value)}" – ' if self.value else ""
        return f"{place}: {value}{self.allowed}"


def printable(text: str, *, longest: int = LONGEST_VALUE) -> str:
    """Return text that is safe to print on one line, cut where it is long."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in cut
    )


class Listener(Protocol):
    """Hears of every fault as it is found, and of the row it stands in where there is one."""

    def fault(self, fault: Fault) -> None:
        """Hear what is wrong."""

    def row(self, file: str, line: int, names: Sequence[str], cells: Sequence[str]) -> None:
        """Hear the cells of a row that has faults, after them."""


class Nobody:
    """Hears nothing."""

    def fault(self, fault: Fault) -> None:
        """Pass over what is wrong."""

    def row(self, file: str, line: int, names: Sequence[str], cells: Sequence[str]) -> None:
        """Pass over the row."""


@dataclass(slots=True)
class FaultLog:
    """The first faults of an import, and how many there are in all and in each file."""

    shown: list[Fault] = field(default_factory=list)
    count: int = 0
    by_file: Counter[str] = field(default_factory=Counter)
    listener: Listener = field(default_factory=Nobody)

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def unshown(self) -> int:
        """How many faults there are beyond those kept."""
        return self.count - len(self.shown)

    def add(self, fault: Fault) -> None:
        """Count a fault, and keep it if it is among the first hundred."""
        self.count += 1
        self.by_file[fault.file] += 1
        self.listener.fault(fault)
        if len(self.shown) < SHOWN:
            self.shown.append(fault)
