"""What the manager decides: who approves, when nothing is changed, and when work is agreed."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samdrift.changes.choices import RiskClass
from samdrift.changes.errors import CannotSave
from samdrift.changes.models import (
    ApprovalRule,
    Delegation,
    FeedKey,
    MaintenanceWindow,
    RiskCell,
    Standstill,
    Template,
)
from samdrift.changes.queries import approval
from samdrift.parties import queries as parties


@dataclass(frozen=True, slots=True)
class WantedRule:
    """A rule of approval as the manager wants it; an empty field holds for all."""

    name: str
    approver_ids: tuple[int, ...]
    quorum: int = 1
    kind: str = ""
    risk_class: str = ""
    service: str = ""
    hours_afterwards: int = 72


@dataclass(frozen=True, slots=True)
class WantedTemplate:
    """A standard change as it was approved once and for all."""

    title: str
    what: str
    services: tuple[str, ...]
    plan: str
    back_out_plan: str
    test: str
    minutes: int = 60
    why: str = ""


@transaction.atomic
def add_rule(wanted: WantedRule) -> ApprovalRule:
    """Say whose approval changes need. Raises CannotSave where too few are named."""
    if not wanted.name.strip():
        raise CannotSave(_("Ge regeln ett namn."))
    known = {helper.id for helper in approval.helpers()}
    named = set(wanted.approver_ids)
    if named - known:
        raise CannotSave(_("Välj bland de personer som visas."))
    if not 1 <= wanted.quorum <= len(named):
        raise CannotSave(_("Minst så många som ska godkänna måste vara namngivna."))
    rule = ApprovalRule.objects.create(
        name=wanted.name.strip(),
        kind=wanted.kind,
        risk_class=wanted.risk_class,
        service=wanted.service.strip(),
        quorum=wanted.quorum,
        hours_afterwards=wanted.hours_afterwards,
    )
    rule.approvers.set(named)
    return rule


def shut_rule(rule_id: int) -> None:
    """Let a rule hold no longer."""
    ApprovalRule.objects.filter(pk=rule_id).update(is_active=False)


@transaction.atomic
def add_standstill(
    *,
    reason: str,
    starts_at: datetime,
    ends_at: datetime,
    service: str = "",
    organisation: str = "",
) -> Standstill:
    """Say that nothing is changed in a time, and why."""
    if not reason.strip():
        raise CannotSave(_("Skriv varför inget får ändras."))
    if starts_at >= ends_at:
        raise CannotSave(_("Ändringsstoppet måste sluta efter att det börjat."))
    _check_organisation(organisation)
    return Standstill.objects.create(
        reason=reason.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        service=service.strip(),
        organisation_id=organisation or None,
    )


def remove_standstill(standstill_id: int) -> None:
    """Take a standstill away."""
    Standstill.objects.filter(pk=standstill_id).delete()


@transaction.atomic
def add_window(
    *, weekday: int, opens: int, closes: int, service: str = "", organisation: str = ""
) -> MaintenanceWindow:
    """Say that a time of the week is agreed for work; the minutes are those of the day."""
    if not (0 <= weekday <= 6 and 0 <= opens < closes <= 1440):
        raise CannotSave(_("Servicefönstret måste sluta efter att det börjat, samma dag."))
    _check_organisation(organisation)
    return MaintenanceWindow.objects.create(
        weekday=weekday,
        opens=opens,
        closes=closes,
        service=service.strip(),
        organisation_id=organisation or None,
    )


def remove_window(window_id: int) -> None:
    """Take an agreed time away."""
    MaintenanceWindow.objects.filter(pk=window_id).delete()


@transaction.atomic
def delegate(
    *, from_user_id: int, to_user_id: int, valid_from: date, valid_until: date
) -> Delegation:
    """Let somebody vote for somebody who is away, from a day up to another."""
    known = {helper.id for helper in approval.helpers()}
    if from_user_id == to_user_id or {from_user_id, to_user_id} - known:
        raise CannotSave(_("Välj två olika personer bland dem som visas."))
    if valid_from >= valid_until:
        raise CannotSave(_("Ersättningen måste sluta efter att den börjat."))
    return Delegation.objects.create(
        from_user_id=from_user_id,
        to_user_id=to_user_id,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def end_delegation(delegation_id: int, *, from_user_id: int | None = None) -> None:
    """Let nobody vote for somebody any longer; with `from_user_id` only their own is ended."""
    found = Delegation.objects.filter(pk=delegation_id)
    if from_user_id is not None:
        found = found.filter(from_user=from_user_id)
    found.delete()


def set_risk_class(*, probability: int, consequence: int, risk_class: RiskClass) -> None:
    """Say which class a probability and a consequence make together."""
    if not (1 <= probability <= 4 and 1 <= consequence <= 4):
        raise CannotSave(_("Sannolikhet och konsekvens är 1 till 4."))
    RiskCell.objects.update_or_create(
        probability=probability, consequence=consequence, defaults={"risk_class": risk_class}
    )


@transaction.atomic
def approve_template(*, wanted: WantedTemplate, by: str, on: date) -> Template:
    """Approve a standard change once and for all."""
    told = (wanted.title, wanted.plan, wanted.back_out_plan, wanted.test)
    if not all(each.strip() for each in told) or not wanted.services:
        raise CannotSave(_("Skriv rubrik, tjänst, plan, återgångsplan och hur det prövas."))
    if wanted.minutes < 1:
        raise CannotSave(_("Skriv hur många minuter ändringen tar."))
    key = slugify(wanted.title)[:50] or "mall"
    number, free = 1, key
    while Template.objects.filter(key=free).exists():
        number += 1
        free = f"{key}-{number}"
    return Template.objects.create(
        key=free,
        title=wanted.title.strip(),
        why=wanted.why,
        what=wanted.what,
        services=list(wanted.services),
        plan=wanted.plan,
        back_out_plan=wanted.back_out_plan,
        test=wanted.test,
        minutes=wanted.minutes,
        approved_on=on,
        approved_by=by,
    )


def shut_template(template_id: int) -> None:
    """Let a standard change be made no longer."""
    Template.objects.filter(pk=template_id).update(is_active=False)


def new_feed_key(*, user_id: int, at: datetime) -> str:
    """Return a new key to the calendar, shown this once; an earlier one opens it no longer."""
    token = secrets.token_urlsafe(24)
    digest = hashlib.sha256(token.encode()).hexdigest()
    FeedKey.objects.update_or_create(user_id=user_id, defaults={"digest": digest, "made_at": at})
    return token


def _check_organisation(code: str) -> None:
    if code and code not in parties.codes():
        raise CannotSave(_("Det finns ingen organisation %(codes)s.") % {"codes": code})
