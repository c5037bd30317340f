"""The stories of the demo: the same each time, and written as the desk's own acts write."""

import pytest
from django.db import transaction

from samdrift.project.demo_desk import furnishing, plots, surroundings, town
from samdrift.project.demo_desk.acts import Deed
from samdrift.project.demo_desk.writing import write_stories
from samdrift.project.tests.demo_given import AT, KNOWN, lay_out
from samdrift.servicedesk.casework import (
    beside,
    changing,
    handing_over,
    registering,
    relating,
    standing,
)
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.models import Ticket
from samdrift.servicedesk.ports import Wanted, Written
from samdrift.servicelevels.models import Clock


@pytest.fixture
def surrounded(db):
    lay_out()
    town.people_the_town(rng=furnishing.Random("x"), known=KNOWN)
    surroundings.furnish(at=AT)


def test_the_same_moment_gives_the_same_stories(surrounded):
    cast = surroundings.cast()

    one = plots.stories(cast=cast, count=50, at=AT, seed="a")
    same = plots.stories(cast=cast, count=50, at=AT, seed="a")
    other = plots.stories(cast=cast, count=50, at=AT, seed="b")

    assert one == same
    assert one != other


def test_what_is_written_at_once_is_what_the_desks_own_acts_write(surrounded):
    stories = plots.stories(cast=surroundings.cast(), count=150, at=AT, seed="sample")
    acts = [act for story in stories for act in story.acts]
    assert {act.deed for act in acts} == set(Deed), "the sample has everything that can be done"

    with transaction.atomic():
        write_stories(stories, at=AT)
        at_once = snapshot()
        transaction.set_rollback(True)
    assert not Ticket.objects.exists()
    play(stories)

    assert len(at_once) >= len(stories) > 100
    assert snapshot() == at_once


def play(stories):
    """Tell the stories through the acts of the desk, one at a time, as time goes."""
    numbers = {}
    todo = []
    for story in stories:
        todo.append((story.at, story, None))
        for act in story.acts:
            if act.merged is not None:
                todo.append((act.merged.at, act.merged, None))
            todo.append((act.at, story, act))
    for at, story, act in sorted(todo, key=lambda one: one[0]):
        if act is None:
            ticket = registering.register_ticket(report=story.report, actor=story.by, at=at)
            numbers[id(story)] = ticket.number
        else:
            DONE[act.deed](numbers[id(story)], act, numbers)


def hand_over(number, act, _numbers):
    handing_over.hand_over(
        number=number,
        supplier_code=act.supplier,
        address=act.text,
        promised_by=act.moment,
        actor=act.by,
        at=act.at,
    )
    handing_over.note_reference(number=number, reference=act.reference, promised_by=act.moment)


def tick(number, act, _numbers):
    item = Ticket.objects.get(number=number).checklist.get(position=act.number)
    beside.tick(number=number, item_id=item.pk, user_id=act.by.user_id, is_done=True, at=act.at)


def change(field):
    return lambda number, act, _: changing.change_ticket(
        number=number, wanted=Wanted({field: act.row_id}), actor=act.by, at=act.at
    )


DONE = {
    Deed.TAKE: change("assignee_id"),
    Deed.SEND_ON: change("group_id"),
    Deed.REPLY: lambda number, act, _: standing.reply(
        number=number,
        written=Written(act.text),
        actor=act.by,
        channel=act.channel,
        at=act.at,
        then=act.then,
    ),
    Deed.NOTE: lambda number, act, _: standing.note(
        number=number, written=Written(act.text), actor=act.by, at=act.at
    ),
    Deed.ANSWER: lambda number, act, _: standing.answer(
        number=number, written=Written(act.text), actor=act.by, channel=act.channel, at=act.at
    ),
    Deed.PLAN: lambda number, act, _: standing.plan(
        number=number, wake_at=act.moment, actor=act.by, at=act.at
    ),
    Deed.WAKE: lambda number, act, _: standing.set_standing(
        number=number, status=Status.OPEN, actor=act.by, at=act.at
    ),
    Deed.VISIT: lambda number, act, _: standing.visit(
        number=number, wanted=standing.Visit(act.day, act.text), actor=act.by, at=act.at
    ),
    Deed.HAND_OVER: hand_over,
    Deed.TAKE_BACK: lambda number, act, _: handing_over.take_back(
        number=number, actor=act.by, at=act.at
    ),
    Deed.SOLVE: lambda number, act, _: standing.solve(
        number=number, resolution=act.text, actor=act.by, at=act.at
    ),
    Deed.VERIFY: lambda number, act, _: standing.verify(number=number, actor=act.by, at=act.at),
    Deed.REOPEN: lambda number, act, _: standing.reopen(
        number=number, why=act.text, actor=act.by, at=act.at
    ),
    Deed.RATE: lambda number, act, _: standing.rate(
        number=number, score=act.number, comment=act.text, at=act.at
    ),
    Deed.MERGE: lambda number, act, numbers: relating.merge(
        number=numbers[id(act.merged)], into=number, actor=act.by, at=act.at
    ),
    Deed.CHECKLIST: lambda number, act, _: beside.add_to_checklist(number=number, texts=act.texts),
    Deed.TICK: tick,
    Deed.SPEND: lambda number, act, _: beside.spend_time(
        number=number, user_id=act.by.user_id, minutes=act.number, note=act.text, at=act.at
    ),
    Deed.WATCH: lambda number, act, _: beside.watch(
        number=number, user_id=act.row_id, is_wanted=True
    ),
}


def snapshot():
    """Return everything that is kept of every ticket, by number, without the rows' own ids."""
    return {ticket.number: of_ticket(ticket) for ticket in Ticket.objects.all()}


def of_ticket(ticket):
    numbers = dict(Ticket.objects.values_list("pk", "number"))
    own = values(ticket, "merged_into_id") | {"into": numbers.get(ticket.merged_into_id)}
    events = [values(event) for event in ticket.events.all()]
    for event in events:
        if "merged_into_id" in event["changes"]:
            event["changes"]["merged_into_id"] = numbers[event["changes"]["merged_into_id"][1]]
    clock = Clock.objects.get(subject=ticket.number)
    beside_it = [
        [values(row) for row in rows.all()]
        for rows in (
            ticket.messages,
            ticket.checklist,
            ticket.time_spent,
            ticket.watchers,
            ticket.handovers,
        )
    ]
    opinion = getattr(ticket, "opinion", None)
    clock_events = [values(event, "clock_id") for event in clock.events.all()]
    return own, events, beside_it, opinion and values(opinion), values(clock), clock_events


def values(row, *besides):
    left_out = {"id", "ticket_id", *besides}
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in left_out
    }
