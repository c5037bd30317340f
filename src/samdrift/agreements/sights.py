"""Who sees an agreement: told by the door to what an organisation pays."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.agreements.models import Agreement
from samdrift.parties.ports import Sight, SightSource
from samdrift.plumbing import access


def _agreement(name: str, _at: datetime) -> Sight | None:
    found = Agreement.objects.filter(name__iexact=name)[:2]
    if len(found) != 1:
        return None
    (row,) = found
    code = str(row.organisation_id)
    return Sight(
        row.name,
        reverse("agreements:agreement", args=[row.pk]),
        lambda viewer: access.may_see_costs(viewer, code),
    )


OFFERS = (SightSource("agreements.agreement", _("Överenskommelse"), _agreement),)
