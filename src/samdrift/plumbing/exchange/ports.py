"""What an app offers so that a file of a package can be taken in, and what it is handed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any, BinaryIO

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing.exchange.faults import Fault, FaultLog

FORMAT = "samdrift-exchange/1"

type Payload = dict[str, Any]
"""What a reader writes down to be able to undo; plain JSON."""


class CannotImport(Refusal):
    """The package as a whole cannot be read or taken in."""


class CannotUndo(Refusal):
    """What was imported is needed by what has come since."""


@dataclass(slots=True)
class FileSummary:
    """What became of the rows of a file."""

    file: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0
    """How many rows have a fault. Of a file too wrong to be read row by row nothing is counted."""
    notices: list[str] = field(default_factory=list)
    """What was taken in but ought to be looked at, in Swedish."""


MOST_CHANGES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """What a cell said before, and what it says now."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that was there, by its key, and what is changed in it."""

    key: str
    cells: tuple[ChangedCell, ...]


@dataclass(slots=True)
class Reading:
    """One file being read: where its bytes are, where faults go, and what was written."""

    file: str
    open: Callable[[], BinaryIO]
    manifest: dict[str, Any]
    faults: FaultLog
    at: datetime
    declared: dict[str, set[str]]
    """Keys that files of this package declare, faulty rows too: a code is unknown only once."""
    summary: FileSummary
    payloads: list[Payload] = field(default_factory=list)
    changes: list[ChangedRow] = field(default_factory=list)
    """The first of the rows that are changed."""

    def show_change(self, row: ChangedRow) -> None:
        """Keep a changed row to be shown, if it is among the first fifty."""
        if len(self.changes) < MOST_CHANGES_SHOWN:
            self.changes.append(row)

    def fault(self, line: int, column: str, value: str, allowed: str) -> None:
        """Tell that something is wrong in this file."""
        self.faults.add(Fault(self.file, line, column, value, allowed))


def is_never_known() -> bool:
    """Tell that a required file is always required."""
    return False


def undo_nothing(_payloads: Sequence[Payload]) -> None:
    """Undo a file that wrote nothing."""


@dataclass(frozen=True, slots=True)
class FileReader:
    """An app's reader of one kind of file: reads, checks, writes, and can undo what it wrote.

    `name` is the file's name in the package or a pattern (`ledger/*.se`). `read` writes in the
    transaction it is called in and tells every fault; whoever calls decides to keep or roll back.
    `is_known` says whether the database has already what a required file tells: files that come
    one by one may then leave it out.
    """

    key: str
    name: str
    read: Callable[[Reading], None]
    undo: Callable[[Sequence[Payload]], None] = undo_nothing
    is_required: bool = False
    is_known: Callable[[], bool] = is_never_known

    def takes(self, file: str) -> bool:
        """Whether a file of the package is of this kind; a pattern does not reach into folders."""
        if "*" not in self.name:
            return file == self.name
        return fnmatchcase(file.lower(), self.name) and file.count("/") == self.name.count("/")
