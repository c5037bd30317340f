"""Agreements: versions that stay, steps in their order, who has signed, and what is soon due."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from samdrift.agreements import queries, services
from samdrift.agreements.choices import AgreementKind, State, Step
from samdrift.agreements.errors import CannotAgree
from samdrift.agreements.models import AgreedVolume, AgreementStep, AgreementVersion
from samdrift.agreements.tests.given import AT, begun, signed, take, wanted
from samdrift.catalogue.tests.given import workplace
from samdrift.parties.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _members():
    for position, code in enumerate(("KIN", "VIM", "YDR")):
        told = {"code": code, "name": code, "role": "member", "position": position}
        Organisation.objects.create(**told)


def latest(agreement):
    return queries.agreement(agreement.pk).latest


def test_a_version_is_signed_by_both_after_it_is_sent():
    agreement = begun()
    states = [latest(agreement).state]
    for step in (Step.SENT, Step.SIGNED_THERE, Step.SIGNED_HERE, Step.GIVEN_NOTICE):
        take(agreement, step)
        states.append(latest(agreement).state)

    assert states == [
        State.DRAFT, State.SENT, State.SENT, State.SIGNED, State.GIVEN_NOTICE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "step", "problem"),
    [
        ((), Step.SIGNED_HERE, "innan den undertecknas"),
        ((Step.SENT,), Step.SENT, "redan gjort"),
        ((Step.SENT, Step.SIGNED_HERE), Step.GIVEN_NOTICE, "båda har undertecknat"),
    ],
)
def test_a_step_out_of_its_order_is_refused(before, step, problem):
    agreement = begun()
    take(agreement, *before)

    with pytest.raises(CannotAgree, match=problem):
        take(agreement, step)
    assert AgreementStep.objects.count() == len(before)


def test_a_draft_is_written_anew_and_what_was_sent_is_another_version():
    option = workplace().pk
    agreement = begun(volumes={option: 100})
    services.write(agreement_id=agreement.pk, wanted=wanted(volumes={option: 120}), by="bo", at=AT)
    take(agreement, Step.SENT)
    services.write(agreement_id=agreement.pk, wanted=wanted(volumes={option: 90}), by="bo", at=AT)

    told = queries.agreement(agreement.pk)

    assert [(each.number, each.volumes, each.state) for each in told.versions] == [
        (2, ((option, "Arbetsplats", 90),), State.DRAFT),
        (1, ((option, "Arbetsplats", 120),), State.SENT),
    ]


def test_what_was_sent_is_never_changed():
    option = workplace().pk
    agreement = begun(volumes={option: 100})
    take(agreement, Step.SENT)

    for change in (
        lambda: AgreementVersion.objects.update(terms="Annat"),
        lambda: AgreedVolume.objects.update(volume=1),
        AgreementStep.objects.all().delete,
        AgreementVersion.objects.all()._raw_delete,
    ):
        with pytest.raises((DatabaseError, TypeError)), transaction.atomic():
            change()
    assert latest(agreement).terms == "Så här gör vi."
    assert latest(agreement).volumes == ((option, "Arbetsplats", 100),)


def test_how_many_have_signed_of_those_who_pay_is_told_by_kind():
    signed("KIN")
    signed("VIM")
    signed("VIM")
    begun("YDR")
    signed("YDR", kind=AgreementKind.CUSTOMER, ends=date(2015, 2, 1))

    told = queries.targets(on=date(2015, 6, 1))

    assert [(each.kind, each.signed, each.wanted) for each in told] == [
        (AgreementKind.OPERATION, 2, 3),
        (AgreementKind.CUSTOMER, 0, 3),
    ]
    assert queries.targets(on=date(2014, 12, 31))[0].signed == 0


@pytest.mark.parametrize(
    ("ends", "notice", "day"),
    [
        (date(2016, 1, 1), 6, date(2015, 7, 1)),
        (date(2016, 3, 31), 1, date(2016, 2, 29)),
        (date(2016, 1, 1), 0, date(2016, 1, 1)),
        (None, 6, None),
    ],
)
def test_the_last_day_for_notice_is_so_many_months_before_the_end(ends, notice, day):
    agreement = signed(ends=ends, notice_months=notice)

    assert latest(agreement).notice_by == day


def test_what_is_soon_due_is_told_while_something_can_be_done():
    told = latest(signed())

    assert [told.is_due(date(2015, *day)) for day in ((3, 2), (3, 3), (7, 1), (7, 2))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert not latest(begun()).is_due(date(2015, 6, 1))


def test_a_member_sees_its_own():
    mine = signed("VIM")
    signed("KIN")

    assert [each.id for each in queries.agreements(organisation="VIM")] == [mine.pk]
    assert queries.agreement(0) is None
