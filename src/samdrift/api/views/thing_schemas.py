"""What is asked and answered of things and orders, field by field."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Path
from pydantic import AfterValidator, Field, StringConstraints

from samdrift.api.choices import Scope
from samdrift.api.errors import OutOfReach
from samdrift.api.views.act_schemas import Code, Id
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import NO_NUL, Asked, FileIn, Line, Told, Words

READ, WRITE = Bearer(Scope.THINGS_READ), Bearer(Scope.THINGS_WRITE)

Tag = Annotated[str, Path(pattern=r"^[^/\x00]{1,100}$", example="KIN-30501")]


def _day_in_reach(day: date) -> date:
    """Return a day. Raises OutOfReach for one that no register here reaches."""
    if not 1990 <= day.year < 2100:
        raise OutOfReach("Skriv en dag mellan år 1990 och 2099.")
    return day


type Day = Annotated[date, AfterValidator(_day_in_reach), Field(examples=["2026-03-02"])]
type Key = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)]
type Note = Annotated[str, StringConstraints(max_length=2_000, pattern=NO_NUL)]
type Ore = Annotated[int, Field(ge=0, le=10**13)]


class ThingRow(Told):
    """A thing in a list, as it stands on the day looked at."""

    tag: str
    name: str
    serial: str
    model: str
    kind: str
    state: str
    organisation: str
    holder: str
    where: str


class ThingsOut(Told):
    """Things in the order of their tags; `after` asks for those that follow, empty on the last."""

    things: list[ThingRow]
    after: str


class ThingsAsked(Told):
    """Which things are asked for, and on which day; without one as they stand now."""

    words: Line = ""
    kind: Key = ""
    organisation: Key = ""
    state: Key = ""
    place: Id | None = None
    day: Day | None = None
    after: Key = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class PaperOut(Told):
    """A certificate, a delivery note or a receipt as a file, and its address."""

    sort: str
    name: str
    size: int
    at: datetime
    by: str
    href: str


class ThingEventOut(Told):
    """Something that happened to a thing, the latest first; `holds` is no where it was undone."""

    id: int
    act: str
    label: str
    day: date
    at: datetime
    by: str
    told: dict[str, str]
    note: str
    holds: bool
    papers: list[PaperOut]


class ThingWhole(ThingRow):
    """A thing: what is told of it, how it stands, which steps lead on, and its whole life."""

    version: int
    """Sent back with a change, so that nobody writes over what they have not seen."""
    fields: dict[str, str]
    held_since: date | None
    bought_on: date | None
    warranty_until: date | None
    cost_ore: int | None
    steps: list[str]
    events: list[ThingEventOut]


class StepIn(Asked):
    """A step: which, on which day, and what changes; what is left out stays as it is."""

    act: Annotated[str, StringConstraints(min_length=1, max_length=50, pattern=NO_NUL)]
    day: Day
    holder: Line = ""
    """An e-mail address, or a name that only one has."""
    organisation: Code = ""
    place: Id | None = None
    location: Line = ""
    note: Note = ""
    files: tuple[FileIn, ...] = ()


class TagAndSerial(Asked):
    """What stands on a thing: its tag, and its maker's number."""

    tag: Annotated[
        str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f,;]+$")
    ]
    serial: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00-\x1f,;]*$")] = ""


class NewThings(Asked):
    """Things of one kind and model that came together: tag and serial number of each."""

    kind: Key
    model: Line = ""
    organisation: Code
    state: Key = "stock"
    place: Id | None = None
    day: Day
    note: Line = ""
    things: Annotated[tuple[TagAndSerial, ...], Field(min_length=1, max_length=1_000)]
    bought_on: Day | None = None
    warranty_until: Day | None = None
    files: tuple[FileIn, ...] = ()


class ThingChange(Asked):
    """What is told of a thing, whole; the fields of its kind by their keys, as they are written."""

    version: Annotated[int, Field(ge=0, le=2**31 - 1)]
    name: Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)] = ""
    serial: Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)] = ""
    model: Line = ""
    bought_on: Day | None = None
    warranty_until: Day | None = None
    cost_ore: Ore | None = None
    fields: Annotated[dict[Key, Note], Field(default_factory=dict, max_length=100)]


class Registered(Told):
    """The tags of what was registered, and what joins it: undone at one stroke by that."""

    stroke: str
    tags: list[str]


class ThingFieldOut(Told):
    """Something told of every thing of a kind."""

    key: str
    label: str
    sort: str
    choices: list[str]
    is_required: bool


class ThingKindOut(Told):
    """A kind of things; a group has none of its own, only kinds below."""

    key: str
    label: str
    is_group: bool
    number: int


class ThingStepOut(Told):
    """A step of a kind's things: from which state to which, and what it needs to be told."""

    act: str
    label: str
    before: str
    after: str
    needs: list[str]


class ThingKindWhole(Told):
    """A kind: what is told of its things, and the steps of their lives."""

    key: str
    label: str
    fields: list[ThingFieldOut]
    steps: list[ThingStepOut]


class ThingCaseOut(Told):
    """A ticket that concerns a thing."""

    number: str
    subject: str
    status: str
    opened_at: datetime


class ModelOut(Told):
    """A standard model that can be ordered."""

    id: int
    kind: str
    name: str
    supplier: str
    product_number: str
    price_ore: int


class OrderRow(Told):
    """An order in a list."""

    id: int
    organisation: str
    unit: str
    state: str
    made_at: datetime
    by: str
    number: int
    cost_ore: int


class CameOut(Told):
    """What came of a line with one delivery note."""

    delivery_note: str
    day: date
    by: str
    tags: list[str]
    papers: list[PaperOut]


class OrderLineWhole(Told):
    """How many of a model are ordered, and what has come."""

    id: int
    model: str
    supplier: str
    product_number: str
    number: int
    price_ore: int
    left: int
    came: list[CameOut]


class OrderEventOut(Told):
    """Something that was done with an order."""

    label: str
    at: datetime
    by: str
    note: str


class OrderWhole(Told):
    """An order: what it is of, who is to approve it, what was done, and what has come."""

    id: int
    organisation: str
    unit: str
    approver: str
    state: str
    note: str
    cost_ore: int
    lines: list[OrderLineWhole]
    events: list[OrderEventOut]
    replaces: list[str]


class NewOrderLine(Asked):
    """How many of a standard model."""

    model: Id
    number: Annotated[int, Field(ge=1, le=1_000)]


class NewOrder(Asked):
    """What is wanted, and for whom; `replaces` are the tags that it comes instead of."""

    organisation: Code
    unit: Id | None = None
    lines: Annotated[tuple[NewOrderLine, ...], Field(min_length=1, max_length=50)]
    note: Note = ""
    replaces: Annotated[tuple[Key, ...], Field(max_length=1_000)] = ()


class Judgement(Asked):
    """Whether an order is approved; why not is to be told."""

    is_approved: bool
    note: Note = ""


class Bought(Asked):
    """That an order is placed with the supplier, and their number of it."""

    reference: Line = ""


class TakenBack(Asked):
    """That an order is taken back, and why."""

    note: Note = ""


class CameIn(Asked):
    """What came of a line: the delivery note, and the tag and serial number of each."""

    delivery_note: Annotated[Words, StringConstraints(max_length=100)]
    day: Day
    state: Key = "stock"
    place: Id | None = None
    things: Annotated[tuple[TagAndSerial, ...], Field(min_length=1, max_length=1_000)]
    files: tuple[FileIn, ...] = ()
