"""What is told of a thing when something happens to it, who tells it, and who knows more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from samdrift.plumbing.access import Role, Viewer


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: somebody who has signed in, or Samdrift itself where `user_id` is None."""

    name: str
    user_id: int | None = None
    roles: frozenset[Role] = frozenset(Role)

    def __post_init__(self) -> None:
        assert self.name, "whoever acts has a name"


SYSTEM = Actor("Samdrift")
"""What is told by a list or by another system: nobody's role stands in the way."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told with a step: on which day, and what changes; None is left as it was."""

    day: date
    organisation: str | None = None
    holder_id: int | None = None
    unit_id: int | None = None
    place_id: int | None = None
    location: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewThing:
    """A thing as it is registered: what stands on it, and how it stands from a day on."""

    tag: str
    kind: str
    state: str
    told: Told
    name: str = ""
    serial: str = ""
    model: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    bought_on: date | None = None
    warranty_until: date | None = None
    cost_ore: int | None = None
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A ticket that concerns a thing, in a line."""

    words: str
    href: str
    standing: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class CasesOfThing:
    """Who above knows of tickets that concern a thing.

    `about` is told the thing's id, who reads and their user's id; it asks at most two questions.
    """

    key: str
    about: Callable[[int, Viewer, int], tuple[CaseLine, ...]]
