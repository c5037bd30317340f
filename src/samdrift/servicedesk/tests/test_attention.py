"""What asks for somebody's attention: a running clock, mentions, reminders, suppliers' promises."""

import pytest

from samdrift.plumbing.jobs.ports import Chore
from samdrift.servicedesk import work
from samdrift.servicedesk.casework import (
    attention,
    handing_over,
    mentioning,
    relating,
    reminding,
    standing,
    timing,
)
from samdrift.servicedesk.choices import Status
from samdrift.servicedesk.errors import CannotChange
from samdrift.servicedesk.models import Mention, Reminder, Ticket, Timer, TimeSpent
from samdrift.servicedesk.ports import Written
from samdrift.servicedesk.tests.given import MONDAY, Desk, agent, desk_reader, later


@pytest.fixture
def desk(db):
    return Desk()


def spent():
    return list(TimeSpent.objects.order_by("pk").values_list("ticket__number", "minutes", "note"))


def note(desk, ticket, text, *, by=None, at=MONDAY):
    return standing.note(
        number=ticket.number, written=Written(text), actor=agent(by or desk.jonas), at=at
    )


# --- A clock that runs -------------------------------------------------------------------------


def test_a_stopped_clock_is_time_spent_a_begun_minute_as_a_whole_one(desk):
    ticket = desk.ticket()

    timing.start_timer(number=ticket.number, user_id=desk.jonas.pk, at=MONDAY)
    stopped = timing.stop_timer(
        user_id=desk.jonas.pk, at=later(minutes=22, seconds=1), note="Bytte port"
    )

    assert stopped == timing.Stopped(ticket.number, 23)
    assert spent() == [(ticket.number, 23, "Bytte port")]
    assert not Timer.objects.exists()


def test_starting_in_another_ticket_writes_the_time_of_the_first(desk):
    first, second = desk.ticket("Ett"), desk.ticket("Två")
    timing.start_timer(number=first.number, user_id=desk.jonas.pk, at=MONDAY)

    stopped = timing.start_timer(number=second.number, user_id=desk.jonas.pk, at=later(minutes=10))

    assert stopped == timing.Stopped(first.number, 10)
    assert spent() == [(first.number, 10, "")]
    assert Timer.objects.get().ticket == second


def test_starting_twice_in_a_ticket_is_once(desk):
    ticket = desk.ticket()
    timing.start_timer(number=ticket.number, user_id=desk.jonas.pk, at=MONDAY)

    assert (
        timing.start_timer(number=ticket.number, user_id=desk.jonas.pk, at=later(hours=1)) is None
    )

    assert Timer.objects.get().started_at == MONDAY


def test_each_person_has_a_clock_of_their_own(desk):
    ticket = desk.ticket()
    for user in (desk.jonas, desk.anna):
        timing.start_timer(number=ticket.number, user_id=user.pk, at=MONDAY)

    timing.stop_timer(user_id=desk.anna.pk, at=later(minutes=5))

    assert Timer.objects.get().user == desk.jonas


def test_a_clock_that_was_forgotten_is_not_believed(desk):
    ticket = desk.ticket()
    timing.start_timer(number=ticket.number, user_id=desk.jonas.pk, at=MONDAY)

    with pytest.raises(CannotChange, match="har gått i 23 timmar"):
        timing.stop_timer(user_id=desk.jonas.pk, at=later(hours=23))
    assert spent() == []
    assert Timer.objects.exists()

    timing.stop_timer(user_id=desk.jonas.pk, at=later(hours=23), minutes=40)
    assert spent() == [(ticket.number, 40, "")]


def test_time_that_is_thrown_away_is_not_written(desk):
    ticket = desk.ticket()
    timing.start_timer(number=ticket.number, user_id=desk.jonas.pk, at=MONDAY)

    timing.throw_away_timer(user_id=desk.jonas.pk)

    assert spent() == []
    with pytest.raises(CannotChange, match="Din klocka går inte"):
        timing.stop_timer(user_id=desk.jonas.pk, at=later(minutes=1))
    with pytest.raises(CannotChange, match="Din klocka går inte"):
        timing.throw_away_timer(user_id=desk.jonas.pk)


def test_less_than_a_minute_that_somebody_says_is_refused(desk):
    ticket = desk.ticket()
    timing.start_timer(number=ticket.number, user_id=desk.jonas.pk, at=MONDAY)

    with pytest.raises(CannotChange, match="minst en"):
        timing.stop_timer(user_id=desk.jonas.pk, at=later(minutes=1), minutes=0)

    assert spent() == []


# --- Mentions ----------------------------------------------------------------------------------


def test_whoever_a_note_calls_is_told_until_they_have_been_there(desk):
    ticket = desk.ticket()
    reader = desk_reader(desk.anna)

    told = note(desk, ticket, "@anna kan du ta det? @jonas tittar också.")

    assert attention.attention(reader, at=MONDAY).unread == 1
    (mention,) = mentioning.mentions(reader)
    assert (mention.number, mention.message_id, mention.is_read) == (ticket.number, told.pk, False)
    assert mention.by_name == "Jonas Berg"
    assert not Mention.objects.filter(user=desk.jonas).exists()

    mentioning.read_mentions(ticket_id=ticket.pk, user_id=desk.anna.pk, at=later(minutes=5))

    assert attention.attention(reader, at=MONDAY).unread == 0
    assert [each.is_read for each in mentioning.mentions(reader)] == [True]


def test_what_is_not_read_stands_first_then_the_latest(desk):
    first, second, third = (desk.ticket(each) for each in ("Ett", "Två", "Tre"))
    for minutes, ticket in enumerate((first, second, third)):
        note(desk, ticket, "@anna", at=later(minutes=minutes))
    mentioning.read_mentions(ticket_id=third.pk, user_id=desk.anna.pk, at=later(hours=1))

    told = mentioning.mentions(desk_reader(desk.anna))

    assert [each.number for each in told] == [second.number, first.number, third.number]


def test_of_a_secret_ticket_nothing_is_told_to_who_may_not_see_it(desk):
    ticket = desk.ticket(is_secret=True)
    note(desk, ticket, "@anna se här")
    remind = {"number": ticket.number, "note": "Ring", "at": MONDAY}
    reminding.remind(user_id=desk.anna.pk, due_at=later(minutes=1), **remind)

    for reader, count in (
        (desk_reader(desk.anna), 0),
        (desk_reader(desk.anna, sees_secret=True), 1),
    ):
        told = attention.attention(reader, at=later(hours=1))
        assert (told.unread, told.due) == (count, count)
        assert len(mentioning.mentions(reader)) == count
        assert len(reminding.reminders(reader)) == count


# --- Reminders ---------------------------------------------------------------------------------


def test_a_reminder_comes_when_its_time_has_and_goes_when_it_is_ticked_off(desk):
    ticket = desk.ticket()
    reader = desk_reader(desk.anna)
    reminder = reminding.remind(
        number=ticket.number,
        user_id=desk.anna.pk,
        due_at=later(days=1),
        note=" Ring   Karin ",
        at=MONDAY,
    )

    assert attention.attention(reader, at=later(hours=23)).due == 0
    assert attention.attention(reader, at=later(days=1)).due == 1
    (told,) = reminding.reminders(reader)
    assert (told.number, told.note) == (ticket.number, "Ring Karin")
    assert reminding.reminders(desk_reader(desk.jonas)) == ()

    assert reminding.tick_off(reminder_id=reminder.pk, user_id=desk.anna.pk, at=later(days=1)) == (
        ticket.number
    )
    assert reminding.reminders(reader) == ()


def test_the_longest_overdue_stands_first(desk):
    for days in (3, 1, 2):
        reminding.remind(
            number=desk.ticket(f"Om {days}").number,
            user_id=desk.anna.pk,
            due_at=later(days=days),
            note="",
            at=MONDAY,
        )

    told = reminding.reminders(desk_reader(desk.anna))

    assert [each.subject for each in told] == ["Om 1", "Om 2", "Om 3"]


def test_a_reminder_put_off_comes_again(desk):
    ticket = desk.ticket()
    reader = desk_reader(desk.anna)
    reminder = reminding.remind(
        number=ticket.number, user_id=desk.anna.pk, due_at=later(hours=1), note="", at=MONDAY
    )

    reminding.put_off(
        reminder_id=reminder.pk, user_id=desk.anna.pk, due_at=later(days=1), at=later(hours=2)
    )

    assert attention.attention(reader, at=later(hours=3)).due == 0
    assert [each.due_at for each in reminding.reminders(reader)] == [later(days=1)]


@pytest.mark.parametrize(
    ("due", "words"),
    [({"minutes": -1}, "inte har varit"), ({"days": 800}, "inom två år")],
)
def test_a_moment_that_makes_no_sense_is_refused(desk, due, words):
    ticket = desk.ticket()

    with pytest.raises(CannotChange, match=words):
        reminding.remind(
            number=ticket.number, user_id=desk.anna.pk, due_at=later(**due), note="", at=MONDAY
        )

    assert not Reminder.objects.exists()


def test_anothers_reminder_is_left_alone(desk):
    ticket = desk.ticket()
    reminder = reminding.remind(
        number=ticket.number, user_id=desk.anna.pk, due_at=later(hours=1), note="", at=MONDAY
    )

    with pytest.raises(CannotChange, match="någon annans"):
        reminding.tick_off(reminder_id=reminder.pk, user_id=desk.jonas.pk, at=MONDAY)

    assert Reminder.objects.get().done_at is None


# --- What suppliers have promised --------------------------------------------------------------


def handed_over(desk, *, promised_by):
    ticket = desk.ticket()
    Ticket.objects.filter(pk=ticket.pk).update(owner=desk.jonas)
    handing_over.hand_over(
        number=ticket.number,
        supplier_code="LEV",
        address="",
        promised_by=promised_by,
        actor=agent(desk.jonas),
        at=MONDAY,
    )
    return ticket


def test_whoever_answers_for_a_ticket_is_reminded_once_before_a_promise_runs_out(desk):
    ticket = handed_over(desk, promised_by=later(days=3))

    assert reminding.remind_of_promises(at=later(days=1)) == 0
    assert reminding.remind_of_promises(at=later(days=2)) == 1
    assert reminding.remind_of_promises(at=later(days=2, hours=1)) == 0

    (told,) = reminding.reminders(desk_reader(desk.jonas))
    assert told.number == ticket.number
    assert told.note == "Leverantören har lovat det till 2026-03-05 kl. 09.00."


def test_a_new_promise_is_reminded_of_anew_and_what_came_back_is_not(desk):
    ticket = handed_over(desk, promised_by=later(days=1))
    reminding.remind_of_promises(at=later(hours=1))

    handing_over.note_reference(number=ticket.number, reference="S-1", promised_by=later(days=5))
    assert not Reminder.objects.exists()
    assert reminding.remind_of_promises(at=later(days=4)) == 1

    handing_over.take_back(number=ticket.number, actor=agent(desk.jonas), at=later(days=4))
    assert reminding.reminders(desk_reader(desk.jonas)) == ()


def test_a_handed_over_ticket_that_nobody_answers_for_reminds_nobody(desk):
    ticket = handed_over(desk, promised_by=later(hours=2))
    Ticket.objects.filter(pk=ticket.pk).update(owner=None, assignee=None)

    assert reminding.remind_of_promises(at=later(hours=1)) == 0
    assert not Reminder.objects.exists()


# --- What is joined, wiped and done by itself --------------------------------------------------


def test_what_somebody_keeps_in_a_ticket_follows_it_into_another(desk):
    gone, kept = desk.ticket("Ett"), desk.ticket("Två")
    note(desk, gone, "@anna")
    reminding.remind(
        number=gone.number, user_id=desk.anna.pk, due_at=later(days=1), note="", at=MONDAY
    )
    timing.start_timer(number=gone.number, user_id=desk.anna.pk, at=MONDAY)

    relating.merge(number=gone.number, into=kept.number, actor=agent(desk.jonas), at=later(hours=1))

    for model in (Mention, Reminder, Timer):
        assert [row.ticket for row in model.objects.all()] == [kept]


def test_a_mention_goes_along_with_its_note_when_a_ticket_is_split(desk):
    ticket = desk.ticket()
    told = note(desk, ticket, "@anna")

    new = relating.split(
        number=ticket.number,
        message_ids=(told.pk,),
        subject="Annat",
        actor=agent(desk.jonas),
        at=later(hours=1),
    )

    assert Mention.objects.get().ticket == new


def test_the_worker_wakes_what_is_planned_and_closes_what_nobody_has_spoken_against(desk):
    planned, solved = desk.ticket("Planerat"), desk.ticket("Löst")
    standing.plan(number=planned.number, wake_at=later(days=1), actor=agent(desk.jonas), at=MONDAY)
    standing.solve(
        number=solved.number, resolution="Låste upp.", actor=agent(desk.jonas), at=MONDAY
    )

    for offer in work.OFFERS:
        if isinstance(offer, Chore):
            offer.run(later(days=8))

    statuses = dict(Ticket.objects.values_list("subject", "status"))
    assert statuses == {"Planerat": Status.OPEN, "Löst": Status.CLOSED}
