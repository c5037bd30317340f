"""The living desk of the demo: believable, the same each time, and as the desk's own acts write."""

import re
from datetime import datetime
from itertools import chain

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from samdrift.assets.models import Device
from samdrift.changes.choices import Kind, State
from samdrift.changes.models import Change, Standstill, Vote
from samdrift.changes.queries import calendars
from samdrift.directory.models import Person, Unit
from samdrift.directory.queries import phone_digits
from samdrift.disturbances.choices import MajorState
from samdrift.disturbances.models import Disturbance, MajorIncident
from samdrift.inventory.models import Difference, Machine
from samdrift.knowledge.models import Guide, GuideAnswer
from samdrift.parties import services as parties
from samdrift.parties.choices import OrganisationRole, PersonRole
from samdrift.parties.models import Organisation
from samdrift.plumbing.clock import SWEDEN
from samdrift.problems.choices import ProblemState
from samdrift.problems.models import Problem
from samdrift.project.demo_desk import furnishing, plots, surroundings, texts, town
from samdrift.project.demo_desk.acts import Deed
from samdrift.project.demo_desk.town import Known
from samdrift.project.demo_desk.writing import write_stories
from samdrift.servicedesk.casework import (
    beside,
    changing,
    handing_over,
    registering,
    relating,
    standing,
)
from samdrift.servicedesk.choices import UNSOLVED, Status
from samdrift.servicedesk.models import Message, SavedView, TextBlock, Ticket
from samdrift.servicedesk.ports import Wanted, Written
from samdrift.servicelevels.models import Clock

AT = datetime(2026, 3, 4, 13, 30, tzinfo=SWEDEN)
KNOWN = (
    Known("anstalld", "KIN", "vard"),
    Known("enhetschef", "KIN", "vard", leads=True),
    Known("politiker", "VIM", "politik"),
)
SIGNED_IN = {
    "chef": (PersonRole.MANAGER, "", "Eva", "Lind"),
    "handlaggare": (PersonRole.AGENT, "", "Jonas", "Ek"),
    "tekniker": (PersonRole.TECHNICIAN, "", "Amir", "Nouri"),
    "anstalld": (PersonRole.EMPLOYEE, "KIN", "Nils", "Åberg"),
    "enhetschef": (PersonRole.EMPLOYEE, "KIN", "Lena", "Ström"),
    "politiker": (PersonRole.ELECTED, "", "Lars", "Dahl"),
}


@pytest.fixture
def organisations(db):
    for position, (code, name) in enumerate({"KIN": "Kinda", "VIM": "Vimmerby"}.items()):
        Organisation.objects.create(
            code=code, name=name, role=OrganisationRole.MEMBER, position=position
        )
    for name, (role, code, given, family) in SIGNED_IN.items():
        wanted = parties.Wanted((role,), code, given, family)
        parties.add_person(name=name, wanted=wanted, by="demo", at=AT)


@pytest.fixture
def told():
    return []


@pytest.fixture
def desk(organisations, told):
    assert furnishing.furnish(known=KNOWN, tickets=120, at=AT, tell=told.append)


@pytest.fixture
def surrounded(organisations):
    town.people_the_town(rng=furnishing.Random("x"), known=KNOWN)
    surroundings.furnish(at=AT)


def test_the_desk_is_furnished_once(desk, told):
    assert Ticket.objects.filter(is_live=True, merged_into=None).count() == 123
    assert told[-5] == "120 ärenden med samtal och klockor …"
    assert len(told) == 8
    assert Guide.objects.count() == 31
    assert GuideAnswer.objects.filter(has_helped=True).count() > 200
    assert TextBlock.objects.count() == 12
    assert SavedView.objects.filter(is_shared=True).count() == 6
    before = Ticket.objects.count(), Person.objects.count()

    assert not furnishing.furnish(known=KNOWN, tickets=120, at=AT, tell=told.append)

    assert (Ticket.objects.count(), Person.objects.count()) == before
    assert len(told) == 8


def test_what_goes_wrong_and_what_is_changed_is_there_in_every_state(desk):
    states = set(Problem.objects.values_list("state", flat=True))
    assert states == set(ProblemState.values)
    assert not Problem.objects.filter(links=None).exists()
    assert {change.state for change in Change.objects.all()} == set(State.values)
    assert set(Change.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert Vote.objects.count() >= 12
    (going, planned) = Disturbance.objects.filter(ended_at=None, started_at__lt=AT).order_by("pk")
    assert (going.is_planned, planned.is_planned) == (False, True)
    assert MajorIncident.objects.get(disturbance=going).state == MajorState.PROPOSED
    major = MajorIncident.objects.get(state=MajorState.PROMOTED)
    assert major.reported_at is not None
    assert not major.tasks.filter(done_at=None).exists()
    board = calendars.coming(at=AT)
    assert len(board) == 2
    switch, firewall = (
        Change.objects.get(title__startswith=each) for each in ("Byt kä", "Uppgradera br")
    )
    assert firewall.number in [each.number for each in calendars.clashes(switch)]
    assert Standstill.objects.get().ends_at > AT


@pytest.mark.parametrize(("user", "least"), [("handlaggare", 9), ("tekniker", 5), ("chef", 3)])
def test_nobody_who_works_finds_an_empty_queue(desk, user, least):
    working = User.objects.get(username=user)
    mine = Ticket.objects.filter(assignee=working, is_live=True, status__in=UNSOLVED)

    assert mine.count() >= least
    if user == "tekniker":
        assert mine.filter(visit_on=AT.date()).exclude(place="").count() >= 4


def test_everybody_has_a_computer_and_tickets_name_those_there_are(desk):
    tags = set(Device.objects.values_list("tag", flat=True))
    without = Person.objects.exclude(pk__in=Device.objects.values("holder"))

    assert not without.exists()
    told = " ".join(Message.objects.values_list("text", flat=True))
    named = set(re.findall(r"\b(?:KIN|VIM)-3\d{4}\b", told))
    assert named
    assert named <= tags


def test_who_signs_in_is_somebody(desk):
    employee = Person.objects.select_related("unit").get(user__username="anstalld")
    leader = Person.objects.get(user__username="enhetschef")

    assert (employee.name, employee.email) == ("Nils Åberg", "nils.aberg@kinda.example")
    assert employee.organisation_id == "KIN"
    assert leader.title == "Enhetschef"
    assert Unit.objects.get(manager=leader) == leader.unit
    assert leader.unit == employee.unit
    assert not Unit.objects.filter(manager=None).exists()


def test_every_ticket_is_whole(desk):
    for ticket in Ticket.objects.all():
        ticket.full_clean()
        assert Clock.objects.filter(subject=ticket.number).count() == 1
        assert ticket.events.count() >= 1
        assert ticket.messages.exists() == (ticket.status != Status.MERGED)
    for one in chain(Person.objects.all(), Unit.objects.all(), Message.objects.all()):
        one.full_clean()


def test_nothing_happens_after_the_moment(desk):
    assert max(Message.objects.values_list("at", flat=True)) <= AT
    assert max(Ticket.objects.values_list("changed_at", flat=True)) <= AT


def test_numbers_and_addresses_are_nobodys(desk):
    mobiles = {phone_digits(number) for number in town.MOBILES}
    landlines = {phone_digits(number) for number in town.LANDLINES}
    for person in Person.objects.all():
        assert person.mobile in mobiles | {""}
        assert person.phone in landlines | {""}
        assert person.email.endswith(".example")


def every_word():
    """Return all texts of the demo as they are written, with their variables."""
    talk = texts.talk()
    for name in talk.__slots__:
        yield from getattr(talk, name)
    for template in texts.templates():
        for variant in template.variants:
            yield from (variant.subject, variant.report, variant.call, variant.solve, variant.note)
        yield from chain(template.detail, template.checklist, *template.ask)
    for guide in texts.words().guides:
        yield from (guide.title, guide.body, guide.words)


def test_texts_have_no_numbers_of_people_and_no_filling():
    for text in every_word():
        assert not re.search(r"\d{6,8}[-+ ]?\d{4}", text), text
        assert not re.search(r"\b0\d{1,3}[- ]\d", text), text
        assert not re.search(r"lorem|ipsum|exempeltext|xxx", text, re.IGNORECASE), text


def test_every_place_in_a_text_is_filled(desk):
    for ticket in Ticket.objects.all():
        for text in (ticket.subject, ticket.resolution, ticket.place):
            assert not re.search(r"[{}]", text), text
    for text in Message.objects.values_list("text", flat=True):
        assert text.strip()
        assert not re.search(r"[{}]", text), text


def test_guides_have_substance():
    for guide in texts.words().guides:
        assert len(guide.body) > 300, guide.title
        assert len(guide.title) <= 150


def test_templates_name_groups_and_suppliers_that_are_there():
    told = texts.words().desk
    groups = {each["key"] for each in told["groups"]}
    suppliers = {each["code"] for each in told["suppliers"]} | {""}
    sorts = {each["sort"] for each in texts.words().people["units"]}
    for template in texts.templates():
        assert template.group in groups
        assert template.supplier in suppliers
        assert set(template.who) <= sorts
        assert len({variant.subject for variant in template.variants}) == len(template.variants)


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
        number=number, on=act.day, place=act.text, actor=act.by, at=act.at
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


@pytest.mark.parametrize(
    ("who", "path", "words"),
    [
        ("handlaggare", "/arenden/", "Servicedesk"),
        ("tekniker", "/arenden/", "Servicedesk"),
        ("anstalld", "/hjalp/guider/", "Byt lösenord"),
        ("enhetschef", "/hjalp/arenden/", "Ström"),
    ],
)
def test_pages_show_it(desk, who, path, words):
    client = Client()
    client.force_login(User.objects.get(username=who))

    answer = client.get(path)

    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_computers_tell_of_themselves_and_are_those_of_the_register(desk):
    machines = Machine.objects.all()

    assert machines.count() == 40
    assert not machines.exclude(device__holder__isnull=False).exists()
    assert Difference.objects.count() == 80
    assert Difference.objects.filter(is_first=True).count() == 40
