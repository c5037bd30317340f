"""What states, kinds and times are called on the pages of changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from samdrift.changes.choices import EventKind, Kind, RiskClass, State
from samdrift.changes.queries.changes import ChangeLine, EventLine
from samdrift.plumbing.clock import SWEDEN

_KINDS_OF_STATUS = {
    State.APPROVED: "ok",
    State.DONE: "ok",
    State.REVIEWED: "ok",
    State.SCHEDULED: "now",
    State.ONGOING: "now",
    State.BACKED_OUT: "warn",
    State.REJECTED: "bad",
    State.FAILED: "bad",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A change as lists show it, in words."""

    number: str
    title: str
    kind: str
    status_kind: str
    status: str
    risk: str
    risk_kind: str
    when: str
    responsible: str
    touched: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something that has happened, in words."""

    words: str
    text: str
    by_name: str
    at: datetime


def line(change: ChangeLine, names: dict[str, str]) -> Line:
    """Return a change in words."""
    kind, status = standing(change.state)
    touched = [*change.services, *(names.get(code, code) for code in change.organisations)]
    return Line(
        change.number,
        change.title,
        str(Kind(change.kind).label),
        kind,
        status,
        str(RiskClass(change.risk_class).label),
        risk_kind(change.risk_class),
        times(change.starts_at, change.ends_at),
        change.responsible,
        ", ".join(touched),
    )


def standing(state: str) -> tuple[str, str]:
    """Return how a change stands: which sort of status, and its word."""
    told = State(state)
    return _KINDS_OF_STATUS.get(told, "quiet"), str(told.label)


def risk_kind(risk_class: str) -> str:
    """Return which sort of status a class of risk is."""
    return {RiskClass.HIGH: "bad", RiskClass.MEDIUM: "warn"}.get(RiskClass(risk_class), "quiet")


def times(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """Return from when to when, the day told once where it is one."""
    if starts_at is None or ends_at is None:
        return ""
    first, last = starts_at.astimezone(SWEDEN), ends_at.astimezone(SWEDEN)
    start = f"{first:%Y-%m-%d %H.%M}"
    return (
        f"{start}–{last:%H.%M}"
        if first.date() == last.date()
        else f"{start} – {last:%Y-%m-%d %H.%M}"
    )


def told(event: EventLine) -> Told:
    """Return something that has happened in words."""
    words = str(EventKind(event.kind).label)
    if "state" in event.changes:
        words = str(State(event.changes["state"][1]).label)
    elif "vote" in event.changes:
        is_for = event.changes["vote"][1] == State.APPROVED
        words = _("Röstade för") if is_for else _("Röstade emot")
    elif "verdict" in event.changes:
        is_for = event.changes["verdict"][1] == State.APPROVED
        words = _("Godkänd i efterhand") if is_for else _("Avslagen i efterhand")
    return Told(words, event.text, event.by_name, event.at)
