"""What is asked and answered of what is done with tickets, field by field."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from samdrift.api.views.schemas import (
    NO_NUL,
    Asked,
    Level,
    Line,
    Moment,
    Sent,
    Text,
    Told,
    Words,
)
from samdrift.servicedesk.choices import LinkKind, MessageKind, Status
from samdrift.servicedesk.queue.ports import View

MOST_ID = 2**31 - 1
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}$"), Field(examples=["10001"])]
Id = Annotated[int, Field(ge=1, le=MOST_ID, examples=[7])]
Code = Annotated[str, StringConstraints(max_length=20, pattern=NO_NUL), Field(examples=["KIN"])]


class Into(Asked):
    """The ticket that another goes on in."""

    into: Number


class Split(Asked):
    """Messages that are about something else, and what that is."""

    messages: Annotated[tuple[Id, ...], Field(min_length=1, max_length=500)]
    subject: Words


class NewLink(Asked):
    """That a ticket belongs with another, and how."""

    other: Number
    kind: LinkKind = LinkKind.RELATED


class Parent(Asked):
    """The larger ticket that one is part of; empty takes it out again."""

    parent: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,12}$")] = ""


class ToSupplier(Asked):
    """A supplier that a ticket is handed to: its code, where it is reached, what it promises."""

    supplier: Code
    address: Annotated[str, StringConstraints(max_length=254, pattern=NO_NUL)] = ""
    promised_by: Sent | None = None


class Reference(Asked):
    """The supplier's own number of a ticket, and what they promise."""

    reference: Line
    promised_by: Sent | None = None


class Visit(Asked):
    """When and where a technician comes, Swedish time, and how long; no day takes it back."""

    on: date | None = None
    time: Annotated[
        str,
        StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$"),
        Field(examples=["09:30"]),
    ] = ""
    place: Line = ""
    minutes: Annotated[int, Field(ge=1, le=600)] | None = None


class Plan(Asked):
    """When a ticket is taken up again."""

    wake_at: Sent


class Standing(Asked):
    """Whose the next step is."""

    status: Literal["open", "waiting"]


class Watching(Asked):
    """Whether whoever asks follows the ticket."""

    is_wanted: bool


class NewTodos(Asked):
    """Things to be done, in order."""

    texts: Annotated[
        tuple[Words, ...],
        Field(min_length=1, max_length=50, examples=[["Ring anmälaren", "Byt toner"]]),
    ]


class Ticked(Asked):
    """Whether something on the checklist is done."""

    is_done: bool


class Spent(Asked):
    """Minutes of work; a mistake is taken back with minus minutes."""

    minutes: Annotated[int, Field(ge=-1440, le=1440, examples=[25])]
    note: Line = ""


class DraftText(Asked):
    """What somebody has written so far; nothing throws it away."""

    text: Annotated[str, StringConstraints(max_length=200_000, pattern=NO_NUL)]


type Keywords = Annotated[
    tuple[
        Annotated[
            str,
            StringConstraints(
                min_length=1, max_length=40, pattern=r"^[^\x00,;\n]*[^\s\x00,;][^\x00,;\n]*$"
            ),
        ],
        ...,
    ],
    Field(max_length=20, examples=[["skolstart"]]),
]


class KeywordChange(Asked):
    """Keywords that a ticket gets, and those it has no more; the rest stay."""

    added: Keywords = ()
    dropped: Keywords = ()


class ManyChanges(Asked):
    """The same change of many tickets at one stroke; what is left out stays as it is."""

    numbers: Annotated[tuple[Number, ...], Field(min_length=1, max_length=500)]
    group_id: Id | None = None
    assignee_id: Id | None = None
    urgency: Level | None = None
    category: Line | None = None
    then: Literal["", "open", "waiting"] = ""
    is_watched: bool | None = None
    added_keywords: Keywords = ()
    dropped_keywords: Keywords = ()


class ManyReplies(Asked):
    """The same reply in many tickets; what was sent is not taken back, how they stand is."""

    numbers: Annotated[tuple[Number, ...], Field(min_length=1, max_length=500)]
    text: Text
    then: Literal["", "open", "waiting", "solved"] = ""


class Refused(Told):
    """A ticket that could not be changed, and why."""

    number: str
    why: str


class StrokeOut(Told):
    """What became of a stroke; its batch is what undoes it, for ten minutes."""

    batch: str
    changed: list[str]
    refused: list[Refused]


class OtherOut(Told):
    """Another ticket that this one belongs with; with a link's id where it can be taken away."""

    number: str
    subject: str
    status: Status
    how: str
    link_id: int | None


class TodoOut(Told):
    """Something on the checklist."""

    id: int
    text: str
    done_at: Moment | None
    done_by: str


class SupplierOut(Told):
    """That a ticket is, or was, with a supplier."""

    supplier: str
    reference: str
    promised_by: Moment | None
    since: Moment
    until: Moment | None


class BesideOut(Told):
    """What is kept beside a ticket, for those who work with it."""

    parent: str
    minutes: int
    is_watched: bool
    visit_on: date | None
    visit_time: str
    visit_minutes: int | None
    wake_at: Moment | None
    others: list[OtherOut]
    checklist: list[TodoOut]
    suppliers: list[SupplierOut]


class DraftOut(Told):
    """What somebody has written so far."""

    kind: MessageKind
    text: str
    saved_at: Moment


class HelperOut(Told):
    """A group or a colleague that tickets can be given to."""

    id: int
    name: str


class HelpersOut(Told):
    """Whom tickets can be given to."""

    groups: list[HelperOut]
    helpers: list[HelperOut]


class Narrowed(Asked):
    """Which tickets a list has; what is unsaid does not narrow it."""

    view: View = View.ALL
    organisation: Code = ""
    group: Id | None = None
    assignee: Id | None = None
    priority: Annotated[int, Field(ge=1, le=5)] | None = None
    kind: Literal["", "incident", "request"] = ""
    service: Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)] = ""
    keyword: Annotated[str, StringConstraints(max_length=40, pattern=NO_NUL)] = ""
    awaited: bool = False


class NewView(Narrowed):
    """A list to come back to: its name, and whether colleagues see it."""

    title: Annotated[
        str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")
    ]
    is_shared: bool = False


class ViewOut(Told):
    """A saved view; `query` is what `GET /tickets` is asked for it."""

    id: int
    title: str
    is_own: bool
    is_shared: bool
    query: dict[str, str]
