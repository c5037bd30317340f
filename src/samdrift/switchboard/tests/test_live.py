"""Live calls: told in any order and again, the same records as the log, never counted twice."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.switchboard.choices import CallEvent
from samdrift.switchboard.errors import CannotKeep, CannotTell
from samdrift.switchboard.models import Call, Extension, LiveCall
from samdrift.switchboard.queries import live as going_on
from samdrift.switchboard.services import live, logs
from samdrift.switchboard.services.live import Told
from samdrift.switchboard.tests.given import (
    KINDA,
    KINDA_DIGITS,
    MONDAY,
    log,
    municipalities,
    number,
)

pytestmark = pytest.mark.django_db
RINGING, ANSWERED, LOST, ENDED = CallEvent


def word(event, *, after=0, extension="1001", **told):
    return Told("A1", event, MONDAY + timedelta(seconds=after), extension, **told)


def tell(*words, late=120):
    for each in words:
        live.tell(each, at=MONDAY + timedelta(seconds=late))


def at(seconds):
    return MONDAY + timedelta(seconds=seconds)


def test_a_call_rings_where_it_rings_until_somebody_answers():
    municipalities()
    number(KINDA, "KIN")
    tell(word(RINGING, caller="070-174 06 35", called=KINDA), word(RINGING, extension="1002"))

    [mine] = going_on.ringing_at("1001", at=at(150))
    assert (mine.caller, mine.called) == ("46701740635", KINDA_DIGITS)
    assert (mine.organisation_code, mine.answered_at) == ("KIN", None)
    assert len(going_on.ringing_at("1002", at=at(150))) == 1
    assert going_on.ringing_at("", at=at(150)) == ()

    tell(word(ANSWERED, after=8, extension="1002"))

    assert going_on.ringing_at("1001", at=at(150)) == ()
    [theirs] = going_on.ringing_at("1002", at=at(150))
    assert theirs.answered_at == at(8)
    assert going_on.live_call(theirs.id) == theirs
    tell(word(ENDED, after=60))
    assert going_on.ringing_at("1002", at=at(150)) == ()


def test_a_ring_without_an_end_is_shown_for_ten_minutes():
    tell(word(RINGING))

    assert len(going_on.ringing_at("1001", at=at(120 + 599))) == 1
    assert going_on.ringing_at("1001", at=at(120 + 600)) == ()


WORDS = (
    word(RINGING, caller="0701"),
    word(RINGING, after=4, extension="1002", caller="070-174 06 35"),
    word(ANSWERED, after=9, extension="1002", called=KINDA),
    word(ANSWERED, after=12, extension="1003"),
    word(LOST, after=30),
    word(ENDED, after=61),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(WORDS), max_size=6), st.permutations(WORDS))
def test_words_in_any_order_and_again_come_to_the_same(again, order):
    Call.objects.all().delete()
    LiveCall.objects.all().delete()
    tell(*again, *order)

    row = LiveCall.objects.get()
    assert (row.caller, row.called, row.rings) == ("46701740635", KINDA_DIGITS, ["1001", "1002"])
    assert (row.started_at, row.answered_at, row.answered_by) == (at(0), at(9), "1002")
    call = Call.objects.get()
    assert (call.started_at, call.answered_at, call.ended_at) == (at(0), at(9), at(61))
    assert (call.wait_seconds, call.called, call.is_logged) == (9, KINDA_DIGITS, False)


def test_a_lost_call_is_lost():
    tell(word(LOST, after=20), word(RINGING))

    call = Call.objects.get()
    assert (call.answered_at, call.wait_seconds, call.ended_at) == (None, None, at(20))


def test_the_daily_log_tells_of_the_same_call_and_it_is_counted_once():
    municipalities()
    number(KINDA, "KIN")
    tell(word(RINGING, called=KINDA), word(ANSWERED, after=9), word(ENDED, after=61))
    assert Call.objects.get().organisation_id == "KIN"
    logged = ("A1", "09:00:00", "09:00:10", "09:01:05", KINDA)

    taken = logs.take_in_log(content=log(logged))
    tell(word(ENDED, after=300), late=400)

    assert (taken.new, taken.changed) == (0, 1)
    call = Call.objects.get()
    assert (call.is_logged, call.wait_seconds, call.ended_at) == (True, 10, at(65))


def test_a_log_that_says_the_same_makes_the_call_its_own():
    tell(word(RINGING), word(ANSWERED, after=9), word(ENDED, after=61))

    taken = logs.take_in_log(content=log(("A1", "09:00:00", "09:00:09", "09:01:01", "")))

    assert (taken.new, taken.changed, Call.objects.get().is_logged) == (0, 1, True)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told("", RINGING, MONDAY), "call ska ha 1 till 200"),
        (Told("A1", RINGING, MONDAY, "1" * 21), "högst 20 tecken"),
        (Told("A1", RINGING, MONDAY, caller="1" * 21), "högst 20 tecken"),
        (Told("A1", ANSWERED, MONDAY), "på vilken extension"),
        (Told("A1", RINGING, MONDAY + timedelta(minutes=6)), "i framtiden"),
        (Told("A1", RINGING, MONDAY - timedelta(hours=49)), "äldre än två dygn"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(told, words):
    with pytest.raises(CannotTell, match=words):
        live.tell(told, at=MONDAY)

    assert not LiveCall.objects.exists()


def test_who_called_is_forgotten_after_a_week_and_the_call_is_still_counted():
    tell(word(RINGING, caller="0701740635"), word(ENDED, after=60))

    live.forget_old(MONDAY + timedelta(days=7))
    assert LiveCall.objects.exists()
    live.forget_old(MONDAY + timedelta(days=8))

    assert not LiveCall.objects.exists()
    assert Call.objects.count() == 1


def test_a_call_knows_the_ticket_that_it_became():
    tell(word(RINGING))
    [found] = going_on.ringing_at("1001", at=at(130))

    live.note_ticket(call_id=found.id, number="10001")

    assert going_on.live_call(found.id).ticket_number == "10001"
    assert going_on.live_call(0) is None


def test_an_extension_is_one_colleagues_at_a_time():
    jonas, anna = (User.objects.create(username=name) for name in ("jonas", "anna"))
    live.set_extension(user_id=jonas.pk, number=" 1001 ")
    live.set_extension(user_id=anna.pk, number="1001")

    assert (going_on.extension_of(jonas.pk), going_on.extension_of(anna.pk)) == ("", "1001")
    with pytest.raises(CannotKeep):
        live.set_extension(user_id=jonas.pk, number="10-01")
    live.set_extension(user_id=anna.pk, number="")
    assert not Extension.objects.exists()
