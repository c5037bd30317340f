"""What is told of a problem when it begins, and when its tickets are informed."""

from __future__ import annotations

from dataclasses import dataclass

from samdrift.problems.choices import Priority


@dataclass(frozen=True, slots=True)
class ProblemText:
    """What goes wrong, in which service, and how soon it is to be looked into."""

    title: str
    description: str = ""
    service: str = ""
    priority: Priority = Priority.MEDIUM
    owner_id: int | None = None
    root_cause: str = ""


@dataclass(frozen=True, slots=True)
class Informed:
    """What became of telling everybody who waits: how many were told, and how many could not be."""

    batch: str
    told: int
    refused: int
