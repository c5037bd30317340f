"""What goes wrong in the demo: problems, disturbances, and a major incident, told by their acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from samdrift.disturbances.choices import DisturbanceState
from samdrift.disturbances.models import CommunicationTask
from samdrift.disturbances.ports import DisturbanceText, MajorReport, Update
from samdrift.disturbances.services import majors, telling
from samdrift.parties import queries as parties
from samdrift.problems import services as problems
from samdrift.problems.choices import Priority
from samdrift.problems.models import ProblemTicket
from samdrift.problems.ports import ProblemText
from samdrift.project.demo_desk import texts
from samdrift.project.demo_desk.cast import Cast, Colleague
from samdrift.servicedesk.choices import UNSOLVED
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Reader

type Step = tuple[float, Callable[..., object]]
"""How many hours ago something was done, and the act that does it at a moment."""

MANAGER = "chef"
QUIET = timedelta(minutes=20)
"""A ticket in which something happened later than this is left as it is."""
TOLD_AGO = timedelta(minutes=5)


def write(*, cast: Cast, at: datetime) -> None:
    """Write problems with their tickets, then disturbances with theirs."""
    told = texts.troubles()
    for each in told["problems"]:
        _problem(each, cast, at)
    for each in told["disturbances"]:
        _disturbance(each, cast, at)


def _problem(told: Mapping[str, Any], cast: Cast, at: datetime) -> None:
    owner = cast.colleague(told["owner"])
    text = ProblemText(
        title=told["title"],
        description=told["description"],
        service=told["service"],
        priority=Priority(told["priority"]),
        owner_id=owner.user_id,
    )
    begun = _before(at, told["begun"])
    tickets = _tickets(told, before=at)
    problem = problems.begin_problem(
        text=text, tickets=tickets, reader=_reader(owner), actor=owner.actor, at=begun
    )
    which: dict[str, Any] = {"number": problem.number, "actor": owner.actor}
    for hours, note in told["notes"]:
        problems.add_note(text=note, at=_before(at, hours), **which)
    if "known_at" in told:
        cause = told["root_cause"]
        known_at = _before(at, told["known_at"])
        problems.know_error(workaround=told["workaround"], root_cause=cause, at=known_at, **which)
        _inform(problem.number, told["informed"], owner, at)
    if "solved_at" in told:
        solved_at = _before(at, told["solved_at"])
        problems.solve_problem(
            solution=told["solution"], root_cause=told["root_cause"], at=solved_at, **which
        )
    if "closed_at" in told:
        problems.close_problem(at=_before(at, told["closed_at"]), **which)


def _inform(number: int, text: str, owner: Colleague, at: datetime) -> None:
    """Tell everybody who waits, where anybody does."""
    linked = ProblemTicket.objects.filter(problem__number=number)
    if linked.filter(ticket__status__in=UNSOLVED).exists():
        problems.inform_linked(
            number=number, text=text, is_solving=False, actor=owner.actor, at=at - TOLD_AGO
        )


def _disturbance(told: Mapping[str, Any], cast: Cast, at: datetime) -> None:
    teller = cast.colleague(told["by"])
    codes = tuple(member.code for member in parties.members())
    text = DisturbanceText(
        title=told["title"],
        what=told["what"],
        services=told["services"],
        organisations=codes[-told["organisations"] :] if told["organisations"] else (),
        started_at=_before(at, told["started"]),
        expected_until=_before(at, told["expected"]),
        is_planned=told.get("is_planned", False),
        update_minutes=told.get("minutes"),
    )
    begun = telling.begin(
        text=text,
        tickets=_tickets(told, before=at),
        reader=_reader(teller),
        actor=teller.actor,
        at=_before(at, told["told"]),
    )
    for hours, step in sorted(_steps(told, begun.pk, cast, teller), key=lambda each: -each[0]):
        step(at=_before(at, hours))


def _steps(
    told: Mapping[str, Any], disturbance_id: int, cast: Cast, teller: Colleague
) -> Iterator[Step]:
    """Yield what was done with a disturbance after it began, each with how many hours ago."""
    which: dict[str, Any] = {"disturbance_id": disturbance_id}
    for hours, state, words in told["updates"]:
        update = Update(words, DisturbanceState(state) if state else None)
        yield hours, partial(telling.update, told=update, actor=teller.actor, **which)
    major = told.get("major", {})
    if major:
        proposer = cast.colleague(major["by"]).actor
        propose = partial(majors.propose, why=major["why"], actor=proposer, **which)
        yield major["proposed"], propose
    if "decided" in major:
        yield from _leading(major, disturbance_id, cast)


def _leading(major: Mapping[str, Any], disturbance_id: int, cast: Cast) -> Iterator[Step]:
    """Yield what was done with a major incident from when it was decided until its report."""
    manager, communicator = cast.colleague(MANAGER), cast.colleague(major["communicator"])
    which: dict[str, Any] = {"disturbance_id": disturbance_id}
    yield major["decided"], partial(majors.promote, actor=manager.actor, **which)
    roles: dict[str, Any] = {"lead_id": manager.user_id, "communicator_id": communicator.user_id}
    yield major["decided"] - 0.01, partial(majors.give_roles, actor=manager.actor, **roles, **which)
    for place, hours in enumerate(major["ticked"]):
        yield hours, partial(_tick, disturbance_id, place, communicator)
    report = MajorReport(major["summary"], major["cause"], major["measure"])
    yield (
        major["reported"],
        partial(majors.write_report, report=report, actor=manager.actor, **which),
    )


def _tick(disturbance_id: int, place: int, communicator: Colleague, at: datetime) -> None:
    task = CommunicationTask.objects.get(major__disturbance=disturbance_id, position=place)
    majors.tick_task(
        disturbance_id=disturbance_id,
        task_id=task.pk,
        is_done=True,
        actor=communicator.actor,
        at=at,
    )


def _tickets(told: Mapping[str, Any], *, before: datetime) -> tuple[str, ...]:
    """Return tickets of the kind, those that came in nearest to when it began."""
    wanted = told.get("tickets", 0)
    if not wanted:
        return ()
    rows = Ticket.objects.filter(
        is_live=True,
        is_secret=False,
        merged_into=None,
        category__startswith=told["like"],
        changed_at__lt=before - QUIET,
    )
    begun = _before(before, told.get("begun", told.get("started", 0)))
    near = sorted(rows, key=lambda row: abs(row.opened_at - begun))
    waiting = [row for row in near if row.is_unsolved][: wanted // 2]
    others = [row for row in near if row not in waiting][: wanted - len(waiting)]
    return tuple(row.number for row in (*waiting, *others))


def _reader(colleague: Colleague) -> Reader:
    return Reader(colleague.user_id, is_desk=True)


def _before(at: datetime, hours: float) -> datetime:
    return at - timedelta(hours=hours)
