"""Problems as those who work on them, and on their tickets, read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet

from samdrift.problems.choices import UNSOLVED, ProblemState
from samdrift.problems.models import Problem, ProblemEvent, ProblemTicket
from samdrift.servicedesk.casework import door
from samdrift.servicedesk.choices import UNSOLVED as TICKETS_UNSOLVED
from samdrift.servicedesk.ports import Reader

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem in a list, and how many tickets have come of it."""

    number: int
    title: str
    service: str
    state: str
    priority: int
    owner_name: str
    tickets: int
    open_tickets: int
    begun_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A problem, whole."""

    id: int
    number: int
    title: str
    description: str
    service: str
    state: str
    priority: int
    owner_id: int | None
    owner_name: str
    root_cause: str
    workaround: str
    solution: str
    begun_at: datetime
    solved_at: datetime | None
    open_tickets: int

    @property
    def is_unsolved(self) -> bool:
        """Whether it can still happen again."""
        return self.state in UNSOLVED


@dataclass(frozen=True, slots=True)
class LinkedTicket:
    """A ticket that came of a problem, as far as the reader may see it."""

    number: str
    subject: str
    organisation_code: str
    status: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Linked:
    """The tickets of a problem that the reader may see, and how many there are besides."""

    tickets: tuple[LinkedTicket, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing in a problem's story."""

    kind: str
    at: datetime
    by_name: str
    text: str
    changes: dict[str, list[Any]]


def problems(states: tuple[str, ...]) -> tuple[ProblemRow, ...]:
    """Return the problems that stand in some ways: the most urgent first, then the latest."""
    rows = (
        Problem.objects.filter(state__in=states)
        .select_related("owner")
        .annotate(tickets=Count("links"), waiting=_waiting())
        .order_by("priority", "-changed_at", "-number")
    )
    return tuple(
        ProblemRow(
            row.number,
            row.title,
            row.service,
            row.state,
            row.priority,
            _name(row.owner),
            row.tickets,
            row.waiting,
            row.begun_at,
            row.changed_at,
        )
        for row in rows[:MOST_LISTED]
    )


def counts() -> dict[str, int]:
    """Return how many problems stand in each way."""
    told = Problem.objects.order_by().values_list("state").annotate(count=Count("id"))
    return dict.fromkeys(ProblemState.values, 0) | dict(told)


def problem(number: int) -> ProblemPage | None:
    """Return a problem, None where there is none."""
    row = (
        Problem.objects.filter(number=number)
        .select_related("owner")
        .annotate(waiting=_waiting())
        .first()
    )
    if row is None:
        return None
    return ProblemPage(
        row.pk,
        row.number,
        row.title,
        row.description,
        row.service,
        row.state,
        row.priority,
        row.owner_id,
        _name(row.owner),
        row.root_cause,
        row.workaround,
        row.solution,
        row.begun_at,
        row.solved_at,
        row.waiting,
    )


def linked(*, problem_id: int, reader: Reader) -> Linked:
    """Return the tickets of a problem, the latest first; of the secret only how many."""
    ids = ProblemTicket.objects.filter(problem=problem_id).values("ticket")
    rows = door.visible(reader).filter(pk__in=ids).order_by("-opened_at", "-pk")
    tickets = tuple(
        LinkedTicket(
            row.number,
            row.subject or row.category,
            str(row.organisation_id),
            row.status,
            row.opened_at,
        )
        for row in rows
    )
    return Linked(tickets, ids.count() - len(tickets))


def story(*, problem_id: int, reader: Reader) -> tuple[Happening, ...]:
    """Return what has happened, the latest first; tickets that are not for the reader unnamed."""
    rows = list(
        ProblemEvent.objects.filter(problem=problem_id)
        .order_by("-id")
        .values_list("kind", "at", "by_name", "text", "changes")
    )
    named = {number for *_, changes in rows for number in changes.get("ticket", ()) if number}
    seen = set(door.visible(reader).filter(number__in=named).values_list("number", flat=True))
    return tuple(
        Happening(kind, at, by_name, text, _without_hidden(changes, seen))
        for kind, at, by_name, text, changes in rows
    )


def of_ticket(ticket_id: int) -> QuerySet[Problem, tuple[int, str]]:
    """Return the problems that a ticket comes of: number and title."""
    rows = Problem.objects.filter(links__ticket=ticket_id).order_by()
    return rows.values_list("number", "title")


def every_link() -> tuple[tuple[int, int, str], ...]:
    """Return every ticket that comes of a problem: its id, and the problem's number and title."""
    rows = ProblemTicket.objects.order_by("problem__number", "id")
    return tuple(rows.values_list("ticket", "problem__number", "problem__title"))


def to_link(words: str = "") -> tuple[ProblemRow, ...]:
    """Return the problems that a ticket may come of: those not closed, the latest first."""
    rows = Problem.objects.exclude(state=ProblemState.CLOSED).order_by("-changed_at")
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(service__icontains=word))
    return tuple(_short(row) for row in rows[:50])


def found(*, number: int | None, words: tuple[str, ...], limit: int) -> tuple[ProblemRow, ...]:
    """Return the problem of a number, or those that have every word in their title."""
    rows = Problem.objects.order_by("-changed_at")
    if number is not None:
        rows = rows.filter(number=number)
    for word in words:
        rows = rows.filter(title__icontains=word)
    return tuple(_short(row) for row in rows[:limit])


def _waiting() -> Count:
    is_open = Q(links__ticket__status__in=TICKETS_UNSOLVED, links__ticket__is_live=True)
    return Count("links", filter=is_open)


def _short(row: Problem) -> ProblemRow:
    """Return a problem as it is pointed to, without its tickets counted."""
    return ProblemRow(
        row.number,
        row.title,
        row.service,
        row.state,
        row.priority,
        "",
        0,
        0,
        row.begun_at,
        row.changed_at,
    )


def _without_hidden(changes: dict[str, list[Any]], seen: set[str]) -> dict[str, list[Any]]:
    told = changes.get("ticket")
    if told is None:
        return changes
    return changes | {"ticket": [each if each in seen else None for each in told]}


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
