"""Whoever has left keeps their history, and loses their name when the rule says so."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction

from samdrift.assets.life import services as life
from samdrift.assets.models import Device, Receipt
from samdrift.assets.ports import Told
from samdrift.assets.stock import receipts
from samdrift.assets.tests import given
from samdrift.assets.tests.given import AGENT, AT, day
from samdrift.directory.models import Person
from samdrift.wiping import leaving
from samdrift.wiping.errors import CannotWipe
from samdrift.wiping.models import LeaverProtocol, LeaverRule

pytestmark = pytest.mark.django_db
LATER = AT.replace(year=2028)


@pytest.fixture
def chef():
    return User.objects.create_user("chef")


def decide(chef, days=365, decision="Dnr 7"):
    leaving.decide(days=days, decision=decision, by=chef, at=AT)


def gone(key="karin", on=date(2026, 3, 2)):
    person = given.person(key)
    Person.objects.filter(pk=person.pk).update(is_active=False, left_on=on, mobile="4670")
    return person


def names():
    return list(Person.objects.order_by("pk").values_list("name", flat=True))


def test_a_name_goes_when_the_rule_says_so_and_the_history_stays(chef):
    karin = gone()
    given.thing("KIN-1")
    told = Told(day(2, 1), holder_id=karin.pk)
    life.take_step(tags=["KIN-1"], act="hand-over", told=told, actor=AGENT, at=AT, stroke="signed")
    receipts.write(stroke="signed", actor=AGENT, at=AT)
    receipts.sign(stroke="signed", name="Karin", signature="M1 1", at=AT)
    given.step("KIN-1", "take-back", day(3, 1))
    decide(chef)
    assert leaving.told(at=AT).reached == 0
    assert leaving.forget(AT) == 0

    assert leaving.told(at=LATER).reached == 1
    trial = leaving.tried(days=365, at=LATER)
    assert ([each.name for each in trial.reached], trial.waiting) == (["Karin"], ())
    assert leaving.forget(LATER) == 1
    (done,) = leaving.protocols()
    assert (done.at, done.number, done.days, done.decision) == (LATER, 1, 365, "Dnr 7")
    assert leaving.protocol(done.id) == ((karin.pk, "KIN", "2026-03-02"),)
    assert leaving.protocol(0) is None
    with pytest.raises(DatabaseError), transaction.atomic():
        LeaverProtocol.objects.update(number=2)

    person = Person.objects.get()
    assert (person.name, person.words, person.email, person.mobile) == (
        "Någon som har slutat", "", "", "",
    )  # fmt: skip
    assert person.forgotten_at == LATER
    assert (
        list(Device.objects.get().standings.values_list("holder", flat=True)).count(karin.pk) == 1
    )
    receipt = Receipt.objects.get()
    assert (receipt.holder_id, receipt.signed_name, receipt.signature) == (karin.pk, "", "")
    assert leaving.forget(LATER) == 0


def test_who_has_something_left_and_who_is_there_keep_their_names(chef):
    karin = gone()
    given.person("per")
    given.thing("KIN-1", "held", holder=karin.pk)
    decide(chef)

    assert leaving.forget(LATER) == 0

    assert names() == ["Karin", "Per"]
    trial = leaving.tried(days=365, at=LATER)
    assert (trial.reached, [each.name for each in trial.waiting]) == ((), ["Karin"])
    with pytest.raises(CannotWipe):
        leaving.tried(days=29, at=LATER)
    assert leaving.protocols() == ()


def test_without_a_rule_nobody_is_forgotten_and_since_when_they_are_gone_is_noted(chef):
    gone(on=None)
    assert leaving.forget(AT) == 0
    assert Person.objects.get().left_on == AT.date()
    decide(chef)
    leaving.decide(days=None, decision="", by=chef, at=AT)

    assert leaving.forget(LATER) == 0

    assert leaving.told(at=LATER) is None
    assert names() == ["Karin"]


@pytest.mark.parametrize("told", [{"days": 29}, {"decision": " "}])
def test_a_rule_too_short_or_without_a_decision_is_refused(chef, told):
    with pytest.raises(CannotWipe):
        decide(chef, **told)

    assert not LeaverRule.objects.exists()
