"""Who is away, and what becomes of tickets that come back to them."""

from datetime import date

import pytest

from samdrift.servicedesk.casework import away, changing, handing_over, people, standing
from samdrift.servicedesk.choices import Channel
from samdrift.servicedesk.errors import CannotSetUp
from samdrift.servicedesk.models import Away, Ticket, TicketEvent
from samdrift.servicedesk.ports import SYSTEM_NAME, Wanted, Written
from samdrift.servicedesk.tests.given import KARIN, MONDAY, Desk, agent, later

TODAY, BACK = date(2026, 3, 2), date(2026, 3, 9)


@pytest.fixture
def desk(db):
    return Desk()


def is_away(desk, *, start=TODAY, back=BACK):
    return away.tell_away(user_id=desk.jonas.pk, valid_from=start, back_on=back, by_name="Anna Ek")


def with_jonas(desk, subject="Skrivaren", **told):
    ticket = desk.ticket(subject, **told)
    wanted = Wanted({"assignee_id": desk.jonas.pk})
    changing.change_ticket(number=ticket.number, wanted=wanted, actor=agent(desk.anna), at=MONDAY)
    return ticket


def holder(ticket):
    row = Ticket.objects.get(pk=ticket.pk)
    return row.assignee_id, row.group_id


def test_whoever_is_away_is_told_of_from_the_first_day_until_they_are_back(desk):
    is_away(desk)

    told = {
        day: [helper.back_on for helper in people.everybody(day).helpers]
        for day in (date(2026, 3, 1), TODAY, date(2026, 3, 8), BACK)
    }

    assert [helper.name for helper in people.everybody(TODAY).helpers] == ["Anna Ek", "Jonas Berg"]
    assert told == {
        date(2026, 3, 1): [None, None],
        TODAY: [None, BACK],
        date(2026, 3, 8): [None, BACK],
        BACK: [None, None],
    }


def test_those_away_are_listed_until_they_are_back(desk):
    is_away(desk)

    assert [(row.name, row.back_on) for row in away.coming(on=date(2026, 3, 8))] == [
        ("Jonas Berg", BACK)
    ]
    assert away.coming(on=BACK) == ()


@pytest.mark.parametrize(
    ("start", "back", "words"),
    [
        (TODAY, TODAY, "efter den första dagen"),
        (TODAY, date(2029, 1, 1), "högst två år"),
        (date(2026, 3, 8), date(2026, 3, 20), "redan borta 2026-03-02 till 2026-03-09"),
    ],
)
def test_a_time_that_makes_no_sense_is_refused(desk, start, back, words):
    is_away(desk)

    with pytest.raises(CannotSetUp, match=words):
        is_away(desk, start=start, back=back)

    assert Away.objects.count() == 1


def test_away_again_the_day_one_is_back_is_another_time(desk):
    is_away(desk)

    is_away(desk, start=BACK, back=date(2026, 3, 10))

    assert Away.objects.count() == 2


def test_only_those_in_a_group_can_be_away(desk):
    desk.first.members.clear()

    with pytest.raises(CannotSetUp, match="med i en grupp"):
        is_away(desk)

    assert not Away.objects.exists()


def test_what_was_put_by_wakes_in_its_group_where_whoever_had_it_is_away(desk):
    ticket = with_jonas(desk)
    standing.plan(number=ticket.number, wake_at=later(days=1), actor=agent(desk.jonas), at=MONDAY)
    is_away(desk)

    standing.wake_planned(at=later(days=1))

    assert holder(ticket) == (None, desk.first.pk)
    event = TicketEvent.objects.filter(ticket=ticket).last()
    assert event.by_name == SYSTEM_NAME
    assert event.changes == {
        "assignee_id": [desk.jonas.pk, None],
        "away": [None, "Jonas Berg, åter 2026-03-09"],
    }


def test_what_wakes_when_they_are_back_is_still_theirs(desk):
    ticket = with_jonas(desk)
    standing.plan(number=ticket.number, wake_at=later(days=7), actor=agent(desk.jonas), at=MONDAY)
    is_away(desk)

    standing.wake_planned(at=later(days=7))

    assert holder(ticket) == (desk.jonas.pk, desk.first.pk)


@pytest.mark.parametrize("way", ["answered", "not solved", "from the supplier"])
def test_what_comes_back_to_somebody_away_goes_to_the_group(desk, way):
    ticket = with_jonas(desk)
    told = {"number": ticket.number, "actor": agent(desk.jonas), "at": MONDAY}
    is_away(desk)
    if way == "answered":
        standing.reply(written=Written("Vilken?"), channel=Channel.PORTAL, then="waiting", **told)
        come_back = {"written": Written("Den blå."), "channel": Channel.PORTAL}
        standing.answer(**told | {"actor": KARIN(desk), "at": later(hours=1)}, **come_back)
    elif way == "not solved":
        standing.solve(resolution="Klart.", **told)
        standing.reopen(why="Nej.", **told | {"actor": KARIN(desk), "at": later(hours=1)})
    else:
        handing_over.hand_over(supplier_code="LEV", address="", promised_by=None, **told)
        handing_over.take_back(**told | {"at": later(hours=1)})

    assert holder(ticket) == (None, desk.first.pk)


def test_an_answer_in_a_ticket_under_way_leaves_it_where_it_is(desk):
    ticket = with_jonas(desk)
    is_away(desk)

    standing.answer(
        number=ticket.number,
        written=Written("Hallå?"),
        actor=KARIN(desk),
        channel=Channel.PORTAL,
        at=later(hours=1),
    )

    assert holder(ticket) == (desk.jonas.pk, desk.first.pk)


def test_without_a_group_it_goes_to_the_first_line(desk):
    ticket = with_jonas(desk)
    Ticket.objects.filter(pk=ticket.pk).update(group=None)
    standing.plan(number=ticket.number, wake_at=later(days=1), actor=agent(desk.jonas), at=MONDAY)
    is_away(desk)

    standing.wake_planned(at=later(days=1))

    assert holder(ticket) == (None, desk.first.pk)
