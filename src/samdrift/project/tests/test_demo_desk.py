"""The living desk of the demo: believable, and there for whoever signs in."""

import re
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
from samdrift.problems.choices import ProblemState
from samdrift.problems.models import Problem
from samdrift.project.demo_desk import furnishing, texts, town
from samdrift.project.tests.demo_given import AT, KNOWN, lay_out
from samdrift.servicedesk.choices import UNSOLVED, Status
from samdrift.servicedesk.models import Message, SavedView, TextBlock, Ticket
from samdrift.servicelevels.models import Clock


@pytest.fixture(scope="module")
def furnished(django_db_setup, django_db_blocker):
    """Furnish a desk once for every test here; return what was told meanwhile."""
    told = []
    with django_db_blocker.unblock(), transaction.atomic():
        lay_out()
        assert furnishing.furnish(known=KNOWN, tickets=120, at=AT, tell=told.append)
        yield told
        transaction.set_rollback(True)


@pytest.fixture
def desk(furnished, db):
    """Return what was told of the desk that is there; what a test writes there is taken back."""
    return furnished


def test_the_desk_is_furnished_once(desk):
    told = desk
    assert Ticket.objects.filter(is_live=True, merged_into=None).count() == 124
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
