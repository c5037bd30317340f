"""What the desk does with a ticket: joined, handed over, planned, and what is kept beside it."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.views import doors, telling
from samdrift.api.views.act_schemas import (
    MOST_ID,
    BesideOut,
    DraftOut,
    DraftText,
    Into,
    KeywordChange,
    NewLink,
    NewTodos,
    OtherOut,
    Parent,
    Plan,
    Reference,
    Spent,
    Split,
    Standing,
    SupplierOut,
    Ticked,
    TodoOut,
    ToSupplier,
    Visit,
    Watching,
)
from samdrift.api.views.schemas import TicketOut
from samdrift.api.views.telling import READ, WRITE, Number, OnceKey
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.servicedesk.casework import (
    beside,
    changing,
    handing_over,
    keywords,
    relating,
    standing,
)
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.choices import MessageKind, Status
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.ports import Actor, Wanted

router = Router(tags=["desk"], by_alias=True)

RowId = Annotated[int, Path(ge=1, le=MOST_ID)]
DraftKind = Annotated[str, Path(pattern="^(reply|note)$", example="reply")]


@router.post("/{number}/assignment", response=TicketOut, auth=WRITE, summary="Take a ticket")
def take(request: HttpRequest, number: Number) -> TicketOut:
    """Make a ticket one's own; `PATCH` with an `assigneeId` gives it to somebody else."""
    case, actor = _worked(request, number)
    wanted = Wanted({"assignee_id": actor.user_id})
    changing.change_ticket(number=case.number, wanted=wanted, actor=actor, at=clock.now())
    return telling.answered(request, number)


@router.post("/{number}/merging", response=TicketOut, auth=WRITE, summary="Merge")
def merge(request: HttpRequest, number: Number, asked: Into) -> TicketOut:
    """Let a ticket go on in another, which is answered: its conversation, time and drafts too."""
    case, actor = _worked(request, number)
    other = doors.case_of(request, asked.into)
    relating.merge(number=case.number, into=other.number, actor=actor, at=clock.now())
    return telling.answered(request, other.number)


@router.post(
    "/{number}/splitting", response={201: TicketOut, 200: TicketOut}, auth=WRITE, summary="Split"
)
def split(
    request: HttpRequest, number: Number, asked: Split, idempotency_key: OnceKey = ""
) -> Answer[TicketOut]:
    """Move messages, by their ids, to a ticket of their own, which is answered."""
    case, actor = _worked(request, number)

    def act() -> str:
        started = relating.split(
            number=case.number,
            message_ids=asked.messages,
            subject=asked.subject,
            actor=actor,
            at=clock.now(),
        )
        return str(started.number)

    started, is_new = telling.once(request, idempotency_key, act)
    return Answer(201 if is_new else 200, telling.answered(request, started))


@router.post("/{number}/links", response={201: BesideOut}, auth=WRITE, summary="Link")
def link_other(request: HttpRequest, number: Number, asked: NewLink) -> Answer[BesideOut]:
    """Say that two tickets belong together; twice is once."""
    case, actor = _worked(request, number)
    other = doors.case_of(request, asked.other)
    relating.link(
        number=case.number, other=other.number, kind=asked.kind, actor=actor, at=clock.now()
    )
    return Answer(201, _beside(request, number))


@router.delete("/{number}/links/{link}", response=BesideOut, auth=WRITE, summary="Unlink")
def unlink(request: HttpRequest, number: Number, link: RowId) -> BesideOut:
    """Take back that two tickets belong together."""
    case, actor = _worked(request, number)
    relating.unlink(number=case.number, link_id=link, actor=actor, at=clock.now())
    return _beside(request, number)


@router.put("/{number}/parent", response=BesideOut, auth=WRITE, summary="Lay under")
def lay_under(request: HttpRequest, number: Number, asked: Parent) -> BesideOut:
    """Make a ticket part of a larger one, or no part of any."""
    case, actor = _worked(request, number)
    parent = doors.case_of(request, asked.parent).number if asked.parent else ""
    relating.lay_under(number=case.number, parent=parent, actor=actor, at=clock.now())
    return _beside(request, number)


@router.post("/{number}/handover", response={201: BesideOut}, auth=WRITE, summary="Hand over")
def hand_over(request: HttpRequest, number: Number, asked: ToSupplier) -> Answer[BesideOut]:
    """Hand a ticket to a supplier; `PATCH` with a `groupId` gives it to another group."""
    case, actor = _worked(request, number)
    handing_over.hand_over(
        number=case.number,
        supplier_code=asked.supplier,
        address=asked.address,
        promised_by=asked.promised_by,
        actor=actor,
        at=clock.now(),
    )
    return Answer(201, _beside(request, number))


@router.put("/{number}/handover", response=BesideOut, auth=WRITE, summary="Supplier's number")
def note_reference(request: HttpRequest, number: Number, asked: Reference) -> BesideOut:
    """Keep the supplier's own number of the ticket, and what they promise."""
    case, _ = _worked(request, number)
    handing_over.note_reference(
        number=case.number, reference=asked.reference, promised_by=asked.promised_by
    )
    return _beside(request, number)


@router.delete("/{number}/handover", response=BesideOut, auth=WRITE, summary="Take back")
def take_back(request: HttpRequest, number: Number) -> BesideOut:
    """Take a ticket back from its supplier, done or not."""
    case, actor = _worked(request, number)
    handing_over.take_back(number=case.number, actor=actor, at=clock.now())
    return _beside(request, number)


@router.put("/{number}/visit", response=BesideOut, auth=WRITE, summary="Plan a visit")
def visit(request: HttpRequest, number: Number, asked: Visit) -> BesideOut:
    """Say when and where a technician comes."""
    case, actor = _worked(request, number)
    hour = time.fromisoformat(asked.time) if asked.time else None
    wanted = standing.Visit(asked.on, asked.place, hour, asked.minutes)
    standing.visit(number=case.number, wanted=wanted, actor=actor, at=clock.now())
    return _beside(request, number)


@router.post("/{number}/planning", response=TicketOut, auth=WRITE, summary="Plan")
def plan(request: HttpRequest, number: Number, asked: Plan) -> TicketOut:
    """Put a ticket by until a moment that is agreed on; its clock stands still till then."""
    case, actor = _worked(request, number)
    standing.plan(number=case.number, wake_at=asked.wake_at, actor=actor, at=clock.now())
    return telling.answered(request, number)


@router.put("/{number}/standing", response=TicketOut, auth=WRITE, summary="Set how it stands")
def set_standing(request: HttpRequest, number: Number, asked: Standing) -> TicketOut:
    """Say that a ticket is worked on, or that the next step is its reporter's."""
    case, actor = _worked(request, number)
    standing.set_standing(
        number=case.number, status=Status(asked.status), actor=actor, at=clock.now()
    )
    return telling.answered(request, number)


@router.get("/{number}/beside", response=BesideOut, auth=READ, summary="What is beside a ticket")
def read_beside(request: HttpRequest, number: Number) -> BesideOut:
    """Return what is kept beside a ticket: others, the checklist, suppliers, time, the visit."""
    _worked(request, number)
    return _beside(request, number)


@router.put("/{number}/watching", response=BesideOut, auth=WRITE, summary="Watch")
def watch(request: HttpRequest, number: Number, asked: Watching) -> BesideOut:
    """Follow a ticket, or stop following it."""
    case, actor = _worked(request, number)
    beside.watch(number=case.number, user_id=_user(actor), is_wanted=asked.is_wanted)
    return _beside(request, number)


@router.put("/{number}/keywords", response=TicketOut, auth=WRITE, summary="Keywords")
def change_keywords(request: HttpRequest, number: Number, asked: KeywordChange) -> TicketOut:
    """Put keywords on a ticket and take others away; in small letters, whoever writes them."""
    case, actor = _worked(request, number)
    keywords.change_keywords(
        number=case.number,
        added=keywords.tidied(asked.added),
        dropped=keywords.tidied(asked.dropped),
        actor=actor,
        at=clock.now(),
    )
    return telling.answered(request, number)


@router.post(
    "/{number}/checklist", response={201: BesideOut, 200: BesideOut}, auth=WRITE, summary="To do"
)
def add_todos(
    request: HttpRequest, number: Number, asked: NewTodos, idempotency_key: OnceKey = ""
) -> Answer[BesideOut]:
    """Add things to be done."""
    case, _ = _worked(request, number)

    def act() -> str:
        beside.add_to_checklist(number=case.number, texts=asked.texts)
        return number

    _, is_new = telling.once(request, idempotency_key, act)
    return Answer(201 if is_new else 200, _beside(request, number))


@router.put("/{number}/checklist/{item}", response=BesideOut, auth=WRITE, summary="Tick")
def tick(request: HttpRequest, number: Number, item: RowId, asked: Ticked) -> BesideOut:
    """Tick something as done, or take the tick back."""
    case, actor = _worked(request, number)
    beside.tick(
        number=case.number,
        item_id=item,
        user_id=_user(actor),
        is_done=asked.is_done,
        at=clock.now(),
    )
    return _beside(request, number)


@router.post(
    "/{number}/time", response={201: BesideOut, 200: BesideOut}, auth=WRITE, summary="Spend time"
)
def spend(
    request: HttpRequest, number: Number, asked: Spent, idempotency_key: OnceKey = ""
) -> Answer[BesideOut]:
    """Write down minutes of work."""
    case, actor = _worked(request, number)

    def act() -> str:
        beside.spend_time(
            number=case.number,
            user_id=_user(actor),
            minutes=asked.minutes,
            note=asked.note,
            at=clock.now().astimezone(SWEDEN),
        )
        return number

    _, is_new = telling.once(request, idempotency_key, act)
    return Answer(201 if is_new else 200, _beside(request, number))


@router.get("/{number}/drafts", response=list[DraftOut], auth=READ, summary="Own drafts")
def drafts(request: HttpRequest, number: Number) -> list[DraftOut]:
    """Return what whoever asks has begun to write in a ticket."""
    case, actor = _worked(request, number)
    kept = casework.drafts(user_id=_user(actor), ticket_id=case.id)
    return [
        DraftOut(kind=MessageKind(kind), text=str(told.get("text", "")), saved_at=told["saved_at"])
        for kind, told in sorted(kept.items())
    ]


@router.put("/{number}/drafts/{kind}", response={204: None}, auth=WRITE, summary="Keep a draft")
def keep_draft(
    request: HttpRequest, number: Number, kind: DraftKind, asked: DraftText
) -> Answer[None]:
    """Keep what somebody has written so far; an empty text throws it away."""
    case, actor = _worked(request, number)
    conversation.save_draft(
        user_id=_user(actor),
        ticket_id=case.id,
        kind=MessageKind(kind),
        content={"text": asked.text},
        at=clock.now(),
    )
    return Answer(204, None)


def _worked(request: HttpRequest, number: str) -> tuple[Case, Actor]:
    """Return a ticket to whoever works with tickets, and who that is."""
    actor = doors.worker_of(request)
    return doors.case_of(request, number), actor


def _user(actor: Actor) -> int:
    if actor.user_id is None:
        raise HttpError(403, "Det är för den som arbetar med ärenden.")
    return actor.user_id


def _beside(request: HttpRequest, number: str) -> BesideOut:
    case, reader = doors.case_and_beside_of(request, number)
    others = casework.others(reader=reader, ticket_id=case.id)
    return BesideOut(
        parent=case.parent_number,
        minutes=case.minutes,
        is_watched=case.is_watched,
        visit_on=case.visit_on,
        visit_time=case.visit_time.isoformat("minutes") if case.visit_time else "",
        visit_minutes=case.visit_minutes,
        wake_at=case.wake_at,
        others=[
            OtherOut(
                number=each.number,
                subject=each.subject,
                status=Status(each.status or Status.OPEN),
                how=each.how,
                link_id=each.link_id,
            )
            for each in others
        ],
        checklist=[
            TodoOut(id=each.id, text=each.text, done_at=each.done_at, done_by=each.done_by)
            for each in casework.checklist(case.id)
        ],
        suppliers=[
            SupplierOut(
                supplier=each.supplier,
                reference=each.reference,
                promised_by=each.promised_by,
                since=each.since,
                until=each.until,
            )
            for each in casework.suppliers_of(case.id)
        ],
    )
