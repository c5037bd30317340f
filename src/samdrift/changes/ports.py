"""What is told about a change when it is written down, and who tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samdrift.changes.choices import Kind


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: somebody who has signed in, or Samdrift itself where `user_id` is None."""

    name: str
    user_id: int | None = None

    def __post_init__(self) -> None:
        assert self.name, "whoever acts has a name"


SYSTEM = Actor("Samdrift")
"""What happens by itself: somebody is reminded."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change as whoever writes it wants it; times may be left for later in a draft."""

    title: str
    why: str = ""
    what: str = ""
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    """The organisations that notice; none means every one."""
    probability: int = 1
    consequence: int = 1
    plan: str = ""
    back_out_plan: str = ""
    test: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    responsible_id: int | None = None
    implementer_ids: tuple[int, ...] = ()
    is_public: bool = False
    public_text: str = ""


@dataclass(frozen=True, slots=True)
class NewChange:
    """What a change begins as: its kind, the template a standard one is made from, and the rest."""

    kind: Kind
    wanted: Wanted
    template_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody votes, and why."""

    is_for: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Slot:
    """When a change is done, and what it touches; no organisations means every one."""

    number: str
    starts_at: datetime
    ends_at: datetime
    services: frozenset[str]
    organisations: frozenset[str]
