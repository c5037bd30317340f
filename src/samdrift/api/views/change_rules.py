"""How changes are decided: whose approval, what risk, at which times, who stands in, templates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.choices import Scope
from samdrift.api.views import doors
from samdrift.api.views.act_schemas import HelperOut, Id
from samdrift.api.views.change_schemas import Degree, Service, TemplateOut
from samdrift.api.views.desk_schemas import AnyOrganisation, AnyService, GivenName, RowId
from samdrift.api.views.doors import Bearer
from samdrift.api.views.process_schemas import Needed, Optional
from samdrift.api.views.schemas import Asked, Told, Words
from samdrift.changes.choices import RiskClass
from samdrift.changes.queries import approval, rules
from samdrift.changes.queries import changes as queries
from samdrift.changes.services import ruling
from samdrift.changes.services.ruling import WantedRule, WantedTemplate
from samdrift.changes.views import readers
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN

READ, WRITE = Bearer(Scope.PROCESSES_READ), Bearer(Scope.PROCESSES_WRITE)

router = Router(tags=["changes"], by_alias=True)

type Opens = Annotated[
    str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"), Field(examples=["22:00"])
]
type Closes = Annotated[
    str,
    StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"),
    Field(examples=["24:00"]),
]
TemplateKey = Annotated[str, Path(pattern=r"^[a-z0-9_-]{1,60}$", example="ny-switch")]


class ApprovalIn(Asked):
    """Whose approval changes need; an empty kind, risk class or service is every one."""

    name: GivenName
    approver_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    quorum: Annotated[int, Field(ge=1, le=50)] = 1
    kind: Literal["", "normal", "emergency"] = ""
    risk_class: RiskClass | Literal[""] = ""
    service: AnyService = ""
    hours_afterwards: Annotated[int, Field(ge=1, le=2_000)] = 72


class ApprovalOut(Told):
    """A rule of approval that holds."""

    id: int
    name: str
    approvers: list[HelperOut]
    quorum: int
    kind: str
    risk_class: str
    service: str
    hours_afterwards: int


class RiskCell(Told):
    """The risk class that a probability and a consequence make together."""

    probability: int
    consequence: int
    risk_class: str


class RiskCellIn(Asked):
    """The risk class that a probability and a consequence are to make."""

    probability: Degree
    consequence: Degree
    risk_class: RiskClass


class RiskMatrixIn(Asked):
    """What is to be changed of the risk matrix; what is not named stays."""

    cells: Annotated[tuple[RiskCellIn, ...], Field(min_length=1, max_length=16)]


class WindowIn(Asked):
    """A time of the week agreed for work, Swedish time; 0 is Monday."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    opens: Opens
    closes: Closes
    service: AnyService = ""
    organisation: AnyOrganisation = ""


class WindowOut(Told):
    """A time of the week agreed for work; an empty service or organisation is every one."""

    id: int
    weekday: int
    opens: str
    closes: str
    service: str
    organisation: str


class StandInIn(Asked):
    """Who votes for somebody who is away, from a day until the one they are back."""

    from_id: Id
    to_id: Id
    valid_from: date
    back_on: date


class StandInOut(Told):
    """That somebody votes for somebody who is away."""

    id: int
    from_name: str
    to_name: str
    valid_from: date
    back_on: date


class TemplateIn(Asked):
    """A standard change to approve once and for all."""

    title: Words
    services: Annotated[tuple[Service, ...], Field(min_length=1, max_length=50)]
    what: Optional = ""
    plan: Needed
    back_out_plan: Needed
    test: Needed
    minutes: Annotated[int, Field(ge=1, le=10_000)] = 60


@router.get("/approval-rules", response=list[ApprovalOut], auth=READ, summary="Whose approval")
def list_approvals(request: HttpRequest) -> list[ApprovalOut]:
    """Return the rules of approval that hold."""
    doors.check_reads_changes(request)
    return _approvals()


@router.post(
    "/approval-rules", response={201: list[ApprovalOut]}, auth=WRITE, summary="Ask for approval"
)
def add_approval(request: HttpRequest, asked: ApprovalIn) -> Answer[list[ApprovalOut]]:
    """Say whose approval changes need, and how many of them."""
    doors.check_rules_changes(request)
    ruling.add_rule(WantedRule(**asked.model_dump()))
    return Answer(201, _approvals())


@router.delete("/approval-rules/{rule}", response={204: None}, auth=WRITE, summary="Shut a rule")
def shut_approval(request: HttpRequest, rule: RowId) -> Answer[None]:
    """Let a rule of approval hold no longer; what was decided by it stays so."""
    doors.check_rules_changes(request)
    _require(rule, {each.id for each in rules.rules()}, "Det finns ingen regel {}.")
    ruling.shut_rule(rule)
    return Answer(204, None)


@router.get("/risk-classes", response=list[RiskCell], auth=READ, summary="The risk matrix")
def list_risks(request: HttpRequest) -> list[RiskCell]:
    """Return the risk class of every probability and consequence that has one."""
    doors.check_reads_changes(request)
    return _risks()


@router.put("/risk-classes", response=list[RiskCell], auth=WRITE, summary="Say what risk is")
def set_risks(request: HttpRequest, asked: RiskMatrixIn) -> list[RiskCell]:
    """Let probabilities and consequences make other risk classes."""
    doors.check_rules_changes(request)
    for cell in asked.cells:
        ruling.set_risk_class(
            probability=cell.probability,
            consequence=cell.consequence,
            risk_class=cell.risk_class,
        )
    return _risks()


@router.get("/windows", response=list[WindowOut], auth=READ, summary="Agreed times")
def list_windows(request: HttpRequest) -> list[WindowOut]:
    """Return the times of the week agreed for work, in order."""
    doors.check_reads_changes(request)
    return _windows()


@router.post("/windows", response={201: list[WindowOut]}, auth=WRITE, summary="Agree on a time")
def add_window(request: HttpRequest, asked: WindowIn) -> Answer[list[WindowOut]]:
    """Say that a time of the week is agreed for work."""
    doors.check_rules_changes(request)
    told = asked.model_dump() | {"opens": _minute(asked.opens), "closes": _minute(asked.closes)}
    ruling.add_window(**told)
    return Answer(201, _windows())


@router.delete("/windows/{window}", response={204: None}, auth=WRITE, summary="Take it away")
def remove_window(request: HttpRequest, window: RowId) -> Answer[None]:
    """Take an agreed time away."""
    doors.check_rules_changes(request)
    _require(window, {each.id for each in rules.windows()}, "Det finns inget servicefönster {}.")
    ruling.remove_window(window)
    return Answer(204, None)


@router.get("/stand-ins", response=list[StandInOut], auth=READ, summary="Who votes for whom")
def list_stand_ins(request: HttpRequest) -> list[StandInOut]:
    """Return who votes for whom, today and later."""
    doors.check_reads_changes(request)
    return _stand_ins()


@router.post("/stand-ins", response={201: list[StandInOut]}, auth=WRITE, summary="Let one stand in")
def add_stand_in(request: HttpRequest, asked: StandInIn) -> Answer[list[StandInOut]]:
    """Let somebody vote for somebody who is away."""
    doors.check_rules_changes(request)
    ruling.delegate(
        from_user_id=asked.from_id,
        to_user_id=asked.to_id,
        valid_from=asked.valid_from,
        valid_until=asked.back_on,
    )
    return Answer(201, _stand_ins())


@router.delete("/stand-ins/{delegation}", response={204: None}, auth=WRITE, summary="End it")
def end_stand_in(request: HttpRequest, delegation: RowId) -> Answer[None]:
    """Let nobody vote for somebody any longer."""
    doors.check_rules_changes(request)
    _require(delegation, {each.id for each in _stand_ins()}, "Det finns ingen ersättare {}.")
    ruling.end_delegation(delegation)
    return Answer(204, None)


@router.get("/templates", response=list[TemplateOut], auth=READ, summary="Standard changes")
def list_templates(request: HttpRequest) -> list[TemplateOut]:
    """Return the standard changes that can be made, by title."""
    doors.check_reads_changes(request)
    return [TemplateOut(key=each.key, title=each.title) for each in queries.templates()]


@router.post("/templates", response={201: TemplateOut}, auth=WRITE, summary="Approve a standard")
def approve_template(request: HttpRequest, asked: TemplateIn) -> Answer[TemplateOut]:
    """Approve a standard change once and for all."""
    doors.check_rules_changes(request)
    now = clock.now()
    template = ruling.approve_template(
        wanted=WantedTemplate(**asked.model_dump()),
        by=readers.actor_of(request).name,
        on=now.astimezone(SWEDEN).date(),
    )
    return Answer(201, TemplateOut(key=template.key, title=template.title))


@router.delete("/templates/{key}", response={204: None}, auth=WRITE, summary="Shut a standard")
def shut_template(request: HttpRequest, key: TemplateKey) -> Answer[None]:
    """Let a standard change be made no longer."""
    doors.check_rules_changes(request)
    found = queries.template(key)
    if found is None:
        raise HttpError(404, f"Det finns ingen standardändring {key}.")
    ruling.shut_template(found.id)
    return Answer(204, None)


def _require(number: int, known: set[int], else_said: str) -> None:
    if number not in known:
        raise HttpError(404, else_said.format(number))


def _minute(written: str) -> int:
    hour, minute = written.split(":")
    return int(hour) * 60 + int(minute)


def _approvals() -> list[ApprovalOut]:
    return [
        ApprovalOut(
            id=each.id,
            name=each.name,
            approvers=[
                HelperOut(id=user_id, name=name)
                for user_id, name in zip(each.approver_ids, each.approvers, strict=True)
            ],
            quorum=each.quorum,
            kind=each.kind,
            risk_class=each.risk_class,
            service=each.service,
            hours_afterwards=each.hours_afterwards,
        )
        for each in rules.rules()
    ]


def _risks() -> list[RiskCell]:
    return [
        RiskCell(probability=probability, consequence=consequence, risk_class=risk_class)
        for (probability, consequence), risk_class in sorted(approval.risk_matrix().items())
    ]


def _windows() -> list[WindowOut]:
    return [
        WindowOut(
            id=each.id,
            weekday=each.weekday,
            opens=each.opens.replace(".", ":"),
            closes=each.closes.replace(".", ":"),
            service=each.service,
            organisation=each.organisation or "",
        )
        for each in rules.windows()
    ]


def _stand_ins() -> list[StandInOut]:
    today = clock.now().astimezone(SWEDEN).date()
    return [
        StandInOut(
            id=each.id,
            from_name=each.from_name,
            to_name=each.to_name,
            valid_from=each.valid_from,
            back_on=each.valid_until,
        )
        for each in rules.delegations(day=today)
    ]
