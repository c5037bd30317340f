"""A service desk filled with made-up cases, as its own acts would have left them.

Run in a process of its own, with the environment of the house. Rows go in by the fastest road
(COPY on PostgreSQL, by two hands); clocks, counts, numbers and what is found follow.
"""

from __future__ import annotations

import importlib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from benchmarks import desk_cases, desk_clocks, desk_index, desk_texts
from benchmarks.desk_cases import FIRST_NUMBER, Made

HANDS = 2
AT_ONCE = 5_000
SEEN_AFTER = timedelta(days=1)
"""How long after its solution a case is seen to be solved."""

TICKET = (
    "id", "number", "organisation_id", "channel", "line", "category", "opened_at", "closed_at",
    "elapsed_seconds", "open_seconds", "is_live", "kind", "status", "subject", "impact", "urgency",
    "priority", "requester_id", "unit_id", "group_id", "assignee_id", "owner_id", "changed_at",
    "responded_at", "solved_at", "resolution", "respond_by", "solve_by", "is_answer_awaited",
    "version",
)  # fmt: skip
MESSAGE = (
    "ticket_id", "kind", "channel", "at", "by_user_id", "by_person_id", "by_name", "text",
    "quoted", "html", "letter", "message_id",
)  # fmt: skip
EVENT = ("ticket_id", "kind", "at", "by_user_id", "by_name", "changes", "batch")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who there is, by the place that cases tell them by: their ids and their names."""

    people: Sequence[tuple[int, str, int]]
    """The id, the name and the unit of each."""
    helpers: Sequence[tuple[int, str]]
    groups: Sequence[tuple[int, int]]
    """The id and the line of each."""
    priorities: Mapping[tuple[int, int], int]


def main() -> None:
    """Fill the database that the environment names with so many cases."""
    count = int(sys.argv[1])
    furnish()
    hands = HANDS if _is_postgresql() else 1
    bounds = [desk_cases.boundary(count, count * hand // hands) for hand in range(hands + 1)]
    spans = list(itertools.pairwise(bounds))
    _by_hands("fill", count, spans)
    index(count, spans)
    finish(count)


def index(count: int, spans: Sequence[tuple[int, int]]) -> None:
    """Tell what all cases are found by, and what was marked besides."""
    from django.db import connection  # noqa: PLC0415

    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.plumbing.search import services  # noqa: PLC0415

    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.execute("DROP INDEX search_entry_terms")
        _by_hands("tell", count, spans)
        if _is_postgresql():
            _by_hands("tell_again", count, spans)
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute(desk_index.DEFINITION)
    while services.tell_marked(at=clock.now(), most=AT_ONCE):
        pass


def _by_hands(what: str, count: int, spans: Sequence[tuple[int, int]]) -> None:
    """Have each hand do its part in a process of its own; one alone does it here."""
    if len(spans) == 1:
        globals()[what](count, *spans[0])
        return
    code = "from benchmarks import desk_fill as f; f.set_up(); f.{}({}, {}, {})"
    told = [[sys.executable, "-c", code.format(what, count, *span)] for span in spans]
    working = [subprocess.Popen(each) for each in told]  # noqa: S603
    ended = [each.wait() for each in working]
    assert not any(ended), "every hand has done its part"


def tell(count: int, first: int, last: int) -> None:
    """Tell cases to the index as the desk does."""
    desk_index.tell(count, first, last, _ids())


def tell_again(count: int, first: int, last: int) -> None:
    """Have PostgreSQL tell those that have the same texts."""
    desk_index.tell_again(count, first, last, _ids(), _cast())


def _ids() -> dict[str, int]:
    from samdrift.servicedesk.models import Ticket  # noqa: PLC0415

    return dict(Ticket.objects.values_list("number", "pk"))


def set_up() -> None:
    """Begin Django in the house that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.project.settings")
    importlib.import_module("django").setup()


def bring_up_to_date() -> None:
    """Bring a house that was kept from before up to what the program is now."""
    from samdrift.project import database  # noqa: PLC0415

    database.bring_up_to_date()


def furnish() -> None:
    """Put in those who need help and those who help, before there are any cases."""
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from samdrift.directory.models import Person, Unit  # noqa: PLC0415
    from samdrift.parties.models import (  # noqa: PLC0415
        HomeOrganisation,
        Membership,
        Organisation,
    )
    from samdrift.plumbing import clock  # noqa: PLC0415
    from samdrift.project.database import bring_up_to_date  # noqa: PLC0415
    from samdrift.servicedesk.models import Group  # noqa: PLC0415
    from samdrift.servicelevels.services.calendars import lay_out_standards  # noqa: PLC0415

    bring_up_to_date()
    with transaction.atomic():
        lay_out_standards(at=clock.now())
        HomeOrganisation.objects.create(
            name="Förbundet", org_number="222000-0000", legal_form="kommunalförbund"
        )
        Organisation.objects.bulk_create(
            Organisation(code=code, name=f"Kommun {code}", role="member", position=place)
            for place, code in enumerate(desk_cases.ORGANISATIONS)
        )
        units = {
            code: Unit.objects.create(organisation_id=code, key=f"bench-{code}", name="Kontoret")
            for code in desk_cases.ORGANISATIONS
        }
        names = desk_texts.unusual_words(desk_cases.PEOPLE)
        Person.objects.bulk_create(
            Person(
                key=f"bench-{place}",
                name=f"{name.title()} {names[-place].title()}son",
                words=f"{name} {names[-place]}son",
                kind="employee",
                organisation_id=desk_cases.organisation_of(place),
                unit=units[desk_cases.organisation_of(place)],
                email=address(place),
            )
            for place, name in enumerate(names)
        )
        helpers = User.objects.bulk_create(
            User(username=f"helper{place}", first_name=names[place].title(), last_name="Ek")
            for place in range(desk_cases.HELPERS)
        )
        Membership.objects.bulk_create(Membership(user=each, role="agent") for each in helpers)
        Group.objects.bulk_create(
            Group(key=f"grupp-{place}", name=f"Grupp {place}", line=1 if place == 0 else 2)
            for place in range(desk_cases.GROUPS)
        )
        for place, group in enumerate(Group.objects.order_by("pk")):
            group.members.add(*helpers[place :: desk_cases.GROUPS])


def address(person: int) -> str:
    """Return somebody's mail address."""
    return f"person{person}@kommun.test"


def fill(count: int, first: int, last: int) -> None:
    """Write cases `first` to `last` of `count`, some thousands at a time."""
    from django.db import connection, transaction  # noqa: PLC0415

    cast = _cast()
    if _is_postgresql():
        with connection.cursor() as cursor:
            # What is written is right by how it is made: nobody need look up what it points at.
            cursor.execute("SET session_replication_role = replica")
    for batch in batched(desk_cases.cases(count, first, last), AT_ONCE, strict=False):
        with transaction.atomic():
            _write(batch, cast)


def finish(count: int) -> None:
    """See to what is told of all cases together: the next number, the counts, the statistics."""
    from django.db import connection  # noqa: PLC0415

    from samdrift.servicedesk.models import DayToRecount, TicketNumber  # noqa: PLC0415
    from samdrift.servicedesk.statistics.services import keep_counts  # noqa: PLC0415

    TicketNumber.objects.update_or_create(pk=1, defaults={"upcoming": FIRST_NUMBER + count})
    days = range(desk_texts.DAYS + 60)
    began = desk_texts.BEGAN.date()
    DayToRecount.objects.bulk_create(DayToRecount(day=began + timedelta(days=day)) for day in days)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if _is_postgresql() else "ANALYZE")
    keep_counts()


def _cast() -> Cast:
    from django.contrib.auth.models import User  # noqa: PLC0415

    from samdrift.directory.models import Person  # noqa: PLC0415
    from samdrift.servicedesk.models import Group  # noqa: PLC0415
    from samdrift.servicelevels.queries.agreements import priority_matrix  # noqa: PLC0415

    people = Person.objects.filter(key__startswith="bench-").order_by("pk")
    helpers = User.objects.filter(username__startswith="helper").order_by("pk")
    return Cast(
        list(people.values_list("pk", "name", "unit_id")),
        [(each.pk, each.get_full_name()) for each in helpers],
        list(Group.objects.order_by("pk").values_list("pk", "line")),
        priority_matrix(),
    )


def _write(batch: Sequence[Made], cast: Cast) -> None:
    from samdrift.plumbing import bulk, clock  # noqa: PLC0415
    from samdrift.servicedesk.models import Message, Ticket, TicketEvent  # noqa: PLC0415
    from samdrift.servicelevels.models import Clock  # noqa: PLC0415
    from samdrift.servicelevels.services.many_clocks import start_many  # noqa: PLC0415

    firsts = [case for case in batch if case.alike == case.place]
    start_many((_past(case, cast) for case in firsts), by="bench", at=clock.now())
    desk_clocks.copy([(case.number, str(FIRST_NUMBER + case.alike), case.organisation)
                      for case in batch if case.alike != case.place])  # fmt: skip
    subjects = [case.number for case in batch]
    told = Clock.objects.filter(subject__in=subjects).values_list(
        "subject", "respond_by", "solve_by", "used_seconds"
    )
    deadlines = {subject: rest for subject, *rest in told}
    ids = bulk.reserve_ids(Ticket, len(batch))
    made = list(zip(ids, batch, strict=True))
    tickets = (_ticket(pk, case, cast, deadlines[case.number]) for pk, case in made)
    bulk.insert(Ticket, TICKET, tickets)
    bulk.insert(Message, MESSAGE, _each(_messages(pk, case, cast) for pk, case in made))
    bulk.insert(TicketEvent, EVENT, _each(_events(pk, case, cast) for pk, case in made))


def _each(parts: Iterable[Iterable[tuple[object, ...]]]) -> Iterator[tuple[object, ...]]:
    return itertools.chain.from_iterable(parts)


def _past(case: Made, cast: Cast) -> Any:  # noqa: ANN401  Loaded late.
    from samdrift.servicelevels.choices import PauseReason  # noqa: PLC0415
    from samdrift.servicelevels.reckoning.events import EventKind, Happening  # noqa: PLC0415
    from samdrift.servicelevels.services.many_clocks import PastCase  # noqa: PLC0415

    happened = []
    responded = _responded(case)
    if responded is not None:
        happened.append(Happening(EventKind.RESPONDED, responded))
    if case.status == "waiting":
        happened.append(Happening(EventKind.PAUSED, case.said[-1].at, PauseReason.ANSWER))
    if case.solved_at is not None:
        happened.append(Happening(EventKind.SOLVED, case.solved_at))
        happened.append(Happening(EventKind.CLOSED, case.solved_at + SEEN_AFTER))
    return PastCase(
        subject=case.number,
        service="",
        organisation=case.organisation,
        priority=cast.priorities[case.impact, case.urgency],
        started_at=case.opened_at,
        happened=tuple(happened),
    )


def _responded(case: Made) -> datetime | None:
    return next((said.at for said in case.said if said.is_reply), None)


def _ticket(pk: int, case: Made, cast: Cast, deadlines: Sequence[Any]) -> tuple[object, ...]:
    person_id, _, unit_id = cast.people[case.person]
    group_id, line = cast.groups[case.group]
    helper_id = None if case.status == "new" else cast.helpers[case.helper][0]
    solved = case.solved_at
    respond_by, solve_by, used = deadlines
    return (
        pk, case.number, case.organisation, case.channel, line, "", case.opened_at, solved,
        int((solved - case.opened_at).total_seconds()) if solved else None,
        used if solved else None, True, "incident", case.status, case.subject, case.impact,
        case.urgency, cast.priorities[case.impact, case.urgency], person_id, unit_id, group_id,
        helper_id, helper_id, solved + SEEN_AFTER if solved else case.said[-1].at,
        _responded(case), solved, case.said[-1].text if solved else "", respond_by, solve_by,
        case.status == "new", len(case.said),
    )  # fmt: skip


def _messages(pk: int, case: Made, cast: Cast) -> Iterator[tuple[object, ...]]:
    person_id, person_name, _ = cast.people[case.person]
    helper_id, helper_name = cast.helpers[case.helper]
    for place, said in enumerate(case.said):
        kind = "reply" if said.is_reply else "answer" if place else "report"
        whose = (helper_id, None, helper_name) if said.is_reply else (None, person_id, person_name)
        channel = case.channel if place == 0 else "portal"
        yield (pk, kind, channel, said.at, *whose, said.text, "", "", "", "")


def _events(pk: int, case: Made, cast: Cast) -> Iterator[tuple[object, ...]]:
    helper_id, helper_name = cast.helpers[case.helper]
    yield (pk, "registered", case.opened_at, None, cast.people[case.person][1], _json({}), "")
    if case.status == "new":
        return
    taken = {"assignee_id": [None, helper_id], "status": ["new", "open"]}
    yield (pk, "changed", case.said[1].at, helper_id, helper_name, _json(taken), "")
    if case.status == "waiting":
        waits = {"status": ["open", "waiting"]}
        yield (pk, "message", case.said[-1].at, helper_id, helper_name, _json(waits), "")
    if case.solved_at is None:
        return
    solved = {"status": ["open", "solved"], "solved_at": [None, case.solved_at.isoformat()]}
    yield (pk, "message", case.solved_at, helper_id, helper_name, _json(solved), "")
    closed = {"status": ["solved", "closed"]}
    seen_at = case.solved_at + SEEN_AFTER
    yield (pk, "changed", seen_at, helper_id, helper_name, _json(closed), "")


def _json(value: dict[str, Any]) -> object:
    """Return a value as the road in takes it: COPY takes it written."""
    return json.dumps(value) if _is_postgresql() else value


def _is_postgresql() -> bool:
    from django.db import connection  # noqa: PLC0415

    return connection.vendor == "postgresql"


if __name__ == "__main__":
    set_up()
    main()
