"""What tickets are found by, and by whom: told to the index with what changes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef

from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.search import services as search
from samdrift.plumbing.search.ports import Scope, Searchable
from samdrift.servicedesk import keywords
from samdrift.servicedesk.choices import MessageKind, Status
from samdrift.servicedesk.models import Attachment, Handover, Message, Ticket
from samdrift.servicedesk.ports import Reader, Written

TICKET = "servicedesk.ticket"
STATE, OPEN_STATE, OVER_STATE = "state:", "open", "over"
GROUP, YEAR, ORGANISATION = "group:", "year:", "organisation:"
"""What the tickets that are found can be narrowed to."""

FOUND_BY = frozenset(
    {
        *("subject", "category", "service", "place", "resolution", "status"),
        *("organisation_id", "requester_id", "unit_id", "group_id"),
        *("is_secret", "assignee_id", "owner_id"),
    }
)
"""The fields of a ticket that say what it is found by, or by whom."""

APART = "\n– "
"""Between what was said at different times, as it is read in one line."""

_EVERY, _ANYBODY_AT_THE_DESK = "tickets:every", "tickets:desk"
_OF_REPORTERS = (MessageKind.REPORT, MessageKind.ANSWER)


def tell(*ticket_ids: int, at: datetime) -> None:
    """Have tickets be found by what they are now; the caller holds their rows."""
    search.index(things(ticket_ids), at=at)


def tell_new(ticket: Ticket, report: Message, written: Written, *, at: datetime) -> None:
    """Have a ticket be found that is being registered: nothing is said in it but its report."""
    files = [each.name for each in written.attachments]
    own = _Said(texts=[report.text], files=files, names=[report.by_name])
    search.index((_thing(ticket, own),), at=at)


def scope(reader: Reader) -> Scope:
    """Return which tickets somebody finds: those that the door shows them, and their notes."""
    return Scope((grants(reader),), sees_inside=reader.is_desk)


def grants(reader: Reader) -> frozenset[str]:
    """Return the labels that open tickets for a reader, as `casework.door` does."""
    if reader.is_desk and reader.sees_secret:
        return frozenset({_EVERY})
    found: set[str] = {_unit(unit_id) for unit_id in reader.unit_ids}
    if reader.is_desk:
        found |= {_ANYBODY_AT_THE_DESK, _helper(reader.user_id)}
    if reader.person_id is not None:
        found.add(_person(reader.person_id))
    if reader.organisation_code:
        found.add(_organisation(reader.organisation_code))
    return frozenset(found)


def things(ids: Sequence[int]) -> Iterator[Searchable]:
    """Yield tickets as they are found, live and imported."""
    rows = Ticket.objects.filter(pk__in=ids).select_related("requester", "unit")
    tickets = list(rows.annotate(keywords_told=keywords.told()))
    said = _said([row for row in tickets if row.is_live])
    for row in tickets:
        yield _thing(row, said.get(row.pk, _Said()))


@dataclass(slots=True)
class _Said:
    """What has been said in a ticket, the latest first, and what only those inside read."""

    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _thing(row: Ticket, own: _Said) -> Searchable:
    names = (row.requester.name if row.requester else "", *own.names)
    place = (row.unit.name if row.unit else "", row.place)
    about = (row.category if row.subject else "", row.service, *place, row.resolution)
    words = keywords.apart(getattr(row, "keywords_told", None))  # A new ticket has none.
    return Searchable(
        kind=TICKET,
        key=str(row.pk),
        title=row.subject or row.category,
        created=row.opened_at,
        organisation=str(row.organisation_id),
        numbers=(row.number,),
        people=", ".join(dict.fromkeys(filter(None, names))),
        text=APART.join(filter(None, (*own.texts, *own.files, *about))),
        inside=APART.join(filter(None, (*own.notes, *words))),
        labels=frozenset(_labels(row)),
    )


def _said(tickets: Sequence[Ticket]) -> dict[int, _Said]:
    """Return what has been said in tickets; what they cannot have is not asked for."""
    said: dict[int, _Said] = defaultdict(_Said)
    if not tickets:
        return said
    ids = [row.pk for row in tickets]
    has_files = Exists(Attachment.objects.filter(message=OuterRef("pk")))
    messages = Message.objects.filter(ticket__in=ids, wiped_at=None).annotate(has_files=has_files)
    columns = ("pk", "ticket", "kind", "text", "by_name", "has_files")
    with_files: list[int] = []
    for pk, ticket, kind, text, name, has in messages.order_by("-at", "-id").values_list(*columns):
        own = said[ticket]
        (own.notes if kind == MessageKind.NOTE else own.texts).append(text)
        if kind in _OF_REPORTERS:
            own.names.append(name)
        if has:
            with_files.append(pk)
    _add_files(said, with_files)
    _add_references(said, [row.pk for row in tickets if row.status != Status.NEW])
    return said


def _add_files(said: dict[int, _Said], messages: Sequence[int]) -> None:
    files = (
        Attachment.objects.filter(message__in=messages) if messages else Attachment.objects.none()
    )
    for ticket, kind, name in files.values_list("message__ticket", "message__kind", "name"):
        (said[ticket].notes if kind == MessageKind.NOTE else said[ticket].files).append(name)


def _add_references(said: dict[int, _Said], tickets: Sequence[int]) -> None:
    """Add suppliers' numbers, of tickets that somebody has done anything with."""
    every = Handover.objects.filter(ticket__in=tickets) if tickets else Handover.objects.none()
    for ticket, reference in every.exclude(reference="").values_list("ticket", "reference"):
        said[ticket].notes.append(reference)


def _labels(row: Ticket) -> Iterator[str]:
    """Yield who may find a ticket, then what it can be narrowed to.

    A secret one is found by who works on it or reported it; its notes by the former alone.
    """
    yield _EVERY
    if row.requester_id is not None:
        yield _person(row.requester_id)
    if row.is_secret:
        yield from (_helper(each) for each in (row.assignee_id, row.owner_id) if each is not None)
    else:
        yield _ANYBODY_AT_THE_DESK
        yield _organisation(str(row.organisation_id))
        if row.unit_id is not None:
            yield _unit(row.unit_id)
    yield f"{STATE}{OPEN_STATE if row.is_unsolved else OVER_STATE}"
    yield f"{YEAR}{row.opened_at.astimezone(SWEDEN).year}"
    if row.group_id is not None:
        yield f"{GROUP}{row.group_id}"


def _person(person_id: int) -> str:
    return f"tickets:person:{person_id}"


def _helper(user_id: int) -> str:
    return f"tickets:helper:{user_id}"


def _organisation(code: str) -> str:
    return f"tickets:organisation:{code}"


def _unit(unit_id: int) -> str:
    return f"tickets:unit:{unit_id}"
