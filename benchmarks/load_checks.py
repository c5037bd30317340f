"""Who is let in before a load, and what became of all they wrote, looked for in the database.

Run in a process of its own: with two numbers it lets so many in and prints their cookies; without
it reads what was written, and prints what is lost.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from benchmarks import desk_fill

if TYPE_CHECKING:
    from samdrift.servicedesk.models import Ticket


def main() -> None:
    """Let people in, or check what they wrote."""
    desk_fill.set_up()
    if len(sys.argv) > 1:
        desk_fill.bring_up_to_date()
        helpers, requesters = map(int, sys.argv[1:])
        print(json.dumps(_let_in(helpers, requesters)))  # noqa: T201
        return
    writes = json.load(sys.stdin)["writes"]
    lost = [*_messages(writes), *_tickets(writes), *_changes(writes), *_chains(writes)]
    refused = sum(not each["taken"] for each in writes)
    print(json.dumps({"writes": len(writes), "refused": refused, "lost": lost}))  # noqa: T201


def _let_in(helpers: int, requesters: int) -> dict[str, list[str]]:
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from samdrift.directory.models import Person  # noqa: PLC0415
    from samdrift.parties.models import Membership  # noqa: PLC0415

    def cookie(user: User) -> str:
        browser = Client()
        browser.force_login(user)
        return browser.cookies["sessionid"].value

    desk = list(User.objects.filter(username__startswith="helper").order_by("pk")[:helpers])
    portal = []
    for person in Person.objects.filter(key__startswith="bench-").order_by("pk")[:requesters]:
        user, _ = User.objects.get_or_create(
            username=f"bo{person.pk}", defaults={"first_name": person.name[:100]}
        )
        Membership.objects.get_or_create(
            user=user, role="employee", organisation_id=person.organisation_id
        )
        person.user = user
        person.save(update_fields=["user"])
        portal.append(user)
    told = {"helpers": desk, "requesters": portal}
    return {who: [cookie(user) for user in users] for who, users in told.items()}


def _messages(writes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Tell of words that were taken and are not there once, or were refused and are there."""
    from samdrift.servicedesk.models import Message  # noqa: PLC0415

    wanted = [each for each in writes if each["kind"] == "message"]
    marks = [each["mark"] for each in wanted]
    rows = Message.objects.filter(text__in=marks).values_list("text", "ticket__number")
    found = Counter(rows)
    for each in wanted:
        if found[each["mark"], each["number"]] != int(each["taken"]):
            yield f"message {each}"


def _tickets(writes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    from samdrift.servicedesk.models import Ticket  # noqa: PLC0415

    wanted = [each for each in writes if each["kind"] == "ticket"]
    marks = [each["mark"] for each in wanted]
    found = Counter(Ticket.objects.filter(subject__in=marks).values_list("subject", flat=True))
    for each in wanted:
        if found[each["mark"]] != int(each["taken"]):
            yield f"ticket {each}"


def _changes(writes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Tell of changes that were taken and that no event tells of, or more or fewer than taken."""
    from samdrift.servicedesk.models import TicketEvent  # noqa: PLC0415

    wanted = [each for each in writes if each["kind"] == "change" and each["taken"]]
    taken = Counter((each["number"], each["field"], each["value"]) for each in wanted)
    numbers = {each["number"] for each in wanted}
    told: Counter[tuple[str, str, str]] = Counter()
    events = TicketEvent.objects.filter(ticket__number__in=numbers, kind="changed")
    for number, changes in events.values_list("ticket__number", "changes"):
        told.update((number, name, str(value)) for name, (_, value) in changes.items())
    for key, count in taken.items():
        if told[key] < count:
            yield f"change {key}: {told[key]} of {count}"


def _chains(writes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Tell of fields whose changes do not follow on each other, or end as the row says.

    Each event says what a field was and what it became: where one was written over unseen, the
    next says that it was something else.
    """
    from samdrift.servicedesk.models import Ticket  # noqa: PLC0415

    numbers = {each["number"] for each in writes if "number" in each}
    for ticket in Ticket.objects.filter(number__in=numbers):
        yield from _of_fields(ticket)
        yield from _of_clock(ticket)


def _of_fields(ticket: Ticket) -> Iterator[str]:
    now: dict[str, Any] = {}
    for changes in ticket.events.order_by("id").values_list("changes", flat=True):
        for name, (was, value) in changes.items():
            if name in now and now[name] != was:
                yield f"{ticket.number} {name}: was {now[name]}, is told to be {was}"
            now[name] = value
    for name, value in now.items():
        if _plain(getattr(ticket, name)) != _plain(value):
            yield f"{ticket.number} {name}: {getattr(ticket, name)}, told {value}"


def _of_clock(ticket: Ticket) -> Iterator[str]:
    from samdrift.servicelevels.models import Clock  # noqa: PLC0415
    from samdrift.servicelevels.queries.clocks import recomputed  # noqa: PLC0415

    clock = Clock.objects.get(subject=ticket.number)
    told = recomputed(clock)
    if any(getattr(clock, name) != value for name, value in told.items()):
        yield f"{ticket.number}: the clock is not what its events make of it"
    if (ticket.respond_by, ticket.solve_by) != (clock.respond_by, clock.solve_by):
        yield f"{ticket.number}: its deadlines are not the clock's"


def _plain(value: object) -> object:
    """Return a value so that a moment and its words, in whatever zone, are the same."""
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return value


if __name__ == "__main__":
    main()
