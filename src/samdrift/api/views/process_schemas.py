"""What is asked and answered of guides, problems, changes, disturbances and key figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from samdrift.api.views.act_schemas import Code, Number
from samdrift.api.views.schemas import NO_NUL, Asked, Line, Moment, Sent, Told, Words
from samdrift.changes.choices import Act as ChangeAct
from samdrift.changes.choices import State as ChangeState
from samdrift.disturbances.choices import DisturbanceState
from samdrift.knowledge.choices import Audience, GuideState
from samdrift.problems.choices import ProblemState

type Optional = Annotated[str, StringConstraints(max_length=20_000, pattern=NO_NUL)]
type Needed = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")
]
type Numbers = Annotated[tuple[Number, ...], Field(max_length=100)]


class GuideAnswer(Asked):
    """Whether a guide solved somebody's problem."""

    has_helped: bool
    is_before_report: bool = False


class NewGuide(Asked):
    """What a guide says, in Markdown, and for whom it is."""

    title: Annotated[
        str, StringConstraints(min_length=1, max_length=150, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")
    ]
    body: Needed
    words: Line = ""
    audience: Audience = Audience.ALL
    from_ticket: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,12}$")] = ""


class GuideStanding(Asked):
    """Whether a guide is published, a draft, or taken in."""

    state: GuideState


class ProblemRowOut(Told):
    """A problem in a list."""

    number: int
    title: str
    service: str
    state: ProblemState
    priority: int
    owner: str
    tickets: int
    open_tickets: int


class HappeningOut(Told):
    """Something that happened."""

    kind: str
    at: Moment
    by: str
    text: str


class ProblemOut(Told):
    """A problem: why something goes wrong, how one gets by, and the tickets that come of it."""

    number: int
    title: str
    description: str
    service: str
    state: ProblemState
    priority: int
    owner: str
    root_cause: str
    workaround: str
    solution: str
    begun_at: Moment
    solved_at: Moment | None
    tickets: list[str]
    story: list[HappeningOut]


class NewProblem(Asked):
    """What goes wrong again and again, and the first tickets that tell of it."""

    title: Words
    description: Optional = ""
    service: Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)] = ""
    priority: Literal[1, 2, 3] = 2
    tickets: Numbers = ()


class ProblemAct(Asked):
    """What is done with a problem, and in what words."""

    act: Literal["note", "known-error", "inform", "solve", "close", "reopen"]
    text: Optional = ""
    root_cause: Optional = ""
    is_solving: bool = False


class Linked(Asked):
    """Tickets that came of it."""

    tickets: Annotated[tuple[Number, ...], Field(min_length=1, max_length=100)]


class ChangeRowOut(Told):
    """A change in a list."""

    number: str
    title: str
    kind: str
    state: ChangeState
    risk_class: str
    starts_at: Moment | None
    ends_at: Moment | None
    responsible: str
    services: list[str]
    organisations: list[str]


class ChangePageOut(Told):
    """A page of changes; `after` is where the next begins, empty on the last."""

    items: list[ChangeRowOut]
    after: str


class ChangeOut(ChangeRowOut):
    """A change: what, why, the plan and the way back, and how it was decided and went."""

    why: str
    what: str
    plan: str
    back_out_plan: str
    test: str
    proposer: str
    verdict: str
    decided_at: Moment | None
    begun_at: Moment | None
    ended_at: Moment | None
    outcome: str
    went_as_planned: bool | None
    lessons: str
    version: int
    story: list[HappeningOut]


class ChangeStep(Asked):
    """A step of a change; those that a vote or a review takes have questions of their own."""

    act: ChangeAct
    text: Optional = ""


class Vote(Asked):
    """A vote about a change, and why."""

    is_for: bool
    reason: Needed


class Review(Asked):
    """Whether a change went as planned, and what was learnt."""

    went_as_planned: bool
    lessons: Optional = ""


class DisturbanceOut(Told):
    """Something that does not work, or work that is planned, and what was told of it."""

    id: int
    title: str
    what: str
    services: str
    organisations: list[str]
    state: DisturbanceState
    is_planned: bool
    started_at: Moment
    expected_until: Moment | None
    ended_at: Moment | None
    next_update_by: Moment | None
    updates: list[HappeningOut]


class DisturbancesOut(Told):
    """What goes on now, what is coming, and what has been."""

    now: list[DisturbanceOut]
    coming: list[DisturbanceOut]
    past: list[DisturbanceOut]


class NewDisturbance(Asked):
    """What does not work, for whom and since when; no organisations means all of them."""

    title: Annotated[
        str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")
    ]
    what: Needed
    started_at: Sent
    services: Line = ""
    organisations: Annotated[tuple[Code, ...], Field(max_length=100)] = ()
    expected_until: Sent | None = None
    is_planned: bool = False
    is_public: bool = True
    update_minutes: Annotated[int, Field(ge=1, le=10_000)] | None = None
    tickets: Numbers = ()


class DisturbanceUpdate(Asked):
    """How it goes: for everybody or for the desk, and whether linked tickets are answered too."""

    text: Needed
    state: DisturbanceState | None = None
    expected_until: Sent | None = None
    is_public: bool = True
    is_informing_tickets: bool = False


class FigureOut(Told):
    """A key figure, a year before, its target, and where its records are."""

    label: str
    value: Decimal | None
    unit: str
    a_year_before: Decimal | None
    target: str | None
    is_reached: bool | None
    records: str


class StepOut(Told):
    """A step of time in the period, and its figures by column."""

    start: str
    figures: dict[str, Decimal | None]


class StatisticsOut(Told):
    """What came in over some days and how it went."""

    first_day: date
    last_day: date
    measures: list[FigureOut]
    flow: list[StepOut]
    speed: list[StepOut]
