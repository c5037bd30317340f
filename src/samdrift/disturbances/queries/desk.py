"""Disturbances as those who work with them read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet

from samdrift.disturbances.choices import MajorState
from samdrift.disturbances.models import (
    Disturbance,
    DisturbanceEvent,
    DisturbanceTicket,
    Follower,
    MajorIncident,
)
from samdrift.disturbances.queries import public
from samdrift.disturbances.queries.public import Shown
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.choices import UNSOLVED
from samdrift.servicedesk.ports import Reader

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class ListRow:
    """A disturbance in a list of the desk's."""

    shown: Shown
    is_public: bool
    tickets: int
    major: str
    """How far it has come as a major incident; empty where nobody proposed it."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What goes on, what is planned, and what has ended, the latest first."""

    now: tuple[ListRow, ...]
    coming: tuple[ListRow, ...]
    past: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Somebody to be told during a major incident."""

    id: int
    text: str
    due_at: datetime | None
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True, slots=True)
class Major:
    """How a disturbance is led as a major incident, and what was reported of it."""

    state: str
    proposed_by: str
    proposed_at: datetime
    why: str
    decided_by: str
    decided_at: datetime | None
    lead_id: int | None
    lead_name: str
    communicator_id: int | None
    communicator_name: str
    summary: str
    cause: str
    measure: str
    reported_at: datetime | None
    reported_by: str
    tasks: tuple[Task, ...]

    @property
    def is_promoted(self) -> bool:
        """Whether it is led as one."""
        return self.state == MajorState.PROMOTED


@dataclass(frozen=True, slots=True)
class Page:
    """A disturbance with all that is known of it."""

    shown: Shown
    is_public: bool
    update_minutes: int | None
    lasted_minutes: int | None
    followers: int
    major: Major | None


@dataclass(frozen=True, slots=True)
class LinkedTicket:
    """A ticket that came of a disturbance, as far as the reader may see it."""

    number: str
    subject: str
    organisation_code: str
    status: str


@dataclass(frozen=True, slots=True)
class Linked:
    """The tickets of a disturbance that the reader may see, how many besides, how many wait."""

    tickets: tuple[LinkedTicket, ...]
    hidden: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing in a disturbance's story."""

    kind: str
    at: datetime
    by_name: str
    text: str
    is_public: bool
    ticket: str


def lists(*, at: datetime) -> Lists:
    """Return every disturbance of the lists, public or not."""
    rows = _listed(Disturbance.objects.all())
    going = [_row(each) for each in rows.filter(ended_at__isnull=True)[:MOST_LISTED]]
    past = rows.filter(ended_at__isnull=False).order_by("-ended_at", "-id")[:MOST_LISTED]
    coming = [each for each in going if each.shown.started_at > at]
    return Lists(
        now=tuple(each for each in going if each.shown.started_at <= at),
        coming=tuple(sorted(coming, key=lambda each: each.shown.started_at)),
        past=tuple(_row(each) for each in past),
    )


def page(disturbance_id: int) -> Page | None:
    """Return a disturbance, None where there is none."""
    row = public.with_touched(Disturbance.objects.filter(pk=disturbance_id)).first()
    if row is None:
        return None
    confirmed = Follower.objects.filter(disturbance=row, confirmed_at__isnull=False)
    return Page(
        public.shown(row),
        row.is_public,
        row.update_minutes,
        row.lasted_minutes,
        confirmed.count(),
        _major(row.pk),
    )


def linked(*, disturbance_id: int, reader: Reader) -> Linked:
    """Return the tickets of a disturbance, the latest first; of the secret only how many."""
    links = DisturbanceTicket.objects.filter(disturbance=disturbance_id)
    rows = door.visible(reader).filter(pk__in=links.values("ticket")).order_by("-opened_at")
    tickets = tuple(
        LinkedTicket(row.number, row.subject or row.category, str(row.organisation_id), row.status)
        for row in rows
    )
    told = links.aggregate(
        every=Count("id"),
        waiting=Count("id", filter=Q(ticket__status__in=UNSOLVED, ticket__is_live=True)),
    )
    return Linked(tickets, told["every"] - len(tickets), told["waiting"])


def story(*, disturbance_id: int, reader: Reader) -> tuple[Happening, ...]:
    """Return what has happened, the latest first; tickets that are not for the reader unnamed."""
    rows = DisturbanceEvent.objects.filter(disturbance=disturbance_id).order_by("-id")
    named = rows.exclude(ticket=None).values("ticket")
    seen = dict(door.visible(reader).filter(pk__in=named).values_list("pk", "number"))
    return tuple(
        Happening(
            row.kind,
            row.at,
            row.by_name,
            row.text,
            row.is_public,
            seen.get(row.ticket_id or 0, ""),
        )
        for row in rows
    )


def of_ticket(ticket_id: int) -> QuerySet[Disturbance, tuple[int, str]]:
    """Return the disturbances that a ticket came of: id and title."""
    rows = Disturbance.objects.filter(links__ticket=ticket_id).order_by()
    return rows.values_list("pk", "title")


def every_link() -> tuple[tuple[int, int, str], ...]:
    """Return every ticket that came of a disturbance: its id, and the other's id and title."""
    rows = DisturbanceTicket.objects.order_by("disturbance", "id")
    return tuple(rows.values_list("ticket", "disturbance", "disturbance__title"))


def going(*, at: datetime, organisation_code: str = "") -> tuple[Shown, ...]:
    """Return what goes on now, for an organisation or any, whether everybody may read it or not."""
    rows = public.with_touched(
        Disturbance.objects.filter(ended_at__isnull=True, started_at__lte=at)
    )
    found = (public.shown(row) for row in rows[:MOST_LISTED])
    return tuple(
        each
        for each in found
        if not organisation_code
        or not each.organisation_codes
        or organisation_code in each.organisation_codes
    )


def _listed(rows: QuerySet[Disturbance]) -> QuerySet[Disturbance]:
    counted = rows.select_related("major").annotate(tickets=Count("links"))
    return public.with_touched(counted)


def _row(row: Disturbance) -> ListRow:
    major = getattr(row, "major", None)
    tickets = getattr(row, "tickets", 0)
    return ListRow(public.shown(row), row.is_public, tickets, major.state if major else "")


def _major(disturbance_id: int) -> Major | None:
    row = (
        MajorIncident.objects.filter(disturbance=disturbance_id)
        .select_related("lead", "communicator")
        .first()
    )
    if row is None:
        return None
    return Major(
        row.state,
        row.proposed_by,
        row.proposed_at,
        row.why,
        row.decided_by,
        row.decided_at,
        row.lead_id,
        _name(row.lead),
        row.communicator_id,
        _name(row.communicator),
        row.summary,
        row.cause,
        row.measure,
        row.reported_at,
        row.reported_by,
        tuple(
            Task(each.pk, each.text, each.due_at, each.done_at, each.done_by)
            for each in row.tasks.all()
        ),
    )


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
