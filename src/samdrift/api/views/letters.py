"""Letters that came to a stop: those that nobody could take, and ours that did not arrive."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.views import doors
from samdrift.api.views.act_schemas import Code, Number
from samdrift.api.views.desk_schemas import RowId
from samdrift.api.views.schemas import Asked, Moment, Told
from samdrift.api.views.telling import READ, WRITE
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.mail import choices, intake, queries, sorting
from samdrift.plumbing.mail.choices import DeliveryState
from samdrift.plumbing.mail.queries import Quarantined
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.letters import intake as letters

router = Router(tags=["desk"], by_alias=True)

_MOST = 200
_STUCK = (choices.Standing.QUARANTINED, choices.Standing.SET_ASIDE)


class StuckOut(Told):
    """A letter that nobody could take, and why."""

    number: int
    mailbox: str
    sender: str
    subject: str
    received_at: Moment
    reason: str


class LetterOut(Told):
    """What a letter that nobody could take says: its words alone."""

    number: int
    mailbox: str
    sender: str
    subject: str
    text: str
    is_thrown_away: bool


class UndeliveredOut(Told):
    """A letter of ours that has not reached an address, and what was told of why."""

    id: int
    address: str
    subject: str
    state: DeliveryState
    attempts: int
    asked_at: Moment
    told: str


class PostOut(Told):
    """Letters that came to a stop: in quarantine, thrown away, and ours that did not arrive."""

    quarantine: list[StuckOut]
    thrown_away: list[StuckOut]
    undelivered: list[UndeliveredOut]


class ToTicket(Asked):
    """The ticket that a letter is laid in."""

    ticket: Number


class ToRegister(Asked):
    """Which organisation a letter is from."""

    organisation: Code


@router.get("/letters", response=PostOut, auth=READ, summary="Letters that came to a stop")
def list_letters(request: HttpRequest) -> PostOut:
    """Return the letters that came to a stop, the newest first."""
    doors.worker_of(request)
    return _post()


@router.get("/letters/{letter}", response=LetterOut, auth=READ, summary="Read a letter")
def read_letter(request: HttpRequest, letter: RowId) -> LetterOut:
    """Return what a letter in quarantine, or one that was thrown away, says."""
    doors.worker_of(request)
    return _letter(letter)


@router.delete("/letters/{letter}", response={204: None}, auth=WRITE, summary="Throw it away")
def throw_away(request: HttpRequest, letter: RowId) -> Answer[None]:
    """Lay a letter in quarantine aside; it can be had back."""
    doors.worker_of(request)
    _letter(letter)
    sorting.throw_away(letter, at=clock.now())
    return Answer(204, None)


@router.post("/letters/{letter}/restoring", response=PostOut, auth=WRITE, summary="Have it back")
def bring_back(request: HttpRequest, letter: RowId) -> PostOut:
    """Lay a letter that was thrown away in quarantine again."""
    doors.worker_of(request)
    _letter(letter)
    sorting.bring_back(letter, at=clock.now())
    return _post()


@router.post("/letters/{letter}/retrying", response=PostOut, auth=WRITE, summary="Try it again")
def retry(request: HttpRequest, letter: RowId) -> PostOut:
    """Have a letter in quarantine taken; one that cannot be taken now either stays there."""
    doors.worker_of(request)
    _letter(letter)
    intake.retry(letter, at=clock.now())
    return _post()


@router.put("/letters/{letter}/ticket", response=PostOut, auth=WRITE, summary="Lay it in a ticket")
def to_ticket(request: HttpRequest, letter: RowId, asked: ToTicket) -> PostOut:
    """Lay a letter in a ticket, as its reporter's words where they wrote it, else as a note."""
    doors.worker_of(request)
    _letter(letter)
    number = doors.case_of(request, asked.ticket).number
    sorting.hand_over(letter, partial(letters.add_by_hand, number=number), at=clock.now())
    return _post()


@router.post("/letters/{letter}/registration", response=PostOut, auth=WRITE, summary="Register it")
def register(request: HttpRequest, letter: RowId, asked: ToRegister) -> PostOut:
    """Register what a letter asks for as a new ticket."""
    doors.worker_of(request)
    _letter(letter)
    code = asked.organisation
    if code not in parties.codes():
        raise CannotSetUp("Välj vilken organisation det gäller.")
    take = partial(letters.register_by_hand, organisation_code=code)
    sorting.hand_over(letter, take, at=clock.now())
    return _post()


@router.post("/deliveries/{delivery}/sending", response=PostOut, auth=WRITE, summary="Send again")
def send_again(request: HttpRequest, delivery: RowId) -> PostOut:
    """Have a letter of ours that did not arrive sent once more."""
    doors.worker_of(request)
    sorting.send_again(delivery, at=clock.now())
    return _post()


def _letter(number: int) -> LetterOut:
    try:
        row, said = sorting.opened(number)
    except Refusal as refusal:
        raise HttpError(404, str(refusal)) from refusal
    if row.standing not in _STUCK:
        raise HttpError(404, f"Brev {number} ligger inte i karantän.")
    return LetterOut(
        number=number,
        mailbox=row.mailbox.address,
        sender=row.sender,
        subject=row.subject or said.subject,
        text=said.text,
        is_thrown_away=row.standing == choices.Standing.SET_ASIDE,
    )


def _post() -> PostOut:
    return PostOut(
        quarantine=[_stuck(each) for each in queries.quarantine(limit=_MOST)],
        thrown_away=[_stuck(each) for each in queries.thrown_away(by=sorting.BY_HAND)],
        undelivered=[
            UndeliveredOut(
                id=each.id,
                address=each.address,
                subject=each.subject,
                state=DeliveryState(each.state),
                attempts=each.attempts,
                asked_at=each.asked_at,
                told=each.told,
            )
            for each in queries.undelivered()
        ],
    )


def _stuck(each: Quarantined) -> StuckOut:
    return StuckOut(
        number=each.number,
        mailbox=each.mailbox,
        sender=each.sender,
        subject=each.subject,
        received_at=each.received_at,
        reason=each.reason,
    )
