"""Saying as which option the things of a kind are charged."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.billing import queries
from samdrift.billing.errors import CannotCharge
from samdrift.billing.models import Metering, Run
from samdrift.kernel.spans import Month


@transaction.atomic
def meter(*, source: str, kind: str, option_id: int | None, since: Month) -> Metering:
    """Charge the things of a kind, and the kinds below it, as an option from a month on.

    Without an option they are not charged. Refused for a month that is invoiced: what it was
    counted by is what its charges say.
    """
    if source not in queries.sources():
        raise CannotCharge(_("Det finns inget sådant att debitera för."))
    if Run.objects.filter(month__gte=since.span.start, invoiced_at__isnull=False).exists():
        raise CannotCharge(_("Månaden är redan fakturerad. Välj en senare."))
    metering, _is_new = Metering.objects.update_or_create(
        source=source, kind=kind, holds_from=since.span.start, defaults={"option_id": option_id}
    )
    return metering
