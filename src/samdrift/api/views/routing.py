"""Where new tickets go: rules in order, tried before they are saved."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import StringConstraints

from samdrift.api.views import doors
from samdrift.api.views.act_schemas import Id
from samdrift.api.views.desk_schemas import DESK, AnyOrganisation, AnyService, GivenName, RowId
from samdrift.api.views.schemas import NO_NUL, Asked, Level, Line, Told
from samdrift.api.views.telling import Number
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.mail import queries as mail
from samdrift.servicedesk.casework import door, routing
from samdrift.servicedesk.casework.routing import UNSAVED, Facts, Rule, Tried
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.ports import Reader

router = Router(tags=["desk set-up"], by_alias=True)


class RoutingRuleIn(Asked):
    """What a rule asks of a ticket, and where it sends one that fits.

    What is empty is not asked. One of `words`, with commas between, is enough in the subject;
    `impact` and `urgency` are the least that a ticket gets.
    """

    title: GivenName
    organisation: AnyOrganisation = ""
    service: AnyService = ""
    category: Line = ""
    words: Annotated[str, StringConstraints(max_length=300, pattern=NO_NUL)] = ""
    mailbox: Annotated[str, StringConstraints(max_length=40, pattern=NO_NUL)] = ""
    channel: Literal["", "phone", "email", "portal"] = ""
    kind: Literal["", "incident", "request"] = ""
    group_id: Id | None = None
    assignee_id: Id | None = None
    impact: Level | None = None
    urgency: Level | None = None
    is_active: bool = True


class RoutingTrialIn(RoutingRuleIn):
    """A rule to try in the place of a saved one, or last; on one ticket, or on the latest."""

    rule: Id | None = None
    ticket: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,12}$")] = ""


class RuleWay(Asked):
    """Which way a rule moves."""

    is_earlier: bool


class RoutingRuleOut(Told):
    """A rule, what it asks of a ticket, and what it says of one that fits."""

    id: int
    title: str
    organisation: str
    service: str
    category: str
    words: str
    mailbox: str
    channel: str
    kind: str
    group_id: int | None
    assignee_id: int | None
    impact: int | None
    urgency: int | None
    is_active: bool


class TakenOut(Told):
    """A ticket that a rule would decide of; its subject is told to who reads tickets."""

    number: str
    subject: str


class RoutingTrialOut(Told):
    """How many tickets a rule was tried on, and which it would decide of."""

    tried: int
    taken: list[TakenOut]


class DecisionOut(TakenOut):
    """Where a ticket would go; without a rule to its mailbox's group, or to the first line."""

    rule: RoutingRuleOut | None


@router.get("/rules", response=list[RoutingRuleOut], auth=DESK, summary="Where new tickets go")
def list_rules(request: HttpRequest) -> list[RoutingRuleOut]:
    """Return the rules, in order; the first that fits a ticket decides."""
    doors.leader_of(request)
    return [_told(each) for each in routing.rules()]


@router.post("/rules", response={201: RoutingRuleOut}, auth=DESK, summary="Write a rule")
def add_rule(request: HttpRequest, asked: RoutingRuleIn) -> Answer[RoutingRuleOut]:
    """Write a rule, which stands last; it is of tickets that come from now on."""
    doors.leader_of(request)
    return Answer(201, _told(_rule(routing.save_rule(_wanted(asked, UNSAVED)).pk)))


@router.post("/rules/trials", response=RoutingTrialOut, auth=DESK, summary="Try a rule")
def try_rule(request: HttpRequest, asked: RoutingTrialIn) -> RoutingTrialOut:
    """Return which tickets a rule would decide of, in its place; nothing is saved by that."""
    doors.leader_of(request)
    wanted = _wanted(asked, _rule(asked.rule).id if asked.rule else UNSAVED)
    every, reader = routing.with_unsaved(wanted), _reader(request)
    tried = (
        (routing.try_on_ticket(every, asked.ticket, reader=reader),)
        if asked.ticket
        else routing.try_on_latest(every, reader=reader)
    )
    taken = (each for each in tried if each.rule is not None and each.rule.id == wanted.id)
    return RoutingTrialOut(
        tried=len(tried),
        taken=[TakenOut(number=each.number, subject=each.subject) for each in taken],
    )


@router.get("/rules/tickets/{number}", response=DecisionOut, auth=DESK, summary="Where one goes")
def decide(request: HttpRequest, number: Number) -> DecisionOut:
    """Return which of the rules a ticket would go by, as it stands now."""
    doors.leader_of(request)
    tried = _tried(request, number)
    rule = _told(tried.rule) if tried.rule is not None else None
    return DecisionOut(number=tried.number, subject=tried.subject, rule=rule)


@router.get("/rules/{rule}", response=RoutingRuleOut, auth=DESK, summary="Read a rule")
def read_rule(request: HttpRequest, rule: RowId) -> RoutingRuleOut:
    """Return a rule."""
    doors.leader_of(request)
    return _told(_rule(rule))


@router.put("/rules/{rule}", response=RoutingRuleOut, auth=DESK, summary="Write it anew")
def rewrite_rule(request: HttpRequest, rule: RowId, asked: RoutingRuleIn) -> RoutingRuleOut:
    """Let a rule say something else; it keeps its place, and tickets stay where they are."""
    doors.leader_of(request)
    return _told(_rule(routing.save_rule(_wanted(asked, _rule(rule).id)).pk))


@router.post(
    "/rules/{rule}/moving", response=list[RoutingRuleOut], auth=DESK, summary="Move a rule"
)
def move_rule(request: HttpRequest, rule: RowId, asked: RuleWay) -> list[RoutingRuleOut]:
    """Have a rule change places with the one before it, or after it."""
    doors.leader_of(request)
    routing.move_rule(rule_id=_rule(rule).id, is_earlier=asked.is_earlier)
    return [_told(each) for each in routing.rules()]


@router.delete("/rules/{rule}", response={204: None}, auth=DESK, summary="Remove a rule")
def remove_rule(request: HttpRequest, rule: RowId) -> Answer[None]:
    """Take a rule away; tickets that went by it stay where they are."""
    doors.leader_of(request)
    routing.remove_rule(rule_id=_rule(rule).id)
    return Answer(204, None)


def _reader(request: HttpRequest) -> Reader | None:
    """Return how far somebody sees; who runs the desk need not read tickets."""
    user_id = request.user.pk
    assert user_id is not None, "a token is somebody's"
    return door.reader_for(viewer_of(request), user_id)


def _tried(request: HttpRequest, number: str) -> Tried:
    try:
        return routing.try_on_ticket(routing.rules(), number, reader=_reader(request))
    except CannotSetUp as refusal:
        raise HttpError(404, str(refusal)) from refusal


def _rule(rule_id: int) -> Rule:
    found = routing.rule(rule_id)
    if found is None:
        raise HttpError(404, f"Det finns ingen regel {rule_id}.")
    return found


def _wanted(asked: RoutingRuleIn, rule_id: int) -> Rule:
    if asked.mailbox and asked.mailbox not in {box.key for box in mail.boxes()}:
        raise CannotSetUp(f"Det finns ingen brevlåda som heter {asked.mailbox}.")
    asks = Facts(
        asked.organisation,
        asked.service,
        asked.category,
        asked.words,
        asked.mailbox,
        asked.channel,
        asked.kind,
    )
    return Rule(
        rule_id,
        asked.title,
        asks,
        asked.group_id,
        asked.assignee_id,
        asked.impact,
        asked.urgency,
        is_active=asked.is_active,
    )


def _told(rule: Rule) -> RoutingRuleOut:
    return RoutingRuleOut(
        id=rule.id,
        title=rule.title,
        organisation=rule.asks.organisation_code,
        service=rule.asks.service,
        category=rule.asks.category,
        words=rule.asks.subject,
        mailbox=rule.asks.mailbox_key,
        channel=rule.asks.channel,
        kind=rule.asks.kind,
        group_id=rule.group_id,
        assignee_id=rule.assignee_id,
        impact=rule.impact,
        urgency=rule.urgency,
        is_active=rule.is_active,
    )
