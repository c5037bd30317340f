"""Booking a thing of the loan pool, taking it back, and saying what the pool has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from samdrift.assets.errors import CannotKeep
from samdrift.assets.models import Device, LoanBooking
from samdrift.assets.ports import Actor
from samdrift.plumbing.clock import SWEDEN

LONGEST_LOAN = 366


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing that somebody wants, from a day to a day, the last day too."""

    tag: str
    holder_id: int
    first_day: date
    last_day: date
    note: str = ""


@transaction.atomic
def book(wanted: Wanted, *, actor: Actor, at: datetime) -> LoanBooking:
    """Book a thing of the pool, which is held meanwhile: of those who want a day one gets it."""
    row = Device.objects.select_for_update().filter(tag=wanted.tag, is_for_loan=True).first()
    if row is None or row.state_id is None:
        raise CannotKeep(f"{wanted.tag or '–'} går inte att låna.")
    if wanted.first_day < at.astimezone(SWEDEN).date():
        raise CannotKeep("Välj en dag som inte har varit.")
    ends_on = wanted.last_day + timedelta(days=1)
    if not 0 < (ends_on - wanted.first_day).days <= LONGEST_LOAN:
        raise CannotKeep("Den sista dagen ska vara den första eller senare, inom ett år.")
    taken = LoanBooking.objects.filter(
        device=row, cancelled_at=None, starts_on__lt=ends_on, ends_on__gt=wanted.first_day
    ).first()
    if taken is not None:
        raise CannotKeep(f"{row.tag} är bokad {taken.starts_on} av {taken.holder.name}.")
    return LoanBooking.objects.create(
        device=row,
        holder_id=wanted.holder_id,
        starts_on=wanted.first_day,
        ends_on=ends_on,
        note=" ".join(wanted.note.split())[:200],
        made_at=at,
        by_user_id=actor.user_id,
        by_name=actor.name,
    )


@transaction.atomic
def cancel(*, booking_id: int, at: datetime) -> LoanBooking:
    """Take a booking back; its days are free again."""
    row = LoanBooking.objects.select_for_update().filter(pk=booking_id, cancelled_at=None).first()
    if row is None:
        raise CannotKeep("Bokningen är redan borttagen.")
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    return row


def put_in_pool(*, tag: str, is_for_loan: bool) -> None:
    """Say whether a thing is lent to whoever needs one."""
    told = Device.objects.filter(tag=tag).exclude(state=None)
    if not told.update(is_for_loan=is_for_loan):
        raise CannotKeep(f"Ingen inventarie är märkt {tag or '–'}.")
