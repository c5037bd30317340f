"""Disturbances: what does not work, and how it goes."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.doors import Bearer
from samdrift.api.views.process_schemas import (
    DisturbanceOut,
    DisturbancesOut,
    DisturbanceUpdate,
    HappeningOut,
    Linked,
    NewDisturbance,
)
from samdrift.directory.queries import PersonCard
from samdrift.disturbances.choices import DisturbanceState
from samdrift.disturbances.ports import DisturbanceText, Update
from samdrift.disturbances.queries import desk, public
from samdrift.disturbances.queries.desk import Page
from samdrift.disturbances.queries.public import Shown
from samdrift.disturbances.services import following, telling
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of

READ, WRITE = Bearer(Scope.PROCESSES_READ), Bearer(Scope.PROCESSES_WRITE)

router = Router(tags=["disturbances"], by_alias=True)

Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("", response=DisturbancesOut, auth=READ, summary="List disturbances")
def list_disturbances(request: HttpRequest) -> DisturbancesOut:
    """Return what does not work now, what is planned and what has been.

    Who does not read tickets at the desk is told what the status page tells.
    """
    now = clock.now()
    if access.may_read_every_ticket(viewer_of(request)):
        lists = desk.lists(at=now)
        parts = [[each.shown for each in part] for part in (lists.now, lists.coming, lists.past)]
    else:
        board = public.board(at=now)
        parts = [list(part) for part in (board.now, board.coming, board.past)]
    going, coming, past = ([_shown(each) for each in part] for part in parts)
    return DisturbancesOut(now=going, coming=coming, past=past)


@router.post("", response={201: DisturbanceOut}, auth=WRITE, summary="Tell of a disturbance")
def begin(request: HttpRequest, asked: NewDisturbance) -> Answer[DisturbanceOut]:
    """Tell that something does not work, or will not while work goes on that is planned."""
    actor, reader = doors.worker_of(request), doors.desk_reader_of(request)
    begun = telling.begin(
        text=DisturbanceText(
            title=asked.title,
            what=asked.what,
            started_at=asked.started_at,
            services=asked.services,
            organisations=asked.organisations,
            expected_until=asked.expected_until,
            is_planned=asked.is_planned,
            is_public=asked.is_public,
            update_minutes=asked.update_minutes,
        ),
        tickets=asked.tickets,
        reader=reader,
        actor=actor,
        at=clock.now(),
    )
    return Answer(201, _shown(_page(begun.pk).shown))


@router.get("/{disturbance}", response=DisturbanceOut, auth=READ, summary="Read one")
def read(request: HttpRequest, disturbance: Id) -> DisturbanceOut:
    """Return a disturbance and what was told of it."""
    if access.may_read_every_ticket(viewer_of(request)):
        return _shown(_page(disturbance).shown)
    found = public.one(disturbance_id=disturbance)
    if found is None:
        raise HttpError(404, "Störningen finns inte.")
    return _shown(found)


@router.post("/{disturbance}/updates", response=DisturbanceOut, auth=WRITE, summary="Update")
def update(request: HttpRequest, disturbance: Id, asked: DisturbanceUpdate) -> DisturbanceOut:
    """Tell how it goes, and how it stands; those who follow are mailed."""
    actor = doors.worker_of(request)
    _page(disturbance)
    told = Update(
        text=asked.text,
        state=asked.state,
        expected_until=asked.expected_until,
        is_public=asked.is_public,
        is_informing_tickets=asked.is_informing_tickets,
    )
    telling.update(disturbance_id=disturbance, told=told, actor=actor, at=clock.now())
    return _shown(_page(disturbance).shown)


@router.post("/{disturbance}/tickets", response=DisturbanceOut, auth=WRITE, summary="Link")
def link(request: HttpRequest, disturbance: Id, asked: Linked) -> DisturbanceOut:
    """Say that tickets came of a disturbance."""
    actor, reader = doors.worker_of(request), doors.desk_reader_of(request)
    _page(disturbance)
    telling.link_tickets(
        disturbance_id=disturbance,
        tickets=asked.tickets,
        reader=reader,
        actor=actor,
        at=clock.now(),
    )
    return _shown(_page(disturbance).shown)


@router.put("/{disturbance}/following", response={204: None}, auth=READ, summary="Follow")
def follow(request: HttpRequest, disturbance: Id) -> Answer[None]:
    """Have the token's person told by mail of each update of what the status page tells."""
    person = _follower(request, disturbance)
    following.follow(
        disturbance_id=disturbance, address=person.email, person_id=person.id, at=clock.now()
    )
    return Answer(204, None)


@router.delete(
    "/{disturbance}/following", response={204: None}, auth=READ, summary="Follow no more"
)
def follow_no_more(request: HttpRequest, disturbance: Id) -> Answer[None]:
    """Have the token's person told no more of it."""
    person = _follower(request, disturbance)
    following.stop_following(disturbance_id=disturbance, person_id=person.id)
    return Answer(204, None)


def _follower(request: HttpRequest, disturbance_id: int) -> PersonCard:
    if public.one(disturbance_id=disturbance_id) is None:
        raise HttpError(404, "Störningen finns inte.")
    return doors.person_of(request)


def _page(disturbance_id: int) -> Page:
    found = desk.page(disturbance_id)
    if found is None:
        raise HttpError(404, "Störningen finns inte.")
    return found


def _shown(shown: Shown) -> DisturbanceOut:
    return DisturbanceOut(
        id=shown.id,
        title=shown.title,
        what=shown.what,
        services=shown.services,
        organisations=list(shown.organisation_codes),
        state=DisturbanceState(shown.state),
        is_planned=shown.is_planned,
        started_at=shown.started_at,
        expected_until=shown.expected_until,
        ended_at=shown.ended_at,
        next_update_by=shown.next_update_by,
        updates=[
            HappeningOut(kind=each.kind, at=each.at, by="", text=each.text)
            for each in shown.updates
        ],
    )
