"""Writing agreements, the steps their versions take, and ordering and ending services."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.agreements import ordering, volumes
from samdrift.agreements.choices import AgreementKind, Step
from samdrift.agreements.errors import CannotAgree
from samdrift.agreements.models import (
    AgreedVolume,
    Agreement,
    AgreementStep,
    AgreementVersion,
    OrderAnswer,
    VolumeOrder,
)
from samdrift.agreements.ports import WantedOrder, WantedVersion
from samdrift.parties.models import Organisation


@transaction.atomic
def begin(
    *, name: str, kind: AgreementKind, organisation: str, wanted: WantedVersion, by: str,
    at: datetime,
) -> Agreement:  # fmt: skip
    """Write an agreement with its first version."""
    found = Agreement.objects.create(name=name, kind=kind, organisation_id=organisation)
    write(agreement_id=found.pk, wanted=wanted, by=by, at=at)
    return found


@transaction.atomic
def write(*, agreement_id: int, wanted: WantedVersion, by: str, at: datetime) -> AgreementVersion:
    """Write what is agreed: in place of a draft, or as another version of what was sent."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement_id)
    latest = agreement.versions.order_by("-number").first()
    number = 1 if latest is None else latest.number
    if latest is not None and latest.steps.exists():
        number += 1
    elif latest is not None:
        latest.volumes.all().delete()
        latest.delete()
    version = AgreementVersion.objects.create(
        agreement=agreement,
        number=number,
        starts=wanted.starts,
        ends=wanted.ends,
        notice_months=wanted.notice_months,
        terms=wanted.terms,
        levels=wanted.levels,
        written_by=by,
        written_at=at,
    )
    AgreedVolume.objects.bulk_create(
        AgreedVolume(version=version, option_id=option_id, volume=volume)
        for option_id, volume in wanted.volumes.items()
    )
    return version


@transaction.atomic
def take(*, version_id: int, step: Step, by: str, at: datetime, note: str = "") -> AgreementStep:
    """Have a version take a step: sent before it is signed, signed by both before notice.

    Refused for a step it has taken, or cannot take yet.
    """
    version = AgreementVersion.objects.select_for_update().get(pk=version_id)
    done = {Step(each) for each in version.steps.values_list("step", flat=True)}
    if step in done:
        raise CannotAgree(_("Det är redan gjort."))
    if step in (Step.SIGNED_HERE, Step.SIGNED_THERE) and Step.SENT not in done:
        raise CannotAgree(_("Skicka överenskommelsen innan den undertecknas."))
    if step is Step.GIVEN_NOTICE and not {Step.SIGNED_HERE, Step.SIGNED_THERE} <= done:
        raise CannotAgree(_("Bara det som båda har undertecknat kan sägas upp."))
    return AgreementStep.objects.create(
        version=version, step=step, done_by=by, done_at=at, note=note
    )


@transaction.atomic
def order(*, organisation: str, wanted: WantedOrder, by: str, at: datetime) -> VolumeOrder:
    """Order more of an option, or end some with the notice that is agreed on.

    Refused for days that have been, for more than there is, and before the notice has run out.
    """
    Organisation.objects.select_for_update().get(code=organisation)
    on = at.date()
    found = {each.id: each for each in ordering.offered(organisation, on=on)}
    told = found.get(wanted.option_id)
    if told is None:
        raise CannotAgree(_("Tjänsten kan inte beställas så. Beställ den i portalen."))
    if wanted.since < on:
        raise CannotAgree(_("Dagen har redan varit."))
    if wanted.change < 0 and wanted.since < told.ends_from:
        raise CannotAgree(
            _("Överenskommelsen har uppsägningstid: tidigast %(day)s.") % {"day": told.ends_from}
        )
    _refuse_more_than_there_is(organisation, wanted)
    return VolumeOrder.objects.create(
        organisation_id=organisation,
        option_id=wanted.option_id,
        change=wanted.change,
        since=wanted.since,
        note=wanted.note,
        ordered_by=by,
        ordered_at=at,
    )


def _refuse_more_than_there_is(organisation: str, wanted: WantedOrder) -> None:
    changes = volumes.approved(organisation).get(wanted.option_id, [])
    least = volumes.least_from(changes, wanted.since)
    if least + wanted.change < 0:
        raise CannotAgree(
            _("Det finns bara %(count)s beställda från den dagen.") % {"count": max(least, 0)}
        )


@transaction.atomic
def answer(*, order_id: int, is_approved: bool, note: str, by: str, at: datetime) -> OrderAnswer:
    """Approve an order, or say why not; whoever ordered does not approve.

    What is approved is charged for from its day, with the next month that is reckoned.
    """
    found = VolumeOrder.objects.filter(pk=order_id).first()
    if found is None:
        raise CannotAgree(_("Beställningen finns inte längre."))
    Organisation.objects.select_for_update().get(code=found.organisation_id)
    if OrderAnswer.objects.filter(order=found).exists():
        raise CannotAgree(_("Beställningen är redan besvarad."))
    if is_approved and found.ordered_by == by:
        raise CannotAgree(_("Någon annan än den som beställde godkänner."))
    if not is_approved and not note:
        raise CannotAgree(_("Skriv varför beställningen inte godkänns."))
    if is_approved:
        wanted = WantedOrder(found.option_id, found.change, found.since)
        _refuse_more_than_there_is(str(found.organisation_id), wanted)
    return OrderAnswer.objects.create(
        order=found, is_approved=is_approved, note=note, answered_by=by, answered_at=at
    )
