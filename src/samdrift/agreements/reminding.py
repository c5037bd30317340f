"""Letters to both parties of an agreement: when notice must be given, and when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.agreements import queries
from samdrift.agreements.choices import Reminded, State
from samdrift.agreements.models import AgreementReminder
from samdrift.agreements.queries import AgreementTold, VersionTold
from samdrift.parties import queries as parties
from samdrift.parties.choices import PersonRole
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.models import Mailbox

BEFORE_TERM = timedelta(days=60)
"""So long before an agreement ends it is told of."""


def remind(at: datetime) -> int:
    """Write once about each version that is soon due; return how many letters were written."""
    mailbox = Mailbox.objects.filter(is_open=True).order_by("id").first()
    if mailbox is None:
        return 0
    on = at.astimezone(SWEDEN).date()
    done = set(AgreementReminder.objects.values_list("version_id", "what"))
    return sum(
        _write(agreement, what, mailbox.key, at)
        for agreement in queries.agreements()
        for what in due(agreement.latest, on)
        if (agreement.latest.id, what.value) not in done
    )


def due(version: VersionTold, on: date) -> Iterator[Reminded]:
    """Yield what is soon to be told of a version: notice while it can be given, then the end."""
    if version.is_due(on):
        yield Reminded.NOTICE
    is_on = version.state in (State.SIGNED, State.GIVEN_NOTICE)
    if is_on and version.ends is not None and on <= version.ends <= on + BEFORE_TERM:
        yield Reminded.TERM


@transaction.atomic
def _write(agreement: AgreementTold, what: Reminded, mailbox_key: str, at: datetime) -> int:
    addresses = parties.addresses_of(PersonRole.CONTROLLER) | parties.addresses_of(
        PersonRole.ECONOMIST, organisation=agreement.organisation
    )
    for address in sorted(addresses):
        outbox.post(_letter(agreement, what, address), mailbox_key=mailbox_key, at=at)
    if addresses:
        AgreementReminder.objects.create(
            version_id=agreement.latest.id,
            what=what,
            reminded_at=at,
            told="\n".join(sorted(addresses)),
        )
    return len(addresses)


def _letter(agreement: AgreementTold, what: Reminded, address: str) -> outbox.Draft:
    version = agreement.latest
    told = {
        "name": agreement.name,
        "who": parties.names_by_code().get(agreement.organisation, agreement.organisation),
        "ends": version.ends,
        "notice": version.notice_by,
        "address": settings.BASE_URL + reverse("agreements:agreement", args=(agreement.id,)),
    }
    text = _("%(name)s med %(who)s upphör %(ends)s. Läs den här: %(address)s") % told
    if what is Reminded.NOTICE:
        text = (
            _(
                "%(name)s med %(who)s gäller till %(ends)s. Sista dag för uppsägning eller ny "
                "version är %(notice)s. Läs den här: %(address)s"
            )
            % told
        )
    return outbox.Draft(
        to=(address,),
        subject=_("Snart dags att bestämma sig: %(name)s, %(who)s") % told,
        text=text,
        reference=f"agreement-{agreement.id}",
        is_automatic=True,
    )
