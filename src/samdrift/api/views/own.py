"""What asks for one's own attention: mentions, reminders, and the timer that runs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.views import doors
from samdrift.api.views.act_schemas import MOST_ID
from samdrift.api.views.schemas import NO_NUL, Asked, Moment, Told
from samdrift.api.views.telling import READ, WRITE, Number
from samdrift.plumbing import clock
from samdrift.servicedesk.casework import attention, mentioning, reminding, timing
from samdrift.servicedesk.errors import CannotChange

router = Router(tags=["own"], by_alias=True)

RowId = Annotated[int, Path(ge=1, le=MOST_ID)]
Note = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]


class Stop(Asked):
    """How a timer is stopped: with the time it ran, another, or none."""

    minutes: Annotated[int, Field(ge=0, le=24 * 60)] | None = None
    """Nought writes no time."""
    note: Note = ""


class NewReminder(Asked):
    """When somebody wants to be reminded of a ticket, and why."""

    due_at: Moment
    note: Note = ""


class Seen(Asked):
    """That a reminder is seen to, or is to come again."""

    due_at: Moment | None = None
    """When it is to come again; without it the reminder is done."""


class MentionOut(Told):
    """A note that calls one by name."""

    ticket: str
    subject: str
    by: str
    text: str
    at: datetime
    is_read: bool


class ReminderOut(Told):
    """Something one wanted to be reminded of."""

    id: int
    ticket: str
    subject: str
    due_at: datetime
    note: str


class OwnOut(Told):
    """What asks for one's attention: unread mentions first, the longest overdue first."""

    timer_ticket: str
    timer_since: datetime | None
    mentions: list[MentionOut]
    reminders: list[ReminderOut]


@router.get("/own", response=OwnOut, auth=READ, summary="What asks for one's attention")
def own(request: HttpRequest) -> OwnOut:
    """Return the mentions and reminders of the token's person, and where their timer runs."""
    doors.worker_of(request)
    return _own(request)


@router.put("/own/timer/{number}", response=OwnOut, auth=WRITE, summary="Start one's timer")
def start_timer(request: HttpRequest, number: Number) -> OwnOut:
    """Let one's time run in a ticket; what ran in another is written there."""
    user_id = _user(request)
    case = doors.case_of(request, number)
    timing.start_timer(number=case.number, user_id=user_id, at=clock.now())
    return _own(request)


@router.post("/own/timer", response=OwnOut, auth=WRITE, summary="Stop one's timer")
def stop_timer(request: HttpRequest, asked: Stop) -> OwnOut:
    """Stop one's timer, and write its time."""
    user_id = _user(request)
    if asked.minutes == 0:
        timing.throw_away_timer(user_id=user_id)
    else:
        timing.stop_timer(user_id=user_id, at=clock.now(), minutes=asked.minutes, note=asked.note)
    return _own(request)


@router.post(
    "/tickets/{number}/reminders", response={201: OwnOut}, auth=WRITE, summary="Be reminded"
)
def remind(request: HttpRequest, number: Number, asked: NewReminder) -> Answer[OwnOut]:
    """Have oneself reminded of a ticket at a moment."""
    user_id = _user(request)
    case = doors.case_of(request, number)
    reminding.remind(
        number=case.number,
        user_id=user_id,
        due_at=asked.due_at,
        note=asked.note,
        at=clock.now(),
    )
    return Answer(201, _own(request))


@router.put("/own/reminders/{reminder}", response=OwnOut, auth=WRITE, summary="See to a reminder")
def see_to(request: HttpRequest, reminder: RowId, asked: Seen) -> OwnOut:
    """Tick a reminder off, or have it come again at another moment."""
    user_id, now = _user(request), clock.now()
    if asked.due_at is None:
        reminding.tick_off(reminder_id=reminder, user_id=user_id, at=now)
    else:
        reminding.put_off(reminder_id=reminder, user_id=user_id, due_at=asked.due_at, at=now)
    return _own(request)


def _user(request: HttpRequest) -> int:
    user_id = doors.worker_of(request).user_id
    if user_id is None:
        raise CannotChange("Det är för den som arbetar med ärenden.")
    return user_id


def _own(request: HttpRequest) -> OwnOut:
    reader = doors.reader_of(request)
    told = attention.attention(reader, at=clock.now())
    return OwnOut(
        timer_ticket=told.timed_number,
        timer_since=told.timed_since,
        mentions=[
            MentionOut(
                ticket=each.number,
                subject=each.subject,
                by=each.by_name,
                text=each.text,
                at=each.at,
                is_read=each.is_read,
            )
            for each in mentioning.mentions(reader)
        ],
        reminders=[
            ReminderOut(
                id=each.id,
                ticket=each.number,
                subject=each.subject,
                due_at=each.due_at,
                note=each.note,
            )
            for each in reminding.reminders(reader)
        ],
    )
