"""Letters taken in: received so that they are ours, then handled one by one, each by itself."""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import contributions, files
from samdrift.plumbing.mail import (
    automatic,
    bounces,
    identity,
    outbox,
    queries,
    reading,
    replies,
    threads,
)
from samdrift.plumbing.mail.choices import Standing
from samdrift.plumbing.mail.errors import NoSuchLetter
from samdrift.plumbing.mail.letters import Letter
from samdrift.plumbing.mail.models import IncomingLetter, Mailbox
from samdrift.plumbing.mail.ports import Arrival, LetterHandler

MOST_ATTEMPTS = 3
"""How many times a letter may be begun and not ended before it is what kills whoever takes it."""

BEGUN_AT_ONCE = 20

_log = logging.getLogger(__name__)
_NOBODY = "Ingen del av Samdrift tog emot brevet."
_KILLS = "Brevet har flera gånger avbrutit den som tar emot det."


def receive(mailbox: Mailbox, raw: bytes, *, at: datetime, trouble: str = "") -> bool:
    """Make a letter ours: its bytes on disk, its row in the database. Return whether it was new.

    The same letter is received once, however often it is fetched. One with a trouble goes to
    quarantine at once.
    """
    key = content_key(raw)
    if IncomingLetter.objects.filter(mailbox=mailbox, content_key=key).exists():
        return False
    letter = IncomingLetter(
        mailbox=mailbox, digest=files.keep(raw), content_key=key, size=len(raw), received_at=at
    )
    if trouble:
        letter.standing, letter.reason, letter.handled_at = Standing.QUARANTINED, trouble, at
        _describe(letter, reading.read(raw))
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:
        return False  # Another has received it meanwhile.
    return True


def content_key(raw: bytes) -> str:
    """Return what a letter is known by: its name and what it says, not the way it came.

    Servers write the way at the top, and differently for each address a letter reaches us by. One
    without a name, or without an end of its headers, is known by all of it: two that are alike but
    for their words are never one.
    """
    head, end, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    names = (b"message-id:", b"date:", b"from:", b"subject:")
    kept = [line for line in head.split(b"\n") if line.lower().startswith(names)]
    if not end or not any(line.lower().startswith(names[0]) for line in kept):
        return hashlib.sha256(raw).hexdigest()
    return hashlib.sha256(b"\n".join((*sorted(kept), b"", body.rstrip(b"\n")))).hexdigest()


def handle_waiting(*, at: datetime, limit: int = 200) -> int:
    """Hand over letters that wait, oldest first. Return how many were handled.

    Each is a transaction of its own: one that cannot be handled goes to quarantine alone.
    """
    handled = 0
    after = 0
    while handled < limit:
        letters = _begin(after)
        if not letters:
            break
        if letters[0].attempts > 1:
            after = letters[0].pk
        handled += sum(_handle(letter, at=at) for letter in letters)
    return handled


def retry(number: int, *, at: datetime) -> None:
    """Have a letter in quarantine handled again. Raises NoSuchLetter where there is none."""
    with transaction.atomic():
        changed = IncomingLetter.objects.filter(pk=number, standing=Standing.QUARANTINED).update(
            standing=Standing.WAITING, attempts=0, handled_at=None, reason=""
        )
        if not changed:
            raise NoSuchLetter(f"Brev {number} ligger inte i karantän.")
        letter = IncomingLetter.objects.get(pk=number)
    _handle(letter, at=at)


@transaction.atomic
def _begin(after: int) -> list[IncomingLetter]:
    """Count that letters are begun, in a transaction of its own: a count outlives who is killed.

    New letters are begun some at a time. One that was begun and not ended is begun alone, so that
    no other is counted with what kills.
    """
    waiting = IncomingLetter.objects.filter(standing=Standing.WAITING).order_by("pk")
    free = waiting.select_for_update(skip_locked=True, of=("self",))
    letters = list(free.filter(attempts=0)[:BEGUN_AT_ONCE])
    letters = letters or list(free.filter(attempts__gt=0, pk__gt=after)[:1])
    for letter in letters:
        letter.attempts += 1
    IncomingLetter.objects.bulk_update(letters, ["attempts"])
    return letters


def _handle(letter: IncomingLetter, *, at: datetime) -> bool:
    """Hand a letter over. Return whether it was handled, be it by quarantine."""
    if letter.attempts > MOST_ATTEMPTS:
        return _quarantine(letter.pk, _KILLS, at=at)
    try:
        with transaction.atomic():
            return _hand_over(letter.pk, at=at)
    except OperationalError:
        # The database is away or busy: no fault of the letter.
        IncomingLetter.objects.filter(pk=letter.pk, attempts__gt=0).update(
            attempts=letter.attempts - 1
        )
        raise
    except Exception as error:  # noqa: BLE001  The last door of a letter: it never stops the others.
        _log.exception("Letter %s could not be handled", letter.pk)
        told = str(error) if isinstance(error, Refusal) else f"{type(error).__name__}: {error}"
        return _quarantine(letter.pk, told[:2000], at=at)


def _hand_over(number: int, *, at: datetime) -> bool:
    row = (
        IncomingLetter.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("mailbox")
        .filter(pk=number, standing=Standing.WAITING)
        .first()
    )
    if row is None:
        return False  # Another handles it, or has.
    letter = reading.read(files.content(row.digest))
    told = arrival(row, letter, at=at)
    _describe(row, letter)
    taker = next((each for each in contributions.offered(LetterHandler) if each.take(told)), None)
    if taker is not None:
        row.standing, row.taken_by = Standing.TAKEN, taker.key
    elif told.bounce is not None:
        row.standing = Standing.SET_ASIDE
    else:
        row.standing, row.reason = Standing.QUARANTINED, _NOBODY
    row.handled_at = at
    row.save()
    return True


def arrival(row: IncomingLetter, letter: Letter, *, at: datetime) -> Arrival:
    """Return a letter as it is handed over; what it tells of a letter of ours is noted."""
    bounce = bounces.bounce_of(letter)
    if bounce is not None and outbox.note_bounce(bounce, at=at) is None:
        bounce = None
    return Arrival(
        incoming=row.pk,
        digest=row.digest,
        mailbox_key=row.mailbox.key,
        mailbox_address=row.mailbox.address,
        organisation_code=row.mailbox.organisation_code,
        letter=letter,
        split=replies.split(letter.text),
        candidates=threads.candidates(letter, key=identity.key()),
        bounce=bounce,
        may_answer=_verdict(letter, row.mailbox.key, at=at),
        at=at,
    )


def _verdict(letter: Letter, mailbox_key: str, *, at: datetime) -> automatic.Verdict:
    """Return whether a letter may be answered by itself, by what it tells and was sent of late."""
    verdict = automatic.may_answer(
        letter, own_addresses=queries.own_addresses(), installation=identity.installation()
    )
    if not verdict.may:
        return verdict
    why = queries.storm(mailbox_key=mailbox_key, address=letter.sender.address, at=at)
    return automatic.Verdict(may=False, why=why) if why else verdict


def _quarantine(number: int, reason: str, *, at: datetime) -> bool:
    with transaction.atomic():
        row = IncomingLetter.objects.select_for_update().get(pk=number)
        if row.standing != Standing.WAITING:
            return False
        row.standing, row.reason, row.handled_at = Standing.QUARANTINED, reason, at
        try:
            _describe(row, reading.read(files.content(row.digest)))
        except files.NoSuchFile:
            row.reason = f"{reason} Originalet saknas på disken."
        row.save()
    return True


def _describe(row: IncomingLetter, letter: Letter) -> None:
    row.message_id = letter.message_id[:1000]
    row.sender = letter.sender.address[:320]
    row.subject = letter.subject[:500]
