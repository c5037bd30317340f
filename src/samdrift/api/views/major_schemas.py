"""What is asked and answered of major incidents."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from samdrift.api.views.act_schemas import MOST_ID
from samdrift.api.views.process_schemas import Needed, Optional
from samdrift.api.views.schemas import Asked, Moment, Sent, Told, Words
from samdrift.disturbances.choices import MajorState

type Helper = Annotated[int, Field(ge=1, le=MOST_ID)]


class Proposal(Asked):
    """Why a disturbance needs to be led as a major incident."""

    why: Needed


class Decision(Asked):
    """Whether it is a major incident; one that is none says why."""

    is_major: bool
    why: Optional = ""


class Roles(Asked):
    """Who leads, and who tells everybody how it goes; none takes the role away."""

    lead_id: Helper | None = None
    communicator_id: Helper | None = None


class NewTask(Asked):
    """Who is to be told what, and by when."""

    text: Words
    due_at: Sent | None = None


class TaskTicked(Asked):
    """Whether somebody was told."""

    is_done: bool


class ReportIn(Asked):
    """What is told of a major incident afterwards."""

    summary: Needed
    cause: Needed
    measure: Needed


class TaskOut(Told):
    """Somebody to be told."""

    id: int
    text: str
    due_at: Moment | None
    done_at: Moment | None
    done_by: str


class MajorOut(Told):
    """How a disturbance is led as a major incident, and what was reported of it."""

    state: MajorState
    why: str
    proposed_by: str
    proposed_at: Moment
    decided_by: str
    decided_at: Moment | None
    lead_id: int | None
    lead: str
    communicator_id: int | None
    communicator: str
    summary: str
    cause: str
    measure: str
    reported_by: str
    reported_at: Moment | None
    tasks: list[TaskOut]
