"""Who does something with a ticket, and what is told when one is registered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.functional import Promise

from samdrift.kernel.figures import Figure
from samdrift.reporting.together import Rows
from samdrift.servicedesk.choices import Channel, Kind, Level

SYSTEM_NAME = "Samdrift"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a colleague who has signed in, a person who needs help, or Samdrift itself."""

    name: str
    user_id: int | None = None
    person_id: int | None = None

    def __post_init__(self) -> None:
        assert self.name, "whoever acts has a name"


SYSTEM = Actor(SYSTEM_NAME)
"""What happens by itself: a planned ticket wakes, a solved one is closed unseen."""


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file to keep with a message; its bytes are in the store already, under their digest."""

    name: str
    media_type: str
    size: int
    digest: str
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a message as they came: what is new, what was repeated, and what came along."""

    text: str
    quoted: str = ""
    html: str = ""
    letter: str = ""
    message_id: str = ""
    attachments: tuple[NewAttachment, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Where whoever reports by mail is answered, and from which mailbox of ours."""

    address: str
    mailbox_key: str


@dataclass(frozen=True, slots=True)
class Report:
    """What is asked for help with, by whom and by which way; the rest can be filled in later."""

    subject: str
    written: Written
    organisation_code: str
    channel: Channel
    requester_id: int | None = None
    unit_id: int | None = None
    kind: Kind = Kind.INCIDENT
    category: str = ""
    service: str = ""
    impact: Level = Level.LOW
    urgency: Level = Level.MEDIUM
    group_id: int | None = None
    otherwise_group_id: int | None = None
    """The group that has it where nobody has chosen one and no rule says."""
    place: str = ""
    is_secret: bool = False
    follows: str = ""
    """The number of the closed ticket that this one goes on from."""
    reply_to: ReplyTo | None = None
    is_receipted: bool = True
    """Whether its reporter is told by mail that it has come in."""


type Value = str | int | bool | date | None
"""A field of a ticket as it is stored: text, a number, the id of a row, a day, or nothing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Fields of a ticket and what they are to become.

    `seen` has what whoever asks saw in those fields: where a field says something else by now,
    somebody has changed it in between and nothing is written.
    """

    fields: Mapping[str, Value]
    seen: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads tickets, and how far they see.

    Those of the service desk see every ticket but the secret ones that are not theirs; others see
    their own, those of the units they manage, and their organisation's where they answer for it.
    """

    user_id: int
    person_id: int | None = None
    is_desk: bool = False
    organisation_code: str = ""
    """The organisation whose tickets they see, all but the secret; empty for none."""
    unit_ids: tuple[int, ...] = ()
    sees_secret: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """Words beside a ticket, or while one is taken down, and where they lead."""

    words: str
    href: str
    detail: str = ""
    is_act: bool = False
    """Whether it leads to something that only those who work with tickets may do."""


@dataclass(frozen=True, slots=True)
class BesideSource:
    """What an app above knows of a ticket, and what it can make of one.

    `rows` returns a list of values of the ticket with an id; those of all apps are asked for as
    one. `about` is told the rows, in any order, the ticket's number and who reads. It asks nothing.
    """

    key: str
    about: Callable[[Rows, str, Reader], tuple[Lead, ...]]
    rows: Callable[[int], QuerySet[Any, Any]] | None = None


@dataclass(frozen=True, slots=True)
class KnownSource:
    """What an app above knows just now that somebody of an organisation may be calling about.

    An empty organisation is any. It asks at most two questions.
    """

    key: str
    now: Callable[[str, datetime], tuple[Lead, ...]]


@dataclass(frozen=True, slots=True)
class PersonSource:
    """What another app knows of somebody who may call: that they have booked a time.

    `about` is told the person's id, who reads and when; it asks at most two questions.
    """

    key: str
    title: Promise
    about: Callable[[int, Reader, datetime], tuple[Lead, ...]]


@dataclass(frozen=True, slots=True)
class ForgetSource:
    """What an app above keeps of the people and words of tickets, taken away when they are wiped.

    `forget` is told the tickets' ids, within the transaction of the wiping.
    """

    key: str
    forget: Callable[[tuple[int, ...]], None]


@dataclass(frozen=True, slots=True)
class QuotingSource:
    """What an app above writes of tickets in texts of its own, which are not wiped with them.

    `linked` returns the tickets' ids, each with the way to such a text: whoever decides on a
    wiping is shown those of the tickets that are reached, and looks through them.
    """

    key: str
    linked: Callable[[], tuple[tuple[int, Lead], ...]]


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """Work that is planned, as those it is done for are told of it.

    Without organisations it is of concern to every one.
    """

    reference: str
    title: str
    text: str
    starts_at: datetime
    ends_at: datetime
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    told_at: datetime | None = None
    """When it was last changed; without it, when it starts."""


@dataclass(frozen=True, slots=True)
class PlannedWorkSource:
    """Who knows of planned work that the public may be told of, from a moment on."""

    key: str
    coming: Callable[[datetime], tuple[PlannedWork, ...]]


class Aim(Protocol):
    """What a key figure is to come to."""

    @property
    def figure(self) -> Figure:
        """The target as a figure, whose records are all that was ever set."""

    def is_reached(self, figure: Figure) -> bool | None:
        """Whether a figure comes up to it; None where that cannot be said."""


@dataclass(frozen=True, slots=True)
class TargetSource:
    """What an app offers that knows what key figures are to come to in a year."""

    key: str
    targets: Callable[[int], Mapping[str, Aim]]
