"""Opening hours: what calendars say, tried before they are saved, and where each of them counts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.views import doors
from samdrift.api.views.desk_schemas import DESK, AnyOrganisation, AnyService, CalendarKey
from samdrift.api.views.schemas import NO_NUL, Asked, Moment, Told
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicelevels.queries import calendars
from samdrift.servicelevels.queries.calendars import CalendarSummary
from samdrift.servicelevels.queries.differences import differences
from samdrift.servicelevels.reckoning import calendar_file
from samdrift.servicelevels.reckoning.calendar_file import CalendarFile
from samdrift.servicelevels.reckoning.documents import BadCalendar
from samdrift.servicelevels.services import calendars as writing

router = Router(tags=["desk set-up"], by_alias=True)

EXAMPLE = """key = "skola"
name = "Skolans tider"

[[plan]]
from = 2026-01-01
monday = ["08:00-16:00"]
"""

Key = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,60}$", example="weekdays")]


class CalendarIn(Asked):
    """All that a calendar says, as the file (TOML) that it is read as."""

    text: Annotated[
        str,
        StringConstraints(min_length=1, max_length=100_000, pattern=NO_NUL),
        Field(examples=[EXAMPLE]),
    ]


class UseIn(Asked):
    """For which service and organisation a calendar counts from a day on; empty is all."""

    calendar: CalendarKey
    service: AnyService = ""
    organisation: AnyOrganisation = ""
    valid_from: date


class CalendarRow(Told):
    """A calendar in a list; the default one counts where no other does."""

    key: str
    name: str
    is_default: bool
    edition: int


class EditionOut(Told):
    """That a calendar was written, and by whom."""

    number: int
    written_by: str
    written_at: Moment


class CalendarOut(CalendarRow):
    """What a calendar says, as a file (TOML), and how often it was written, the latest first."""

    text: str
    editions: list[EditionOut]


class MovedOut(Told):
    """A ticket whose deadline would be another; none where the hours no longer reach that far."""

    ticket: str
    before: Moment
    after: Moment | None


class CalendarTrialOut(Told):
    """How many tickets go by a calendar, how many were tried, and which deadlines would move."""

    going: int
    tried: int
    moved: list[MovedOut]


class UseOut(Told):
    """Where a calendar counts from a day on; empty stands for all."""

    calendar: str
    service: str
    organisation: str
    valid_from: date


@router.get("/calendars", response=list[CalendarRow], auth=DESK, summary="Calendars")
def list_calendars(request: HttpRequest) -> list[CalendarRow]:
    """Return every calendar, by name."""
    doors.leader_of(request)
    return [_row(each) for each in _known()]


@router.post("/calendars", response={201: CalendarOut}, auth=DESK, summary="Add a calendar")
def add_calendar(request: HttpRequest, asked: CalendarIn) -> Answer[CalendarOut]:
    """Add a calendar; it counts nowhere until that is said."""
    by, told = doors.leader_of(request).name, _read(asked)
    writing.add_calendar(
        key=told.key, name=told.name, document=told.document, by=by, at=clock.now()
    )
    return Answer(201, _calendar(told.key))


@router.post("/calendar-trials", response=CalendarTrialOut, auth=DESK, summary="Try a calendar")
def try_calendar(request: HttpRequest, asked: CalendarIn) -> CalendarTrialOut:
    """Return which deadlines would move if a calendar said this; nothing is saved by that."""
    doors.leader_of(request)
    told = _read(asked)
    found = differences(key=told.key, document=told.document, at=clock.now())
    return CalendarTrialOut(
        going=found.going,
        tried=found.tried,
        moved=[
            MovedOut(ticket=each.subject, before=each.before, after=each.after)
            for each in found.moved
        ],
    )


@router.get("/calendars/{key}", response=CalendarOut, auth=DESK, summary="Read a calendar")
def read_calendar(request: HttpRequest, key: Key) -> CalendarOut:
    """Return what a calendar says now, and who has written it."""
    doors.leader_of(request)
    return _calendar(key)


@router.put("/calendars/{key}", response=CalendarOut, auth=DESK, summary="Write it anew")
def write_calendar(request: HttpRequest, key: Key, asked: CalendarIn) -> CalendarOut:
    """Let a calendar say something else, or be called so; a worker reckons open tickets anew.

    What says the same as before changes nothing.
    """
    by = doors.leader_of(request).name
    _calendar(key)
    told = _read(asked)
    if told.key != key:
        raise BadCalendar("Nyckeln ändras inte: lägg till en ny kalender i stället.")
    writing.write_calendar(key=key, document=told.document, by=by, at=clock.now(), name=told.name)
    return _calendar(key)


@router.get("/calendar-uses", response=list[UseOut], auth=DESK, summary="Where calendars count")
def list_uses(request: HttpRequest) -> list[UseOut]:
    """Return where calendars count today or later, those for all first."""
    doors.leader_of(request)
    return _uses()


@router.post(
    "/calendar-uses", response={201: list[UseOut]}, auth=DESK, summary="Let a calendar count"
)
def use_calendar(request: HttpRequest, asked: UseIn) -> Answer[list[UseOut]]:
    """Let a calendar count for a service and an organisation from a day; the one before ends."""
    doors.leader_of(request)
    writing.use_calendar(
        key=asked.calendar,
        service=asked.service.strip(),
        organisation=asked.organisation,
        valid_from=asked.valid_from,
        at=clock.now(),
    )
    return Answer(201, _uses())


def _read(asked: CalendarIn) -> CalendarFile:
    return calendar_file.read(asked.text.replace("\r\n", "\n"))


def _known() -> tuple[CalendarSummary, ...]:
    writing.lay_out_standards(at=clock.now())
    return calendars.calendars()


def _calendar(key: str) -> CalendarOut:
    chosen = next((each for each in _known() if each.key == key), None)
    if chosen is None:
        raise HttpError(404, f"Det finns ingen kalender som heter {key}.")
    editions = calendars.editions(key)
    return CalendarOut(
        **_row(chosen).model_dump(),
        text=calendar_file.written(CalendarFile(key, chosen.name, editions[0].document)),
        editions=[
            EditionOut(number=each.number, written_by=each.written_by, written_at=each.written_at)
            for each in editions
        ],
    )


def _row(each: CalendarSummary) -> CalendarRow:
    return CalendarRow(
        key=each.key, name=each.name, is_default=each.is_default, edition=each.edition
    )


def _uses() -> list[UseOut]:
    today = clock.now().astimezone(SWEDEN).date()
    return [
        UseOut(
            calendar=each.key,
            service=each.service,
            organisation=each.organisation,
            valid_from=each.valid_from,
        )
        for each in calendars.uses(on=today)
    ]
