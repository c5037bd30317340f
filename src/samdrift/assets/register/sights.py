"""Who sees a thing: told by the door to the register, and by who has it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samdrift.assets.models import Device
from samdrift.assets.register import door
from samdrift.parties.ports import Sight, SightSource


def _thing(tag: str, _at: datetime) -> Sight | None:
    found = Device.objects.exclude(state=None).filter(tag__iexact=tag).select_related("holder")
    row = found.first()
    if row is None:
        return None
    code = str(row.organisation_id)
    holder = row.holder.user_id if row.holder else None
    return Sight(
        row.tag,
        reverse("assets:thing", args=[row.tag]),
        lambda viewer: door.is_open_to(viewer, organisation_code=code),
        ((holder, _("har saken")),) if holder else (),
    )


OFFERS = (SightSource("assets.thing", _("Sak"), _thing),)
