"""What somebody does by hand with letters that were not taken, and with ours that did not go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from samdrift.plumbing import files
from samdrift.plumbing.mail import intake, reading
from samdrift.plumbing.mail.choices import DeliveryState, Standing
from samdrift.plumbing.mail.errors import NoSuchLetter
from samdrift.plumbing.mail.letters import Letter
from samdrift.plumbing.mail.models import Delivery, IncomingLetter
from samdrift.plumbing.mail.ports import Arrival

BY_HAND = "by-hand"


def opened(number: int) -> tuple[IncomingLetter, Letter]:
    """Return a letter's row and what it says. Raises NoSuchLetter where it is not to be had."""
    row = IncomingLetter.objects.select_related("mailbox").filter(pk=number).first()
    if row is None:
        raise NoSuchLetter(f"Det finns inget brev med nummer {number}.")
    try:
        return row, reading.read(files.content(row.digest))
    except files.NoSuchFile:
        raise NoSuchLetter("Brevets original saknas i mappen files. Återställ den.") from None


@transaction.atomic
def hand_over(number: int, take: Callable[[Arrival], None], *, at: datetime) -> None:
    """Let somebody take a letter from quarantine by hand; what they refuse changes nothing."""
    row = _held(number, Standing.QUARANTINED, f"Brev {number} ligger inte i karantän.")
    _, letter = opened(number)
    take(intake.arrival(row, letter, at=at))
    row.standing, row.taken_by, row.handled_at = Standing.TAKEN, BY_HAND, at
    row.save(update_fields=["standing", "taken_by", "handled_at"])


@transaction.atomic
def throw_away(number: int, *, at: datetime) -> IncomingLetter:
    """Lay a letter in quarantine aside; its bytes are kept, and why it came there."""
    row = _held(number, Standing.QUARANTINED, f"Brev {number} ligger inte i karantän.")
    row.standing, row.taken_by, row.handled_at = Standing.SET_ASIDE, BY_HAND, at
    row.save(update_fields=["standing", "taken_by", "handled_at"])
    return row


@transaction.atomic
def bring_back(number: int, *, at: datetime) -> IncomingLetter:
    """Lay a letter that was thrown away in quarantine again."""
    row = _held(number, Standing.SET_ASIDE, f"Brev {number} är inte kastat.")
    if row.taken_by != BY_HAND:
        raise NoSuchLetter(f"Brev {number} är inte kastat.")
    row.standing, row.taken_by, row.handled_at = Standing.QUARANTINED, "", at
    row.save(update_fields=["standing", "taken_by", "handled_at"])
    return row


@transaction.atomic
def send_again(delivery_id: int, *, at: datetime) -> Delivery:
    """Have a letter of ours that did not arrive sent once more, from the first try on."""
    row = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
    if row is None or row.state in (DeliveryState.SENT, DeliveryState.SENDING):
        raise NoSuchLetter("Brevet väntar inte på att skickas.")
    row.state, row.attempts, row.next_try_at = DeliveryState.WAITING, 0, at
    row.ended_at = None
    row.save(update_fields=["state", "attempts", "next_try_at", "ended_at"])
    return row


def _held(number: int, standing: Standing, else_said: str) -> IncomingLetter:
    held = IncomingLetter.objects.select_for_update(of=("self",)).select_related("mailbox")
    row = held.filter(pk=number, standing=standing).first()
    if row is None:
        raise NoSuchLetter(else_said)
    return row
