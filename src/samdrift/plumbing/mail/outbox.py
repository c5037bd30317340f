"""Letters of ours: put here within whatever they tell of, sent after it has been committed."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from samdrift.plumbing import files
from samdrift.plumbing.mail import composing, identity, servers, threads
from samdrift.plumbing.mail.bounces import Bounce
from samdrift.plumbing.mail.choices import DeliveryState
from samdrift.plumbing.mail.errors import CannotPost, CannotReach
from samdrift.plumbing.mail.headers import addresses
from samdrift.plumbing.mail.models import Delivery, Mailbox, OutgoingLetter

WAITS_MINUTES = (1, 5, 15, 60, 180, 360, 720, 720, 720, 720, 720)
"""How long is waited after each try; three days in all."""
LEASE = timedelta(minutes=10)
"""How long whoever sends may take: a letter begun longer ago than this is sent again."""
MOST_AT_ONCE = 50

_UNDER_WAY = (DeliveryState.WAITING, DeliveryState.SENDING)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be sent: to whom, about what. `reference` is what its answer is known by."""

    to: tuple[str, ...]
    subject: str
    text: str
    reference: str
    copy: tuple[str, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[tuple[str, str, str], ...] = field(default=())
    """Name, kind and digest of each file that goes with it; kept by plumbing.files."""
    is_automatic: bool = False
    language: str = "sv"
    sender_name: str = ""
    signature: str = ""


def post(draft: Draft, *, mailbox_key: str, at: datetime) -> OutgoingLetter:
    """Put a letter in the outbox. It is sent once what it was put there with has been committed.

    Raises CannotPost where an address or the subject cannot stand in a letter.
    """
    to = tuple(_address(each) for each in draft.to)
    copy = tuple(_address(each) for each in draft.copy)
    if not to:
        raise CannotPost("Brevet har ingen mottagare.")
    if any(letter in draft.subject for letter in "\r\n\0"):
        raise CannotPost("Ämnet får inte ha radbrytningar.")
    with transaction.atomic(savepoint=False):
        return _put(draft, to, copy, Mailbox.objects.only("address").get(key=mailbox_key), at=at)


def _put(
    draft: Draft, to: tuple[str, ...], copy: tuple[str, ...], mailbox: Mailbox, *, at: datetime
) -> OutgoingLetter:
    domain = mailbox.address.rpartition("@")[2]
    letter = OutgoingLetter.objects.create(
        mailbox=mailbox,
        message_id=threads.new_message_id(
            reference=draft.reference, domain=domain, key=identity.key()
        ),
        reference=draft.reference,
        to=list(to),
        copy=list(copy),
        subject=draft.subject[:500],
        text=draft.text,
        in_reply_to=draft.in_reply_to[:1000],
        references=list(draft.references),
        attachments=[
            {"name": name, "kind": kind, "digest": digest}
            for name, kind, digest in draft.attachments
        ],
        is_automatic=draft.is_automatic,
        language=draft.language,
        sender_name=draft.sender_name,
        signature=draft.signature,
        asked_at=at,
    )
    whom = {address.lower(): address for address in (*to, *copy)}
    Delivery.objects.bulk_create(
        Delivery(letter=letter, address=address, next_try_at=at) for address in whom.values()
    )
    return letter


def send_waiting(*, at: datetime) -> int:
    """Send what is to be sent now. Return how many letters left.

    A letter whose sender was killed after the server had it and before that was noted is sent
    again, under the same Message-ID: that is as near to once as SMTP comes.
    """
    sent = 0
    unreachable: set[int] = set()
    for _ in range(MOST_AT_ONCE):
        claimed = _claim(at=at, but_not=unreachable)
        if claimed is None:
            break
        letter, deliveries = claimed
        try:
            refused = _sent(letter, deliveries)
        except CannotReach as problem:
            unreachable.add(letter.mailbox_id)
            _put_off(deliveries, str(problem), "", at=at)
            continue
        sent += len(refused) < len(deliveries)
        _note(deliveries, refused, at=at)
    return sent


@transaction.atomic
def note_bounce(bounce: Bounce, *, at: datetime) -> OutgoingLetter | None:
    """Note that a letter of ours did not arrive. Return it, None where it is none of ours.

    Only what names a letter of ours by its signed name counts. A bounce without a known address
    counts for a letter that went to one address.
    """
    letter = OutgoingLetter.objects.filter(message_id=bounce.message_id).first()
    if letter is None:
        return None
    deliveries = list(letter.deliveries.select_for_update())
    for failure in bounce.failures:
        own = [each for each in deliveries if each.address.lower() == failure.address.lower()]
        for delivery in own or (deliveries if len(deliveries) == 1 else []):
            if failure.is_permanent:
                delivery.state, delivery.ended_at = DeliveryState.BOUNCED, at
            delivery.status, delivery.told = failure.status, failure.told
            delivery.save(update_fields=["state", "ended_at", "status", "told"])
    return letter


def _address(told: str) -> str:
    found = addresses([told])
    is_whole = len(found) == 1 and found[0].address.isascii() and found[0].address == told.strip()
    if not is_whole:
        raise CannotPost(f"{told[:100]!r} är ingen e-postadress.")
    return told.strip()


@transaction.atomic
def _claim(*, at: datetime, but_not: set[int]) -> tuple[OutgoingLetter, list[Delivery]] | None:
    """Take the next letter, so that nobody else sends it meanwhile."""
    due = Delivery.objects.filter(Q(state__in=_UNDER_WAY), next_try_at__lte=at).exclude(
        letter__mailbox_id__in=but_not
    )
    first = (
        due.order_by("next_try_at", "id").select_for_update(skip_locked=True, of=("self",)).first()
    )
    if first is None:
        return None
    deliveries = list(due.filter(letter=first.letter).select_for_update(of=("self",)))
    for delivery in deliveries:
        delivery.state, delivery.attempts = DeliveryState.SENDING, delivery.attempts + 1
        delivery.next_try_at = at + LEASE
    Delivery.objects.bulk_update(deliveries, ["state", "attempts", "next_try_at"])
    return OutgoingLetter.objects.select_related("mailbox").get(pk=first.letter_id), deliveries


def _sent(letter: OutgoingLetter, deliveries: Sequence[Delivery]) -> dict[str, Exception]:
    """Send a letter. Return the addresses that were refused, and what the server said.

    Raises CannotReach where there is no server to send it by.
    """
    whom = [delivery.address for delivery in deliveries]
    try:
        enclosed = [
            composing.Enclosed(each["name"], each["kind"], files.content(each["digest"]))
            for each in letter.attachments
        ]
        raw = composing.composed(letter, enclosed, installation=identity.installation())
    except (files.NoSuchFile, ValueError, AssertionError) as error:
        _log.exception("Letter %s cannot be composed", letter.message_id)
        return dict.fromkeys(whom, smtplib.SMTPDataError(554, f"5.6.0 {error!r}".encode()))
    with servers.smtp(letter.mailbox) as session:
        try:
            refused = session.sendmail(letter.mailbox.address, whom, raw)
        except smtplib.SMTPRecipientsRefused as error:
            refused = error.recipients
        except smtplib.SMTPServerDisconnected as error:
            return dict.fromkeys(whom, smtplib.SMTPDataError(451, str(error).encode()))
        except (smtplib.SMTPResponseException, OSError) as error:
            return dict.fromkeys(whom, error)
        return {
            address: smtplib.SMTPResponseException(code, said)
            for address, (code, said) in refused.items()
        }


@transaction.atomic
def _note(deliveries: Sequence[Delivery], refused: dict[str, Exception], *, at: datetime) -> None:
    for delivery in deliveries:
        error = refused.get(delivery.address)
        if error is None:
            _end(delivery, DeliveryState.SENT, "", "", at=at)
            continue
        code = getattr(error, "smtp_code", 451)
        said = servers.words(error)
        if 500 <= code < 600:
            _end(delivery, DeliveryState.FAILED, str(code), said, at=at)
        else:
            _put_off([delivery], said, str(code), at=at)


@transaction.atomic
def _put_off(deliveries: Sequence[Delivery], told: str, status: str, *, at: datetime) -> None:
    """Try again later, each time later; give up after three days."""
    for delivery in deliveries:
        if delivery.attempts > len(WAITS_MINUTES):
            _end(delivery, DeliveryState.FAILED, status, told, at=at)
            continue
        wait = timedelta(minutes=WAITS_MINUTES[delivery.attempts - 1])
        delivery.state, delivery.next_try_at = DeliveryState.WAITING, at + wait
        delivery.status, delivery.told = status, told
        delivery.save(update_fields=["state", "next_try_at", "status", "told"])


def _end(delivery: Delivery, state: DeliveryState, status: str, told: str, *, at: datetime) -> None:
    delivery.state, delivery.ended_at = state, at
    delivery.status, delivery.told = status, told
    delivery.save(update_fields=["state", "ended_at", "status", "told"])
