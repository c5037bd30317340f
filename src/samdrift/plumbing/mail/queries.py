"""How it stands with mail: what waits, what could not be taken, what has been sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.plumbing.mail.choices import Standing
from samdrift.plumbing.mail.models import Delivery, IncomingLetter, Mailbox, OutgoingLetter

MOST_AUTOMATIC_TO_ONE = 5
MOST_AUTOMATIC_OF_PAIR = 3
MOST_AUTOMATIC_OF_ALL = 500
STORM = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A letter that nobody could take, and why."""

    number: int
    mailbox: str
    sender: str
    subject: str
    received_at: datetime
    reason: str
    digest: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many letters of a mailbox stand how."""

    waiting: int
    taken: int
    set_aside: int
    quarantined: int


def quarantine(*, limit: int = 200) -> tuple[Quarantined, ...]:
    """Return the letters that nobody could take, newest first."""
    rows = IncomingLetter.objects.filter(standing=Standing.QUARANTINED).order_by("-id")
    return tuple(
        Quarantined(*row)
        for row in rows.values_list(
            "id", "mailbox__address", "sender", "subject", "received_at", "reason", "digest"
        )[:limit]
    )


def counts(mailbox: Mailbox) -> Counts:
    """Return how many letters of a mailbox stand how."""
    rows = IncomingLetter.objects.filter(mailbox=mailbox)
    return Counts(*(rows.filter(standing=each).count() for each in Standing))


def storm(*, mailbox_key: str, address: str, at: datetime) -> str:
    """Return why no more may be sent to an address by itself just now, nothing where it may.

    Counts what has been sent automatically within the last hour: to the address at all, to it
    from this mailbox, and to everybody.
    """
    recent = Delivery.objects.filter(
        letter__is_automatic=True, letter__asked_at__gt=at - STORM, letter__asked_at__lte=at
    )
    to_one = recent.filter(address__iexact=address)
    if to_one.count() >= MOST_AUTOMATIC_TO_ONE:
        return f"{address} har fått {MOST_AUTOMATIC_TO_ONE} automatiska svar den senaste timmen"
    if to_one.filter(letter__mailbox__key=mailbox_key).count() >= MOST_AUTOMATIC_OF_PAIR:
        return f"{address} har fått {MOST_AUTOMATIC_OF_PAIR} automatiska svar härifrån"
    if recent.count() >= MOST_AUTOMATIC_OF_ALL:
        return f"{MOST_AUTOMATIC_OF_ALL} automatiska svar har skickats den senaste timmen"
    return ""


def own_addresses() -> frozenset[str]:
    """Return the addresses of all mailboxes, in small letters."""
    return frozenset(
        address.lower() for address in Mailbox.objects.values_list("address", flat=True)
    )


def held_files(digests: Collection[str]) -> frozenset[str]:
    """Return which files some letter still has."""
    came = IncomingLetter.objects.filter(digest__in=digests).values_list("digest", flat=True)
    held = set(came)
    for attachments in OutgoingLetter.objects.exclude(attachments=[]).values_list(
        "attachments", flat=True
    ).iterator():  # fmt: skip
        held.update(each["digest"] for each in attachments)
    return frozenset(held)
