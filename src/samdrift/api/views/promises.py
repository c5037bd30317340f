"""Service levels: what is promised to whom, and which priority an impact and an urgency give."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status as Answer
from pydantic import Field

from samdrift.api.views import doors
from samdrift.api.views.desk_schemas import DESK, AnyOrganisation, AnyService, CalendarKey
from samdrift.api.views.schemas import Asked, Level, Told
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.reporting import memory
from samdrift.servicelevels.queries import agreements
from samdrift.servicelevels.queries.agreements import Agreed
from samdrift.servicelevels.services import agreements as agreeing
from samdrift.servicelevels.services import calendars as writing
from samdrift.servicelevels.services.agreements import MOST_SECONDS, Promised

router = Router(tags=["desk set-up"], by_alias=True)

type Seconds = Annotated[int, Field(ge=1, le=MOST_SECONDS, examples=[14_400])]
type Priority = Literal[1, 2, 3, 4, 5]


class PromiseIn(Asked):
    """How soon what has a priority is answered and solved, in seconds of open time.

    An empty service or organisation stands for all; without a calendar those that count there do.
    """

    priority: Priority
    respond_within_seconds: Seconds
    solve_within_seconds: Seconds
    service: AnyService = ""
    organisation: AnyOrganisation = ""
    calendar: CalendarKey = ""
    valid_from: date


class PromiseOut(Told):
    """What is promised, from a day until another; empty stands for all."""

    priority: int
    respond_within_seconds: int
    solve_within_seconds: int
    service: str
    organisation: str
    calendar: str
    valid_from: date
    valid_until: date | None


class PromisesOut(Told):
    """What is promised today, and what will be."""

    now: list[PromiseOut]
    coming: list[PromiseOut]


class Cell(Told):
    """The priority that an impact and an urgency give."""

    impact: int
    urgency: int
    priority: int


class CellIn(Asked):
    """The priority that an impact and an urgency are to give."""

    impact: Level
    urgency: Level
    priority: Priority


class MatrixIn(Asked):
    """What is to be changed of the matrix; what is not named stays."""

    cells: Annotated[tuple[CellIn, ...], Field(min_length=1, max_length=9)]


@router.get("/service-levels", response=PromisesOut, auth=DESK, summary="What is promised")
def list_promises(request: HttpRequest) -> PromisesOut:
    """Return what is promised today and what will be, those for all first."""
    doors.leader_of(request)
    return _promises()


@router.post("/service-levels", response={201: PromisesOut}, auth=DESK, summary="Promise")
def promise(request: HttpRequest, asked: PromiseIn) -> Answer[PromisesOut]:
    """Promise something from a day on; what was promised before ends that day.

    Tickets that are open keep what they were promised, until their priority or service changes.
    """
    doors.leader_of(request)
    promised = Promised(
        asked.priority,
        asked.respond_within_seconds,
        asked.solve_within_seconds,
        service=asked.service.strip(),
        organisation=asked.organisation,
        calendar=asked.calendar,
    )
    agreeing.agree(promised=promised, valid_from=asked.valid_from, at=clock.now())
    return Answer(201, _promises())


@router.get("/priorities", response=list[Cell], auth=DESK, summary="What goes first")
def list_priorities(request: HttpRequest) -> list[Cell]:
    """Return the priority of every impact and urgency; 1 goes first."""
    doors.leader_of(request)
    return _matrix()


@router.put("/priorities", response=list[Cell], auth=DESK, summary="Say what goes first")
def set_priorities(request: HttpRequest, asked: MatrixIn) -> list[Cell]:
    """Let impacts and urgencies give other priorities to what is registered or changed from now."""
    doors.leader_of(request)
    for cell in asked.cells:
        agreeing.give_priority(
            impact=cell.impact, urgency=cell.urgency, priority=cell.priority, at=clock.now()
        )
    with memory.settled(anew=True):  # What is settled is so since just now.
        return _matrix()


def _promises() -> PromisesOut:
    now = clock.now()
    writing.lay_out_standards(at=now)
    today = now.astimezone(SWEDEN).date()
    return PromisesOut(
        now=[_told(each) for each in agreements.agreements(on=today)],
        coming=[_told(each) for each in agreements.coming_agreements(on=today)],
    )


def _told(agreed: Agreed) -> PromiseOut:
    return PromiseOut(
        priority=agreed.priority,
        respond_within_seconds=agreed.respond_within_seconds,
        solve_within_seconds=agreed.solve_within_seconds,
        service=agreed.service,
        organisation=agreed.organisation,
        calendar=agreed.calendar,
        valid_from=agreed.valid_from,
        valid_until=agreed.valid_until,
    )


def _matrix() -> list[Cell]:
    return [
        Cell(impact=impact, urgency=urgency, priority=priority)
        for (impact, urgency), priority in sorted(agreements.priority_matrix().items())
    ]
