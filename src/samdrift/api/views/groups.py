"""Groups of the desk: which there are, their lines, and who is in them."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field

from samdrift.api.views import doors
from samdrift.api.views.act_schemas import HelperOut, Id
from samdrift.api.views.desk_schemas import DESK, GivenName, RowId
from samdrift.api.views.schemas import Asked, Told
from samdrift.servicedesk.casework import setting_up
from samdrift.servicedesk.casework.setting_up import Colleague, GroupCard, GroupWanted
from samdrift.servicedesk.errors import CannotSetUp

router = Router(tags=["desk set-up"], by_alias=True)


class GroupIn(Asked):
    """What a group is to be: its name, its line, who is in it, and whether it takes tickets."""

    name: GivenName
    line: Literal[1, 2] = 2
    member_ids: Annotated[tuple[Id, ...], Field(max_length=1_000)] = ()
    is_active: bool = True


class GroupOut(Told):
    """A group, who is in it, and how many tickets it has to solve."""

    id: int
    key: str
    name: str
    line: int
    is_active: bool
    members: list[HelperOut]
    open_tickets: int


@router.get("/groups", response=list[GroupOut], auth=DESK, summary="Groups")
def list_groups(request: HttpRequest) -> list[GroupOut]:
    """Return every group: those in use first, and the first line before the second."""
    doors.leader_of(request)
    return [_told(each) for each in setting_up.groups()]


@router.post("/groups", response={201: GroupOut}, auth=DESK, summary="Set a group up")
def add_group(request: HttpRequest, asked: GroupIn) -> Answer[GroupOut]:
    """Set a new group up."""
    doors.leader_of(request)
    return Answer(201, _told(_group(_saved(asked, None))))


@router.get("/groups/{group}", response=GroupOut, auth=DESK, summary="Read a group")
def read_group(request: HttpRequest, group: RowId) -> GroupOut:
    """Return a group."""
    doors.leader_of(request)
    return _told(_group(group))


@router.put("/groups/{group}", response=GroupOut, auth=DESK, summary="Set it up anew")
def change_group(request: HttpRequest, group: RowId, asked: GroupIn) -> GroupOut:
    """Give a group another name, line or other members, or shut it; it is not removed."""
    doors.leader_of(request)
    return _told(_group(_saved(asked, _group(group))))


@router.get("/colleagues", response=list[HelperOut], auth=DESK, summary="Who may be in a group")
def list_colleagues(request: HttpRequest) -> list[HelperOut]:
    """Return everybody who may be in a group, by name."""
    doors.leader_of(request)
    return [_person(each) for each in setting_up.colleagues()]


def _saved(asked: GroupIn, before: GroupCard | None) -> int:
    """Save a group; whoever is in it already may stay. Return its id."""
    known = {each.id for each in (*setting_up.colleagues(), *(before.members if before else ()))}
    if not known.issuperset(asked.member_ids):
        raise CannotSetUp("De som är handläggare, tekniker eller chef kan vara med.")
    wanted = GroupWanted(asked.name, asked.line, asked.member_ids, asked.is_active)
    return setting_up.save_group(wanted=wanted, group_id=before.id if before else None).pk


def _group(group_id: int) -> GroupCard:
    found = setting_up.group(group_id)
    if found is None:
        raise HttpError(404, f"Det finns ingen grupp {group_id}.")
    return found


def _told(card: GroupCard) -> GroupOut:
    return GroupOut(
        id=card.id,
        key=card.key,
        name=card.name,
        line=card.line,
        is_active=card.is_active,
        members=[_person(each) for each in card.members],
        open_tickets=card.open_tickets,
    )


def _person(each: Colleague) -> HelperOut:
    return HelperOut(id=each.id, name=each.name)
