"""What is changed in the demo: rules, a standstill, and changes in every state, by their acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from samdrift.changes.choices import Act, Kind, LinkKind
from samdrift.changes.models import Template
from samdrift.changes.ports import Actor, Ballot, NewChange, Wanted
from samdrift.changes.services import linking, moving, registering, ruling, voting
from samdrift.changes.services.ruling import WantedRule, WantedTemplate
from samdrift.plumbing.clock import SWEDEN
from samdrift.project.demo_desk import days, texts
from samdrift.project.demo_desk.cast import Cast
from samdrift.servicedesk.ports import Reader
from samdrift.servicelevels.reckoning.moments import moment_of

MANAGER = "chef"
APPROVED_DAYS_AGO = 400
BETWEEN_ACTS = timedelta(minutes=25)


@dataclass(frozen=True, slots=True)
class _Shop:
    """Who changes things, and from which moment their days are counted."""

    cast: Cast
    at: datetime

    def actor(self, user: str) -> Actor:
        """Return somebody as one who acts on changes."""
        colleague = self.cast.colleague(user)
        return Actor(colleague.name, colleague.user_id)


def write(*, cast: Cast, at: datetime) -> None:
    """Write the rules of changes, then changes as far as each has come."""
    told, shop = texts.changes(), _Shop(cast, at)
    _rules(told, shop)
    for each in told["changes"]:
        _change(each, shop)


def _rules(told: Mapping[str, Any], shop: _Shop) -> None:
    for rule in told["rules"]:
        ids = tuple(shop.cast.colleague(user).user_id for user in rule["approvers"])
        ruling.add_rule(WantedRule(rule["name"], ids, rule["quorum"], risk_class=rule["risk"]))
    for window in told["windows"]:
        opens, closes = window["opens"] * 60, window["closes"] * 60
        ruling.add_window(weekday=window["weekday"], opens=opens, closes=closes)
    approved_on = (shop.at - timedelta(days=APPROVED_DAYS_AGO)).date()
    for template in told["templates"]:
        wanted = WantedTemplate(**template | {"services": tuple(template["services"])})
        by = shop.cast.colleague(MANAGER).name
        ruling.approve_template(wanted=wanted, by=by, on=approved_on)
    stop = told["standstill"]
    ruling.add_standstill(
        reason=stop["reason"],
        starts_at=days.workday(shop.at, stop["day"], 0),
        ends_at=days.workday(shop.at, stop["until"], 18),
    )
    ruling.delegate(
        from_user_id=shop.cast.colleague(told["delegation"]["from"]).user_id,
        to_user_id=shop.cast.colleague(told["delegation"]["to"]).user_id,
        valid_from=shop.at.date() + timedelta(days=20),
        valid_until=shop.at.date() + timedelta(days=35),
    )


def _change(told: Mapping[str, Any], shop: _Shop) -> None:
    kind, proposer = Kind(told["kind"]), shop.actor(told["by"])
    begun = shop.at - timedelta(days=told["done"])
    template = Template.objects.filter(title=told.get("template", "")).first()
    new = NewChange(kind, _wanted(told, shop), template.pk if template else None)
    change = registering.register(new=new, actor=proposer, at=begun)
    if "problem" in told:
        linking.link(
            number=change.number,
            other=told["problem"],
            kind=LinkKind.REASON,
            reader=Reader(proposer.user_id or 0, is_desk=True),
            actor=proposer,
            at=begun,
        )
    now = begun
    for written in told["acts"]:
        name, _, words = written.partition(" ")
        now = max(now + BETWEEN_ACTS, _not_before(name, change.starts_at, change.ends_at, begun))
        _act(change.number, (name, words), told, shop, now)


def _not_before(
    name: str, starts_at: datetime | None, ends_at: datetime | None, begun: datetime
) -> datetime:
    """Return how soon an act can be done: work is done when it was to be, and looked at after."""
    if starts_at is None or ends_at is None:
        return begun
    after = {"start": starts_at, "finish": ends_at, "fail": ends_at, "back_out": ends_at}
    after |= {"review": ends_at + timedelta(hours=15), "close": ends_at + timedelta(hours=16)}
    return after.get(name, begun)


def _act(
    number: str, written: tuple[str, str], told: Mapping[str, Any], shop: _Shop, at: datetime
) -> None:
    """Do one act: a vote, a look back, or a step of the change."""
    name, words = written
    first, _, rest = words.partition(" ")
    if name in ("vote", "against"):
        ballot = Ballot(is_for=name == "vote", reason=rest)
        voting.vote(number=number, ballot=ballot, actor=shop.actor(first), at=at)
    elif name == "review":
        moving.review(
            number=number,
            went_as_planned=first == "yes",
            lessons=rest,
            actor=shop.actor(told["by"]),
            at=at,
        )
    else:
        doer = shop.actor(told["doer"])
        moving.move(number=number, act=Act(name), actor=doer, at=at, text=words)


def _wanted(told: Mapping[str, Any], shop: _Shop) -> Wanted:
    is_urgent = told["kind"] == Kind.EMERGENCY
    day = _working_day(shop.at, told["day"])
    doer = shop.cast.colleague(told["doer"]).user_id
    return Wanted(
        title=told["title"],
        why=told.get("why", ""),
        what=told.get("what", ""),
        services=tuple(told["services"]),
        probability=told.get("probability", 1),
        consequence=told.get("consequence", 1),
        plan=told.get("plan", ""),
        back_out_plan=told.get("back_out", ""),
        test=told.get("test", ""),
        starts_at=None if is_urgent else day + timedelta(hours=told["from"]),
        ends_at=None if is_urgent else day + timedelta(hours=told["to"]),
        responsible_id=doer,
        implementer_ids=(doer,),
        is_public="public" in told,
        public_text=told.get("public", ""),
    )


def _working_day(at: datetime, days_from_now: int) -> datetime:
    """Return midnight of a working day so many days ahead, or so many back where it is minus."""
    if days_from_now >= 0:
        return days.workday(at, days_from_now, 0)
    day = at.astimezone(SWEDEN).date() + timedelta(days=days_from_now)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return moment_of(day, 0).astimezone(SWEDEN)
