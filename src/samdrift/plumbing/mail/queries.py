"""How it stands with mail: what waits, what could not be taken, what has been sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from samdrift.plumbing.mail.choices import DeliveryState, Standing
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


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox, and how it stands with it."""

    key: str
    address: str
    name: str
    organisation_code: str
    signature: str
    keeper_address: str
    is_open: bool
    fetches: bool
    sends: bool
    fetched_at: datetime | None
    problem: str
    problem_since: datetime | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A letter of ours that has not reached an address, and what was told of why."""

    id: int
    address: str
    subject: str
    state: str
    attempts: int
    asked_at: datetime
    next_try_at: datetime
    told: str
    reference: str


def boxes() -> tuple[Box, ...]:
    """Return every mailbox with how many letters stand how in it, by address."""
    rows = IncomingLetter.objects.order_by().values_list("mailbox", "standing")
    counted = {(pk, standing): n for pk, standing, n in rows.annotate(count=Count("pk"))}
    every = Mailbox.objects.order_by("address")
    return tuple(
        _box(row, Counts(*(counted.get((row.pk, each), 0) for each in Standing.values)))
        for row in every
    )


def box(key: str) -> Box | None:
    """Return a mailbox, None where there is none."""
    row = Mailbox.objects.filter(key=key).first()
    return _box(row, counts(row)) if row else None


def thrown_away(*, by: str, limit: int = 20) -> tuple[Quarantined, ...]:
    """Return the letters that somebody laid aside by hand, the latest first."""
    rows = IncomingLetter.objects.filter(standing=Standing.SET_ASIDE, taken_by=by)
    return tuple(
        Quarantined(*row)
        for row in rows.order_by("-handled_at").values_list(
            "id", "mailbox__address", "sender", "subject", "received_at", "reason", "digest"
        )[:limit]
    )


def undelivered(*, limit: int = 100) -> tuple[Undelivered, ...]:
    """Return letters of ours that could not be sent, came back or are tried again, newest first."""
    ended = Q(state__in=(DeliveryState.FAILED, DeliveryState.BOUNCED))
    tried = Q(state=DeliveryState.WAITING, attempts__gt=0)
    rows = Delivery.objects.filter(ended | tried).select_related("letter").order_by("-id")
    return tuple(
        Undelivered(
            row.pk,
            row.address,
            row.letter.subject,
            row.state,
            row.attempts,
            row.letter.asked_at,
            row.next_try_at,
            row.told,
            row.letter.reference,
        )
        for row in rows[:limit]
    )


def _box(row: Mailbox, told: Counts) -> Box:
    return Box(
        key=row.key,
        address=row.address,
        name=row.name,
        organisation_code=row.organisation_code,
        signature=row.signature,
        keeper_address=row.keeper_address,
        is_open=row.is_open,
        fetches=bool(row.imap_host),
        sends=bool(row.smtp_host),
        fetched_at=row.fetched_at,
        problem=row.problem,
        problem_since=row.problem_since,
        counts=told,
    )


def storm(*, mailbox_key: str, address: str, at: datetime) -> str:
    """Return why no more may be sent to an address by itself just now, nothing where it may.

    Counts what has been sent automatically within the last hour: to the address at all, to it
    from this mailbox, and to everybody.
    """
    recent = Delivery.objects.filter(
        letter__is_automatic=True, letter__asked_at__gt=at - STORM, letter__asked_at__lte=at
    )
    to_one = Q(address__iexact=address)
    counts = recent.aggregate(
        to_one=Count("pk", filter=to_one),
        of_pair=Count("pk", filter=to_one & Q(letter__mailbox__key=mailbox_key)),
        of_all=Count("pk"),
    )
    if counts["to_one"] >= MOST_AUTOMATIC_TO_ONE:
        return f"{address} har fått {MOST_AUTOMATIC_TO_ONE} automatiska svar den senaste timmen"
    if counts["of_pair"] >= MOST_AUTOMATIC_OF_PAIR:
        return f"{address} har fått {MOST_AUTOMATIC_OF_PAIR} automatiska svar härifrån"
    if counts["of_all"] >= MOST_AUTOMATIC_OF_ALL:
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
