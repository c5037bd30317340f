"""Who is away when, and what becomes of tickets that come back to somebody who is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.casework import rows
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.models import Away, Group, Ticket

LONGEST = timedelta(days=2 * 366)
FIRST_LINE = 1


@dataclass(frozen=True, slots=True)
class AwayRow:
    """That a colleague is away, from a day until the day they are back."""

    id: int
    user_id: int
    name: str
    valid_from: date
    back_on: date


@transaction.atomic
def tell_away(*, user_id: int, valid_from: date, back_on: date, by_name: str) -> Away:
    """Say that somebody is away from a day until the day they are back.

    Raises CannotSetUp where they are back before they leave, or are away then already.
    """
    if back_on <= valid_from:
        raise CannotSetUp("Välj en dag då personen är tillbaka, efter den första dagen.")
    if back_on - valid_from > LONGEST:
        raise CannotSetUp("Välj högst två år. Den som slutat tas bort ur sina grupper.")
    member = User.objects.select_for_update().filter(pk=user_id, is_active=True)
    if not (member and Group.objects.filter(members=user_id).exists()):
        raise CannotSetUp("Välj någon som är med i en grupp.")
    other = Away.objects.filter(
        user=user_id, valid_from__lt=back_on, valid_until__gt=valid_from
    ).first()
    if other is not None:
        raise CannotSetUp(
            f"Personen är redan borta {other.valid_from} till {other.valid_until}. "
            "Ta bort den tiden först."
        )
    return Away.objects.create(
        user_id=user_id, valid_from=valid_from, valid_until=back_on, told_by=by_name
    )


def take_back(*, away_id: int) -> None:
    """Say that somebody is not away after all."""
    deleted, _ = Away.objects.filter(pk=away_id).delete()
    if not deleted:
        raise CannotSetUp("Tiden är redan borttagen.")


def coming(*, on: date) -> tuple[AwayRow, ...]:
    """Return who is away on a day, and who will be, the first to leave first."""
    found = Away.objects.filter(valid_until__gt=on).select_related("user")
    return tuple(
        AwayRow(row.pk, row.user_id, _name(row.user), row.valid_from, row.valid_until)
        for row in found
    )


def back_on(user_id: int, *, at: datetime) -> date | None:
    """Return the day somebody is back, None where they are not away at a moment."""
    on = at.astimezone(SWEDEN).date()
    away = Away.objects.filter(user=user_id, valid_from__lte=on, valid_until__gt=on)
    return away.order_by("-valid_until").values_list("valid_until", flat=True).first()


def leave_to_group(ticket: Ticket, *, at: datetime) -> None:
    """Let a held ticket that comes back to somebody who is away go to its group's queue.

    Without a group it goes to the first line's. Who owns it still does.
    """
    if ticket.assignee_id is None:
        return
    back = back_on(ticket.assignee_id, at=at)
    if back is None:
        return
    group_id = ticket.group_id
    if group_id is None:
        first = Group.objects.filter(is_active=True, line=FIRST_LINE).first()
        group_id = first.pk if first else None
    name = _name(User.objects.get(pk=ticket.assignee_id))
    after = {"assignee_id": None} | ({"group_id": group_id} if not ticket.group_id else {})
    rows.save_by_itself(ticket, after, why=("away", f"{name}, åter {back}"), at=at)


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()
