"""Problems: why something goes wrong, how one gets by, and telling all who wait."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.doors import Bearer
from samdrift.api.views.process_schemas import (
    HappeningOut,
    Linked,
    NewProblem,
    ProblemAct,
    ProblemOut,
    ProblemRowOut,
)
from samdrift.plumbing import clock
from samdrift.problems import queries, services
from samdrift.problems.choices import Priority, ProblemState
from samdrift.problems.ports import ProblemText
from samdrift.problems.queries import ProblemPage
from samdrift.servicedesk.ports import Actor, Reader

READ, WRITE = Bearer(Scope.PROCESSES_READ), Bearer(Scope.PROCESSES_WRITE)

router = Router(tags=["problems"], by_alias=True)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("", response=list[ProblemRowOut], auth=READ, summary="List problems")
def list_problems(
    request: HttpRequest,
    state: Annotated[Literal["", "investigated", "known_error", "solved", "closed"], Query()] = "",
) -> list[ProblemRowOut]:
    """Return the problems of a state, or all of them."""
    doors.desk_reader_of(request)
    return [
        ProblemRowOut(
            number=row.number,
            title=row.title,
            service=row.service,
            state=ProblemState(row.state),
            priority=row.priority,
            owner=row.owner_name,
            tickets=row.tickets,
            open_tickets=row.open_tickets,
        )
        for row in queries.problems((state,) if state else tuple(ProblemState.values))
    ]


@router.post("", response={201: ProblemOut}, auth=WRITE, summary="Begin a problem")
def begin(request: HttpRequest, asked: NewProblem) -> Answer[ProblemOut]:
    """Begin to look into why tickets come again and again."""
    actor, reader = doors.worker_of(request), doors.desk_reader_of(request)
    problem = services.begin_problem(
        text=ProblemText(asked.title, asked.description, asked.service, Priority(asked.priority)),
        tickets=asked.tickets,
        reader=reader,
        actor=actor,
        at=clock.now(),
    )
    return Answer(201, _told(problem.number, reader))


@router.get("/{number}", response=ProblemOut, auth=READ, summary="Read a problem")
def read(request: HttpRequest, number: Number) -> ProblemOut:
    """Return a problem with what has happened, and the tickets that whoever asks may see."""
    return _told(number, doors.desk_reader_of(request))


@router.post("/{number}/acts", response=ProblemOut, auth=WRITE, summary="Work on a problem")
def act(request: HttpRequest, number: Number, asked: ProblemAct) -> ProblemOut:
    """Note, make a known error of it, inform all who wait, solve, close, or open it again."""
    actor, reader = doors.worker_of(request), doors.desk_reader_of(request)
    _page(number)
    _do(number, asked, actor, clock.now())
    return _told(number, reader)


@router.post("/{number}/tickets", response=ProblemOut, auth=WRITE, summary="Link tickets")
def link(request: HttpRequest, number: Number, asked: Linked) -> ProblemOut:
    """Say that tickets come of a problem."""
    actor, reader = doors.worker_of(request), doors.desk_reader_of(request)
    _page(number)
    services.link_tickets(
        number=number, tickets=asked.tickets, reader=reader, actor=actor, at=clock.now()
    )
    return _told(number, reader)


def _do(number: int, asked: ProblemAct, actor: Actor, at: datetime) -> None:
    text, cause = asked.text, asked.root_cause
    match asked.act:
        case "note":
            services.add_note(number=number, text=text, actor=actor, at=at)
        case "known-error":
            services.know_error(
                number=number, workaround=text, root_cause=cause, actor=actor, at=at
            )
        case "inform":
            services.inform_linked(
                number=number, text=text, is_solving=asked.is_solving, actor=actor, at=at
            )
        case "solve":
            services.solve_problem(
                number=number, solution=text, root_cause=cause, actor=actor, at=at
            )
        case "close":
            services.close_problem(number=number, actor=actor, at=at)
        case "reopen":
            services.reopen_problem(number=number, why=text, actor=actor, at=at)


def _page(number: int) -> ProblemPage:
    page = queries.problem(number)
    if page is None:
        raise HttpError(404, f"Det finns inget problem P-{number}.")
    return page


def _told(number: int, reader: Reader) -> ProblemOut:
    page = _page(number)
    linked = queries.linked(problem_id=page.id, reader=reader)
    return ProblemOut(
        number=page.number,
        title=page.title,
        description=page.description,
        service=page.service,
        state=ProblemState(page.state),
        priority=page.priority,
        owner=page.owner_name,
        root_cause=page.root_cause,
        workaround=page.workaround,
        solution=page.solution,
        begun_at=page.begun_at,
        solved_at=page.solved_at,
        tickets=[each.number for each in linked.tickets],
        story=[
            HappeningOut(kind=each.kind, at=each.at, by=each.by_name, text=each.text)
            for each in queries.story(problem_id=page.id, reader=reader)
        ],
    )
