"""What is asked and answered, field by field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from samdrift.api.errors import OutOfReach
from samdrift.servicedesk.choices import Channel, Kind, MessageKind, Status

MOST_LETTERS = 2_000_000
"""Of a file in base64; a larger one goes by the portal."""

NO_NUL = r"^[^\x00]*$"
_BASE64 = r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


def _in_reach(at: datetime) -> datetime:
    """Return a moment in UTC. Raises OutOfReach for one that no calendar here reaches."""
    if not 2000 <= at.year < 2100:
        raise OutOfReach("Skriv en tid mellan år 2000 och 2099.")
    return at.astimezone(UTC)


type Line = Annotated[
    str, StringConstraints(max_length=200, pattern=NO_NUL), Field(examples=["Rum 214"])
]
type Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$"),
    Field(examples=["Skrivaren blinkar"]),
]
type Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200_000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$"),
    Field(examples=["Den röda lampan blinkar och inget kommer ut."]),
]
type Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(UTC))]
type Sent = Annotated[
    AwareDatetime, AfterValidator(_in_reach), Field(examples=["2026-03-02T13:20:00+01:00"])
]
"""A moment that is sent in, with its zone."""
type Level = Literal[1, 2, 3]


class Told(Schema):
    """A value of the interface: names in camelCase, and nothing that is not asked for."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Asked(Told):
    """A value that is sent in: what it does not have is refused."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=False, extra="forbid")


class Problem(Schema):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Info(Told):
    """What the interface is, as DIGG's profile has it."""

    api_name: str
    api_version: str
    api_documentation: str
    api_status: str


class FileIn(Asked):
    """A file that comes with a message, in base64. What kind it is, its own bytes tell."""

    name: Words
    media_type: Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9.+-]+$", max_length=100)]
    content: Annotated[str, StringConstraints(pattern=_BASE64, max_length=MOST_LETTERS)]


class NewTicket(Asked):
    """A request for help. Who works with tickets may report for somebody, by their address."""

    subject: Words
    text: Text
    kind: Kind = Kind.INCIDENT
    urgency: Level = 2
    impact: Level = 3
    place: Line = ""
    service: Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)] = ""
    category: Line = ""
    organisation: Annotated[str, StringConstraints(max_length=20, pattern=NO_NUL)] = ""
    requester_email: Annotated[str, StringConstraints(max_length=254, pattern=NO_NUL)] = ""
    is_secret: bool = False
    follows: Annotated[str, StringConstraints(pattern=r"^\d{0,12}$")] = ""
    files: Annotated[tuple[FileIn, ...], Field(max_length=20)] = ()


class NewMessage(Asked):
    """Words in a ticket: an answer of its reporter's, or a reply or a note of a helper's."""

    kind: Literal["answer", "reply", "note"]
    text: Text
    then: Literal["", "open", "waiting", "solved"] = ""
    files: Annotated[tuple[FileIn, ...], Field(max_length=20)] = ()


class Resolution(Asked):
    """What solved a ticket."""

    resolution: Text


class Why(Asked):
    """Why a ticket is opened again; may be left out."""

    text: Annotated[str, StringConstraints(max_length=200_000, pattern=NO_NUL)] = ""


class Score(Asked):
    """What somebody thought of the help they had."""

    score: Literal[1, 2, 3, 4, 5]
    comment: Annotated[str, StringConstraints(max_length=2000, pattern=NO_NUL)] = ""


class Change(Asked):
    """Fields of a ticket and what they are to become; `version` is what was seen before.

    A `groupId`, `assigneeId`, `ownerId` or `visitOn` of null takes it away; of any other field
    null is as if it were not said.
    """

    version: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    subject: Words | None = None
    category: Line | None = None
    service: Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)] | None = None
    place: Line | None = None
    kind: Kind | None = None
    impact: Level | None = None
    urgency: Level | None = None
    is_secret: bool | None = None
    visit_on: date | None = None
    group_id: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    assignee_id: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    owner_id: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class FileOut(Told):
    """A file in a conversation, and its address."""

    name: str
    media_type: str
    size: int
    href: str


class MessageOut(Told):
    """A message of a conversation."""

    id: int
    kind: MessageKind
    at: Moment
    by: str
    channel: str
    text: str
    quoted: str
    files: list[FileOut]


class TicketRow(Told):
    """A ticket in a list."""

    number: str
    subject: str
    status: Status
    priority: int
    organisation: str
    requester: str
    group: str
    assignee: str
    is_secret: bool
    keywords: list[str]
    is_answer_awaited: bool
    opened_at: Moment
    solve_by: Moment | None
    solved_at: Moment | None
    closed_at: Moment | None


class TicketPage(Told):
    """A page of tickets; `after` is where the next begins, empty on the last."""

    items: list[TicketRow]
    after: str


class TicketOut(Told):
    """A ticket with its conversation; notes are for those who work with tickets."""

    number: str
    subject: str
    kind: Kind
    status: Status
    channel: Channel
    category: str
    service: str
    impact: int
    urgency: int
    priority: int
    organisation: str
    group: str
    group_id: int | None
    assignee: str
    assignee_id: int | None
    owner: str
    owner_id: int | None
    place: str
    is_secret: bool
    keywords: list[str]
    follows: str
    merged_into: str
    opened_at: Moment
    respond_by: Moment | None
    responded_at: Moment | None
    solve_by: Moment | None
    solved_at: Moment | None
    closed_at: Moment | None
    reopen_until: Moment | None
    resolution: str
    version: int
    conversation: list[MessageOut]


class Match(Told):
    """Something that was found: a ticket by its number, or a guide by its key."""

    kind: Literal["ticket", "guide"]
    key: str
    title: str
    snippet: str


class MatchPage(Told):
    """A page of what was found, and where the next begins; counted to a thousand."""

    items: list[Match]
    count: int
    is_count_capped: bool
    has_some_words: bool
    after: str


class PersonOut(Told):
    """Somebody who may need help."""

    id: int
    name: str
    title: str
    email: str
    phone: str
    mobile: str
    unit: str
    organisation: str


class GuideRow(Told):
    """A guide in a list."""

    key: str
    title: str


class GuideOut(Told):
    """A guide to read, in Markdown."""

    key: str
    title: str
    body: str
