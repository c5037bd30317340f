"""Times with the desk: what is free, and booking one, moving it and taking it back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.views import doors
from samdrift.api.views.act_schemas import MOST_ID
from samdrift.api.views.schemas import NO_NUL, Asked, Line, Moment, Told, Words
from samdrift.api.views.telling import READ, WRITE
from samdrift.bookings import queries, services
from samdrift.bookings.choices import MINUTES_OF_A_DAY, Language, Way, Whom
from samdrift.bookings.ports import Booked, Slot, Wanted
from samdrift.bookings.queries import Hours
from samdrift.directory.queries import PersonCard
from samdrift.plumbing import clock

SHOWN_AHEAD = timedelta(days=28)
"""How far ahead those at the desk are told what is booked with anybody, as on their page."""

router = Router(tags=["bookings"], by_alias=True)

BookingId = Annotated[int, Path(ge=1, le=MOST_ID)]
HoursId = Annotated[int, Path(ge=1, le=MOST_ID)]
type Id = Annotated[int, Field(ge=1, le=MOST_ID)]
type Minute = Annotated[int, Field(ge=0, le=MINUTES_OF_A_DAY)]
type Weekday = Annotated[int, Field(ge=1, le=7)]
type SlotKey = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=NO_NUL)]
type About = Annotated[str, StringConstraints(max_length=4000, pattern=NO_NUL)]


class SlotOut(Told):
    """A time that is free: with whom, when, and how one can meet then."""

    slot: str
    helper: str
    starts_at: Moment
    ends_at: Moment
    ways: list[Way]
    languages: list[Language]
    place: str


class NewBooking(Asked):
    """A time that is wanted, by the slot that was told free."""

    slot: SlotKey
    service: Words
    about: About = ""
    way: Way
    place: Line = ""
    language: Language = Language.SWEDISH


class OtherSlot(Asked):
    """The free slot that a booking is moved to."""

    slot: SlotKey


class BookingOut(Told):
    """A booked time, and the ticket it is."""

    id: int
    ticket: str
    person: str
    helper: str
    starts_at: Moment
    ends_at: Moment
    service: str
    way: Way
    place: str
    language: Language
    is_cancelled: bool


class HoursOut(Told):
    """When a colleague can be booked: a weekday from 1, minutes after midnight, days half open."""

    id: int
    helper_id: int
    helper: str
    weekday: int
    opens: int
    closes: int
    minutes: int
    whom: Whom
    ways: list[Way]
    languages: list[Language]
    place: str
    valid_from: date
    valid_until: date | None


class NewHours(Asked):
    """Hours of weekdays when a colleague can be booked from a day on, told in minutes."""

    helper_id: Id
    weekdays: Annotated[list[Weekday], Field(min_length=1, max_length=7)]
    opens: Minute
    closes: Minute
    minutes: Minute
    whom: Whom = Whom.ALL
    ways: Annotated[list[Way], Field(min_length=1, max_length=len(Way))]
    languages: Annotated[list[Language], Field(min_length=1, max_length=len(Language))]
    place: Line = ""
    valid_from: date


class Ending(Asked):
    """The first day when hours can be booked no more."""

    on: date


@router.get("/free", response=list[SlotOut], auth=READ, summary="Free times")
def free(request: HttpRequest) -> list[SlotOut]:
    """Return the times that the token's person can book, the earliest first."""
    person = doors.person_of(request)
    return [_free(each) for each in queries.free_slots(person=person, at=clock.now())]


@router.get("", response=list[BookingOut], auth=READ, summary="List bookings")
def list_bookings(request: HttpRequest) -> list[BookingOut]:
    """Return what is booked: by oneself, or to those at the desk with anybody four weeks ahead."""
    now = clock.now()
    if doors.works_tickets(request):
        found = queries.coming(at=now, until=now + SHOWN_AHEAD)
    else:
        found = queries.coming_of(doors.person_of(request).id, at=now)
    return [_booked(each) for each in found]


@router.post("", response={201: BookingOut}, auth=WRITE, summary="Book a time")
def book(request: HttpRequest, asked: NewBooking) -> Answer[BookingOut]:
    """Book a free time. It becomes a ticket of the helper's, and a letter with the time in it."""
    wanted = Wanted(asked.service, asked.about, asked.way, asked.place, asked.language)
    person = doors.person_of(request)
    told = services.book(person=person, key=asked.slot, wanted=wanted, at=clock.now())
    return Answer(201, _booked(told))


@router.get("/hours", response=list[HoursOut], auth=READ, summary="Hours that can be booked")
def hours(request: HttpRequest) -> list[HoursOut]:
    """Return when colleagues can be booked, today or later."""
    doors.worker_of(request)
    return _every_hours()


@router.post("/hours", response={201: list[HoursOut]}, auth=WRITE, summary="Add hours")
def add_hours(request: HttpRequest, asked: NewHours) -> Answer[list[HoursOut]]:
    """Let a colleague be booked on some weekdays from a day on."""
    doors.worker_of(request)
    services.plan_hours(
        services.Plan(
            helper_id=asked.helper_id,
            weekdays=tuple(asked.weekdays),
            opens=asked.opens,
            closes=asked.closes,
            minutes=asked.minutes,
            whom=asked.whom,
            ways=tuple(asked.ways),
            languages=tuple(asked.languages),
            place=asked.place,
            valid_from=asked.valid_from,
        )
    )
    return Answer(201, _every_hours())


@router.post("/hours/{time}/end", response=list[HoursOut], auth=WRITE, summary="End hours")
def end_hours(request: HttpRequest, time: HoursId, asked: Ending) -> list[HoursOut]:
    """Let nobody book some hours from a day on; what is booked already stands."""
    doors.worker_of(request)
    services.end_hours(time_id=time, on=asked.on)
    return _every_hours()


@router.put("/{booking}", response=BookingOut, auth=WRITE, summary="Move a booking")
def move(request: HttpRequest, booking: BookingId, asked: OtherSlot) -> BookingOut:
    """Move one's own booking to another free time, where it can be met in the same way."""
    person = _whose(request, booking)
    told = services.move(person=person, booking_id=booking, key=asked.slot, at=clock.now())
    return _booked(told)


@router.delete("/{booking}", response=BookingOut, auth=WRITE, summary="Take a booking back")
def cancel(request: HttpRequest, booking: BookingId) -> BookingOut:
    """Take one's own booking back; the time is free again and its ticket is closed."""
    person = _whose(request, booking)
    return _booked(services.cancel(person=person, booking_id=booking, at=clock.now()))


def _whose(request: HttpRequest, booking_id: int) -> PersonCard:
    """Return whoever asks, who has booked it; another's booking is not there."""
    person = doors.person_of(request)
    if queries.booking(booking_id, person_id=person.id) is None:
        raise HttpError(404, "Den bokade tiden finns inte.")
    return person


def _every_hours() -> list[HoursOut]:
    return [_hours(each) for each in queries.hours(on=clock.now().date())]


def _hours(each: Hours) -> HoursOut:
    return HoursOut(
        id=each.id,
        helper_id=each.helper_id,
        helper=each.helper_name,
        weekday=each.weekday,
        opens=each.opens,
        closes=each.closes,
        minutes=each.minutes,
        whom=each.whom,
        ways=list(each.ways),
        languages=list(each.languages),
        place=each.place,
        valid_from=each.span.start,
        valid_until=each.span.end,
    )


def _free(slot: Slot) -> SlotOut:
    return SlotOut(
        slot=slot.key,
        helper=slot.helper_name,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        ways=list(slot.ways),
        languages=list(slot.languages),
        place=slot.place,
    )


def _booked(told: Booked) -> BookingOut:
    return BookingOut(
        id=told.id,
        ticket=told.number,
        person=told.person_name,
        helper=told.helper_name,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        service=told.service,
        way=told.way,
        place=told.place,
        language=told.language,
        is_cancelled=told.is_cancelled,
    )
