"""Writing agreements, and the steps their versions take."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.agreements.choices import AgreementKind, Step
from samdrift.agreements.errors import CannotAgree
from samdrift.agreements.models import (
    AgreedVolume,
    Agreement,
    AgreementStep,
    AgreementVersion,
)
from samdrift.agreements.ports import WantedVersion


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
