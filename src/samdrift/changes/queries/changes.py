"""Changes as lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from samdrift.changes.choices import ENDED, Kind, RiskClass, State
from samdrift.changes.models import Change, ChangeEvent, ChangeLink, Template
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.ports import Reader

PAGE_SIZE = 50
STANDINGS = {
    "open": tuple(state for state in State if state not in (State.REVIEWED, State.CLOSED)),
    "to-decide": (State.PROPOSED, State.ASSESSED),
    "coming": (State.APPROVED, State.SCHEDULED, State.ONGOING),
    "to-review": ENDED,
    "closed": (State.REVIEWED, State.CLOSED),
    "all": tuple(State),
}
"""What a list can be narrowed to, by how changes stand."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which changes a list shows."""

    standing: str = "open"
    kind: str = ""
    service: str = ""
    organisation: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in a list."""

    number: str
    title: str
    kind: str
    state: str
    risk_class: str
    starts_at: datetime | None
    ends_at: datetime | None
    responsible: str
    services: tuple[str, ...]
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A page of changes; `after` is empty on the last."""

    lines: tuple[ChangeLine, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """A change with all that its page tells."""

    id: int
    number: str
    kind: str
    state: str
    title: str
    why: str
    what: str
    probability: int
    consequence: int
    risk_class: str
    plan: str
    back_out_plan: str
    test: str
    starts_at: datetime | None
    ends_at: datetime | None
    proposer: str
    proposer_id: int
    responsible: str
    responsible_id: int | None
    is_public: bool
    public_text: str
    verdict: str
    decided_at: datetime | None
    approve_by: datetime | None
    begun_at: datetime | None
    ended_at: datetime | None
    outcome: str
    went_as_planned: bool | None
    lessons: str
    round: int
    version: int
    services: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    implementer_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkLine:
    """What a change belongs with; the subject only where the reader may see the ticket."""

    id: int
    kind: str
    number: str
    subject: str
    is_ticket: bool
    may_open: bool = False


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that has happened to a change."""

    kind: str
    at: datetime
    by_name: str
    text: str
    changes: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A standard change to choose."""

    id: int
    key: str
    title: str
    what: str
    services: tuple[str, ...]
    minutes: int
    approved_on: str
    approved_by: str


def lines(selection: Selection, *, after: str = "") -> ChangePage:
    """Return a page of the changes that are asked for, the newest first."""
    found = _selected(selection)
    if after.isdecimal():
        found = found.filter(pk__lt=int(after))
    rows = list(_with_names(found.order_by("-id"))[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    return ChangePage(tuple(map(_line, shown)), str(shown[-1].pk) if len(rows) > PAGE_SIZE else "")


def counts() -> dict[str, int]:
    """Return how many changes stand in each way that a list can be narrowed to."""
    states = list(Change.objects.values_list("state", flat=True).order_by())
    return {key: sum(state in wanted for state in states) for key, wanted in STANDINGS.items()}


def whole(number: str) -> Whole | None:
    """Return a change, None where there is none."""
    change = row(number)
    return None if change is None else whole_of(change)


def whole_of(change: Change) -> Whole:
    """Return a change with all that its page tells."""
    people = list(change.implementers.all())
    line = _line(change)
    own = {
        name: getattr(change, name)
        for name in Whole.__dataclass_fields__
        if name not in _MADE and hasattr(change, name)
    }
    return Whole(
        **own,
        proposer=change.proposer.get_full_name() or change.proposer.get_username(),
        responsible=line.responsible,
        services=line.services,
        organisations=line.organisations,
        implementers=tuple(user.get_full_name() or user.get_username() for user in people),
        implementer_ids=tuple(user.pk for user in people),
    )


def row(number: str) -> Change | None:
    """Return the row of a change with what it touches, for whoever asks about its approval."""
    found = _with_names(Change.objects.filter(number=number))
    return found.prefetch_related("implementers").first()


def links(change_id: int, *, reader: Reader) -> tuple[LinkLine, ...]:
    """Return what a change belongs with, as far as somebody may see."""
    rows = list(ChangeLink.objects.filter(change=change_id).select_related("ticket"))
    ids = [link.ticket_id for link in rows if link.ticket_id]
    seen = set(door.visible(reader).filter(pk__in=ids).values_list("pk", flat=True))
    told = []
    for link in rows:
        ticket = link.ticket
        if ticket is None:
            told.append(LinkLine(link.pk, link.kind, link.problem, "", is_ticket=False))
            continue
        may_open = ticket.pk in seen
        subject = (ticket.subject or ticket.category) if may_open else ""
        told.append(
            LinkLine(link.pk, link.kind, ticket.number, subject, is_ticket=True, may_open=may_open)
        )
    return tuple(told)


def story(change_id: int) -> tuple[EventLine, ...]:
    """Return what has happened to a change, the newest first."""
    rows = ChangeEvent.objects.filter(change=change_id).order_by("-id")
    return tuple(
        EventLine(event.kind, event.at, event.by_name, event.text, event.changes) for event in rows
    )


def to_decide() -> tuple[Change, ...]:
    """Return the changes that wait for votes, the next to be done first."""
    waiting = Q(state=State.ASSESSED) | Q(kind=Kind.EMERGENCY, begun_at__isnull=False, verdict="")
    found = _with_names(Change.objects.filter(waiting).exclude(state=State.CLOSED))
    return tuple(found.order_by("starts_at", "id"))


def to_assess() -> tuple[ChangeLine, ...]:
    """Return the changes whose risk is to be assessed before they can be decided on."""
    found = _with_names(Change.objects.filter(state=State.PROPOSED))
    return tuple(map(_line, found.order_by("starts_at", "id")))


def to_review() -> tuple[ChangeLine, ...]:
    """Return the changes that have ended and are to be looked back on."""
    found = _with_names(Change.objects.filter(state__in=ENDED))
    return tuple(map(_line, found.order_by("ended_at", "id")))


def line_of(change: Change) -> ChangeLine:
    """Return a change as lists show it."""
    return _line(change)


def templates() -> tuple[TemplateLine, ...]:
    """Return the standard changes that can be made, by title."""
    return tuple(map(_template, Template.objects.filter(is_active=True)))


def template(key: str) -> TemplateLine | None:
    """Return a standard change that can be made, None where there is none with that key."""
    found = Template.objects.filter(is_active=True, key=key).first()
    return _template(found) if found else None


def every_link() -> tuple[tuple[int, str, str], ...]:
    """Return every ticket that belongs with a change: its id, and the change's number and title."""
    rows = ChangeLink.objects.filter(ticket__isnull=False).order_by("change", "id")
    return tuple(rows.values_list("ticket", "change__number", "change__title"))


def of_ticket(ticket_id: int) -> QuerySet[ChangeLink, tuple[str, str]]:
    """Return the changes that a ticket belongs with: number and title."""
    rows = ChangeLink.objects.filter(ticket=ticket_id).order_by()
    return rows.values_list("change__number", "change__title").distinct()


def services() -> tuple[str, ...]:
    """Return every service that a change has touched or a template names, by name."""
    touched = Change.objects.filter(touched__service__gt="").order_by()
    named = set(touched.values_list("touched__service", flat=True))
    for told in Template.objects.values_list("services", flat=True):
        named |= set(told)
    return tuple(sorted(filter(None, named)))


_MADE = {"proposer", "responsible", "services", "organisations", "implementers", "implementer_ids"}


def _selected(selection: Selection) -> QuerySet[Change]:
    found = Change.objects.filter(state__in=STANDINGS[selection.standing])
    if selection.kind:
        found = found.filter(kind=selection.kind)
    if selection.service:
        found = found.filter(touched__service=selection.service)
    if selection.organisation:
        found = found.filter(touched__organisation__code=selection.organisation)
    for word in selection.words.split():
        found = found.filter(Q(title__icontains=word) | Q(number__iexact=word))
    return found


def _with_names(rows: QuerySet[Change]) -> QuerySet[Change]:
    return rows.select_related("responsible", "proposer").prefetch_related("touched")


def _line(change: Change) -> ChangeLine:
    who = change.responsible
    touched: Iterable[Any] = change.touched.all()
    return ChangeLine(
        change.number,
        change.title,
        change.kind,
        change.state,
        RiskClass(change.risk_class),
        change.starts_at,
        change.ends_at,
        (who.get_full_name() or who.get_username()) if who else "",
        tuple(row.service for row in touched if row.service),
        tuple(str(row.organisation_id) for row in touched if row.organisation_id),
    )


def _template(row: Template) -> TemplateLine:
    return TemplateLine(
        row.pk,
        row.key,
        row.title,
        row.what,
        tuple(row.services),
        row.minutes,
        row.approved_on.isoformat(),
        row.approved_by,
    )
