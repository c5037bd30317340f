"""Major incidents: proposed, decided on, led with roles and tasks, and reported afterwards."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.doors import Bearer
from samdrift.api.views.major_schemas import (
    Decision,
    MajorOut,
    NewTask,
    Proposal,
    ReportIn,
    Roles,
    TaskOut,
    TaskTicked,
)
from samdrift.disturbances.choices import MajorState
from samdrift.disturbances.ports import MajorReport
from samdrift.disturbances.queries import desk
from samdrift.disturbances.queries.desk import Major
from samdrift.disturbances.services import majors
from samdrift.plumbing import clock
from samdrift.plumbing.access import Role, viewer_of
from samdrift.servicedesk.ports import Actor

READ, WRITE = Bearer(Scope.PROCESSES_READ), Bearer(Scope.PROCESSES_WRITE)

router = Router(tags=["disturbances"], by_alias=True)

Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/{disturbance}/major", response=MajorOut, auth=READ, summary="How it is led")
def read(request: HttpRequest, disturbance: Id) -> MajorOut:
    """Return how a disturbance is led as a major incident; 404 where nobody has proposed that."""
    doors.worker_of(request)
    return _told(disturbance)


@router.post("/{disturbance}/major", response=MajorOut, auth=WRITE, summary="Propose it")
def propose(request: HttpRequest, disturbance: Id, asked: Proposal) -> MajorOut:
    """Propose that a disturbance is led as a major incident; a manager decides."""
    actor = _worker(request, disturbance)
    majors.propose(disturbance_id=disturbance, why=asked.why, actor=actor, at=clock.now())
    return _told(disturbance)


@router.post("/{disturbance}/major/decision", response=MajorOut, auth=WRITE, summary="Decide")
def decide(request: HttpRequest, disturbance: Id, asked: Decision) -> MajorOut:
    """Decide that it is a major incident, or that it is none and why; for managers."""
    actor = _worker(request, disturbance)
    if not viewer_of(request).is_any(Role.MANAGER):
        raise HttpError(403, "Det beslutar en chef.")
    if asked.is_major:
        majors.promote(disturbance_id=disturbance, actor=actor, at=clock.now())
    else:
        majors.decline(disturbance_id=disturbance, why=asked.why, actor=actor, at=clock.now())
    return _told(disturbance)


@router.put("/{disturbance}/major/roles", response=MajorOut, auth=WRITE, summary="Give roles")
def give_roles(request: HttpRequest, disturbance: Id, asked: Roles) -> MajorOut:
    """Say who leads the work, and who tells everybody how it goes."""
    majors.give_roles(
        disturbance_id=disturbance,
        lead_id=asked.lead_id,
        communicator_id=asked.communicator_id,
        actor=_worker(request, disturbance),
        at=clock.now(),
    )
    return _told(disturbance)


@router.post("/{disturbance}/major/tasks", response=MajorOut, auth=WRITE, summary="Add a task")
def add_task(request: HttpRequest, disturbance: Id, asked: NewTask) -> MajorOut:
    """Add somebody to be told, and by when."""
    majors.add_task(
        disturbance_id=disturbance,
        text=asked.text,
        due_at=asked.due_at,
        actor=_worker(request, disturbance),
        at=clock.now(),
    )
    return _told(disturbance)


@router.put("/{disturbance}/major/tasks/{task}", response=MajorOut, auth=WRITE, summary="Tick it")
def tick(request: HttpRequest, disturbance: Id, task: Id, asked: TaskTicked) -> MajorOut:
    """Tick that somebody was told, or take the tick back."""
    majors.tick_task(
        disturbance_id=disturbance,
        task_id=task,
        is_done=asked.is_done,
        actor=_worker(request, disturbance),
        at=clock.now(),
    )
    return _told(disturbance)


@router.put("/{disturbance}/major/report", response=MajorOut, auth=WRITE, summary="Report it")
def report(request: HttpRequest, disturbance: Id, asked: ReportIn) -> MajorOut:
    """Write what it was, its cause, and what is done so that it ends there."""
    majors.write_report(
        disturbance_id=disturbance,
        report=MajorReport(asked.summary, asked.cause, asked.measure),
        actor=_worker(request, disturbance),
        at=clock.now(),
    )
    return _told(disturbance)


def _worker(request: HttpRequest, disturbance_id: int) -> Actor:
    """Return who acts, where they work with tickets and there is such a disturbance."""
    actor = doors.worker_of(request)
    if desk.page(disturbance_id) is None:
        raise HttpError(404, "Störningen finns inte.")
    return actor


def _told(disturbance_id: int) -> MajorOut:
    page = desk.page(disturbance_id)
    if page is None or page.major is None:
        raise HttpError(404, "Störningen är inte föreslagen som större.")
    return _major(page.major)


def _major(major: Major) -> MajorOut:
    return MajorOut(
        state=MajorState(major.state),
        why=major.why,
        proposed_by=major.proposed_by,
        proposed_at=major.proposed_at,
        decided_by=major.decided_by,
        decided_at=major.decided_at,
        lead_id=major.lead_id,
        lead=major.lead_name,
        communicator_id=major.communicator_id,
        communicator=major.communicator_name,
        summary=major.summary,
        cause=major.cause,
        measure=major.measure,
        reported_by=major.reported_by,
        reported_at=major.reported_at,
        tasks=[
            TaskOut(
                id=each.id,
                text=each.text,
                due_at=each.due_at,
                done_at=each.done_at,
                done_by=each.done_by,
            )
            for each in major.tasks
        ],
    )
