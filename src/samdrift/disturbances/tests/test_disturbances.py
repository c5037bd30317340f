"""Disturbances: told of, updated, ended, followed, and read by everybody where they are public."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from samdrift.disturbances.choices import DisturbanceState
from samdrift.disturbances.errors import CannotFollow, CannotTell
from samdrift.disturbances.models import Disturbance, DisturbanceEvent, Follower
from samdrift.disturbances.ports import DisturbanceText, Update
from samdrift.disturbances.queries import desk as desk_queries
from samdrift.disturbances.queries import public
from samdrift.disturbances.services import following, reminding, telling
from samdrift.plumbing.jobs.models import Job
from samdrift.plumbing.mail.models import Mailbox, OutgoingLetter
from samdrift.servicedesk.choices import MessageKind
from samdrift.servicedesk.errors import NoSuchTicket
from samdrift.servicedesk.models import Message
from samdrift.servicedesk.tests.given import MONDAY, Desk, agent, desk_reader, later


@pytest.fixture
def desk(db):
    return Desk()


@pytest.fixture
def mailbox(db):
    return Mailbox.objects.create(key="it", address="it@kinda.example", smtp_host="127.0.0.1")


def text(title="E-posten är långsam", **told):
    return DisturbanceText(title, "Brev kommer sent.", **({"started_at": MONDAY} | told))


def begun(desk, *tickets, at=MONDAY, **told):
    return telling.begin(
        text=text(**told),
        tickets=tuple(ticket.number for ticket in tickets),
        reader=desk_reader(desk.jonas),
        actor=agent(desk.jonas),
        at=at,
    )


def updated(desk, disturbance, words="Vi söker felet.", *, at=None, **told):
    return telling.update(
        disturbance_id=disturbance.pk,
        told=Update(words, **told),
        actor=agent(desk.jonas),
        at=at or later(minutes=20),
    )


def ended(desk, disturbance, at=None):
    at = at or later(hours=2)
    return updated(desk, disturbance, "Det fungerar.", state=DisturbanceState.ENDED, at=at)


def planned(desk, **told):
    wanted = {
        "title": "Byte av brandvägg",
        "started_at": later(days=2),
        "expected_until": later(days=2, hours=3),
        "is_planned": True,
    }
    return begun(desk, **(wanted | told))


def test_everybody_reads_what_does_not_work_for_whom_and_what_was_said(desk):
    disturbance = begun(desk, organisations=("KIN", "YDR"), services="E-post")
    updated(desk, disturbance, state=DisturbanceState.IDENTIFIED, expected_until=later(hours=4))

    (shown,) = public.board(at=later(hours=1)).now

    assert (shown.title, shown.services, shown.organisations, shown.state) == (
        "E-posten är långsam",
        "E-post",
        ("Kinda", "Ydre"),
        "identified",
    )
    assert shown.expected_until == later(hours=4)
    assert [told.text for told in shown.updates] == ["Vi söker felet.", "Brev kommer sent."]


def test_what_is_not_public_is_for_the_desk_alone(desk):
    disturbance = begun(desk, is_public=False)
    updated(desk, disturbance)

    assert public.board(at=later(hours=1)) == public.Board((), (), ())
    assert public.one(disturbance_id=disturbance.pk) is None
    (row,) = desk_queries.lists(at=later(hours=1)).now
    assert (row.shown.title, row.is_public) == ("E-posten är långsam", False)
    assert not DisturbanceEvent.objects.filter(is_public=True).exists()


def test_what_is_said_among_us_is_not_told_to_everybody_and_keeps_no_promise(desk):
    disturbance = begun(desk, update_minutes=30)

    updated(desk, disturbance, "Det är Olles brandvägg.", is_public=False)

    shown = public.one(disturbance_id=disturbance.pk)
    assert [told.text for told in shown.updates] == ["Brev kommer sent."]
    assert shown.next_update_by == later(minutes=30)


def test_each_update_promises_the_next(desk):
    disturbance = begun(desk, update_minutes=30)
    assert disturbance.next_update_by == later(minutes=30)

    updated(desk, disturbance, at=later(minutes=20))
    assert public.one(disturbance_id=disturbance.pk).next_update_by == later(minutes=50)

    ended(desk, disturbance)
    assert public.one(disturbance_id=disturbance.pk).next_update_by is None


def test_what_ends_knows_how_long_it_lasted_and_takes_no_more_updates(desk):
    disturbance = begun(desk)

    ended(desk, disturbance, at=later(hours=2, seconds=59))

    disturbance.refresh_from_db()
    assert (disturbance.state, disturbance.lasted_minutes) == ("ended", 120)
    assert disturbance.ended_at == later(hours=2, seconds=59)
    with pytest.raises(CannotTell, match="Störningen är avslutad"):
        updated(desk, disturbance, at=later(hours=3))
    assert DisturbanceEvent.objects.last().text == "Det fungerar."


def test_what_has_ended_is_shown_for_fourteen_days(desk):
    disturbance = begun(desk)
    ended(desk, disturbance)

    def past(at):
        return len(public.board(at=at).past)

    assert past(later(days=14, hours=2)) == 1
    assert past(later(days=14, hours=2, seconds=1)) == 0


def test_planned_work_is_coming_until_it_begins_and_then_goes_on(desk):
    work = planned(desk)

    assert [each.id for each in public.board(at=later(days=1)).coming] == [work.pk]
    board = public.board(at=later(days=2))
    assert ([each.id for each in board.now], board.coming) == ([work.pk], ())


def test_planned_work_is_called_off_before_it_begins_and_not_ended(desk):
    work = planned(desk)

    with pytest.raises(CannotTell, match="Ställ in det i stället"):
        updated(desk, work, state=DisturbanceState.ENDED)
    assert Disturbance.objects.get().state == DisturbanceState.PLANNED

    updated(desk, work, "Det regnar.", state=DisturbanceState.CANCELLED)
    work.refresh_from_db()
    assert (work.state, work.lasted_minutes) == ("cancelled", 0)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"title": " "}, "Skriv en rubrik"),
        ({"title": "x" * 151}, "Skriv en rubrik"),
        ({"update_minutes": 4}, "Lova en uppdatering"),
        ({"update_minutes": 1441}, "Lova en uppdatering"),
        ({"is_planned": True}, "när det planerade arbetet"),
        ({"started_at": later(minutes=1)}, "En störning har redan börjat"),
        ({"expected_until": MONDAY}, "efter att det har börjat"),
        ({"organisations": ("KIN", "XXX")}, "ingen organisation XXX"),
    ],
)
def test_what_cannot_be_told_is_refused_and_nothing_is_told(desk, told, words):
    with pytest.raises(CannotTell, match=words):
        begun(desk, **told)

    assert not Disturbance.objects.exists()


def test_a_disturbance_cannot_be_called_off_nor_planned_work_be_mended(desk):
    with pytest.raises(CannotTell, match="kan inte stå så"):
        updated(desk, begun(desk), state=DisturbanceState.CANCELLED)
    with pytest.raises(CannotTell, match="kan inte stå så"):
        updated(desk, planned(desk), state=DisturbanceState.MENDED)

    assert set(Disturbance.objects.values_list("state", flat=True)) == {"investigated", "planned"}


def test_facts_are_changed_without_a_word_to_those_who_follow(desk, mailbox):
    disturbance = begun(desk, organisations=("KIN",), update_minutes=30)
    jobs = Job.objects.count()

    telling.change(
        disturbance_id=disturbance.pk,
        text=text(title="E-posten är nere", organisations=("YDR",), update_minutes=60),
        actor=agent(desk.jonas),
        at=later(minutes=10),
    )

    shown = public.one(disturbance_id=disturbance.pk)
    assert (shown.title, shown.organisation_codes) == ("E-posten är nere", ("YDR",))
    assert shown.next_update_by == later(minutes=70)
    assert Job.objects.count() == jobs


def test_a_disturbance_is_not_made_planned_afterwards(desk):
    disturbance = begun(desk)

    with pytest.raises(CannotTell, match="kan inte göras om"):
        telling.change(
            disturbance_id=disturbance.pk,
            text=text(is_planned=True, expected_until=later(hours=1)),
            actor=agent(desk.jonas),
            at=later(minutes=1),
        )
    assert Disturbance.objects.get().is_planned is False


def test_an_organisation_is_told_of_what_touches_it_or_all(desk):
    begun(desk, title="Kindas", organisations=("KIN",))
    begun(desk, title="Allas")

    def titles(code):
        return {each.title for each in public.now_for(code, at=later(hours=1))}

    assert titles("KIN") == {"Kindas", "Allas"}
    assert titles("YDR") == {"Allas"}
    assert titles("") == {"Kindas", "Allas"}


def test_linked_tickets_are_answered_with_the_update_where_that_is_asked_for(desk):
    ticket = desk.ticket()
    disturbance = begun(desk, ticket)

    updated(desk, disturbance)
    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()

    updated(desk, disturbance, "Snart klart.", is_informing_tickets=True)
    reply = Message.objects.get(kind=MessageKind.REPLY)
    assert (reply.ticket_id, reply.text) == (ticket.pk, "Snart klart.")
    event = DisturbanceEvent.objects.last()
    assert (event.kind, event.text, len(event.batch)) == ("informed", "1", 32)


def test_secret_tickets_are_counted_and_not_named_to_those_who_may_not_read_them(desk):
    secret = desk.ticket("Hemligt", is_secret=True)
    disturbance = begun(desk)
    wanted = {"disturbance_id": disturbance.pk, "tickets": (secret.number,)}
    acting = {"actor": agent(desk.anna), "at": later(minutes=1)}
    with pytest.raises(NoSuchTicket, match="Det finns inget ärende"):
        telling.link_tickets(**wanted, reader=desk_reader(desk.jonas), **acting)

    telling.link_tickets(**wanted, reader=desk_reader(desk.anna, sees_secret=True), **acting)

    linked = desk_queries.linked(disturbance_id=disturbance.pk, reader=desk_reader(desk.jonas))
    assert (linked.tickets, linked.hidden, linked.waiting) == ((), 1, 1)
    story = desk_queries.story(disturbance_id=disturbance.pk, reader=desk_reader(desk.jonas))
    assert [each.ticket for each in story] == ["", ""]


def test_a_ticket_is_linked_once_and_taken_back_once(desk):
    ticket = desk.ticket()
    disturbance = begun(desk, ticket)
    who = {"reader": desk_reader(desk.jonas), "actor": agent(desk.jonas), "at": later(minutes=1)}
    one = {"disturbance_id": disturbance.pk, **who}

    assert telling.link_tickets(tickets=(ticket.number,), **one) == 0
    telling.unlink_ticket(ticket=ticket.number, **one)
    with pytest.raises(CannotTell, match="är inte länkat"):
        telling.unlink_ticket(ticket=ticket.number, **one)
    with pytest.raises(CannotTell, match="minst ett ärendenummer"):
        telling.link_tickets(tickets=(), **one)

    assert disturbance.links.count() == 0


def follow(disturbance, address="karin@kinda.example", person_id=None, at=MONDAY):
    return following.follow(
        disturbance_id=disturbance.pk, address=address, person_id=person_id, at=at
    )


def test_a_person_follows_at_once_by_their_own_address(desk, mailbox):
    disturbance = begun(desk)

    follower = follow(disturbance, "Karin@Kinda.example ", desk.karin.pk)

    assert (follower.address, follower.confirmed_at) == ("karin@kinda.example", MONDAY)
    assert not OutgoingLetter.objects.exists()


def test_a_typed_address_is_told_of_nothing_until_it_is_confirmed(desk, mailbox):
    disturbance = begun(desk)
    follower = follow(disturbance)
    follow(disturbance)

    asked = OutgoingLetter.objects.get()
    assert f"/status/bekrafta/{follower.token}/" in asked.text
    event = updated(desk, disturbance)
    assert following.tell_followers(event_id=event.pk, at=later(minutes=21)) == 0

    following.confirm(token=follower.token, at=later(minutes=22))
    event = updated(desk, disturbance, "Snart klart.", at=later(minutes=23))
    assert following.tell_followers(event_id=event.pk, at=later(minutes=24)) == 1
    letter = OutgoingLetter.objects.last()
    assert letter.subject == "Störning: E-posten är långsam"
    assert letter.to == ["karin@kinda.example"]
    assert letter.text.startswith("Felsöks. Snart klart.")
    assert f"/status/sluta/{follower.token}/" in letter.text


def test_nobody_is_told_the_same_twice(desk, mailbox):
    disturbance = begun(desk)
    follow(disturbance, person_id=desk.karin.pk)
    event = updated(desk, disturbance)

    told = [following.tell_followers(event_id=event.pk, at=later(hours=1)) for _ in range(2)]

    assert told == [1, 0]
    assert OutgoingLetter.objects.count() == 1


def test_a_worker_is_asked_to_tell_once_for_what_everybody_may_read(desk, mailbox):
    disturbance = begun(desk)
    updated(desk, disturbance)
    updated(desk, disturbance, "Internt.", is_public=False)

    kinds = list(Job.objects.values_list("kind", flat=True))

    assert kinds == ["disturbances.tell-followers"] * 2


def test_whoever_stops_following_is_forgotten_and_a_second_time_does_no_harm(desk, mailbox):
    follower = follow(begun(desk), person_id=desk.karin.pk)

    following.unfollow(token=follower.token)
    following.unfollow(token=follower.token)

    assert not Follower.objects.exists()
    with pytest.raises(CannotFollow, match="gäller inte längre"):
        following.confirm(token=follower.token, at=later(hours=1))


@pytest.mark.parametrize("address", ["", "karin", "karin@", "a@b.se\nBcc: x@y.se"])
def test_what_is_no_address_follows_nothing(desk, mailbox, address):
    disturbance = begun(desk)

    with pytest.raises(CannotFollow, match="Skriv e-postadressen"):
        follow(disturbance, address)
    assert not Follower.objects.exists()


def test_what_is_not_public_or_has_ended_is_not_followed(desk, mailbox):
    over = begun(desk)
    ended(desk, over)

    for disturbance in (over, begun(desk, is_public=False)):
        with pytest.raises(CannotFollow, match="inget att följa"):
            follow(disturbance)
    assert not Follower.objects.exists()


def test_without_a_mailbox_an_address_is_not_kept(desk):
    disturbance = begun(desk)

    with pytest.raises(CannotFollow, match="inte att följa med e-post än"):
        follow(disturbance)
    assert not Follower.objects.exists()
    assert following.tell_followers(event_id=disturbance.events.get().pk, at=MONDAY) == 0


def test_the_form_is_shut_for_a_while_when_somebody_plays_with_it(desk, mailbox, monkeypatch):
    monkeypatch.setattr(following, "MOST_UNCONFIRMED", 2)
    disturbance = begun(desk)
    for name in ("a", "b"):
        follow(disturbance, f"{name}@kinda.example")

    with pytest.raises(CannotFollow, match="Prova igen om en stund"):
        follow(disturbance, "c@kinda.example")

    assert follow(disturbance, "d@kinda.example", desk.karin.pk).confirmed_at == MONDAY
    assert follow(disturbance, "e@kinda.example", at=later(hours=1)).confirmed_at is None


def test_those_who_followed_are_forgotten_a_month_after(desk, mailbox):
    disturbance = begun(desk)
    follow(disturbance, person_id=desk.karin.pk)
    unconfirmed = follow(begun(desk), "per@kinda.example")
    ended(desk, disturbance)

    following.forget_followers(at=later(days=30))
    assert Follower.objects.count() == 2
    following.forget_followers(at=later(days=30, hours=3))
    assert list(Follower.objects.all()) == []
    assert unconfirmed.pk


def test_a_late_update_is_reminded_of_once(desk, mailbox):
    desk.jonas.email = "jonas@kinda.example"
    desk.jonas.save()
    begun(desk, update_minutes=30)

    counts = [reminding.remind_late(at=later(minutes=m)) for m in (30, 31, 60)]

    assert counts == [0, 1, 0]
    letter = OutgoingLetter.objects.get()
    assert letter.to == ["jonas@kinda.example"]
    assert letter.subject == "Uppdateringen är sen: E-posten är långsam"
    assert "kl. 09.30" in letter.text


def test_a_new_promise_can_be_late_too(desk, mailbox):
    desk.jonas.email = "jonas@kinda.example"
    desk.jonas.save()
    disturbance = begun(desk, update_minutes=30)
    reminding.remind_late(at=later(minutes=40))
    updated(desk, disturbance, at=later(minutes=41))

    assert reminding.remind_late(at=later(minutes=72)) == 1


def test_without_anybody_to_remind_nothing_is_sent(desk, mailbox):
    begun(desk, update_minutes=30)

    assert reminding.remind_late(at=later(minutes=40)) == 0
    assert not OutgoingLetter.objects.exists()


def test_what_was_told_is_never_changed(desk):
    begun(desk)

    with pytest.raises(DatabaseError), transaction.atomic():
        DisturbanceEvent.objects.update(text="Annat")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disturbance.objects.update(state=DisturbanceState.ENDED)

    assert DisturbanceEvent.objects.get().text == "Brev kommer sent."


def test_what_waits_longest_is_not_lost_among_what_is_planned(desk):
    planned(desk, started_at=MONDAY, expected_until=later(hours=1))
    mended = begun(desk, title="Telefonin")
    updated(desk, mended, state=DisturbanceState.MENDED)
    begun(desk)

    titles = [each.title for each in public.board(at=later(hours=1)).now]

    assert titles == ["E-posten är långsam", "Telefonin", "Byte av brandvägg"]
