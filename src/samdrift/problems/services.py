"""Beginning a problem, finding out of it, telling those who wait, and solving it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from samdrift.problems.choices import UNSOLVED, ProblemEventKind, ProblemState
from samdrift.problems.errors import CannotChangeProblem
from samdrift.problems.models import Problem, ProblemEvent, ProblemTicket
from samdrift.problems.ports import Informed, ProblemText
from samdrift.servicedesk.casework import bulk, door
from samdrift.servicedesk.choices import UNSOLVED as TICKETS_UNSOLVED
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Actor, Reader

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
MOST_TRIES = 5
MOST_LINKED = 500


@transaction.atomic
def begin_problem(
    *, text: ProblemText, tickets: tuple[str, ...], reader: Reader, actor: Actor, at: datetime
) -> Problem:
    """Begin to look into why tickets come again and again; `tickets` are the first of them."""
    _check(text)
    found = door.tickets(reader, tickets)
    problem = _numbered(text, at)
    _tell(problem, ProblemEventKind.BEGUN, actor=actor, at=at)
    _link(problem, found, actor=actor, at=at)
    return problem


@transaction.atomic
def change_problem(*, number: int, text: ProblemText, actor: Actor, at: datetime) -> Problem:
    """Say something else of a problem; how it stands does not change."""
    _check(text)
    problem = _held(number)
    after = {
        "title": text.title.strip(),
        "description": text.description.strip(),
        "service": text.service.strip(),
        "priority": int(text.priority),
        "owner_id": text.owner_id,
        "root_cause": text.root_cause.strip(),
    }
    _save(problem, after, ProblemEventKind.CHANGED, actor=actor, at=at)
    return problem


@transaction.atomic
def add_note(*, number: int, text: str, actor: Actor, at: datetime) -> ProblemEvent:
    """Write down what has been found out or tried."""
    problem = _held(number)
    told = _words(text, "Skriv vad du har kommit fram till.")
    return _tell(problem, ProblemEventKind.NOTE, actor=actor, at=at, text=told)


@transaction.atomic
def link_tickets(
    *, number: int, tickets: tuple[str, ...], reader: Reader, actor: Actor, at: datetime
) -> int:
    """Say that tickets come of a problem; return how many of them were not linked before."""
    problem = _held(number)
    if problem.state == ProblemState.CLOSED:
        raise CannotChangeProblem(f"P-{number} är avslutat. Öppna utredningen igen först.")
    if not tickets:
        raise CannotChangeProblem("Skriv minst ett ärendenummer.")
    return _link(problem, door.tickets(reader, tickets), actor=actor, at=at)


@transaction.atomic
def unlink_ticket(*, number: int, ticket: str, reader: Reader, actor: Actor, at: datetime) -> None:
    """Say that a ticket did not come of the problem after all."""
    problem = _held(number)
    (found,) = door.tickets(reader, (ticket,))
    gone, _ = ProblemTicket.objects.filter(problem=problem, ticket=found).delete()
    if not gone:
        raise CannotChangeProblem(f"Ärende {ticket} är inte länkat till P-{number}.")
    _tell(
        problem,
        ProblemEventKind.UNLINKED,
        actor=actor,
        at=at,
        changes={"ticket": (found.number, None)},
    )


@transaction.atomic
def know_error(
    *, number: int, workaround: str, root_cause: str, actor: Actor, at: datetime
) -> Problem:
    """Say how people get by until it is solved: the problem is a known error from now on."""
    problem = _held(number)
    if problem.state not in UNSOLVED:
        raise CannotChangeProblem(f"P-{number} är löst. Öppna utredningen igen först.")
    after = {
        "state": ProblemState.KNOWN_ERROR,
        "workaround": _words(workaround, "Skriv hur man kommer runt felet tills vidare."),
        "root_cause": root_cause.strip() or problem.root_cause,
    }
    _save(problem, after, ProblemEventKind.KNOWN_ERROR, actor=actor, at=at)
    return problem


@transaction.atomic
def inform_linked(
    *, number: int, text: str, is_solving: bool, actor: Actor, at: datetime
) -> Informed:
    """Answer in every linked ticket that is not solved, all at one stroke.

    Secret tickets are answered too: what is told is ours, and their reporters wait as well.
    """
    problem = _held(number)
    waiting = ProblemTicket.objects.filter(
        problem=problem, ticket__status__in=TICKETS_UNSOLVED, ticket__is_live=True
    )
    numbers = tuple(waiting.values_list("ticket__number", flat=True)[:MOST_LINKED])
    if not numbers:
        raise CannotChangeProblem("Inget länkat ärende väntar på besked.")
    told = _words(text, "Skriv vad de som väntar ska få veta.")
    then = Status.SOLVED if is_solving else None
    stroke = bulk.reply_many(numbers=numbers, text=told, then=then, actor=actor, at=at)
    _tell(
        problem,
        ProblemEventKind.INFORMED,
        actor=actor,
        at=at,
        text=told,
        changes={"told": (None, len(stroke.changed)), "solved": (None, is_solving)},
        batch=stroke.batch,
    )
    return Informed(stroke.batch, len(stroke.changed), len(stroke.refused))


@transaction.atomic
def solve_problem(
    *, number: int, solution: str, root_cause: str, actor: Actor, at: datetime
) -> Problem:
    """Say what solved it, so that it does not happen again."""
    problem = _held(number)
    if problem.state not in UNSOLVED:
        raise CannotChangeProblem(f"P-{number} är redan löst.")
    cause = root_cause.strip() or problem.root_cause
    if not cause:
        raise CannotChangeProblem(
            "Skriv grundorsaken: det är den som gör att felet inte återkommer."
        )
    after = {
        "state": ProblemState.SOLVED,
        "solution": _words(solution, "Skriv vad som löste problemet."),
        "root_cause": cause,
        "solved_at": at,
    }
    _save(problem, after, ProblemEventKind.SOLVED, actor=actor, at=at)
    return problem


@transaction.atomic
def close_problem(*, number: int, actor: Actor, at: datetime) -> Problem:
    """Close a solved problem, because it was seen not to come back."""
    problem = _held(number)
    if problem.state != ProblemState.SOLVED:
        raise CannotChangeProblem(f"P-{number} är inte löst än. Skriv först vad som löste det.")
    _save(problem, {"state": ProblemState.CLOSED}, ProblemEventKind.CLOSED, actor=actor, at=at)
    return problem


@transaction.atomic
def reopen_problem(*, number: int, why: str, actor: Actor, at: datetime) -> Problem:
    """Look into a problem again, because it came back; a workaround makes it a known error."""
    problem = _held(number)
    if problem.state in UNSOLVED:
        raise CannotChangeProblem(f"P-{number} utreds redan.")
    told = _words(why, "Skriv varför problemet utreds igen.")
    is_known = bool(problem.workaround)
    after = {
        "state": ProblemState.KNOWN_ERROR if is_known else ProblemState.INVESTIGATED,
        "solution": "",
        "solved_at": None,
    }
    _save(problem, after, ProblemEventKind.REOPENED, actor=actor, at=at, text=told)
    return problem


def _check(text: ProblemText) -> None:
    if not text.title.strip() or len(text.title) > LONGEST_TITLE:
        raise CannotChangeProblem(f"Skriv en rubrik med högst {LONGEST_TITLE} tecken.")
    if max(len(text.description), len(text.root_cause)) > LONGEST_TEXT:
        raise CannotChangeProblem(f"Skriv högst {LONGEST_TEXT} tecken.")


def _words(text: str, wanting: str) -> str:
    """Return a text that must say something and can be kept."""
    if not text.strip():
        raise CannotChangeProblem(wanting)
    if len(text) > LONGEST_TEXT:
        raise CannotChangeProblem(f"Skriv högst {LONGEST_TEXT} tecken.")
    return text.strip()


def _numbered(text: ProblemText, at: datetime, *, tries: int = MOST_TRIES) -> Problem:
    """Return a new problem with the next number; two who begin at once get one each."""
    last = Problem.objects.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return Problem.objects.create(
                number=last + 1,
                title=text.title.strip(),
                description=text.description.strip(),
                service=text.service.strip(),
                priority=text.priority,
                owner_id=text.owner_id,
                root_cause=text.root_cause.strip(),
                begun_at=at,
                changed_at=at,
            )
    except IntegrityError:
        if tries == 1 or not Problem.objects.filter(number=last + 1).exists():
            raise
    return _numbered(text, at, tries=tries - 1)


def _held(number: int) -> Problem:
    problem = Problem.objects.select_for_update().filter(number=number).first()
    if problem is None:
        raise CannotChangeProblem(f"Det finns inget problem P-{number}.")
    return problem


def _link(problem: Problem, tickets: list[Ticket], *, actor: Actor, at: datetime) -> int:
    known = set(problem.links.values_list("ticket_id", flat=True))
    added = [ticket for ticket in tickets if ticket.pk not in known]
    if len(known) + len(added) > MOST_LINKED:
        raise CannotChangeProblem(f"Ett problem har högst {MOST_LINKED} länkade ärenden.")
    for ticket in added:
        ProblemTicket.objects.create(
            problem=problem, ticket=ticket, linked_at=at, linked_by=actor.name
        )
        changes = {"ticket": (None, ticket.number)}
        _tell(problem, ProblemEventKind.LINKED, actor=actor, at=at, changes=changes)
    return len(added)


def _save(
    problem: Problem,
    after: Mapping[str, Any],
    kind: ProblemEventKind,
    *,
    actor: Actor,
    at: datetime,
    text: str = "",
) -> None:
    """Write what is changed and tell it as one event; nothing where nothing is."""
    changes = {
        name: (getattr(problem, name), value)
        for name, value in after.items()
        if getattr(problem, name) != value
    }
    if not changes:
        return
    for name, (_, value) in changes.items():
        setattr(problem, name, value)
    problem.changed_at = at
    problem.save(update_fields=[*changes, "changed_at"])
    told = {name: pair for name, pair in changes.items() if name != "solved_at"}
    _tell(problem, kind, actor=actor, at=at, text=text, changes=told)


def _tell(
    problem: Problem,
    kind: ProblemEventKind,
    *,
    actor: Actor,
    at: datetime,
    **told: Any,  # noqa: ANN401  Fields of the event.
) -> ProblemEvent:
    return ProblemEvent.objects.create(
        problem=problem, kind=kind, at=at, by_user_id=actor.user_id, by_name=actor.name, **told
    )
