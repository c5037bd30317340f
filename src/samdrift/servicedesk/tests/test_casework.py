"""A ticket from the first word to the verified close."""

import pytest

from samdrift.servicedesk.casework import changing, queries, registering, standing
from samdrift.servicedesk.choices import Channel, MessageKind, Status
from samdrift.servicedesk.errors import CannotChange, CannotRegister, ChangedMeanwhile
from samdrift.servicedesk.models import Message, Opinion, Ticket, TicketEvent
from samdrift.servicedesk.ports import Report, Wanted, Written
from samdrift.servicedesk.tests.given import (
    MONDAY,
    Desk,
    agent,
    desk_reader,
    later,
    reporter,
)
from samdrift.servicelevels.queries.clocks import clock_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def test_a_report_becomes_a_new_ticket_of_the_first_line_with_a_clock_that_runs(desk):
    ticket = desk.ticket("  Kan inte   logga in ")

    assert (ticket.subject, ticket.status, ticket.group, ticket.line) == (
        "Kan inte logga in",
        Status.NEW,
        desk.first,
        1,
    )
    assert (ticket.unit, ticket.organisation) == (desk.school, desk.kinda)
    assert ticket.solve_by == clock_of(ticket.number).solve_by
    assert ticket.solve_by > MONDAY
    assert list(Message.objects.values_list("kind", "text", "by_name")) == [
        ("report", "Det står fel lösenord.", "Karin Lindqvist")
    ]


def test_numbers_follow_each_other_and_pass_by_those_of_imported_tickets(desk):
    first = desk.ticket()
    Ticket.objects.create(
        number=str(int(first.number) + 1),
        organisation=desk.kinda,
        channel=Channel.PHONE,
        line=1,
        category="Gammalt",
        opened_at=MONDAY,
    )

    assert int(desk.ticket().number) == int(first.number) + 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"subject": " \n "}, "Skriv med några ord vad det gäller."),
        ({"subject": "x" * 201}, "Skriv högst 200 tecken."),
        ({"organisation_code": "???"}, "Välj vilken organisation det gäller."),
        ({"requester_id": 10**6}, "Välj vem det gäller"),
        ({"group_id": 10**6}, "Välj en grupp som finns kvar."),
        ({"written": Written("  ")}, "Skriv något, eller lägg till en fil."),
        ({"follows": "777"}, "Det finns inget ärende 777 att gå vidare från."),
    ],
)
def test_a_report_that_cannot_be_leaves_nothing_behind(desk, told, words):
    told = {
        "subject": "Fel",
        "written": Written("Det är fel."),
        "organisation_code": "KIN",
        "channel": Channel.PORTAL,
    } | told

    with (
        pytest.raises(CannotRegister, match=words)
        if "written" not in told or told["written"].text.strip()
        else pytest.raises(Exception, match=words)
    ):
        registering.register_ticket(report=Report(**told), actor=agent(desk.jonas), at=MONDAY)

    assert (Ticket.objects.count(), Message.objects.count(), TicketEvent.objects.count()) == (
        0,
        0,
        0,
    )


def test_whoever_takes_the_call_owns_the_ticket_until_it_is_closed(desk):
    ticket = desk.ticket(channel=Channel.PHONE, by=agent(desk.jonas))
    changing.change_ticket(
        number=ticket.number,
        wanted=Wanted({"group_id": desk.second.pk}),
        actor=agent(desk.jonas),
        at=later(minutes=5),
    )

    ticket.refresh_from_db()
    assert (ticket.owner, ticket.group, ticket.line) == (desk.jonas, desk.second, 2)


def test_the_first_reply_begins_the_ticket_and_is_the_response(desk):
    ticket = desk.ticket()
    standing.reply(
        number=ticket.number,
        written=Written("Har du startat om?"),
        actor=agent(desk.jonas),
        channel=Channel.PORTAL,
        at=later(minutes=12),
        then=Status.WAITING,
    )

    ticket.refresh_from_db()
    assert (ticket.status, ticket.assignee, ticket.owner) == (
        Status.WAITING,
        desk.jonas,
        desk.jonas,
    )
    assert ticket.responded_at == later(minutes=12)
    assert not ticket.is_answer_awaited
    assert ticket.solve_by is None  # The clock stands still.


def test_the_reporters_answer_sets_the_clock_going_again(desk):
    ticket = desk.ticket()
    before = ticket.solve_by
    standing.reply(
        number=ticket.number,
        written=Written("Vilken dator?"),
        actor=agent(desk.jonas),
        channel=Channel.PORTAL,
        at=later(minutes=10),
        then=Status.WAITING,
    )
    standing.answer(
        number=ticket.number,
        written=Written("KIN-30277"),
        actor=reporter(desk.karin),
        channel=Channel.EMAIL,
        at=later(minutes=40),
    )

    ticket.refresh_from_db()
    assert (ticket.status, ticket.is_answer_awaited) == (Status.OPEN, True)
    assert (ticket.solve_by - before).total_seconds() == 30 * 60


def test_a_ticket_is_closed_as_of_when_it_was_solved(desk):
    ticket = desk.ticket()
    standing.solve(
        number=ticket.number,
        resolution="Kontot var låst.",
        actor=agent(desk.jonas),
        at=later(minutes=50),
    )
    standing.verify(number=ticket.number, actor=reporter(desk.karin), at=later(days=3))

    ticket.refresh_from_db()
    assert (ticket.status, ticket.closed_at, ticket.elapsed_seconds) == (
        Status.CLOSED,
        later(minutes=50),
        50 * 60,
    )
    assert clock_of(ticket.number).is_solution_met is True


def test_what_is_not_solved_is_opened_again_within_a_week_and_not_after(desk):
    ticket = desk.ticket()
    act = {"number": ticket.number, "actor": agent(desk.jonas)}
    standing.solve(**act, resolution="Startade om.", at=later(hours=1))
    standing.reopen(
        number=ticket.number, why="Samma igen.", actor=reporter(desk.karin), at=later(hours=2)
    )
    ticket.refresh_from_db()
    assert (ticket.status, ticket.reopened_count, ticket.resolution) == (Status.OPEN, 1, "")

    standing.solve(**act, resolution="Bytte kort.", at=later(hours=3))
    assert standing.close_unseen(at=later(days=6)) == 0
    assert standing.close_unseen(at=later(days=8)) == 1
    with pytest.raises(CannotChange, match="Gör en ny anmälan"):
        standing.reopen(
            number=ticket.number, why="Igen.", actor=reporter(desk.karin), at=later(days=9)
        )
    ticket.refresh_from_db()
    assert (ticket.status, ticket.closed_at) == (Status.CLOSED, later(hours=3))
    assert not Message.objects.filter(text="Igen.").exists()


def test_a_planned_ticket_comes_back_by_itself(desk):
    ticket = desk.ticket()
    standing.plan(
        number=ticket.number, wake_at=later(days=2), actor=agent(desk.jonas), at=later(hours=1)
    )
    assert standing.wake_planned(at=later(days=1)) == 0
    assert standing.wake_planned(at=later(days=2)) == 1

    ticket.refresh_from_db()
    assert (ticket.status, ticket.wake_at) == (Status.OPEN, None)


def test_two_who_change_the_same_field_get_one_change_and_one_refusal(desk):
    ticket = desk.ticket()
    seen = {"urgency": ticket.urgency}
    changing.change_ticket(
        number=ticket.number,
        wanted=Wanted({"urgency": 1}, seen),
        actor=agent(desk.jonas),
        at=later(minutes=1),
    )
    with pytest.raises(ChangedMeanwhile, match="Inget är sparat"):
        changing.change_ticket(
            number=ticket.number,
            wanted=Wanted({"urgency": 3, "subject": "Annat"}, seen),
            actor=agent(desk.anna),
            at=later(minutes=2),
        )

    ticket.refresh_from_db()
    assert (ticket.urgency, ticket.subject, ticket.version) == (1, "Kan inte logga in", 1)


def test_two_who_change_different_fields_both_get_their_way(desk):
    ticket = desk.ticket()
    for user, field, value, seen in (
        (desk.jonas, "urgency", 1, ticket.urgency),
        (desk.anna, "subject", "Lifecare säger nej", ticket.subject),
    ):
        changing.change_ticket(
            number=ticket.number,
            wanted=Wanted({field: value}, {field: seen}),
            actor=agent(user),
            at=later(minutes=1),
        )

    ticket.refresh_from_db()
    assert (ticket.urgency, ticket.subject) == (1, "Lifecare säger nej")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("urgency", 4, "Välj ett av värdena 1, 2, 3."),
        ("kind", "annat", "Välj ett av värdena incident, request."),
        ("group_id", 10**6, "finns inte längre"),
        ("subject", "  ", "Skriv med några ord"),
    ],
)
def test_a_value_that_cannot_be_changes_nothing(desk, field, value, words):
    ticket = desk.ticket()
    with pytest.raises(CannotChange, match=words):
        changing.change_ticket(
            number=ticket.number,
            wanted=Wanted({field: value, "place": "Rum 12"}),
            actor=agent(desk.jonas),
            at=later(minutes=1),
        )

    ticket.refresh_from_db()
    assert (ticket.place, ticket.version) == ("", 0)


def test_a_secret_ticket_is_seen_by_those_who_work_on_it_and_by_its_reporter_alone(desk):
    number = desk.ticket(is_secret=True).number
    changing.change_ticket(
        number=number,
        wanted=Wanted({"assignee_id": desk.jonas.pk}),
        actor=agent(desk.jonas),
        at=later(minutes=1),
    )

    def sees(reader):
        return queries.case(reader=reader, number=number) is not None

    assert sees(desk_reader(desk.jonas))
    assert sees(desk_reader(desk.anna, sees_secret=True))
    assert not sees(desk_reader(desk.anna))


def test_the_reporter_reads_the_conversation_and_never_the_notes(desk):
    ticket = desk.ticket()
    standing.note(
        number=ticket.number,
        written=Written("Låst sedan 07.52."),
        actor=agent(desk.jonas),
        at=later(minutes=5),
    )
    standing.reply(
        number=ticket.number,
        written=Written("Nu är det upplåst."),
        actor=agent(desk.jonas),
        channel=Channel.PORTAL,
        at=later(minutes=6),
        then=Status.SOLVED,
    )

    told = queries.story(ticket_id=ticket.pk, is_for_reporter=True)
    assert [line.kind for line in told] == [MessageKind.REPORT, MessageKind.REPLY]
    every = queries.story(ticket_id=ticket.pk, is_for_reporter=False)
    assert MessageKind.NOTE in {line.kind for line in every}
    assert any(line.is_event and "status" in line.changes for line in every)


def test_a_rating_is_for_what_is_solved_and_a_later_click_changes_it(desk):
    ticket = desk.ticket()
    with pytest.raises(CannotChange, match="inte löst än"):
        standing.rate(number=ticket.number, score=5, comment="", at=later(hours=1))
    assert not Opinion.objects.exists()

    standing.solve(
        number=ticket.number, resolution="Klart.", actor=agent(desk.jonas), at=later(hours=1)
    )
    standing.rate(number=ticket.number, score=2, comment="", at=later(hours=2))
    standing.rate(number=ticket.number, score=4, comment=" Bra ", at=later(hours=3))
    assert list(Opinion.objects.values_list("score", "comment")) == [(4, "Bra")]


def test_closed_tickets_do_not_change(desk):
    ticket = desk.ticket()
    act = {"number": ticket.number, "actor": agent(desk.jonas)}
    standing.solve(**act, resolution="Klart.", at=later(hours=1))
    standing.verify(**act, at=later(hours=2))

    for change in (
        lambda: standing.reply(
            **act, written=Written("Hej"), channel=Channel.PORTAL, at=later(hours=3)
        ),
        lambda: standing.solve(**act, resolution="Igen.", at=later(hours=3)),
        lambda: changing.change_ticket(**act, wanted=Wanted({"place": "B"}), at=later(hours=3)),
    ):
        with pytest.raises(CannotChange):
            change()
    ticket.refresh_from_db()
    assert (ticket.resolution, ticket.place, ticket.messages.count()) == ("Klart.", "", 1)
