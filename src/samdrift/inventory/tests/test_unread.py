"""What could not be read is kept, told of once, and put away."""

import pytest

from samdrift.inventory.models import Unread
from samdrift.inventory.services import unread
from samdrift.inventory.services.unread import MOST_OF_AN_ORGANISATION
from samdrift.inventory.tests.given import MONDAY, an_organisation, later
from samdrift.plumbing.mail import keeping
from samdrift.plumbing.mail.models import OutgoingLetter

pytestmark = pytest.mark.django_db


def keep(reason="Det är tomt.", at=MONDAY, sender="10.0.0.7"):
    an_organisation()
    unread.keep(organisation_code="KIN", sender=sender, reason=reason, sent=b"x\x00y", at=at)


def a_mailbox(keeper="drift@kinda.example"):
    keeping.save_mailbox(
        keeping.Settings(
            key="helpdesk",
            address="helpdesk@kinda.example",
            keeper_address=keeper,
            smtp=("smtp.kinda.example", 587, keeping.choices.Security.STARTTLS),
        )
    )


def test_alike_ones_are_counted_and_different_ones_stand_apart():
    for at in range(3):
        keep(at=later(minutes=at))
    keep("Det är ingen XML.")

    assert sorted(Unread.objects.values_list("reason", "times")) == [
        ("Det är ingen XML.", 1),
        ("Det är tomt.", 3),
    ]
    assert Unread.objects.get(times=3).beginning == "x·y"


def test_there_are_never_more_than_so_many_of_an_organisation():
    for at in range(MOST_OF_AN_ORGANISATION + 3):
        keep(sender=f"10.0.0.{at}")

    assert Unread.objects.count() == MOST_OF_AN_ORGANISATION


def test_whoever_keeps_our_mail_is_told_once():
    a_mailbox()
    keep()

    assert unread.tell_keeper(at=later(hours=1)) == 1
    assert unread.tell_keeper(at=later(hours=2)) == 0
    (letter,) = OutgoingLetter.objects.all()
    assert letter.to == ["drift@kinda.example"]
    assert "KIN: Det är tomt. (10.0.0.7)" in letter.text


def test_without_somebody_to_tell_it_waits():
    keep()

    assert unread.tell_keeper(at=MONDAY) == 0
    a_mailbox()
    assert unread.tell_keeper(at=MONDAY) == 1


def test_what_comes_again_after_it_was_put_away_is_seen_and_told_again():
    a_mailbox()
    keep()
    unread.tell_keeper(at=MONDAY)
    unread.put_away(unread_id=Unread.objects.get().pk, by="Jonas")
    assert Unread.objects.get().seen_by == "Jonas"

    keep(at=later(days=1))

    assert Unread.objects.get().seen_by == ""
    assert unread.tell_keeper(at=later(days=1)) == 1
