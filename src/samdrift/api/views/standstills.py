"""Standstills: times in which nothing is changed, and why."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.desk_schemas import AnyOrganisation, AnyService, RowId
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import Asked, Moment, Sent, Told, Words
from samdrift.changes.queries import rules
from samdrift.changes.services import ruling
from samdrift.plumbing import clock

READ, WRITE = Bearer(Scope.PROCESSES_READ), Bearer(Scope.PROCESSES_WRITE)

router = Router(tags=["changes"], by_alias=True)


class StandstillIn(Asked):
    """When nothing is changed, and why; an empty service or organisation is every one."""

    reason: Words
    starts_at: Sent
    ends_at: Sent
    service: AnyService = ""
    organisation: AnyOrganisation = ""


class StandstillOut(Told):
    """A time in which nothing but emergency changes is begun."""

    id: int
    reason: str
    starts_at: Moment
    ends_at: Moment
    service: str
    organisation: str


class FeedOut(Told):
    """The address of one's own calendar of changes, which is secret: whoever has it may read it."""

    address: str


@router.get("/standstills", response=list[StandstillOut], auth=READ, summary="Standstills")
def list_standstills(request: HttpRequest) -> list[StandstillOut]:
    """Return the standstills that are not over, in order."""
    doors.check_reads_changes(request)
    return _standstills()


@router.post("/calendar-key", response={201: FeedOut}, auth=WRITE, summary="Follow the calendar")
def new_calendar_key(request: HttpRequest) -> Answer[FeedOut]:
    """Make the address at which one's own calendar program follows the changes, told this once.

    An address that was made before opens it no longer.
    """
    doors.check_reads_changes(request)
    user_id = request.user.pk
    assert user_id is not None, "a token is somebody's"
    token = ruling.new_feed_key(user_id=user_id, at=clock.now())
    address = request.build_absolute_uri(reverse("changes:feed", args=[token]))
    return Answer(201, FeedOut(address=address))


@router.post(
    "/standstills", response={201: list[StandstillOut]}, auth=WRITE, summary="Let nothing change"
)
def add_standstill(request: HttpRequest, asked: StandstillIn) -> Answer[list[StandstillOut]]:
    """Say that nothing is changed in a time."""
    doors.check_rules_changes(request)
    ruling.add_standstill(**asked.model_dump())
    return Answer(201, _standstills())


@router.delete(
    "/standstills/{standstill}", response={204: None}, auth=WRITE, summary="Take it away"
)
def remove_standstill(request: HttpRequest, standstill: RowId) -> Answer[None]:
    """Let changes be made again in a time."""
    doors.check_rules_changes(request)
    if standstill not in {each.id for each in _standstills()}:
        raise HttpError(404, f"Det finns inget ändringsstopp {standstill}.")
    ruling.remove_standstill(standstill)
    return Answer(204, None)


def _standstills() -> list[StandstillOut]:
    return [
        StandstillOut(
            id=each.id,
            reason=each.reason,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            service=each.service,
            organisation=each.organisation or "",
        )
        for each in rules.standstills(at=clock.now())
    ]
