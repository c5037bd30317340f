"""Whether letters come and go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.health import Examination, Finding, fault, good, warning
from samdrift.plumbing.mail import fetching, queries
from samdrift.plumbing.mail.choices import DeliveryState
from samdrift.plumbing.mail.models import Delivery
from samdrift.plumbing.mail.queries import Box

LATE = timedelta(hours=1)
"""How long a letter of ours may wait before somebody should know."""
UNFETCHED = 10 * fetching.EVERY


def look_at_boxes(at: datetime) -> Iterator[Finding]:
    """Tell of each mailbox whether it answers, and whether letters lie in its quarantine."""
    boxes = [box for box in queries.boxes() if box.is_open]
    if not boxes:
        yield warning("Ingen brevlåda är inställd. Lägg till en med samdrift mail add.")
    for box in boxes:
        yield _of_box(box, at)
        if box.counts.quarantined:
            yield warning(
                f"{box.address}: {box.counts.quarantined} brev ligger i karantän. "
                "Se dem med samdrift mail quarantine."
            )


def _of_box(box: Box, at: datetime) -> Finding:
    if box.problem:
        return fault(f"{box.address}: {box.problem}")
    if box.fetches and (box.fetched_at is None or at - box.fetched_at > UNFETCHED):
        return fault(
            f"{box.address} har inte tömts på länge. Prova med samdrift mail check, och se att en "
            "arbetare är igång."
        )
    return good(f"{box.address} svarar.")


def look_at_sending(at: datetime) -> Iterator[Finding]:
    """Tell how many letters of ours have waited for long."""
    late = Delivery.objects.filter(
        state__in=(DeliveryState.WAITING, DeliveryState.SENDING), letter__asked_at__lt=at - LATE
    ).count()
    if late:
        yield warning(
            f"{late} brev har väntat mer än en timme på att skickas. Prova med samdrift mail check."
        )
    else:
        yield good("Inget brev väntar på att skickas sedan mer än en timme.")


OFFERS = (
    Examination("mail.boxes", _("Brevlådor"), look_at_boxes),
    Examination("mail.sending", _("Utgående post"), look_at_sending),
)
