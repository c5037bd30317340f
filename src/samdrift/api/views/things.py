"""The register of things: found, read, registered, moved on, written over, and undone."""

from __future__ import annotations

import base64
from collections.abc import Collection

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.views import doors
from samdrift.api.views.own import RowId
from samdrift.api.views.schemas import FileIn
from samdrift.api.views.thing_schemas import (
    READ,
    WRITE,
    NewThings,
    PaperOut,
    Registered,
    StepIn,
    Tag,
    TagAndSerial,
    ThingCaseOut,
    ThingChange,
    ThingEventOut,
    ThingFieldOut,
    ThingKindOut,
    ThingKindWhole,
    ThingRow,
    ThingsAsked,
    ThingsOut,
    ThingStepOut,
    ThingWhole,
)
from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.receiving import ReceiveForm
from samdrift.assets.forms.steps import StepForm
from samdrift.assets.forms.things import ThingForm, own_name
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.kinds import values
from samdrift.assets.life import queries as life
from samdrift.assets.life import services
from samdrift.assets.models import Device
from samdrift.assets.ports import Actor
from samdrift.assets.register import door
from samdrift.assets.register import queries as register
from samdrift.assets.register.door import Reader
from samdrift.assets.register.queries import Selection, ThingLine
from samdrift.assets.stock import papers, receipts, receiving
from samdrift.assets.stock.papers import PaperLine
from samdrift.assets.views import readers
from samdrift.plumbing import clock, sent_files
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.sent_files import Kept, Sent
from samdrift.servicedesk.casework import concerning

router = Router(tags=["things"], by_alias=True)

MOST_CASES = 50


@router.get("", response=ThingsOut, auth=READ, summary="Find things")
def find_things(request: HttpRequest, asked: Query[ThingsAsked]) -> ThingsOut:
    """Return things by their tags, as they stand now or stood on a day.

    Without a state those that are over are left out; `alla` has every one.
    """
    selection = Selection(
        asked.words, asked.kind, asked.organisation, asked.state, asked.place, None, asked.day
    )
    found = register.page(reader_of(request), selection, after=asked.after, size=asked.limit)
    return ThingsOut(things=[_row(line) for line in found.lines], after=found.after)


@router.post("", response={201: Registered}, auth=WRITE, summary="Register things")
def register_things(request: HttpRequest, asked: NewThings) -> Answer[Registered]:
    """Register things that came together, all of them or none."""
    actor, at, stroke = keeper_of(request), clock.now(), readers.new_stroke()
    told = asked.model_dump(exclude={"things", "files"}) | {"written": scanned(asked.things)}
    came = filled(ReceiveForm(told))
    kept = kept_files(asked.files)
    tags = receiving.receive(came.arrived(), actor=actor, at=at, stroke=stroke)
    papers.add(kept, stroke=stroke, actor=actor, at=at)
    return Answer(201, Registered(stroke=stroke, tags=list(tags)))


@router.get("/kinds", response=list[ThingKindOut], auth=READ, summary="Kinds")
def list_kinds(request: HttpRequest) -> list[ThingKindOut]:
    """Return every kind in the order of the tree, and how many things there are of it."""
    reader_of(request)
    return [
        ThingKindOut(key=each.key, label=each.label, is_group=each.is_group, number=each.things)
        for each in kinds.tree()
    ]


@router.get("/kinds/{kind}", response=ThingKindWhole, auth=READ, summary="A kind")
def read_kind(request: HttpRequest, kind: Tag) -> ThingKindWhole:
    """Return what is told of things of a kind, and the steps of their lives."""
    reader_of(request)
    found = kinds.kind(kind)
    if found is None:
        raise HttpError(404, f"Det finns inget slag {kind}.")
    return ThingKindWhole(
        key=found.key,
        label=found.label,
        fields=[
            ThingFieldOut(
                key=each.key,
                label=each.label,
                sort=each.sort,
                choices=list(each.choices),
                is_required=each.is_required,
            )
            for each in kinds.fields_of(kind)
        ],
        steps=[
            ThingStepOut(
                act=each.act,
                label=each.label,
                before=each.before,
                after=each.after,
                needs=sorted(each.needs),
            )
            for each in life.steps_of(kind)
        ],
    )


@router.post("/strokes/{stroke}/undoing", response=Registered, auth=WRITE, summary="Undo")
def undo_stroke(request: HttpRequest, stroke: Tag) -> Registered:
    """Take back what was done at one stroke, with things to which nothing happened since."""
    made = services.undo_stroke(stroke=stroke, actor=keeper_of(request), at=clock.now())
    if not made.done:
        raise CannotKeep("Inget av det kan ångras.")
    return Registered(stroke=stroke, tags=list(made.done))


@router.get("/papers/{paper}", auth=READ, summary="A paper", response={200: None})
def read_paper(request: HttpRequest, paper: RowId) -> HttpResponse:
    """Return the bytes of a certificate, a delivery note or a receipt."""
    found = papers.paper(reader_of(request), paper)
    if found is None:
        raise HttpError(404, "Filen finns inte.")
    return sent_files.handed_out(found.name, found.digest)


@router.get("/{tag}", response=ThingWhole, auth=READ, summary="A thing")
def read_thing(request: HttpRequest, tag: Tag) -> ThingWhole:
    """Return a thing, and its whole life."""
    return _thing(reader_of(request), tag)


@router.put("/{tag}", response=ThingWhole, auth=WRITE, summary="Write over")
def write_thing(request: HttpRequest, tag: Tag, asked: ThingChange) -> ThingWhole:
    """Write over what is told of a thing; what it said is kept in its life."""
    actor, at = keeper_of(request), clock.now()
    row = _there(reader_of(request), tag)
    told = asked.model_dump(exclude={"fields", "version", "cost_ore"})
    told |= {own_name(key): written for key, written in asked.fields.items()}
    if unknown := set(asked.fields) - {each.key for each in kinds.fields_of(row.kind)}:
        raise CannotKeep(f"Slaget har inte fältet {min(unknown)}.")
    wanted = filled(ThingForm(told, kind=row.kind)).told() | {"cost_ore": asked.cost_ore}
    services.write_over(
        tag=row.tag, wanted=wanted, seen_version=asked.version, actor=actor, at=at, day=at.date()
    )
    return _thing(reader_of(request), row.tag)


@router.post("/{tag}/steps", response=ThingWhole, auth=WRITE, summary="Make a step")
def make_step(request: HttpRequest, tag: Tag, asked: StepIn) -> ThingWhole:
    """Let something happen to a thing; who is handed it is given a receipt to sign."""
    actor, at, stroke = keeper_of(request), clock.now(), readers.new_stroke()
    row = _there(reader_of(request), tag)
    told = filled(StepForm(asked.model_dump(exclude={"act", "files"}))).told()
    kept = kept_files(asked.files)
    made = services.take_step(
        tags=[row.tag], act=asked.act, told=told, actor=actor, at=at, stroke=stroke
    )
    if made.refused:
        raise CannotKeep(" ".join(made.refused[0]))
    papers.add(kept, stroke=stroke, actor=actor, at=at)
    if told.holder_id is not None:
        receipts.write(stroke=stroke, actor=actor, at=at)
    return _thing(reader_of(request), row.tag)


@router.delete("/{tag}/events/{event}", response=ThingWhole, auth=WRITE, summary="Undo the last")
def undo_event(request: HttpRequest, tag: Tag, event: RowId) -> ThingWhole:
    """Take back the last that happened to a thing; that it was told stays."""
    actor = keeper_of(request)
    row = _there(reader_of(request), tag)
    if event not in {each.id for each in life.events_of(row)}:
        raise HttpError(404, "Händelsen finns inte.")
    services.undo(event_id=event, actor=actor, at=clock.now())
    return _thing(reader_of(request), row.tag)


@router.get("/{tag}/tickets", response=list[ThingCaseOut], auth=READ, summary="Its tickets")
def tickets_of_thing(request: HttpRequest, tag: Tag) -> list[ThingCaseOut]:
    """Return the tickets that concern a thing, of those that may be read, the latest first."""
    row = _there(reader_of(request), tag)
    found = concerning.cases_of(device_id=row.pk, reader=doors.reader_of(request), most=MOST_CASES)
    return [
        ThingCaseOut(
            number=each.number,
            subject=each.subject,
            status=each.status,
            opened_at=each.opened_at,
        )
        for each in found
    ]


def reader_of(request: HttpRequest) -> Reader:
    """Return who reads the register; nobody else gets further."""
    reader = door.reader_for(viewer_of(request))
    if reader is None:
        raise HttpError(403, "Det är för den som läser registret.")
    return reader


def keeper_of(request: HttpRequest) -> Actor:
    """Return who acts, where that is for those who keep the register."""
    if not reader_of(request).keeps:
        raise HttpError(403, "Det är för den som sköter registret.")
    return readers.actor_of(request)


def filled[Filled: forms.Form](form: Filled) -> Filled:
    """Return a form as the pages check it. Raises CannotKeep with what is wrong."""
    if not form.is_valid():
        told = (f"{name}: {fault}" for name, faults in form.errors.items() for fault in faults)
        raise CannotKeep(" ".join(told))
    return form


def scanned(things: Collection[TagAndSerial]) -> str:
    """Return things as whoever scans them writes them: a line each."""
    return "\n".join(f"{each.tag};{each.serial}" for each in things)


def kept_files(sent: Collection[FileIn]) -> tuple[Kept, ...]:
    """Return files that came along, kept by the same rules as a form's."""
    return sent_files.take_in([Sent(each.name, base64.b64decode(each.content)) for each in sent])


def paper_out(line: PaperLine) -> PaperOut:
    """Return a paper as it is told of."""
    return PaperOut(
        sort=line.sort,
        name=line.name,
        size=line.size,
        at=line.at,
        by=line.by_name,
        href=f"{settings.BASE_URL}/api/v1/things/papers/{line.id}",
    )


def _there(reader: Reader, tag: str) -> Device:
    found = door.thing(reader, tag)
    if found is None:
        raise HttpError(404, f"Det finns ingen inventarie {tag}.")
    return found


def _row(line: ThingLine) -> ThingRow:
    return ThingRow(
        tag=line.tag,
        name=line.name,
        serial=line.serial,
        model=line.model,
        kind=line.kind,
        state=line.state,
        organisation=line.organisation,
        holder=line.holder,
        where=line.where,
    )


def _thing(reader: Reader, tag: str) -> ThingWhole:
    row = _there(reader, tag)
    assert row.state is not None, "what is not in the register is not met"
    (line,) = register.lines_of(reader, [row.tag])
    fields = kinds.fields_of(row.kind)
    people = values.people_in(fields, [row.values]) if reader.sees_people else {}
    steps = life.steps_from(row.kind, row.state.key, reader.roles) if reader.keeps else ()
    return ThingWhole(
        **_row(line).model_dump(),
        version=row.version,
        fields={each.key: values.shown(each, row.values.get(each.key), people) for each in fields},
        held_since=row.held_since if reader.sees_people else None,
        bought_on=row.bought_on,
        warranty_until=row.warranty_until,
        cost_ore=row.cost_ore,
        steps=list(dict.fromkeys(step.act for step in steps)),
        events=_events(reader, row),
    )


def _events(reader: Reader, row: Device) -> list[ThingEventOut]:
    events = life.events_of(row)
    found = papers.papers_of(reader, {each.stroke for each in events})
    hidden = frozenset() if reader.sees_people else frozenset({"holder"})
    return [
        ThingEventOut(
            id=each.id,
            act=each.act,
            label=each.label,
            day=each.day,
            at=each.at,
            by=each.by_name,
            told={key: words for key, words in each.told.items() if words and key not in hidden},
            note=each.note if reader.sees_people else "",
            holds=each.holds,
            papers=[paper_out(line) for line in found.get(each.stroke, ())],
        )
        for each in events
    ]
