"""Reminding those who lead that an update has been promised and is late."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from samdrift.disturbances.models import Disturbance
from samdrift.disturbances.services.following import mailbox_key
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.mail import outbox


def remind_late(*, at: datetime) -> int:
    """Mail whoever tells how it goes, and whoever leads, once for each late update.

    A disturbance without a mailbox, or without anybody to tell, is only marked on the pages.
    """
    late = Disturbance.objects.filter(
        next_update_by__lt=at, reminded_at__isnull=True, ended_at__isnull=True
    )
    return sum(_remind(pk, at=at) for pk in list(late.values_list("pk", flat=True)))


@transaction.atomic
def _remind(disturbance_id: int, *, at: datetime) -> bool:
    row = Disturbance.objects.select_for_update().get(pk=disturbance_id)
    due = row.next_update_by
    if due is None or row.reminded_at is not None:
        return False
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    key, whom = mailbox_key(), _whom(row)
    if key is None or not whom:
        return False
    draft = outbox.Draft(
        to=whom,
        subject=f"Uppdateringen är sen: {row.title}",
        text=(
            f"En uppdatering var utlovad till kl. {due.astimezone(SWEDEN):%H.%M}.\n\n"
            f"Skriv den här: {settings.BASE_URL}/storningar/{row.pk}/"
        ),
        reference=f"storning-{row.pk}",
    )
    outbox.post(draft, mailbox_key=key, at=at)
    return True


def _whom(row: Disturbance) -> tuple[str, ...]:
    """Return the addresses of who leads and who tells; else of who told last."""
    major = getattr(row, "major", None)
    users = [major.communicator, major.lead] if major else []
    if not any(users):
        last = row.events.exclude(by_user=None).select_related("by_user").order_by("-id").first()
        users = [last.by_user] if last else []
    return tuple(dict.fromkeys(user.email for user in users if user and user.email))
