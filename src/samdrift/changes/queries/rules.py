"""What the manager has decided: rules of approval, standstills, windows and who stands in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from samdrift.changes.models import (
    ApprovalRule,
    Delegation,
    FeedKey,
    MaintenanceWindow,
    Standstill,
)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule of approval."""

    id: int
    name: str
    kind: str
    risk_class: str
    service: str
    approvers: tuple[str, ...]
    quorum: int
    hours_afterwards: int
    approver_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WindowLine:
    """A time of the week agreed for work."""

    id: int
    service: str
    organisation: str | None
    weekday: int
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """Who votes for whom."""

    id: int
    from_name: str
    to_name: str
    from_user_id: int
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class StopLine:
    """A standstill, as the manager's list shows it."""

    id: int
    reason: str
    starts_at: datetime
    ends_at: datetime
    service: str
    organisation: str | None


def rules() -> tuple[RuleLine, ...]:
    """Return the rules of approval that hold."""
    rows = ApprovalRule.objects.filter(is_active=True).prefetch_related("approvers")
    return tuple(
        RuleLine(
            row.pk,
            row.name,
            row.kind,
            row.risk_class,
            row.service,
            tuple(user.get_full_name() or user.get_username() for user in row.approvers.all()),
            row.quorum,
            row.hours_afterwards,
            tuple(user.pk for user in row.approvers.all()),
        )
        for row in rows
    )


def windows() -> tuple[WindowLine, ...]:
    """Return the times agreed for work, in the order of the week."""
    return tuple(
        WindowLine(
            row.pk,
            row.service,
            row.organisation_id,
            row.weekday,
            _clock(row.opens),
            _clock(row.closes),
        )
        for row in MaintenanceWindow.objects.all()
    )


def delegations(*, day: date) -> tuple[DelegationLine, ...]:
    """Return who votes for whom, on a day and after it."""
    rows = Delegation.objects.filter(valid_until__gt=day).select_related("from_user", "to_user")
    return tuple(
        DelegationLine(
            row.pk,
            row.from_user.get_full_name() or row.from_user.get_username(),
            row.to_user.get_full_name() or row.to_user.get_username(),
            row.from_user_id,
            row.valid_from,
            row.valid_until,
        )
        for row in rows
    )


def standstills(*, at: datetime) -> tuple[StopLine, ...]:
    """Return the standstills that are not over."""
    rows = Standstill.objects.filter(ends_at__gt=at)
    return tuple(
        StopLine(row.pk, row.reason, row.starts_at, row.ends_at, row.service, row.organisation_id)
        for row in rows
    )


def follower(token: str) -> int | None:
    """Return whose key to the calendar this is, None where it is nobody's."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    found = FeedKey.objects.filter(digest=digest, user__is_active=True)
    return found.values_list("user_id", flat=True).first()


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}.{minute % 60:02d}"
