"""Where a letter belongs: in which ticket, and as whose words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from django.contrib.auth.models import User

from samdrift.directory import queries as directory
from samdrift.directory.queries import PersonCard
from samdrift.plumbing.mail.ports import Arrival
from samdrift.plumbing.mail.threads import Candidate, Proof
from samdrift.servicedesk.letters.contents import known_as
from samdrift.servicedesk.models import Correspondence, Handover, Message, Ticket, Watcher
from samdrift.servicedesk.notices import addresses, references
from samdrift.servicedesk.notices.references import Reference, Whom
from samdrift.servicedesk.ports import Actor

_JOINED = ("requester", "merged_into__requester", "merged_into__merged_into__requester")


class As(Enum):
    """As what a letter's words are taken."""

    ANSWER = auto()
    """Of whoever reported, or somebody on their side."""
    REPLY = auto()
    """Of a helper, to whoever reported."""
    NOTE = auto()
    """Of a helper, or of somebody nobody can vouch for: seen by those who help."""
    SUPPLIER = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """The ticket a letter belongs to, as what, and who is taken to have written it."""

    ticket: Ticket
    taken_as: As
    actor: Actor
    handover: Handover | None = None


def place_of(arrival: Arrival) -> Place | None:
    """Return where a letter belongs, None where it begins something new.

    What answers a signed letter of ours belongs to its ticket. A known letter or a subject's tag,
    which anyone can write, counts only for those whom the ticket concerns.
    """
    tickets = _tickets(arrival.candidates)
    for candidate in arrival.candidates:
        ticket, reference = _meant(candidate, tickets)
        if ticket is None:
            continue
        if candidate.proof is Proof.SIGNED and reference is not None:
            return _signed(arrival, ticket, reference)
        found = _claimed(arrival, ticket, candidate.proof)
        if found is not None:
            return found
    return None


def sender_of(arrival: Arrival, person: PersonCard | None) -> Actor:
    """Return whoever wrote a letter: a person of the directory, else the name it bears."""
    if person is not None:
        return Actor(person.name, person_id=person.id)
    sender = arrival.letter.sender
    return Actor((sender.name.strip() or sender.address or "Okänd avsändare")[:200])


def _tickets(candidates: tuple[Candidate, ...]) -> dict[str, Ticket]:
    """Return the tickets that candidates mean, by number and by the letter they name."""
    told = (references.read(each.reference) for each in candidates if each.reference)
    numbers = {each.number for each in told if each is not None}
    rows = Ticket.objects.filter(number__in=numbers, is_live=True).select_related(*_JOINED)
    found = {row.number: _last(row) for row in rows} if numbers else {}
    known = {known_as(each.message_id) for each in candidates if each.message_id}
    if known:
        joined = [f"ticket__{each}" for each in _JOINED]
        for message in Message.objects.filter(message_id__in=known).select_related(*joined):
            found.setdefault(message.message_id, _last(message.ticket))
    return found


def _last(ticket: Ticket) -> Ticket:
    """Return the ticket that one goes on in, itself where it is merged into none."""
    while ticket.merged_into is not None:
        ticket = ticket.merged_into
    return ticket


def _meant(
    candidate: Candidate, tickets: dict[str, Ticket]
) -> tuple[Ticket | None, Reference | None]:
    if candidate.message_id:
        return tickets.get(known_as(candidate.message_id)), None
    reference = references.read(candidate.reference)
    return (tickets.get(reference.number), reference) if reference else (None, None)


def _signed(arrival: Arrival, ticket: Ticket, reference: Reference) -> Place:
    """Return the place of what answers a letter of ours: as whom that letter was sent to."""
    address = arrival.letter.sender.address.lower()
    if reference.whom is Whom.SUPPLIER:
        told = Handover.objects.select_related("supplier").filter(pk=reference.id).first()
        if told is not None:
            return _of_supplier(arrival, ticket, told)
    if reference.whom in (Whom.HELPER, Whom.COLLEAGUE):
        user = User.objects.filter(pk=reference.id, is_active=True).first()
        is_theirs = user is not None and user.email.lower() == address
        if user is not None and is_theirs and addresses.may_work(user):
            taken_as = As.REPLY if reference.whom is Whom.HELPER else As.NOTE
            return Place(ticket, taken_as, _helper(user))
        return Place(ticket, As.NOTE, sender_of(arrival, None))
    own = _of_reporter(arrival, ticket) or _of_helper(arrival, ticket)
    person = directory.person_by_email(address) if own is None else None
    return own or Place(ticket, As.ANSWER, sender_of(arrival, person))


def _claimed(arrival: Arrival, ticket: Ticket, proof: Proof) -> Place | None:
    """Return the place of a letter that claims a ticket, None where that is not its sender's."""
    if not arrival.letter.sender.address:
        return None
    return (
        _of_reporter(arrival, ticket)
        or _of_helper(arrival, ticket)
        or _of_its_supplier(arrival, ticket)
        or (_of_neighbour(arrival, ticket) if proof is Proof.KNOWN_LETTER else None)
    )


def _of_its_supplier(arrival: Arrival, ticket: Ticket) -> Place | None:
    told = Handover.objects.select_related("supplier").filter(
        ticket=ticket, valid_until=None, address__iexact=arrival.letter.sender.address
    )
    handover = told.first()
    return _of_supplier(arrival, ticket, handover) if handover is not None else None


def _of_neighbour(arrival: Arrival, ticket: Ticket) -> Place | None:
    """Return the place of a colleague of the reporter, who had the same letter."""
    person = directory.person_by_email(arrival.letter.sender.address)
    is_near = person is not None and person.organisation_code == str(ticket.organisation_id)
    if ticket.is_secret or not is_near:
        return None
    return Place(ticket, As.ANSWER, sender_of(arrival, person))


def _of_reporter(arrival: Arrival, ticket: Ticket) -> Place | None:
    address = arrival.letter.sender.address.lower()
    requester = ticket.requester
    if requester is not None and requester.email.lower() == address:
        return Place(ticket, As.ANSWER, Actor(requester.name, person_id=requester.pk))
    told = Correspondence.objects.filter(ticket=ticket, address__iexact=address).first()
    if told is None or told.person_id != ticket.requester_id:
        return None
    if requester is not None:
        return Place(ticket, As.ANSWER, Actor(requester.name, person_id=requester.pk))
    return Place(ticket, As.ANSWER, sender_of(arrival, None))


def _of_helper(arrival: Arrival, ticket: Ticket) -> Place | None:
    """Return a helper's place: unsigned, their words stay among those who help."""
    address = arrival.letter.sender.address
    for user in User.objects.filter(email__iexact=address, is_active=True)[:2]:
        in_charge = user.pk in (ticket.assignee_id, ticket.owner_id)
        if in_charge or Watcher.objects.filter(ticket=ticket, user=user).exists():
            return Place(ticket, As.NOTE, _helper(user))
    return None


def _of_supplier(arrival: Arrival, ticket: Ticket, told: Handover) -> Place:
    name = sender_of(arrival, None).name
    actor = Actor(f"{name}, {told.supplier.name} (från leverantör)"[:200])
    return Place(ticket, As.SUPPLIER, actor, told)


def _helper(user: User) -> Actor:
    return Actor(user.get_full_name() or user.get_username(), user_id=user.pk)
