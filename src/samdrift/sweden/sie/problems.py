"""What can be wrong with a SIE file, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import override

from samdrift.kernel.refusals import Refusal

SHOWN_CHARACTERS = 80
HELD_PROBLEMS = 100


class Kind(StrEnum):
    """What a problem is about, so that a caller may tolerate some and not others.

    The record is still read after CONTROL, ENCODING, UNBALANCED and CHECKSUM. After the others it
    is left out, and with a faulty posting the whole voucher is.
    """

    SYNTAX = "syntax"
    VALUE = "value"
    VOUCHER = "voucher"
    UNBALANCED = "unbalanced"
    CHECKSUM = "checksum"
    ENCODING = "encoding"
    CONTROL = "control"
    TOO_LONG = "too-long"
    NOT_SIE = "not-sie"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what stood there, and in Swedish what is allowed."""

    line: int
    label: str
    value: str
    allowed: str
    kind: Kind
    voucher: int = field(default=0, compare=False)
    """The line on which the voucher begins that it is about; 0 where it is about none."""

    @override
    def __str__(self) -> str:
        """Return it as one sentence for a person."""
        label = f", {self.label}" if self.label else ""
        value = f" ”{self.value}”" if self.value else ""
        return f"Rad {self.line}{label}{value}: {self.allowed}"


class SieError(Refusal):
    """The first problem of a file, where nobody asked to hear them all."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Fault(Exception):
    """A value that cannot be read; whoever knows the line and the label makes it a Problem."""

    def __init__(self, value: str, allowed: str, kind: Kind = Kind.VALUE) -> None:
        super().__init__(allowed)
        self.value = shown(value)
        self.allowed = allowed
        self.kind = kind


class Reporter:
    """Passes problems on, but not before the file has shown itself to be a SIE file.

    A picture or a spreadsheet is thereby one problem, not one a line.
    """

    def __init__(self, on_problem: Callable[[Problem], None] | None) -> None:
        self._on_problem = on_problem or _refuse
        self._held: list[Problem] = []
        self._is_sie = False

    def report(self, problem: Problem) -> None:
        """Tell a problem, at once or when the file is known to be a SIE file."""
        if self._is_sie:
            self._on_problem(problem)
        else:
            self._held.append(problem)

    def recognise(self) -> None:
        """Let held problems out: a record of SIE has been seen."""
        if self._is_sie:
            return
        self._is_sie = True
        for problem in self._held:
            self._on_problem(problem)
        self._held.clear()

    @property
    def has_given_up(self) -> bool:
        """Whether so much was wrong before the first SIE record that there will be none."""
        return len(self._held) >= HELD_PROBLEMS

    def finish(self) -> None:
        """Tell that it was no SIE file, if none of its records was seen."""
        if self._is_sie:
            return
        value = self._held[0].value if self._held else ""
        allowed = "Filen innehåller ingen SIE-post; den ska börja med #FLAGGA."
        self._on_problem(Problem(1, "", value, allowed, Kind.NOT_SIE))


def shown(value: str) -> str:
    """Return a value short enough to show."""
    return value if len(value) <= SHOWN_CHARACTERS else f"{value[:SHOWN_CHARACTERS]}…"


def _refuse(problem: Problem) -> None:
    raise SieError(problem)
