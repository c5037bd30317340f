"""A ticket concerns things, and a thing shows its tickets."""

import pytest

from samdrift.assets.tests.given import thing
from samdrift.plumbing.access import Role, Viewer
from samdrift.servicedesk import machines
from samdrift.servicedesk.casework import concerning, door, relating
from samdrift.servicedesk.errors import CannotRelate
from samdrift.servicedesk.models import ConcernedThing, TicketEvent
from samdrift.servicedesk.tests.given import Desk, agent, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def concerns(desk, ticket, tag="KIN-1"):
    concerning.concern(number=ticket.number, tag=tag, actor=agent(desk.anna), at=later(minutes=5))


def told(ticket, person_id=None):
    found = concerning.beside(ticket_id=ticket.pk, person_id=person_id)
    return [(each.device.tag, each.is_concerned) for each in found]


def test_a_ticket_concerns_a_thing_once_and_its_reporters_others_stand_below(desk):
    ticket = desk.ticket()
    thing("KIN-1")
    thing("ABC-1", "held", holder=desk.karin.pk)

    concerns(desk, ticket, " kin-1 ")
    concerns(desk, ticket)

    assert told(ticket, desk.karin.pk) == [("KIN-1", True), ("ABC-1", False)]
    event = TicketEvent.objects.get(ticket=ticket, kind="linked")
    assert event.changes == {"thing": [None, "KIN-1"]}


def test_what_was_said_is_taken_back_once(desk):
    ticket = desk.ticket()
    thing("KIN-1")
    concerns(desk, ticket)

    concerning.leave(number=ticket.number, tag="KIN-1", actor=agent(desk.anna), at=later(minutes=6))

    assert told(ticket) == []
    with pytest.raises(CannotRelate, match="gäller inte"):
        concerning.leave(
            number=ticket.number, tag="KIN-1", actor=agent(desk.anna), at=later(minutes=7)
        )


def test_what_is_not_in_the_register_is_refused_and_nothing_is_written(desk):
    ticket = desk.ticket()

    with pytest.raises(CannotRelate, match="ingen inventarie"):
        concerns(desk, ticket, "X-9")

    assert not ConcernedThing.objects.exists()
    assert not TicketEvent.objects.filter(kind="linked").exists()


def test_a_thing_shows_its_tickets_to_those_who_may_read_them(desk):
    ticket, secret = desk.ticket(), desk.ticket(is_secret=True)
    device = thing("KIN-1")
    concerns(desk, ticket)
    concerns(desk, secret)
    reader = door.reader_for(Viewer.of(Role.MANAGER), 0)
    both = concerning.cases_of(device_id=device.pk, reader=reader, most=9)
    assert {each.number for each in both} == {ticket.number, secret.number}

    (line,) = machines._of_thing(device.pk, Viewer.of(Role.CONTROLLER), 0)

    assert line.href == f"/arenden/{ticket.number}/"
    assert machines._of_thing(device.pk, Viewer.of(Role.ELECTED), 0) == ()


def test_what_a_merged_ticket_concerns_goes_along(desk):
    gone, kept = desk.ticket(), desk.ticket()
    thing("KIN-1")
    thing("KIN-2")
    for ticket, tag in ((gone, "KIN-1"), (gone, "KIN-2"), (kept, "KIN-1")):
        concerns(desk, ticket, tag)

    relating.merge(
        number=gone.number, into=kept.number, actor=agent(desk.anna), at=later(minutes=9)
    )

    assert told(kept) == [("KIN-1", True), ("KIN-2", True)]
