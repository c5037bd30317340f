"""Who is away: told, listed and taken back by those who work with tickets."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.views import doors
from samdrift.api.views.act_schemas import Id
from samdrift.api.views.desk_schemas import RowId
from samdrift.api.views.schemas import Asked, Told
from samdrift.api.views.telling import READ, WRITE
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.casework import away

router = Router(tags=["desk"], by_alias=True)


class AwayIn(Asked):
    """That somebody, or oneself, is away from a day until the day they are back."""

    user_id: Id | None = None
    valid_from: date
    back_on: date


class AwayOut(Told):
    """That a colleague is away."""

    id: int
    user_id: int
    name: str
    valid_from: date
    back_on: date


@router.get("/away", response=list[AwayOut], auth=READ, summary="Who is away")
def list_away(request: HttpRequest) -> list[AwayOut]:
    """Return who is away today and who will be, the first to leave first."""
    doors.worker_of(request)
    return _coming()


@router.post("/away", response={201: list[AwayOut]}, auth=WRITE, summary="Say who is away")
def tell_away(request: HttpRequest, asked: AwayIn) -> Answer[list[AwayOut]]:
    """Say that somebody is away; what comes back to them goes to their group meanwhile."""
    actor = doors.worker_of(request)
    user_id = asked.user_id or actor.user_id
    assert user_id is not None, "who works with tickets has signed in"
    away.tell_away(
        user_id=user_id, valid_from=asked.valid_from, back_on=asked.back_on, by_name=actor.name
    )
    return Answer(201, _coming())


@router.delete("/away/{time}", response={204: None}, auth=WRITE, summary="Take it back")
def take_back(request: HttpRequest, time: RowId) -> Answer[None]:
    """Say that somebody is not away after all."""
    doors.worker_of(request)
    if time not in {each.id for each in _coming()}:
        raise HttpError(404, f"Ingen är borta på {time}.")
    away.take_back(away_id=time)
    return Answer(204, None)


def _coming() -> list[AwayOut]:
    today = clock.now().astimezone(SWEDEN).date()
    return [
        AwayOut(
            id=each.id,
            user_id=each.user_id,
            name=each.name,
            valid_from=each.valid_from,
            back_on=each.back_on,
        )
        for each in away.coming(on=today)
    ]
