"""Tickets joined, divided, handed over and changed many at a time."""

import pytest

from samdrift.servicedesk.casework import (
    beside,
    bulk,
    changing,
    handing_over,
    queries,
    relating,
    standing,
)
from samdrift.servicedesk.casework.bulk import Together
from samdrift.servicedesk.choices import Channel, LinkKind, MessageKind, Status
from samdrift.servicedesk.conversation import services as conversation
from samdrift.servicedesk.errors import CannotChange, CannotRelate
from samdrift.servicedesk.models import Draft, Handover, Message, Ticket, TicketLink, Watcher
from samdrift.servicedesk.ports import Wanted, Written
from samdrift.servicedesk.tests.given import MONDAY, Desk, agent, desk_reader, later
from samdrift.servicelevels.models import Clock
from samdrift.servicelevels.queries.clocks import clock_of
from samdrift.servicelevels.reckoning.events import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk()


def test_a_merge_moves_what_was_written_and_leads_on_from_the_old_number(desk):
    kept, gone = desk.ticket("Skrivaren svarar inte"), desk.ticket("Skrivaren igen")
    child = desk.ticket("Del")
    relating.lay_under(
        number=child.number, parent=gone.number, actor=agent(desk.jonas), at=later(minutes=1)
    )
    relating.merge(
        number=gone.number, into=kept.number, actor=agent(desk.jonas), at=later(minutes=2)
    )

    gone.refresh_from_db()
    child.refresh_from_db()
    assert (gone.status, gone.merged_into, child.parent) == (Status.MERGED, kept, kept)
    assert Message.objects.filter(ticket=kept).count() == 2
    assert clock_of(gone.number).state == "closed"


def test_a_draft_survives_a_merge_even_where_both_had_one(desk):
    kept, gone = desk.ticket(), desk.ticket()
    for ticket, text in ((kept, "Hej Karin!"), (gone, "Prova att starta om.")):
        conversation.save_draft(
            user_id=desk.jonas.pk,
            ticket_id=ticket.pk,
            kind=MessageKind.REPLY,
            content={"text": text},
            at=MONDAY,
        )
    relating.merge(
        number=gone.number, into=kept.number, actor=agent(desk.anna), at=later(minutes=2)
    )

    draft = Draft.objects.get()
    assert (draft.ticket, draft.content["text"]) == (kept, "Hej Karin!\n\nProva att starta om.")


def test_a_draft_survives_a_changed_owner_and_goes_when_it_is_sent(desk):
    ticket = desk.ticket()
    conversation.save_draft(
        user_id=desk.jonas.pk,
        ticket_id=ticket.pk,
        kind=MessageKind.REPLY,
        content={"text": "Hej"},
        at=MONDAY,
    )
    changing.change_ticket(
        number=ticket.number,
        wanted=Wanted({"assignee_id": desk.anna.pk, "owner_id": desk.anna.pk}),
        actor=agent(desk.anna),
        at=later(minutes=1),
    )
    assert queries.drafts(user_id=desk.jonas.pk, ticket_id=ticket.pk)["reply"]["text"] == "Hej"

    standing.reply(
        number=ticket.number,
        written=Written("Hej Karin"),
        actor=agent(desk.jonas),
        channel=Channel.PORTAL,
        at=later(minutes=2),
    )
    assert queries.drafts(user_id=desk.jonas.pk, ticket_id=ticket.pk) == {}


def test_a_solved_ticket_is_not_merged_and_nothing_moves(desk):
    kept, gone = desk.ticket(), desk.ticket()
    standing.solve(
        number=kept.number, resolution="Klart.", actor=agent(desk.jonas), at=later(minutes=1)
    )
    with pytest.raises(CannotRelate, match="inte är lösta"):
        relating.merge(
            number=gone.number, into=kept.number, actor=agent(desk.jonas), at=later(minutes=2)
        )

    gone.refresh_from_db()
    assert (gone.status, gone.messages.count()) == (Status.NEW, 1)


def test_what_is_about_something_else_gets_a_ticket_of_its_own(desk):
    ticket = desk.ticket()
    answer = standing.answer(
        number=ticket.number,
        written=Written("Skrivaren är också trasig."),
        actor=agent(desk.jonas),
        channel=Channel.EMAIL,
        at=later(minutes=3),
    )
    other = relating.split(
        number=ticket.number,
        message_ids=(answer.pk,),
        subject="Skrivaren",
        actor=agent(desk.jonas),
        at=later(minutes=5),
    )

    answer.refresh_from_db()
    assert (answer.ticket, other.requester, other.subject) == (other, desk.karin, "Skrivaren")
    assert TicketLink.objects.get().other == ticket


def test_a_ticket_cannot_lie_under_itself_by_any_way_round(desk):
    one, two = desk.ticket("Ett"), desk.ticket("Två")
    act = {"actor": agent(desk.jonas), "at": later(minutes=1)}
    relating.lay_under(number=two.number, parent=one.number, **act)
    with pytest.raises(CannotRelate, match="kan inte ligga under"):
        relating.lay_under(number=one.number, parent=two.number, **act)

    one.refresh_from_db()
    assert one.parent is None


def test_a_link_is_told_once_and_read_from_both_ends(desk):
    one, two = desk.ticket("Ett"), desk.ticket("Två")
    for _ in range(2):
        relating.link(
            number=one.number,
            other=two.number,
            kind=LinkKind.CAUSED_BY,
            actor=agent(desk.jonas),
            at=later(minutes=1),
        )

    reader = desk_reader(desk.jonas)
    seen = [
        [other.number for other in queries.others(reader=reader, ticket_id=ticket.pk)]
        for ticket in (one, two)
    ]
    assert seen == [[two.number], [one.number]]


def test_a_supplier_has_a_ticket_while_first_line_still_answers_for_it(desk):
    ticket = desk.ticket(channel=Channel.PHONE, by=agent(desk.jonas))
    act = {"number": ticket.number, "actor": agent(desk.jonas)}
    handing_over.hand_over(
        **act,
        supplier_code="LEV",
        address="support@leverantor.example",
        promised_by=later(days=1),
        at=later(hours=1),
    )
    handing_over.note_reference(number=ticket.number, reference="S-77", promised_by=None)
    with pytest.raises(CannotChange, match="redan hos en leverantör"):
        handing_over.hand_over(
            **act, supplier_code="LEV", address="", promised_by=None, at=later(hours=2)
        )
    ticket.refresh_from_db()
    assert (ticket.status, ticket.owner) == (Status.SUPPLIER, desk.jonas)

    handing_over.take_back(**act, at=later(hours=5))
    ticket.refresh_from_db()
    told = Handover.objects.get()
    assert (ticket.status, told.reference, told.valid_until) == (
        Status.OPEN,
        "S-77",
        later(hours=5),
    )


def test_many_are_changed_at_one_stroke_and_set_back_where_nobody_has_been_since(desk):
    numbers = tuple(desk.ticket(f"Ärende {index}").number for index in range(3))
    stroke = bulk.change_many(
        numbers=(*numbers, "999"),
        wanted=Together({"group_id": desk.second.pk, "assignee_id": desk.anna.pk}),
        actor=agent(desk.jonas),
        at=later(minutes=1),
    )
    assert stroke.changed == numbers
    assert stroke.refused == (("999", "Det finns inget ärende 999 att arbeta med."),)

    changing.change_ticket(
        number=numbers[0],
        wanted=Wanted({"assignee_id": desk.jonas.pk}),
        actor=agent(desk.jonas),
        at=later(minutes=2),
    )
    undone = bulk.undo_stroke(batch=stroke.batch, actor=agent(desk.jonas), at=later(minutes=5))

    assert (undone.changed, [number for number, _ in undone.refused]) == (
        numbers[1:],
        [numbers[0]],
    )
    told = Ticket.objects.order_by("number").values_list("group", "assignee", "status", "line")
    assert list(told) == [
        (desk.second.pk, desk.jonas.pk, Status.OPEN, 2),
        (desk.first.pk, None, Status.NEW, 1),
        (desk.first.pk, None, Status.NEW, 1),
    ]


def test_many_are_solved_with_one_answer_and_open_again_when_that_is_undone(desk):
    one, two = (desk.ticket(f"Nr {index}").number for index in range(2))
    act = {"actor": agent(desk.jonas), "at": later(minutes=1)}
    standing.set_standing(number=two, status=Status.WAITING, **act)
    wanted = Together({"category": "Nät"}, Status.SOLVED, "Nätet är lagat.", is_watched=True)

    stroke = bulk.change_many(numbers=(one, two), wanted=wanted, **act)

    assert stroke.changed == (one, two)
    told = Ticket.objects.order_by("number").values_list("status", "category", "resolution")
    assert list(told) == [(Status.SOLVED, "Nät", "Nätet är lagat.")] * 2
    assert Watcher.objects.filter(user=desk.jonas).count() == 2
    standing.verify(number=two, **act)
    undone = bulk.undo_stroke(batch=stroke.batch, actor=agent(desk.jonas), at=later(minutes=5))
    assert (undone.changed, undone.refused) == (
        (one,),
        ((two, f"Ärende {two} är avslutat sedan dess."),),
    )
    first = Ticket.objects.get(number=one)
    assert (first.status, first.category, first.resolution) == (Status.NEW, "", "")
    assert (first.solved_at, first.reopen_until, first.reopened_count) == (None, None, 0)
    assert Clock.objects.get(subject=one).state == State.RUNNING
    assert Message.objects.filter(ticket=first, kind=MessageKind.REPLY).count() == 1


def test_many_that_wait_are_planned_again_when_that_is_undone(desk):
    number, wake_at = desk.ticket().number, later(days=3)
    act = {"actor": agent(desk.jonas), "at": later(minutes=1)}
    standing.plan(number=number, wake_at=wake_at, **act)

    stroke = bulk.change_many(numbers=(number,), wanted=Together(then=Status.WAITING), **act)
    bulk.undo_stroke(batch=stroke.batch, actor=agent(desk.jonas), at=later(minutes=5))

    told = Ticket.objects.get()
    assert (told.status, told.wake_at) == (Status.PLANNED, wake_at)


@pytest.mark.parametrize("wanted", [Together(), Together(then=Status.SOLVED, text=" ")])
def test_a_stroke_that_says_nothing_or_not_what_solved_it_changes_nothing(desk, wanted):
    before = desk.ticket()
    with pytest.raises(CannotChange):
        bulk.change_many(
            numbers=(before.number,), wanted=wanted, actor=agent(desk.jonas), at=MONDAY
        )
    after = Ticket.objects.get()
    assert (after.status, after.version) == (Status.NEW, before.version)


def test_a_stroke_is_not_undone_by_another_or_after_ten_minutes(desk):
    number = desk.ticket().number
    stroke = bulk.change_many(
        numbers=(number,),
        wanted=Together({"place": "Rum 12"}),
        actor=agent(desk.jonas),
        at=MONDAY,
    )
    for user, at in ((desk.anna, later(minutes=1)), (desk.jonas, later(minutes=11))):
        with pytest.raises(CannotChange, match="ångra i 10 minuter"):
            bulk.undo_stroke(batch=stroke.batch, actor=agent(user), at=at)
    assert Ticket.objects.get().place == "Rum 12"


def test_two_who_have_the_same_ticket_open_see_each_other_for_a_minute(desk):
    ticket = desk.ticket()
    beside.be_present(
        ticket_id=ticket.pk, user_id=desk.anna.pk, is_writing=True, at=later(seconds=10)
    )

    def seen(at):
        return beside.present(ticket_id=ticket.pk, at=at, but=desk.jonas.pk)

    assert seen(later(seconds=20)) == (("Anna Ek", True),)
    assert seen(later(seconds=71)) == ()


def test_a_checklist_is_ticked_and_time_is_spent(desk):
    ticket = desk.ticket()
    beside.add_to_checklist(number=ticket.number, texts=("Beställ dator", " ", "Skapa konto"))
    first, second = queries.checklist(ticket.pk)
    beside.tick(
        number=ticket.number, item_id=first.id, user_id=desk.jonas.pk, is_done=True, at=MONDAY
    )
    beside.spend_time(
        number=ticket.number, user_id=desk.jonas.pk, minutes=25, note="Beställde", at=MONDAY
    )
    beside.spend_time(
        number=ticket.number, user_id=desk.jonas.pk, minutes=-5, note="Fel", at=MONDAY
    )

    told = queries.checklist(ticket.pk)
    assert [(each.text, each.done_by) for each in told] == [
        ("Beställ dator", "jonas"),
        ("Skapa konto", ""),
    ]
    assert second.text == "Skapa konto"
    told = queries.case_and_beside(reader=desk_reader(desk.jonas), number=ticket.number)
    assert told is not None
    assert told.minutes == 20
