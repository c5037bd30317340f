"""Reminding those whose vote is waited for, by mail, once a day at most."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from samdrift.changes.choices import EventKind
from samdrift.changes.models import Change, ChangeEvent
from samdrift.changes.ports import SYSTEM
from samdrift.changes.queries import approval, changes
from samdrift.changes.services import rows
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.mail import outbox
from samdrift.plumbing.mail.models import Mailbox

AFTER = timedelta(hours=24)
"""How long is waited before somebody is reminded, and before they are reminded again."""


def remind(at: datetime) -> int:
    """Remind those who are waited for; return how many letters were written."""
    mailbox = Mailbox.objects.filter(is_open=True).order_by("id").first()
    if mailbox is None:
        return 0
    return sum(_remind(change.number, mailbox.key, at) for change in changes.to_decide())


@transaction.atomic
def _remind(number: str, mailbox_key: str, at: datetime) -> int:
    change = rows.held(number)
    if not approval.is_open_for_votes(change) or not _is_time(change, at):
        return 0
    day = at.astimezone(SWEDEN).date()
    waited_for = User.objects.filter(
        pk__in=approval.awaited(change, day=day), is_active=True
    ).exclude(email="")
    people = list(waited_for.order_by("pk"))
    for user in people:
        letter = outbox.Draft(
            to=(user.email,),
            subject=_("Din röst väntas: %(number)s %(title)s")
            % {"number": change.number, "title": change.title.replace("\n", " ")},
            text=_("Ändringen %(number)s väntar på ditt beslut. Rösta här: %(address)s")
            % {
                "number": change.number,
                "address": f"{settings.BASE_URL}/andringar/{change.number}/",
            },
            reference=change.number,
            is_automatic=True,
        )
        outbox.post(letter, mailbox_key=mailbox_key, at=at)
    if people:
        names = ", ".join(user.get_full_name() or user.get_username() for user in people)
        rows.write_event(change, EventKind.REMINDED, actor=SYSTEM, at=at, text=names)
    return len(people)


def _is_time(change: Change, at: datetime) -> bool:
    """Whether nothing but votes has happened for so long that somebody may be reminded."""
    told = (EventKind.MOVED, EventKind.REMINDED)
    last = ChangeEvent.objects.filter(change=change, kind__in=told).order_by("-id").first()
    return last is None or last.at <= at - AFTER
