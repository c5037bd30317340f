"""Wiping by rule: what a rule would wipe, decided by one, started by another, and its protocol."""

from __future__ import annotations

from typing import Annotated, Literal

from django.contrib.auth.models import User
from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.choices import Scope
from samdrift.api.views.act_schemas import MOST_ID, Code
from samdrift.api.views.act_schemas import Number as TicketNumber
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import NO_NUL, Asked, Moment, Told, Words
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.wiping import queries, services, work
from samdrift.wiping.ports import WantedRule
from samdrift.wiping.queries import Reach, RuleRow, WipingRow

WIPING = Bearer(Scope.WIPING)

router = Router(tags=["wiping"], by_alias=True)

Id = Annotated[int, Path(ge=1, le=MOST_ID)]


class NewRule(Asked):
    """Which tickets may be wiped, how long after they closed, and by which decision."""

    name: Annotated[
        str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")
    ]
    days: Annotated[int, Field(ge=30, le=36_500)]
    decision: Words
    kind: Literal["", "incident", "request"] = ""
    service: Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)] = ""
    organisation: Code | Literal[""] = ""


class NewHold(Asked):
    """A ticket that is to be preserved, and why."""

    ticket: TicketNumber
    why: Words


class RuleOut(Told):
    """A rule, and how many tickets it reaches now."""

    id: int
    name: str
    words: str
    decision: str
    days: int
    made_by: str
    made_at: Moment
    reached: int
    under_way: int | None


class PartOut(Told):
    """How many of what would be wiped are of an organisation, a service or a kind."""

    part: str
    value: str
    count: int


class ReachOut(RuleOut):
    """What a rule would wipe now, tried without wiping anything; and what it passes by."""

    closed_before: Moment
    by_part: list[PartOut]
    sample: list[str]
    secret: int
    preserved: int


class WipingOut(Told):
    """A wiping that was decided on, and what became of it."""

    id: int
    rule: str
    decision: str
    closed_before: Moment
    expected: int
    done: int
    decided_by: str
    decided_at: Moment
    started_by: str
    started_at: Moment | None
    withdrawn_at: Moment | None
    ended_at: Moment | None
    digest: str


class HoldOut(Told):
    """A ticket that is preserved."""

    id: int
    ticket: str
    why: str
    made_by: str
    since: Moment


@router.get("/rules", response=list[RuleOut], auth=WIPING, summary="Rules")
def rules(request: HttpRequest) -> list[RuleOut]:
    """Return the rules that count, by name."""
    _who(request)
    return [_rule(row) for row in queries.rules(at=clock.now())]


@router.post("/rules", response={201: ReachOut}, auth=WIPING, summary="Make a rule")
def make_rule(request: HttpRequest, asked: NewRule) -> Answer[ReachOut]:
    """Make a rule, and return what it reaches; nothing is wiped by that."""
    wanted = WantedRule(**asked.model_dump())
    made = services.make_rule(wanted=wanted, by=_who(request), at=clock.now())
    return Answer(201, _reach(made.pk))


@router.get("/rules/{rule}", response=ReachOut, auth=WIPING, summary="Try a rule")
def try_rule(request: HttpRequest, rule: Id) -> ReachOut:
    """Return what a rule would wipe now: how many, of what, and some of them. Nothing is wiped."""
    _who(request)
    return _reach(rule)


@router.delete("/rules/{rule}", response={204: None}, auth=WIPING, summary="End a rule")
def end_rule(request: HttpRequest, rule: Id) -> Answer[None]:
    """Let a rule count no more; what was done by it stays."""
    _who(request)
    services.end_rule(rule_id=rule, at=clock.now())
    return Answer(204, None)


@router.post("/rules/{rule}/decisions", response={201: WipingOut}, auth=WIPING, summary="Decide")
def decide(request: HttpRequest, rule: Id) -> Answer[WipingOut]:
    """Decide that what a rule reaches now is wiped; somebody else sets it going."""
    made = services.decide(rule_id=rule, by=_who(request), at=clock.now())
    return Answer(201, _wiping(made.pk))


@router.get("/wipings", response=list[WipingOut], auth=WIPING, summary="Wipings")
def wipings(request: HttpRequest) -> list[WipingOut]:
    """Return what was decided on, the latest first."""
    _who(request)
    return [_told(row) for row in queries.wipings()]


@router.get("/wipings/{wiping}", response=WipingOut, auth=WIPING, summary="Read a wiping")
def read(request: HttpRequest, wiping: Id) -> WipingOut:
    """Return a wiping, and the digest of its protocol where it has ended."""
    _who(request)
    return _wiping(wiping)


@router.post("/wipings/{wiping}/start", response=WipingOut, auth=WIPING, summary="Start it")
def start(request: HttpRequest, wiping: Id) -> WipingOut:
    """Set a wiping going that somebody else decided on; a worker carries it out."""
    user, now = _who(request), clock.now()
    services.start(wiping_id=wiping, by=user, at=now)
    work.ask(wiping, asked_by=user.get_username(), at=now)
    return _wiping(wiping)


@router.post("/wipings/{wiping}/withdrawal", response=WipingOut, auth=WIPING, summary="Withdraw")
def withdraw(request: HttpRequest, wiping: Id) -> WipingOut:
    """Take a decision back that nobody has set going."""
    _who(request)
    services.withdraw(wiping_id=wiping, at=clock.now())
    return _wiping(wiping)


@router.get("/holds", response=list[HoldOut], auth=WIPING, summary="What is preserved")
def holds(request: HttpRequest) -> list[HoldOut]:
    """Return the tickets that no rule reaches, the latest first."""
    _who(request)
    return [
        HoldOut(
            id=row.id, ticket=row.number, why=row.why, made_by=row.made_by, since=row.valid_from
        )
        for row in queries.holds()
    ]


@router.post("/holds", response={201: list[HoldOut]}, auth=WIPING, summary="Preserve a ticket")
def preserve(request: HttpRequest, asked: NewHold) -> Answer[list[HoldOut]]:
    """Preserve a ticket, so that no rule reaches it."""
    services.preserve(number=asked.ticket, why=asked.why, by=_who(request), at=clock.now())
    return Answer(201, holds(request))


@router.delete("/holds/{hold}", response={204: None}, auth=WIPING, summary="Preserve no more")
def release(request: HttpRequest, hold: Id) -> Answer[None]:
    """Let the rules reach a ticket again."""
    services.stop_preserving(hold_id=hold, by=_who(request), at=clock.now())
    return Answer(204, None)


def _who(request: HttpRequest) -> User:
    """Return whose token it is, where they may wipe."""
    user = request.user
    if not access.may_wipe(viewer_of(request)) or not isinstance(user, User):
        raise HttpError(403, "Det är för den som får gallra.")
    return user


def _reach(rule_id: int) -> ReachOut:
    found: Reach | None = queries.reach(rule_id, at=clock.now())
    if found is None:
        raise HttpError(404, f"Det finns ingen regel {rule_id} som gäller.")
    return ReachOut(
        **_rule(found.rule).model_dump(),
        closed_before=found.closed_before,
        by_part=[
            PartOut(part=part.removesuffix("_id"), value=value, count=count)
            for part, value, count in found.by_part
        ],
        sample=[each.number for each in found.samples],
        secret=found.secret,
        preserved=found.preserved,
    )


def _rule(row: RuleRow) -> RuleOut:
    return RuleOut(
        id=row.id,
        name=row.name,
        words=row.words,
        decision=row.decision,
        days=row.days,
        made_by=row.made_by,
        made_at=row.made_at,
        reached=row.reached,
        under_way=row.under_way,
    )


def _wiping(wiping_id: int) -> WipingOut:
    row = queries.wiping(wiping_id)
    if row is None:
        raise HttpError(404, f"Det finns ingen gallring {wiping_id}.")
    return _told(row)


def _told(row: WipingRow) -> WipingOut:
    return WipingOut(
        id=row.id,
        rule=row.rule_words,
        decision=row.decision,
        closed_before=row.closed_before,
        expected=row.expected,
        done=row.done,
        decided_by=row.decided_name,
        decided_at=row.decided_at,
        started_by=row.started_name,
        started_at=row.started_at,
        withdrawn_at=row.withdrawn_at,
        ended_at=row.ended_at,
        digest=row.digest,
    )
