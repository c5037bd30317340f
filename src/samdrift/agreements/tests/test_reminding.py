"""Both parties are written to, once, before an agreement must be decided on and before it ends."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from samdrift.agreements import reminding, work
from samdrift.agreements.choices import Reminded, Step
from samdrift.agreements.models import AgreementReminder
from samdrift.agreements.tests.given import begun, signed, take
from samdrift.parties.models import Membership, Organisation
from samdrift.plumbing.mail.models import OutgoingLetter
from samdrift.plumbing.mail.tests.given import mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people():
    for position, code in enumerate(("KIN", "VIM")):
        told = {"code": code, "name": code, "role": "member", "position": position}
        Organisation.objects.create(**told)
    for name, role, code in (
        ("controller", "controller", None),
        ("kin", "economist", "KIN"),
        ("vim", "economist", "VIM"),
    ):
        user = User.objects.create_user(name, email=f"{name}@it.example")
        Membership.objects.create(user=user, role=role, organisation_id=code)


def on(month, day):
    return datetime(2015, month, day, 9, tzinfo=UTC)


def letters():
    return [each.to for each in OutgoingLetter.objects.order_by("id")]


def test_notice_and_end_are_told_once_to_both_parties():
    mailbox()
    agreement = signed("VIM")  # Until 2016, with six months of notice.
    begun("KIN")

    assert reminding.remind(on(2, 1)) == 0
    assert [reminding.remind(on(3, 10)), reminding.remind(on(3, 11))] == [2, 0]
    take(agreement, Step.GIVEN_NOTICE)
    assert [reminding.remind(on(11, 10)), reminding.remind(on(11, 11))] == [2, 0]

    assert letters() == [["controller@it.example"], ["vim@it.example"]] * 2
    first, *_, last = OutgoingLetter.objects.order_by("id")
    assert first.subject == "Snart dags att bestämma sig: Drift av arbetsplatser, VIM"
    assert "Sista dag för uppsägning eller ny version är 2015-07-01" in first.text
    assert "upphör 2016-01-01" in last.text
    assert [each.what for each in AgreementReminder.objects.all()] == [
        Reminded.NOTICE, Reminded.TERM,
    ]  # fmt: skip


def test_nothing_is_noted_where_nobody_can_be_written_to():
    signed("VIM")
    work.OFFERS[0].run(on(3, 10))
    mailbox()
    User.objects.update(email="")

    assert reminding.remind(on(3, 10)) == 0
    assert not AgreementReminder.objects.exists()
