"""What is told of a rule when it is made."""

from __future__ import annotations

from dataclasses import dataclass

WIPED = "Gallrat"
"""What stands where a name stood."""


@dataclass(frozen=True, slots=True)
class WantedRule:
    """Which tickets may be wiped, how long after they closed, and by which decision.

    An empty kind, service or organisation is any.
    """

    name: str
    days: int
    decision: str
    kind: str = ""
    service: str = ""
    organisation: str = ""
