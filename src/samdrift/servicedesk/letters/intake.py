"""Taking a letter: into the ticket it belongs to, or as a new one. All in its own transaction."""

from __future__ import annotations

import re
from dataclasses import replace

from samdrift.directory import queries as directory
from samdrift.directory.queries import PersonCard
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing.mail import automatic, bounces, identity, threads
from samdrift.plumbing.mail.ports import Arrival
from samdrift.servicedesk.casework import handing_over, registering, standing
from samdrift.servicedesk.choices import Channel
from samdrift.servicedesk.errors import CannotChange, CannotRegister
from samdrift.servicedesk.letters import contents, places
from samdrift.servicedesk.letters.places import As, Place
from samdrift.servicedesk.models import MailboxRule, Ticket
from samdrift.servicedesk.notices import references, words
from samdrift.servicedesk.notices import services as notices
from samdrift.servicedesk.notices.references import Whom
from samdrift.servicedesk.ports import SYSTEM, ReplyTo, Report, Written

_THEIR_NUMBER = re.compile(
    r"\b(?:ärende(?:nummer)?|referens(?:nummer)?|ref|ticket|case|incident)\b"
    r"[\s.:#-]*(?:nr|no|number|id)?[\s.:#-]*([A-Z]{0,6}-?\d{4,14})\b",
    re.IGNORECASE,
)

_RECEIPTS = ("multipart/report", "message/delivery-status", "message/disposition-notification")


def take(arrival: Arrival) -> bool:
    """Take a letter; whether it was one for the desk."""
    if arrival.bounce is not None:
        return _note_bounce(arrival)
    if arrival.letter.header(automatic.OWN_HEADER) == identity.installation():
        return True  # Our own letter, sent round. It says nothing that we do not know.
    place = places.place_of(arrival)
    if place is not None:
        _add(arrival, place)
    elif not _says_nothing(arrival):
        _register(arrival)
    return True


def _add(arrival: Arrival, place: Place) -> None:
    """Add a letter to its ticket. What a program wrote is kept as a note and moves nothing."""
    if _is_by_machine(arrival):
        _note(arrival, replace(place, taken_as=As.NOTE))
    elif place.taken_as is As.ANSWER:
        _answer(arrival, place)
    elif place.taken_as is As.REPLY and place.ticket.is_unsolved:
        standing.reply(
            number=place.ticket.number,
            written=contents.written(arrival),
            actor=place.actor,
            channel=Channel.EMAIL,
            at=arrival.at,
        )
        _note_troubles(arrival, place.ticket.number)
    else:
        _note(arrival, place)


def _answer(arrival: Arrival, place: Place) -> None:
    """Take a reporter's answer; one in a closed ticket begins a new one that follows it."""
    number = place.ticket.number
    try:
        standing.answer(
            number=number,
            written=contents.written(arrival),
            actor=place.actor,
            channel=Channel.EMAIL,
            at=arrival.at,
        )
    except CannotChange:
        _register(arrival, follows=place.ticket)
    else:
        _note_troubles(arrival, number)


def _note(arrival: Arrival, place: Place) -> None:
    message = standing.note(
        number=place.ticket.number,
        written=contents.written(arrival),
        actor=place.actor,
        at=arrival.at,
        channel=Channel.EMAIL,
    )
    if place.taken_as is As.SUPPLIER:
        _keep_their_number(arrival, place)
        notices.tell_in_charge(place.ticket, message, at=arrival.at)


def _keep_their_number(arrival: Arrival, place: Place) -> None:
    """Keep a supplier's own number of the ticket, the first time they tell it."""
    told = place.handover
    if told is None or told.reference or told.valid_until is not None:
        return
    looks = handing_over.number_pattern(told)
    for text in (arrival.letter.subject, arrival.split.reply):
        for found in looks.findall(text) if looks else _THEIR_NUMBER.findall(text):
            if found != place.ticket.number:
                handing_over.note_reference(
                    number=place.ticket.number, reference=found, promised_by=told.promised_by
                )
                return


def register_by_hand(arrival: Arrival, *, organisation_code: str) -> None:
    """Register what a letter asks for, because somebody has read it and says that it is for us."""
    _register(replace(arrival, organisation_code=organisation_code), is_vouched_for=True)


def add_by_hand(arrival: Arrival, *, number: str) -> None:
    """Add a letter to a ticket, as its reporter's words where they wrote it, else as a note."""
    ticket = Ticket.objects.select_related("requester").filter(number=number, is_live=True).first()
    if ticket is None:
        raise CannotChange(f"Det finns inget ärende {number} att lägga brevet i.")
    person = directory.person_by_email(arrival.letter.sender.address)
    is_reporter = person is not None and person.id == ticket.requester_id
    actor = places.sender_of(arrival, person)
    place = Place(ticket, As.ANSWER if is_reporter else As.NOTE, actor)
    if place.taken_as is As.ANSWER:
        _answer(arrival, place)
    else:
        _note(arrival, place)


def _register(
    arrival: Arrival, *, follows: Ticket | None = None, is_vouched_for: bool = False
) -> None:
    letter = arrival.letter
    rule = _rule(arrival.mailbox_key)
    person = directory.person_by_email(letter.sender.address)
    if person is None and not (rule.is_for_strangers or is_vouched_for):
        shown = letter.sender.address or "Avsändaren"
        raise CannotRegister(
            f"{shown} finns inte i katalogen, och brevlådan är för dem som gör det."
        )
    answered_at = (letter.reply_to or (letter.sender,))[0].address
    ticket = registering.register_ticket(
        report=Report(
            subject=contents.subject(letter),
            written=contents.written(arrival),
            organisation_code=_organisation(arrival, person),
            channel=Channel.EMAIL,
            requester_id=person.id if person else None,
            otherwise_group_id=rule.group_id if rule.group and rule.group.is_active else None,
            is_secret=rule.is_secret or (follows is not None and follows.is_secret),
            follows=follows.number if follows else "",
            reply_to=ReplyTo(answered_at, arrival.mailbox_key) if answered_at else None,
            is_receipted=rule.has_receipts and arrival.may_answer.may,
        ),
        actor=places.sender_of(arrival, person),
        at=arrival.at,
    )
    _note_troubles(arrival, ticket.number)


def _rule(mailbox_key: str) -> MailboxRule:
    """Return what is done with what comes to a mailbox."""
    told = MailboxRule.objects.select_related("group").filter(mailbox__key=mailbox_key).first()
    return told or MailboxRule()


def _organisation(arrival: Arrival, person: PersonCard | None) -> str:
    """Return whose a letter is: the mailbox's, else the person's, else the organisation's own."""
    codes = parties.codes()
    hosts = (each.code for each in parties.parties() if each.role == OrganisationRole.HOST)
    told = (arrival.organisation_code, person.organisation_code if person else "", *hosts)
    found = next((code for code in told if code in codes), None)
    if found is None:
        raise CannotRegister("Brevlådan hör inte till någon organisation som finns.")
    return found


def _note_bounce(arrival: Arrival) -> bool:
    """Tell in the ticket that a letter of ours did not arrive, and whoever answers for it."""
    bounce = arrival.bounce
    assert bounce is not None, "the letter tells of another"
    told = threads.reference_of(bounce.message_id, key=identity.key())
    reference = references.read(told) if told else None
    gone = [each for each in bounce.failures if each.is_permanent]
    ticket = Ticket.objects.filter(number=reference.number, is_live=True).first() if (
        reference and gone
    ) else None  # fmt: skip
    if ticket is None:
        return False
    written = Written(
        words.bounced([each.address for each in gone], gone[0].told), letter=arrival.digest
    )
    message = standing.note(
        number=ticket.number, written=written, actor=SYSTEM, at=arrival.at, channel=Channel.EMAIL
    )
    if reference is not None and reference.whom in (Whom.REPORTER, Whom.SUPPLIER):
        notices.tell_in_charge(ticket, message, at=arrival.at)
    return True


def _note_troubles(arrival: Arrival, number: str) -> None:
    told = contents.troubles(arrival.letter)
    if told:
        standing.note(
            number=number,
            written=Written(told),
            actor=SYSTEM,
            at=arrival.at,
            channel=Channel.EMAIL,
        )


def _is_by_machine(arrival: Arrival) -> bool:
    """Whether a program wrote a letter, by what the letter itself tells."""
    told = automatic.may_answer(
        arrival.letter, own_addresses=frozenset(), installation=identity.installation()
    )
    return not told.may


def _says_nothing(arrival: Arrival) -> bool:
    """Whether a letter that belongs nowhere only tells that somebody is away, or is a receipt."""
    letter = arrival.letter
    is_receipt = letter.header("content-type").lower().startswith(_RECEIPTS)
    is_told = is_receipt or bounces.is_postmaster(letter.sender.address)
    return is_told or automatic.is_away_notice(letter)
