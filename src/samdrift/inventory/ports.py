"""What became of an inventory, and who knows of tickets that concern a machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from samdrift.plumbing.access import Viewer


class Fate(StrEnum):
    """What became of what was told of a machine."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Change:
    """How much of a section is otherwise than before."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    before: int = 0
    after: int = 0

    def told(self) -> dict[str, int]:
        """Return it as it is kept."""
        return {
            "added": self.added,
            "removed": self.removed,
            "changed": self.changed,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of what was told of one machine."""

    machine_id: int
    name: str
    fate: Fate
    changes: Mapping[str, Change] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket that concerns a machine, in a line."""

    words: str
    href: str
    standing: str


@dataclass(frozen=True, slots=True)
class CaseSource:
    """Who above knows of tickets that concern whoever has a machine.

    `about` is told the person's id, who reads and their user's id; it asks at most two questions.
    """

    key: str
    about: Callable[[int, Viewer, int], tuple[Case, ...]]
