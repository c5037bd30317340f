"""What an exchange tells of a call while it goes on, in whichever order it comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from samdrift.directory.queries import phone_digits
from samdrift.switchboard import call_log
from samdrift.switchboard.call_log import LONGEST_IDENTIFIER, LONGEST_NUMBER
from samdrift.switchboard.choices import CallEvent
from samdrift.switchboard.errors import CannotKeep, CannotTell
from samdrift.switchboard.models import Call, Extension, LiveCall
from samdrift.switchboard.queries import numbers

KEPT = timedelta(days=7)
"""How long who called is known, after the last word of the call."""
TOLD_WITHIN = timedelta(days=2)
"""How late a word of a call may come: well before the call is forgotten."""
CLOCKS_APART = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Told:
    """One word of an exchange about a call; the numbers as the exchange writes them."""

    identifier: str
    event: CallEvent
    at: datetime
    extension: str = ""
    caller: str = ""
    called: str = ""


@transaction.atomic
def tell(told: Told, *, at: datetime) -> LiveCall:
    """Put what is told of a call together with what was told before.

    The same word again, or words in another order, come to the same. A call that has ended is a
    call as those of the log are, by the same name; what the log says of it is not written over.
    """
    caller, called = phone_digits(told.caller), phone_digits(told.called)
    _check(told, (caller, called), at)

    row, _ = LiveCall.objects.select_for_update().get_or_create(
        identifier=told.identifier, defaults={"started_at": told.at, "told_at": at}
    )
    row.started_at = min(row.started_at, told.at)
    row.caller, row.called = _fuller(row.caller, caller), _fuller(row.called, called)
    row.told_at = max(row.told_at, at)
    if told.event is CallEvent.RINGING and told.extension:
        row.rings = sorted({*row.rings, told.extension})
    elif told.event is CallEvent.ANSWERED:
        _answer(row, told)
    elif told.event in (CallEvent.LOST, CallEvent.ENDED):
        row.ended_at = max(row.ended_at or told.at, told.at)
    row.save()
    if row.ended_at is not None:
        _keep_as_call(row)
    return row


@transaction.atomic
def set_extension(*, user_id: int, number: str) -> None:
    """Say on which extension a colleague is called; an empty one is none.

    Who had it before has none. Raises CannotKeep where it is no extension.
    """
    wanted = number.strip()
    if len(wanted) > LONGEST_NUMBER or not (wanted or "0").isalnum():
        raise CannotKeep(f"Skriv anknytningen med siffror, högst {LONGEST_NUMBER}.")
    Extension.objects.filter(number=wanted).exclude(user_id=user_id).delete()
    if not wanted:
        Extension.objects.filter(user_id=user_id).delete()
        return
    Extension.objects.update_or_create(user_id=user_id, defaults={"number": wanted})


def note_ticket(*, call_id: int, number: str) -> None:
    """Note which ticket a call became."""
    LiveCall.objects.filter(pk=call_id).update(ticket_number=number)


def forget_old(at: datetime) -> None:
    """Forget calls that nothing has been told of for long, with who called."""
    LiveCall.objects.filter(told_at__lt=at - KEPT).delete()


def _check(told: Told, digits: tuple[str, str], at: datetime) -> None:
    if not 0 < len(told.identifier) <= LONGEST_IDENTIFIER:
        raise CannotTell(f"call ska ha 1 till {LONGEST_IDENTIFIER} tecken.")
    if any(len(each) > LONGEST_NUMBER for each in (told.extension, *digits)):
        raise CannotTell(f"caller, called och extension får ha högst {LONGEST_NUMBER} tecken.")
    if told.event is CallEvent.ANSWERED and not told.extension:
        raise CannotTell("Ett besvarat samtal ska säga på vilken extension det besvarades.")
    if told.at > at + CLOCKS_APART:
        raise CannotTell("at ligger i framtiden. Ställ växelns klocka.")
    if told.at < at - TOLD_WITHIN:
        raise CannotTell("Det som berättas är äldre än två dygn. Låt loggen säga det.")


def _fuller(one: str, other: str) -> str:
    """Return the fuller of two numbers, whichever was told first."""
    return max(one, other, key=lambda number: (len(number), number))


def _answer(row: LiveCall, told: Told) -> None:
    """Let the first answer count, whichever is told first."""
    if row.answered_at is None or (told.at, told.extension) < (row.answered_at, row.answered_by):
        row.answered_at, row.answered_by = told.at, told.extension


def _keep_as_call(row: LiveCall) -> None:
    """Write a call that has ended, unless the log has told of it."""
    assert row.ended_at is not None, "it has ended"
    known = Call.objects.select_for_update().filter(identifier=row.identifier).first()
    if known is not None and known.is_logged:
        return
    told = call_log.derived(row.started_at, row.answered_at)
    owner = numbers.register([row.called]).organisation_of(row.called, told["local_date"])
    Call.objects.update_or_create(
        identifier=row.identifier,
        defaults=told
        | {
            "started_at": row.started_at,
            "answered_at": row.answered_at,
            "ended_at": max(row.ended_at, row.answered_at or row.started_at),
            "called": row.called,
            "organisation_id": owner,
            "is_logged": False,
        },
    )
