"""One ticket as those who work on it, or wait for it, read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from samdrift.assets.models import Device
from samdrift.plumbing.sent_files import PICTURES
from samdrift.servicedesk import keywords
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.choices import UNSOLVED, LinkKind, MessageKind, Status
from samdrift.servicedesk.models import (
    Attachment,
    ChecklistItem,
    ConcernedThing,
    Draft,
    Handover,
    Message,
    PersonNote,
    Ticket,
    TicketEvent,
    TicketLink,
    TimeSpent,
    Watcher,
)
from samdrift.servicedesk.ports import Reader

FOR_REPORTER = (MessageKind.REPORT, MessageKind.ANSWER, MessageKind.REPLY)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file in a conversation."""

    id: int
    name: str
    media_type: str
    size: int
    digest: str
    content_id: str = ""
    """How the letter's own layout names it, where it is a picture in the text."""

    @property
    def is_picture(self) -> bool:
        """Whether it is shown in the page."""
        return self.media_type in PICTURES


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a ticket's story: a message, or something that happened."""

    id: int
    kind: str
    at: datetime
    by_name: str
    by_user_id: int | None
    channel: str = ""
    text: str = ""
    quoted: str = ""
    html: str = ""
    files: tuple[CaseFile, ...] = ()
    changes: dict[str, list[Any]] | None = None
    is_wiped: bool = False

    @property
    def is_event(self) -> bool:
        """Whether it happened rather than was written."""
        return self.changes is not None


@dataclass(frozen=True, slots=True)
class Other:
    """Another ticket that this one belongs with."""

    number: str
    subject: str
    status: str
    how: str
    link_id: int | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """Something on the checklist."""

    id: int
    text: str
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True, slots=True)
class WithSupplier:
    """That the ticket is, or was, with a supplier."""

    supplier: str
    reference: str
    promised_by: datetime | None
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket with what its head and its side tell."""

    id: int
    number: str
    subject: str
    kind: str
    status: str
    category: str
    service: str
    channel: str
    impact: int
    urgency: int
    priority: int
    organisation_code: str
    requester_id: int | None
    unit_id: int | None
    group_id: int | None
    group_name: str
    assignee_id: int | None
    assignee_name: str
    owner_id: int | None
    owner_name: str
    place: str
    visit_on: date | None
    visit_time: time | None
    visit_minutes: int | None
    is_secret: bool
    parent_number: str
    merged_into: str
    follows: str
    keywords: tuple[str, ...]
    opened_at: datetime
    closed_at: datetime | None
    solved_at: datetime | None
    resolution: str
    reopen_until: datetime | None
    respond_by: datetime | None
    responded_at: datetime | None
    solve_by: datetime | None
    wake_at: datetime | None
    version: int
    is_live: bool
    minutes: int
    """Worked on it, in all; this and what follows is told by `case_and_beside` alone."""
    is_watched: bool
    """Whether the reader follows it."""
    has_checklist: bool
    has_been_with_supplier: bool
    has_devices: bool
    """Whether its reporter has any device, or it concerns one."""
    has_more_asked: bool
    """Whether its reporter has other tickets that are not solved."""
    has_notes: bool
    """Whether there is anything to know of its reporter."""
    has_others: bool
    """Whether other tickets belong with it, not all of which the reader may see."""

    @property
    def is_under_way(self) -> bool:
        """Whether it can still be worked on."""
        return self.is_live and self.status not in (Status.CLOSED, Status.MERGED)


def case(*, reader: Reader, number: str) -> Case | None:
    """Return a ticket, None where there is none for this reader."""
    return _first(_numbered(reader, number))


def case_of_new(ticket: Ticket) -> Case:
    """Return a ticket that was registered just now, to whoever did; it is not read again."""
    return _case(ticket)


def case_and_beside(*, reader: Reader, number: str) -> Case | None:
    """Return a ticket as `case` does, and whether there is anything beside it."""
    return _first(_with_what_is_beside(_numbered(reader, number), reader))


def _numbered(reader: Reader, number: str) -> QuerySet[Ticket]:
    """Return the ticket with a number, and the numbers of those it goes on from and in."""
    rows = door.visible(reader).filter(number=number)
    return rows.select_related("group", "assignee", "owner").annotate(
        parent_number=F("parent__number"),
        merged_number=F("merged_into__number"),
        followed_number=F("follows__number"),
        keywords_told=keywords.told(),
    )


def _first(rows: QuerySet[Ticket]) -> Case | None:
    found = rows.first()
    return _case(found) if found else None


def _with_what_is_beside(rows: QuerySet[Ticket], reader: Reader) -> QuerySet[Ticket]:
    """Have rows say what else there is, so that only what is there is asked for."""
    this = OuterRef("pk")
    asked = Ticket.objects.filter(requester=OuterRef("requester"), is_live=True)
    spent = TimeSpent.objects.filter(ticket=this).order_by().values("ticket")
    linked = Exists(TicketLink.objects.filter(ticket=this)) | Exists(
        TicketLink.objects.filter(other=this)
    )
    return rows.annotate(
        has_others=linked | Exists(Ticket.objects.filter(parent=this)),
        minutes=Subquery(spent.annotate(sum=Sum("minutes")).values("sum")),
        is_watched=Exists(Watcher.objects.filter(ticket=this, user=reader.user_id)),
        has_checklist=Exists(ChecklistItem.objects.filter(ticket=this)),
        has_been_with_supplier=Exists(Handover.objects.filter(ticket=this)),
        has_devices=Exists(Device.objects.filter(holder=OuterRef("requester")))
        | Exists(ConcernedThing.objects.filter(ticket=this)),
        has_more_asked=Exists(asked.filter(status__in=UNSOLVED).exclude(pk=this)),
        has_notes=Exists(PersonNote.objects.filter(person=OuterRef("requester"))),
    )


def story(*, ticket_id: int, is_for_reporter: bool) -> tuple[Line, ...]:
    """Return what was written and what happened, the first first.

    Its reporter reads the conversation alone; those who help read notes and events too.
    """
    lines = list(conversation(ticket_id=ticket_id, is_for_reporter=is_for_reporter))
    if not is_for_reporter:
        events = TicketEvent.objects.filter(ticket=ticket_id).exclude(changes={})
        lines += [
            Line(row.pk, row.kind, row.at, row.by_name, row.by_user_id, changes=row.changes)
            for row in events
        ]
    return tuple(sorted(lines, key=lambda line: (line.at, line.is_event, line.id)))


def conversation(*, ticket_id: int, is_for_reporter: bool) -> tuple[Line, ...]:
    """Return what was written, the first first; its reporter does not read the notes."""
    messages = Message.objects.filter(ticket=ticket_id)
    if is_for_reporter:
        messages = messages.filter(kind__in=FOR_REPORTER)
    with_files = Exists(Attachment.objects.filter(message=OuterRef("pk")))
    rows = list(messages.annotate(has_files=with_files))
    files = _files([row.pk for row in rows if row.has_files])
    return tuple(_message(row, tuple(files.get(row.pk, ()))) for row in rows)


def conversation_of_new(message: Message, *, has_files: bool) -> tuple[Line, ...]:
    """Return what was written in a ticket that was registered just now; it is not read again."""
    files = _files([message.pk] if has_files else [])
    return (_message(message, tuple(files.get(message.pk, ()))),)


def _files(message_ids: list[int]) -> dict[int, list[CaseFile]]:
    found: dict[int, list[CaseFile]] = {}
    if message_ids:
        for row in Attachment.objects.filter(message__in=message_ids):
            file = CaseFile(row.pk, row.name, row.media_type, row.size, row.digest, row.content_id)
            found.setdefault(row.message_id, []).append(file)
    return found


def attached(*, ticket_id: int, file_id: int, is_for_reporter: bool) -> CaseFile | None:
    """Return a file of a ticket, None where there is none for this reader."""
    rows = Attachment.objects.filter(message__ticket=ticket_id, message__wiped_at__isnull=True)
    if is_for_reporter:
        rows = rows.filter(message__kind__in=FOR_REPORTER)
    row = rows.filter(pk=file_id).first()
    return CaseFile(row.pk, row.name, row.media_type, row.size, row.digest) if row else None


def digest_of(file_id: int) -> str:
    """Return what the bytes of a file in a conversation are kept under."""
    return Attachment.objects.values_list("digest", flat=True).get(pk=file_id)


def others(*, reader: Reader, ticket_id: int) -> tuple[Other, ...]:
    """Return the tickets that belong with this one and that the reader may see."""
    told: list[Other] = []
    links = TicketLink.objects.filter(Q(ticket=ticket_id) | Q(other=ticket_id))
    ways: dict[int, tuple[str, int]] = {
        target if ticket == ticket_id else ticket: (str(LinkKind(kind).label), pk)
        for ticket, target, kind, pk in links.values_list("ticket", "other", "kind", "pk")
    }
    near = Q(pk__in=ways) | Q(parent=ticket_id)
    for row in door.visible(reader).filter(near).order_by("opened_at"):
        how, link_id = ways.get(row.pk, ("Del av det här", None))
        told.append(Other(row.number, row.subject or row.category, row.status, how, link_id))
    return tuple(told)


def checklist(ticket_id: int) -> tuple[Todo, ...]:
    """Return what is to be done, in order."""
    rows = ChecklistItem.objects.filter(ticket=ticket_id).select_related("done_by")
    return tuple(
        Todo(row.pk, row.text, row.done_at, row.done_by.get_username() if row.done_by else "")
        for row in rows
    )


def suppliers_of(ticket_id: int) -> tuple[WithSupplier, ...]:
    """Return the suppliers a ticket has been with, the latest first."""
    told = ("supplier__name", "reference", "promised_by", "valid_from", "valid_until")
    rows = Handover.objects.filter(ticket=ticket_id).order_by("-valid_from").values_list(*told)
    return tuple(WithSupplier(*row) for row in rows)


def drafts(*, user_id: int, ticket_id: int | None) -> dict[str, dict[str, Any]]:
    """Return what somebody has begun to write in a ticket, by kind; with when it was saved."""
    rows = Draft.objects.filter(user=user_id, ticket=ticket_id)
    return {row.kind: row.content | {"saved_at": row.saved_at} for row in rows}


def _message(row: Message, files: tuple[CaseFile, ...]) -> Line:
    return Line(
        id=row.pk,
        kind=row.kind,
        at=row.at,
        by_name=row.by_name,
        by_user_id=row.by_user_id,
        channel=row.channel,
        text=row.text,
        quoted=row.quoted,
        html=row.html,
        files=files,
        is_wiped=row.wiped_at is not None,
    )


_BESIDE = (
    *("is_watched", "has_checklist", "has_been_with_supplier", "has_devices"),
    *("has_more_asked", "has_notes", "has_others"),
)
"""What `_with_what_is_beside` has rows say."""


def _case(row: Ticket) -> Case:
    return Case(
        id=row.pk,
        number=row.number,
        subject=row.subject or row.category,
        kind=row.kind,
        status=row.status if row.is_live or row.closed_at else Status.OPEN,
        category=row.category,
        service=row.service,
        channel=row.channel,
        impact=row.impact,
        urgency=row.urgency,
        priority=row.priority,
        organisation_code=str(row.organisation_id),
        requester_id=row.requester_id,
        unit_id=row.unit_id,
        group_id=row.group_id,
        group_name=row.group.name if row.group else "",
        assignee_id=row.assignee_id,
        assignee_name=_name(row.assignee),
        owner_id=row.owner_id,
        owner_name=_name(row.owner),
        place=row.place,
        visit_on=row.visit_on,
        visit_time=row.visit_time,
        visit_minutes=row.visit_minutes,
        is_secret=row.is_secret,
        parent_number=getattr(row, "parent_number", None) or "",
        merged_into=getattr(row, "merged_number", None) or "",
        follows=_number_of_followed(row),
        keywords=keywords.apart(getattr(row, "keywords_told", None)),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        solved_at=row.solved_at,
        resolution=row.resolution,
        reopen_until=row.reopen_until,
        respond_by=row.respond_by,
        responded_at=row.responded_at,
        solve_by=row.solve_by,
        wake_at=row.wake_at,
        version=row.version,
        is_live=row.is_live,
        minutes=getattr(row, "minutes", None) or 0,
        **{name: getattr(row, name, False) for name in _BESIDE},
    )


def _number_of_followed(row: Ticket) -> str:
    """Return the number of the ticket that one goes on from, asked for where it was not told."""
    told: str | None = getattr(row, "followed_number", None)
    if told is None and row.follows is not None:
        return row.follows.number
    return told or ""


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
