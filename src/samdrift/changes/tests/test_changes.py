"""Changes: written down, decided on by the right people, done, and looked back on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from samdrift.changes.choices import Act, Kind, LinkKind, RiskClass, State, Verdict
from samdrift.changes.errors import CannotMove, CannotSave, CannotVote, ChangedMeanwhile
from samdrift.changes.models import Change, ChangeEvent, Vote
from samdrift.changes.ports import NewChange
from samdrift.changes.queries import agenda, approval
from samdrift.changes.queries import changes as queries
from samdrift.changes.queries.changes import Selection
from samdrift.changes.services import linking, moving, registering, reminding, ruling
from samdrift.changes.tests.given import MONDAY, NIGHT, Shop, actor
from samdrift.plumbing.mail.models import Mailbox, OutgoingLetter
from samdrift.servicedesk.tests.given import desk_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return Shop()


def state(change):
    return Change.objects.get(pk=change.pk).state


def test_changes_are_numbered_in_their_own_series(shop):
    assert [shop.change().number for _ in range(3)] == ["C-1", "C-2", "C-3"]


def test_a_normal_change_goes_all_the_way(shop):
    change = shop.ended()
    moving.review(
        number=change.number, went_as_planned=True, lessons="", actor=actor(shop.nils), at=NIGHT
    )
    shop.do(change, Act.CLOSE)

    told = queries.whole(change.number)
    assert (told.state, told.verdict, told.outcome) == (State.CLOSED, Verdict.APPROVED, State.DONE)
    assert [event.changes["state"][1] for event in reversed(queries.story(change.pk))
            if "state" in event.changes] == [
        "proposed", "assessed", "approved", "scheduled", "ongoing", "done", "reviewed", "closed",
    ]  # fmt: skip


def test_a_standard_change_is_approved_with_its_template(shop):
    template = shop.template()
    new = NewChange(Kind.STANDARD, shop.wanted(title="", plan="Något annat"), template.pk)

    change = registering.register(new=new, actor=actor(shop.nils), at=MONDAY)
    shop.do(change, Act.PROPOSE)

    told = queries.whole(change.number)
    assert (told.title, told.plan) == ("Byt certifikat", "Lägg in det nya.")
    assert (told.state, told.verdict) == (State.APPROVED, Verdict.APPROVED)


def test_a_shut_template_makes_no_change(shop):
    template = shop.template()
    ruling.shut_template(template.pk)

    with pytest.raises(CannotSave, match="Välj vilken standardändring"):
        registering.register(
            new=NewChange(Kind.STANDARD, shop.wanted(), template.pk),
            actor=actor(shop.nils),
            at=MONDAY,
        )

    assert Change.objects.count() == 0


def test_what_is_wanting_is_told_and_nothing_is_proposed(shop):
    change = shop.change(plan="", back_out_plan="", services=())

    with pytest.raises(CannotMove, match="Det saknas: plan, återgångsplan, tjänst"):
        shop.do(change, Act.PROPOSE)

    assert state(change) == State.DRAFT


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"title": " "}, "Skriv med några ord"),
        ({"ends_at": NIGHT}, "sluta efter"),
        ({"ends_at": None}, "både när"),
        ({"probability": 5}, "1 till 4"),
        ({"organisations": ("XXX",)}, "ingen organisation XXX"),
        ({"responsible_id": 0}, None),
        ({"implementer_ids": (10**6,)}, "de personer som visas"),
    ],
)
def test_a_change_that_cannot_be_is_refused(shop, told, words):
    if words is None:
        assert shop.change(responsible_id=None).responsible_id is None
        return
    with pytest.raises(CannotSave, match=words):
        shop.change(**told)

    assert Change.objects.count() == 0


def test_risk_has_its_class_by_data(shop):
    assert shop.change(probability=1, consequence=3).risk_class == RiskClass.LOW
    assert shop.change(probability=2, consequence=4).risk_class == RiskClass.MEDIUM
    assert shop.change(probability=3, consequence=3).risk_class == RiskClass.HIGH

    ruling.set_risk_class(probability=1, consequence=3, risk_class=RiskClass.HIGH)
    assert shop.change(probability=1, consequence=3).risk_class == RiskClass.HIGH


def test_a_draft_is_written_over_and_who_saw_an_older_one_is_told(shop):
    change = shop.change()
    wanted = replace(shop.wanted(), title="Byt alla switchar", services=("Nätverk", "Wifi"))

    registering.rewrite(
        number=change.number, wanted=wanted, seen_version=1, actor=actor(shop.sara), at=MONDAY
    )
    with pytest.raises(ChangedMeanwhile):
        registering.rewrite(
            number=change.number,
            wanted=shop.wanted(),
            seen_version=1,
            actor=actor(shop.nils),
            at=MONDAY,
        )

    told = queries.whole(change.number)
    assert (told.title, told.services) == ("Byt alla switchar", ("Nätverk", "Wifi"))


def test_what_is_proposed_is_not_written_over(shop):
    change = shop.proposed()

    with pytest.raises(CannotSave, match="Bara ett utkast"):
        registering.rewrite(
            number=change.number,
            wanted=replace(shop.wanted(), title="Annat"),
            seen_version=change.version,
            actor=actor(shop.nils),
            at=MONDAY,
        )

    assert queries.whole(change.number).title == "Byt kärnswitch"


def test_the_proposer_decides_nothing_about_their_change(shop):
    change = shop.assessed(by=shop.chef)

    with pytest.raises(CannotVote, match="Den som föreslagit"):
        shop.vote(change, shop.chef)

    assert (state(change), Vote.objects.count()) == (State.ASSESSED, 0)


def test_a_rule_needs_its_quorum_of_different_people(shop):
    shop.rule(shop.chef, shop.vice, shop.sara, quorum=2)
    change = shop.assessed()

    shop.vote(change, shop.chef)
    with pytest.raises(CannotVote, match="redan röstat"):
        shop.vote(change, shop.chef)
    assert state(change) == State.ASSESSED

    shop.vote(change, shop.sara)
    assert state(change) == State.APPROVED


def test_every_rule_that_holds_is_to_be_met(shop):
    shop.rule(shop.chef, name="Alla")
    shop.rule(shop.sara, name="Nätverk", service="Nätverk")
    shop.rule(shop.vice, name="Hög risk", risk_class="high")
    change = shop.assessed()

    shop.vote(change, shop.chef)
    assert state(change) == State.ASSESSED
    assert [(told.name, told.is_met) for told in approval.standing(approval.deciding(change))] == [
        ("Alla", True),
        ("Nätverk", False),
    ]

    shop.vote(change, shop.sara)
    assert state(change) == State.APPROVED


def test_a_change_is_rejected_once_it_cannot_be_approved(shop):
    shop.rule(shop.chef, shop.vice, shop.sara, quorum=2)
    change = shop.assessed()

    shop.vote(change, shop.chef, is_for=False, reason="För nära valet.")
    assert state(change) == State.ASSESSED
    shop.vote(change, shop.vice, is_for=False, reason="Håller med.")

    assert state(change) == State.REJECTED
    assert queries.whole(change.number).verdict == Verdict.REJECTED


def test_somebody_not_named_has_no_vote(shop):
    shop.rule(shop.chef)
    change = shop.assessed()

    with pytest.raises(CannotVote, match="inte ditt"):
        shop.vote(change, shop.vice)

    assert Vote.objects.count() == 0


def test_a_vote_needs_its_reason(shop):
    change = shop.assessed()

    with pytest.raises(CannotVote, match="Skriv skälet"):
        shop.vote(change, shop.chef, reason="  ")

    assert Vote.objects.count() == 0


def test_who_stands_in_votes_on_the_days_told_and_for_that_seat(shop):
    shop.rule(shop.chef)
    day = MONDAY.date()
    ruling.delegate(
        from_user_id=shop.chef.pk,
        to_user_id=shop.sara.pk,
        valid_from=day,
        valid_until=day + timedelta(days=1),
    )
    early, late = shop.assessed(), shop.assessed()

    with pytest.raises(CannotVote):
        shop.vote(late, shop.sara, at=MONDAY + timedelta(days=1))
    shop.vote(early, shop.sara)

    assert (state(early), state(late)) == (State.APPROVED, State.ASSESSED)
    (vote,) = approval.votes(early)
    assert (vote.by, vote.seat) == ("Sara Sund", "Eva Lind")


def test_nobody_votes_twice_by_standing_in(shop):
    shop.rule(shop.chef, shop.sara, quorum=2)
    ruling.delegate(
        from_user_id=shop.chef.pk,
        to_user_id=shop.sara.pk,
        valid_from=MONDAY.date(),
        valid_until=MONDAY.date() + timedelta(days=9),
    )
    change = shop.assessed()

    shop.vote(change, shop.sara)
    with pytest.raises(CannotVote):
        shop.vote(change, shop.sara)

    assert (state(change), Vote.objects.count()) == (State.ASSESSED, 1)


def test_nobody_stands_in_for_the_proposer(shop):
    shop.rule(shop.chef, shop.vice)
    ruling.delegate(
        from_user_id=shop.chef.pk,
        to_user_id=shop.sara.pk,
        valid_from=MONDAY.date(),
        valid_until=MONDAY.date() + timedelta(days=9),
    )
    change = shop.assessed(by=shop.chef)

    with pytest.raises(CannotVote):
        shop.vote(change, shop.sara)

    assert Vote.objects.count() == 0


def test_a_rule_with_too_few_to_vote_is_told_before_the_vote(shop):
    shop.rule(shop.nils, shop.chef, quorum=2)
    change = shop.proposed(by=shop.nils)

    with pytest.raises(CannotMove, match="har för få som får rösta"):
        shop.do(change, Act.ASSESS)

    assert state(change) == State.PROPOSED


def test_votes_on_what_was_sent_back_count_no_more(shop):
    shop.rule(shop.chef, shop.vice, quorum=2)
    change = shop.assessed()
    shop.vote(change, shop.chef)

    shop.do(change, Act.SEND_BACK, text="Planen saknar tider.")
    shop.do(change, Act.PROPOSE)
    shop.do(change, Act.ASSESS)
    shop.vote(change, shop.vice)

    assert state(change) == State.ASSESSED
    shop.vote(change, shop.chef)
    assert state(change) == State.APPROVED


def test_nobody_approves_by_an_act(shop):
    change = shop.assessed()

    with pytest.raises(CannotMove, match="följer av rösterna"):
        shop.do(change, Act.APPROVE)

    assert state(change) == State.ASSESSED


def test_an_emergency_change_is_done_first_and_approved_after(shop):
    shop.rule(shop.chef, kind="emergency", hours_afterwards=24)
    change = shop.change(Kind.EMERGENCY, starts_at=None, ends_at=None, plan="")

    shop.do(change, Act.START)
    shop.do(change, Act.FINISH)
    with pytest.raises(CannotMove, match="inte beslutad än"):
        moving.review(
            number=change.number, went_as_planned=True, lessons="", actor=actor(shop.nils), at=NIGHT
        )
    told = queries.whole(change.number)
    assert (told.state, told.verdict, told.approve_by) == (
        State.DONE,
        "",
        MONDAY + timedelta(hours=24),
    )

    shop.vote(change, shop.chef)
    moving.review(
        number=change.number, went_as_planned=True, lessons="", actor=actor(shop.nils), at=NIGHT
    )
    assert (state(change), queries.whole(change.number).verdict) == (State.REVIEWED, "approved")


def test_what_did_not_go_as_planned_says_what_was_learnt(shop):
    change = shop.ended(act=Act.BACK_OUT)

    with pytest.raises(CannotMove, match="lärde er"):
        moving.review(
            number=change.number,
            went_as_planned=False,
            lessons="",
            actor=actor(shop.nils),
            at=NIGHT,
        )

    assert (state(change), queries.whole(change.number).outcome) == ("backed_out", "backed_out")


def test_what_has_happened_is_never_changed(shop):
    change = shop.approved()

    for rows in (ChangeEvent.objects.all(), Vote.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(at=NIGHT)

    assert Vote.objects.filter(change=change).count() == 1


def test_tickets_are_linked_by_number_where_they_may_be_seen(shop):
    change = shop.change()
    ticket, secret = shop.desk.ticket(), shop.desk.ticket(is_secret=True)
    told = {"number": change.number, "kind": LinkKind.CAUSED, "actor": actor(shop.nils)}
    reader = desk_reader(shop.nils)

    linking.link(other=f"#{ticket.number}", reader=reader, at=MONDAY, **told)
    linking.link(other=ticket.number, reader=reader, at=MONDAY, **told)
    linking.link(other="p-12", reader=reader, at=MONDAY, **told)
    with pytest.raises(CannotSave, match="Det finns inget ärende"):
        linking.link(other=secret.number, reader=reader, at=MONDAY, **told)

    links = queries.links(change.pk, reader=reader)
    assert [(each.number, each.subject) for each in links] == [
        (ticket.number, "Kan inte logga in"),
        ("P-12", ""),
    ]
    linking.unlink(number=change.number, link_id=links[0].id, actor=actor(shop.nils), at=MONDAY)
    assert len(queries.links(change.pk, reader=reader)) == 1


def test_the_list_is_narrowed_and_turned(shop):
    for number in range(queries.PAGE_SIZE + 2):
        shop.change(title=f"Byte {number}")
    shop.proposed(title="Brandvägg", services=("Brandvägg",), organisations=("YDR",))

    first = queries.lines(Selection())
    rest = queries.lines(Selection(), after=first.after)
    chosen = queries.lines(Selection("to-decide", "normal", "Brandvägg", "YDR", "brandvägg C-53"))

    assert (len(first.lines), len(rest.lines), rest.after) == (50, 3, "")
    assert [line.number for line in chosen.lines] == ["C-53"]
    assert queries.counts()["to-decide"] == 1


def test_the_agenda_tells_who_is_waited_for_and_what_collides(shop):
    shop.rule(shop.chef, shop.vice, quorum=2)
    change = shop.assessed()
    beside = shop.approved_by_both(title="Flytta servrar")
    ruling.add_standstill(reason="Lönekörning", starts_at=NIGHT, ends_at=NIGHT + timedelta(hours=1))
    shop.vote(change, shop.chef)

    (item,) = agenda.items()

    assert item.awaits == {shop.vice.pk}
    assert [each.number for each in item.collides_with] == [beside.number]
    assert [stop.reason for stop in item.standstills] == ["Lönekörning"]
    assert (item.standing[0].votes_for, item.standing[0].quorum) == (1, 2)


def test_who_is_waited_for_is_reminded_once_a_day(shop):
    Mailbox.objects.create(key="desk", address="desk@kinda.example", is_open=True)
    shop.rule(shop.chef, shop.vice, quorum=2)
    for user in (shop.chef, shop.vice):
        user.email = f"{user.username}@kinda.example"
        user.save()
    change = shop.assessed()
    shop.vote(change, shop.chef)

    written = [reminding.remind(MONDAY + timedelta(hours=hours)) for hours in (1, 25, 26, 50)]

    assert written == [0, 1, 0, 1]
    letter = OutgoingLetter.objects.first()
    assert letter.to == ["vice@kinda.example"]
    assert change.number in letter.subject
