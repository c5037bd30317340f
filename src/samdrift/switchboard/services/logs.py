"""Taking in the log of a telephone exchange: looked at first, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samdrift.plumbing import files
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.models import Mailbox
from samdrift.switchboard import call_log
from samdrift.switchboard.call_log import BadLog, LoggedCall
from samdrift.switchboard.choices import CameBy, LogState
from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.models import Call, CallLog
from samdrift.switchboard.queries import numbers
from samdrift.switchboard.queries.numbers import Register

_BATCH = 500
_FIELDS = (
    "started_at", "answered_at", "ended_at", "local_date", "local_hour", "wait_seconds", "called",
    "organisation", "is_logged",
)  # fmt: skip
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became, or would become, of the calls of a log."""

    new: int
    changed: int
    unchanged: int
    by_organisation: Mapping[str, int]
    """How many calls to whose numbers; by an empty code, to numbers that are nobody's."""
    unknown_numbers: tuple[str, ...]
    """Numbers that were called and are nobody's, the most called first."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A log as it came: what it is called, which way it came, and who sent it."""

    name: str
    content: bytes
    came_by: CameBy
    sent_by: str = ""


def take_in_log(*, content: bytes) -> TakenIn:
    """Take in a log, all of it or nothing; the same log again changes nothing.

    A call that is there and says something else now is set right. Raises BadLog where lines are
    wrong.
    """
    with transaction.atomic():
        return _take_in(content)


def preview_log(*, content: bytes) -> TakenIn:
    """Return what taking in a log would do: it is done, and undone. Raises BadLog likewise."""
    with transaction.atomic():
        told = _take_in(content)
        transaction.set_rollback(True)
    return told


def receive_log(*, sent: Sent, at: datetime) -> CallLog:
    """Keep a log that somebody has sent, to be looked at before it is taken in."""
    try:
        call_log.read(sent.content)
    except BadLog as fault:
        return _note(sent, LogState.FAULTY, at=at, problem=str(fault))
    return _note(sent, LogState.WAITING, at=at)


@transaction.atomic
def take_in_received(*, log_id: int) -> CallLog:
    """Take in a log that waits; one that is taken in already is left as it is."""
    row = CallLog.objects.select_for_update().filter(pk=log_id).first()
    if row is None:
        raise CannotKeep("Loggen finns inte kvar. Skicka den igen.")
    if row.state != LogState.WAITING:
        return row
    try:
        told = _take_in(files.content(row.digest))
    except files.NoSuchFile as error:
        raise CannotKeep("Filen finns inte kvar. Skicka den igen.") from error
    row.state = LogState.TAKEN_IN
    row.new, row.changed, row.unchanged = told.new, told.changed, told.unchanged
    row.save(update_fields=["state", "new", "changed", "unchanged"])
    return row


def put_away(*, log_id: int) -> None:
    """Put away a log that waits, or one that was faulty, so that it is not shown any more."""
    CallLog.objects.filter(pk=log_id).exclude(state=LogState.TAKEN_IN).delete()


def take_in_sent(*, sent: Sent, at: datetime) -> CallLog:
    """Take in a log that came without anybody to look at it; of a faulty one somebody is told.

    The same log is noted once, and a faulty one told of once.
    """
    same = CallLog.objects.filter(digest=_digest(sent.content))
    try:
        with transaction.atomic():
            told = _take_in(sent.content)
            known = same.filter(state=LogState.TAKEN_IN).first()
            if known is not None and not told.new and not told.changed:
                return known
            return _note(sent, LogState.TAKEN_IN, at=at, told=told)
    except BadLog as fault:
        return same.filter(state=LogState.FAULTY).first() or _note_and_tell(sent, str(fault), at=at)


def _take_in(content: bytes) -> TakenIn:
    calls = call_log.read(content)
    register = numbers.register(call.called for call in calls)
    new, changed = 0, 0
    for first in range(0, len(calls), _BATCH):
        fresh, differing = _taken(calls[first : first + _BATCH], register)
        new, changed = new + fresh, changed + differing
    owners = [(call.called, _owner(call, register)) for call in calls]
    unknown = Counter(called for called, owner in owners if called and owner is None)
    return TakenIn(
        new,
        changed,
        len(calls) - new - changed,
        Counter(owner or "" for _called, owner in owners),
        tuple(number for number, _count in unknown.most_common()),
    )


def _taken(calls: Iterable[LoggedCall], register: Register) -> tuple[int, int]:
    """Write some calls; return how many are new, and how many say something else than before."""
    batch = {call.identifier: call for call in calls}
    known = {
        row.identifier: row for row in Call.objects.select_for_update().filter(identifier__in=batch)
    }
    fresh = [
        _set(Call(identifier=name), call, register)
        for name, call in batch.items()
        if name not in known
    ]
    differing = [
        _set(known[name], call, register)
        for name, call in batch.items()
        if name in known and (_told(known[name]) != call or not known[name].is_logged)
    ]
    Call.objects.bulk_create(fresh)
    Call.objects.bulk_update(differing, _FIELDS)
    return len(fresh), len(differing)


def _set(row: Call, call: LoggedCall, register: Register) -> Call:
    row.started_at, row.answered_at = call.started_at, call.answered_at
    row.ended_at, row.called, row.is_logged = call.ended_at, call.called, True
    for name, value in call_log.derived(call.started_at, call.answered_at).items():
        setattr(row, name, value)
    row.organisation_id = _owner(call, register)
    return row


def _owner(call: LoggedCall, register: Register) -> str | None:
    day = call_log.derived(call.started_at, None)["local_date"]
    return register.organisation_of(call.called, day)


def _told(row: Call) -> LoggedCall:
    return LoggedCall(row.identifier, row.started_at, row.answered_at, row.ended_at, row.called)


def _note(
    sent: Sent, state: LogState, *, at: datetime, told: TakenIn | None = None, problem: str = ""
) -> CallLog:
    """Note that a log came. What is taken in needs no keeping: its calls are there."""
    is_kept = state is not LogState.TAKEN_IN
    return CallLog.objects.create(
        name=sent.name[:_LONGEST_NAME],
        digest=files.keep(sent.content) if is_kept else _digest(sent.content),
        size=len(sent.content),
        came_by=sent.came_by,
        sent_by=sent.sent_by,
        came_at=at,
        state=state,
        new=told.new if told else 0,
        changed=told.changed if told else 0,
        unchanged=told.unchanged if told else 0,
        problem=problem,
    )


@transaction.atomic
def _note_and_tell(sent: Sent, problem: str, *, at: datetime) -> CallLog:
    """Note a faulty log, and write to whoever keeps each mailbox that something is wrong."""
    row = _note(sent, LogState.FAULTY, at=at, problem=problem)
    boxes = Mailbox.objects.filter(is_open=True).exclude(keeper_address="").order_by("id")
    told: set[str] = set()
    for mailbox in boxes:
        if mailbox.keeper_address in told:
            continue
        told.add(mailbox.keeper_address)
        letter = outbox.Draft(
            to=(mailbox.keeper_address,),
            subject="Växelns samtalslogg gick inte att läsa in",
            text=f"{row.name}\n\n{problem}\n\nFilen är kvar i mappen för felaktiga loggar, "
            "och felet visas under Växel, Samtalsloggar.",
            reference=f"call-log-{row.pk}",
            is_automatic=True,
        )
        outbox.post(letter, mailbox_key=mailbox.key, at=at)
    return row


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
