"""The day of whoever goes out, and the register of places that it is reckoned by."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.views import doors
from samdrift.api.views.act_schemas import MOST_ID
from samdrift.api.views.desk_schemas import DESK
from samdrift.api.views.schemas import Asked, Told
from samdrift.api.views.telling import READ
from samdrift.servicedesk.visiting import places, route
from samdrift.servicedesk.visiting.places import Place
from samdrift.servicedesk.visiting.route import Stop

router = Router(tags=["desk"], by_alias=True)
register = Router(tags=["desk set-up"], by_alias=True)

PlaceId = Annotated[int, Path(ge=1, le=MOST_ID)]
PlaceName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$"),
    Field(examples=["Kisa"]),
]


class StopOut(Told):
    """A visit of a day: the way there, and about when one is there; the clock is Swedish."""

    number: str
    subject: str
    place: str
    time: str
    kilometres: int | None
    travel_minutes: int | None
    begins: str
    ends: str
    late_minutes: int


class RouteOut(Told):
    """A day of visits in the order to go, as it is estimated; no way is told that is not known."""

    start: str
    leaves: str
    back: str
    kilometres: int
    travel_minutes: int
    is_whole: bool
    stops: list[StopOut]


class PlaceIn(Asked):
    """Where a place is, in degrees (WGS 84), and whether days begin and end there."""

    name: PlaceName
    latitude: Annotated[float, Field(ge=-90, le=90, examples=[57.9881])]
    longitude: Annotated[float, Field(ge=-180, le=180, examples=[15.6307])]
    is_start: bool = False


class PlaceOut(Told):
    """A place that visits are made to."""

    id: int
    name: str
    latitude: float
    longitude: float
    is_start: bool


@router.get("/visits", response=RouteOut, auth=READ, summary="One's own day")
def day(request: HttpRequest, on: Annotated[date, Query(examples=["2026-03-02"])]) -> RouteOut:
    """Return the visits of a day that are whose token it is, in the order that is best to go."""
    doors.worker_of(request)
    told = route.day(reader=doors.reader_of(request), on=on)
    return RouteOut(
        start=told.start,
        leaves=_clock(told.leaves),
        back=_clock(told.back),
        kilometres=told.kilometres,
        travel_minutes=told.minutes,
        is_whole=told.is_whole,
        stops=[_stop(each) for each in told.stops],
    )


@register.get("/places", response=list[PlaceOut], auth=DESK, summary="Places")
def list_places(request: HttpRequest) -> list[PlaceOut]:
    """Return every place that visits are made to, in order."""
    doors.leader_of(request)
    return [_place(each) for each in places.places()]


@register.put("/places", response=list[PlaceOut], auth=DESK, summary="Say where a place is")
def save_place(request: HttpRequest, asked: PlaceIn) -> list[PlaceOut]:
    """Say where a place is; the same name again moves it."""
    doors.leader_of(request)
    spot = places.near(asked.latitude, asked.longitude)
    places.save_place(name=asked.name, spot=spot, is_start=asked.is_start)
    return [_place(each) for each in places.places()]


@register.delete("/places/{place}", response={204: None}, auth=DESK, summary="Take a place away")
def remove_place(request: HttpRequest, place: PlaceId) -> Answer[None]:
    """Take a place away; ways to it are no longer reckoned."""
    doors.leader_of(request)
    if place not in {each.id for each in places.places()}:
        raise HttpError(404, f"Det finns ingen plats {place}.")
    places.remove_place(place)
    return Answer(204, None)


def _stop(stop: Stop) -> StopOut:
    item = stop.item
    return StopOut(
        number=item.number,
        subject=item.subject,
        place=item.place,
        time=item.time.isoformat("minutes") if item.time else "",
        kilometres=stop.leg.kilometres if stop.leg else None,
        travel_minutes=stop.leg.minutes if stop.leg else None,
        begins=_clock(stop.begins),
        ends=_clock(stop.goes),
        late_minutes=stop.late_minutes,
    )


def _place(place: Place) -> PlaceOut:
    return PlaceOut(
        id=place.id,
        name=place.name,
        latitude=float(place.spot.latitude),
        longitude=float(place.spot.longitude),
        is_start=place.is_start,
    )


def _clock(minutes: int) -> str:
    hours, rest = divmod(max(minutes, 0), 60)
    return f"{hours % 24:02d}:{rest:02d}"
