"""Tickets: listed, read, reported, answered, changed, solved, seen to be solved, scored."""

from __future__ import annotations

from typing import Annotated, Literal

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form, Path, Query, Router, UploadedFile
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api import services
from samdrift.api.views import answers, doors, telling
from samdrift.api.views.act_schemas import Narrowed
from samdrift.api.views.schemas import (
    Change,
    NewMessage,
    NewTicket,
    Resolution,
    Score,
    TicketOut,
    TicketPage,
    Why,
)
from samdrift.api.views.telling import READ, WRITE, Number, OnceKey
from samdrift.directory import queries as directory
from samdrift.plumbing import access, clock, files
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.sent_files import MOST_BYTES, Sent
from samdrift.servicedesk.casework import changing, standing
from samdrift.servicedesk.casework import queries as casework
from samdrift.servicedesk.casework.queries import Case
from samdrift.servicedesk.choices import Channel, Level, Status
from samdrift.servicedesk.conversation.attachments import take_in
from samdrift.servicedesk.ports import Actor, Report, Value, Wanted, Written
from samdrift.servicedesk.queue import queries as queue

MOST_IN_A_PAGE = 100
MAY_BE_EMPTIED = frozenset({"group_id", "assignee_id", "owner_id", "visit_on"})

router = Router(tags=["tickets"], by_alias=True)

_SALT = "samdrift.api.page"


@router.get("", response=TicketPage, auth=READ, summary="List tickets")
def list_tickets(
    request: HttpRequest,
    narrowed: Query[Narrowed],
    limit: Annotated[int, Query(ge=1, le=MOST_IN_A_PAGE)] = 20,
    after: Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")] = "",
) -> TicketPage:
    """Return a page of the tickets that the token's person sees, in the order of the queue.

    Who does not work with tickets has their own, the latest reported first. `after` of one page
    leads to the next; what is no such place leads to the first.
    """
    reader, place = doors.reader_of(request), _place(after)
    if access.may_read_tickets(viewer_of(request)):
        page = queue.tickets(
            reader=reader, selection=answers.selection(narrowed), after=place, limit=limit
        )
    else:
        page = queue.of_reader(reader=reader, after=place, limit=limit)
    written = signing.Signer(salt=_SALT).sign_object(page.after) if page.after else ""
    is_helper = telling.is_helper(request)
    items = [answers.row(item, is_for_helper=is_helper) for item in page.items]
    return TicketPage(items=items, after=written)


@router.post("", response={201: TicketOut, 200: TicketOut}, auth=WRITE, summary="Report")
def report(
    request: HttpRequest,
    asked: NewTicket,
    idempotency_key: OnceKey = "",
) -> Answer[TicketOut]:
    """Register a request for help.

    With an `Idempotency-Key` the same request again answers 200 with the ticket it made before.
    """
    actor = doors.actor_of(request)
    number, made = services.register_once(
        token=doors.token_of(request),
        key=idempotency_key,
        asked=request.body,
        report=_report(request, asked, actor),
        actor=actor,
        at=clock.now(),
    )
    if made is None:
        return Answer(200, telling.answered(request, number))
    has_files = bool(asked.files)
    return Answer(201, telling.answered_of_new(request, made, has_files=has_files))


@router.get("/{number}", response=TicketOut, auth=READ, summary="Read a ticket")
def read_ticket(request: HttpRequest, number: Number) -> TicketOut:
    """Return a ticket with its conversation. That a secret one is read is written down."""
    return telling.answered(request, number)


@router.patch("/{number}", response=TicketOut, auth=WRITE, summary="Change a ticket")
def change(request: HttpRequest, number: Number, asked: Change) -> TicketOut:
    """Change fields of a ticket, all or none. With a `version` nothing unseen is overwritten."""
    actor, case = doors.worker_of(request), doors.case_of(request, number)
    told = asked.model_dump(exclude={"version"}, exclude_unset=True)
    fields: dict[str, Value] = {
        name: value for name, value in told.items() if value is not None or name in MAY_BE_EMPTIED
    }
    seen: dict[str, Value] = {}
    if asked.version is not None:
        if asked.version != case.version:
            raise HttpError(409, f"Ärende {number} är ändrat sedan version {asked.version}.")
        seen = {name: getattr(case, name) for name in fields}
    changing.change_ticket(number=number, wanted=Wanted(fields, seen), actor=actor, at=clock.now())
    return telling.answered(request, number)


@router.post(
    "/{number}/messages", response={201: TicketOut, 200: TicketOut}, auth=WRITE, summary="Write"
)
def write(
    request: HttpRequest, number: Number, asked: NewMessage, idempotency_key: OnceKey = ""
) -> Answer[TicketOut]:
    """Answer as the reporter, or reply or note as a helper; `then` says how it stands after.

    With an `Idempotency-Key` the same message again answers 200 and is not written again.
    """
    case, actor = doors.own_case_of(request, number)
    helper = doors.worker_of(request) if asked.kind != "answer" else actor

    def act() -> str:
        words = telling.written(asked.text, asked.files)
        says(asked.kind, case, words, actor=helper, then=asked.then)
        return number

    _, is_new = telling.once(request, idempotency_key, act)
    return Answer(201 if is_new else 200, telling.answered(request, number))


@router.post("/{number}/files", response={201: TicketOut}, auth=WRITE, summary="Send files")
def send(
    request: HttpRequest,
    number: Number,
    files: Annotated[list[UploadedFile], File(min_length=1)],
    kind: Form[Literal["answer", "reply", "note"]],
    text: Annotated[str, Form(max_length=200_000, pattern=r"^[^\x00]*$")] = "",
) -> Answer[TicketOut]:
    """Write as `messages` does, with files as a form sends them: 25 MB each, ten at once."""
    case, actor = doors.own_case_of(request, number)
    helper = doors.worker_of(request) if kind != "answer" else actor
    sent = [Sent(each.name or "", each.read(MOST_BYTES + 1)) for each in files]
    says(kind, case, Written(text, attachments=take_in(sent)), actor=helper)
    return Answer(201, telling.answered(request, number))


def says(kind: str, case: Case, words: Written, *, actor: Actor, then: str = "") -> None:
    """Write into a ticket by the act that a kind of message is."""
    now = clock.now()
    if kind == "answer":
        standing.answer(
            number=case.number, written=words, actor=actor, channel=Channel.PORTAL, at=now
        )
    elif kind == "reply":
        standing.reply(
            number=case.number,
            written=words,
            actor=actor,
            channel=Channel.PORTAL,
            at=now,
            then=Status(then) if then else None,
        )
    else:
        standing.note(number=case.number, written=words, actor=actor, at=now)


@router.post("/{number}/solution", response=TicketOut, auth=WRITE, summary="Solve")
def solve(request: HttpRequest, number: Number, asked: Resolution) -> TicketOut:
    """Say what solved a ticket."""
    actor, case = doors.worker_of(request), doors.case_of(request, number)
    standing.solve(number=case.number, resolution=asked.resolution, actor=actor, at=clock.now())
    return telling.answered(request, number)


@router.post("/{number}/verification", response=TicketOut, auth=WRITE, summary="Verify")
def verify(request: HttpRequest, number: Number) -> TicketOut:
    """Close a solved ticket, because it works."""
    case, actor = doors.own_case_of(request, number)
    standing.verify(number=case.number, actor=actor, at=clock.now())
    return telling.answered(request, number)


@router.post("/{number}/reopening", response=TicketOut, auth=WRITE, summary="Reopen")
def reopen(request: HttpRequest, number: Number, asked: Why) -> TicketOut:
    """Open a solved ticket again, because it is not solved."""
    case, actor = doors.own_case_of(request, number)
    standing.reopen(number=case.number, why=asked.text, actor=actor, at=clock.now())
    return telling.answered(request, number)


@router.put("/{number}/opinion", response={204: None}, auth=WRITE, summary="Score")
def score(request: HttpRequest, number: Number, asked: Score) -> Answer[None]:
    """Say what its reporter thought of the help; a later opinion changes an earlier one."""
    case, _ = doors.own_case_of(request, number)
    standing.rate(number=case.number, score=asked.score, comment=asked.comment, at=clock.now())
    return Answer(204, None)


@router.get("/{number}/files/{place}", auth=READ, summary="Fetch a file")
def fetch(
    request: HttpRequest,
    number: Number,
    place: Annotated[int, Path(ge=1, le=10_000)],
) -> HttpResponse:
    """Return a file of a ticket's conversation, by the place that the ticket tells."""
    case = doors.case_of(request, number)
    telling.note_reading(request, case)
    kept = [each for line in telling.conversation(request, case) for each in line.files]
    if place > len(kept):
        raise HttpError(404, f"Ärende {number} har {len(kept)} filer.")
    found = kept[place - 1]
    digest = casework.digest_of(found.id)
    try:
        content = files.content(digest)
    except files.NoSuchFile:
        raise HttpError(404, "Filen finns inte längre.") from None
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=found.name
    )
    return answer


def _place(after: str) -> str:
    """Return a place in a list that we have told, the first where it is none of ours."""
    try:
        return str(signing.Signer(salt=_SALT).unsign_object(after))
    except signing.BadSignature:
        return ""


def _report(request: HttpRequest, asked: NewTicket, actor: Actor) -> Report:
    """Return what is reported: by a helper for whom they say, by others for themselves."""
    person = None
    if actor.person_id is not None:
        person = directory.person(actor.person_id)
    elif asked.requester_email:
        person = directory.person_by_email(asked.requester_email)
        if person is None:
            raise HttpError(409, f"Ingen har adressen {asked.requester_email}.")
    is_helper = actor.user_id is not None
    if asked.follows:
        doors.case_of(request, asked.follows)
    own = person.organisation_code if person else ""
    return Report(
        subject=asked.subject,
        written=telling.written(asked.text, asked.files),
        organisation_code=(asked.organisation if is_helper else "") or own,
        channel=Channel.PORTAL,
        requester_id=person.id if person else None,
        kind=asked.kind,
        category=asked.category if is_helper else "",
        service=asked.service,
        impact=Level(asked.impact) if is_helper else Level.LOW,
        urgency=Level(asked.urgency),
        place=asked.place,
        is_secret=asked.is_secret,
        follows=asked.follows,
    )
