"""What is told of a made-up ticket: how it came in, and what was done with it, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samdrift.servicedesk.choices import Channel, Status
from samdrift.servicedesk.ports import Actor, Report


class Deed(StrEnum):
    """What can be done with a ticket in a story; each is an act of the service desk's own."""

    TAKE = "take"
    SEND_ON = "send-on"
    REPLY = "reply"
    NOTE = "note"
    ANSWER = "answer"
    PLAN = "plan"
    WAKE = "wake"
    VISIT = "visit"
    HAND_OVER = "hand-over"
    TAKE_BACK = "take-back"
    SOLVE = "solve"
    VERIFY = "verify"
    REOPEN = "reopen"
    RATE = "rate"
    MERGE = "merge"
    CHECKLIST = "checklist"
    TICK = "tick"
    SPEND = "spend"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does with a ticket; which of the rest counts, the deed says."""

    deed: Deed
    at: datetime
    by: Actor
    text: str = ""
    channel: Channel = Channel.PORTAL
    then: Status | None = None
    row_id: int = 0
    """The group that it is passed on to, or who takes it or watches it."""
    moment: datetime | None = None
    """When it is planned to come back, or what a supplier promises."""
    day: date | None = None
    number: int = 0
    """A score, minutes, or the place of a point in the list."""
    supplier: str = ""
    reference: str = ""
    texts: tuple[str, ...] = ()
    merged: Story | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket from its report to where it stands."""

    at: datetime
    by: Actor
    report: Report
    acts: tuple[Act, ...] = ()
