"""The rows of made-up tickets before they are written, and what they are told by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from samdrift.servicedesk.models import (
    ChecklistItem,
    Handover,
    Message,
    Opinion,
    Ticket,
    TicketEvent,
    TimeSpent,
    Watcher,
)
from samdrift.servicelevels.services.many_clocks import PastCase


@dataclass(frozen=True, slots=True)
class Standards:
    """What every ticket is told by: ids and numbers, the lines of groups, and priorities."""

    names: Mapping[int, tuple[int, str]]
    """The id and the number of every story, by the story's own identity in memory."""
    first_group_id: int
    lines: Mapping[int, int]
    """The line of each group."""
    priorities: Mapping[tuple[int, int], int]


@dataclass(slots=True)
class Rows:
    """All rows of all stories, not yet written."""

    tickets: list[Ticket] = field(default_factory=list)
    events: list[TicketEvent] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    checklist: list[ChecklistItem] = field(default_factory=list)
    time: list[TimeSpent] = field(default_factory=list)
    watchers: list[Watcher] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)
    cases: list[PastCase] = field(default_factory=list)


def plain(value: object) -> object:
    """Return a value as an event keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def kept(value: object) -> object:
    """Return a value as it is when it has been in the database: moments are universal."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value
