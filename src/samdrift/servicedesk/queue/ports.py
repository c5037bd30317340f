"""What a list of tickets is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class View(StrEnum):
    """The ready selections of the desk."""

    MINE = "mine"
    NEW = "new"
    WAITING = "waiting"
    WATCHED = "watched"
    ALL = "all"
    SOLVED = "solved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which tickets a list shows; what is unsaid does not narrow it."""

    view: View = View.ALL
    group_id: int | None = None
    assignee_id: int | None = None
    organisation_code: str = ""
    priority: int | None = None
    kind: str = ""
    service: str = ""
    keyword: str = ""
    requester_id: int | None = None
    unit_id: int | None = None
    is_answer_awaited: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Selection:
        """Read a selection from an address; what is not a value of its field is left out."""
        view = query.get("view", "")
        return cls(
            view=View(view) if view in set(View) else View.ALL,
            group_id=_number(query.get("group", "")),
            assignee_id=_number(query.get("assignee", "")),
            organisation_code=query.get("organisation", ""),
            priority=_number(query.get("priority", "")),
            kind=query.get("kind", ""),
            service=query.get("service", ""),
            keyword=" ".join(query.get("keyword", "").lower().split()),
            requester_id=_number(query.get("requester", "")),
            unit_id=_number(query.get("unit", "")),
            is_answer_awaited=query.get("awaited", "") == "1",
        )

    def query(self) -> dict[str, str]:
        """Return the selection as the parameters of an address; only what narrows."""
        told = {
            "view": self.view.value,
            "group": self.group_id,
            "assignee": self.assignee_id,
            "organisation": self.organisation_code,
            "priority": self.priority,
            "kind": self.kind,
            "service": self.service,
            "keyword": self.keyword,
            "requester": self.requester_id,
            "unit": self.unit_id,
            "awaited": "1" if self.is_answer_awaited else "",
        }
        return {key: str(value) for key, value in told.items() if value not in (None, "")}


@dataclass(frozen=True, slots=True)
class Item:
    """One ticket in a list."""

    id: int
    number: str
    subject: str
    status: str
    priority: int
    requester: str
    organisation_code: str
    group: str
    assignee: str
    solve_by: datetime | None
    opened_at: datetime
    closed_at: datetime | None
    solved_at: datetime | None
    changed_at: datetime | None
    is_answer_awaited: bool
    is_replied: bool
    is_secret: bool
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VisitItem:
    """A visit that is agreed on: to whom, where, and if it is said at which hour, how long."""

    number: str
    subject: str
    requester: str
    mobile: str
    place: str
    time: time | None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, with where the next and the one before begin; empty at the ends."""

    items: tuple[Item, ...]
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How many tickets a view has, told as `1000+` beyond what is worth counting."""

    number: int
    is_more: bool

    @property
    def words(self) -> str:
        """Return the count as it is shown."""
        return f"{self.number}+" if self.is_more else str(self.number)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
