"""What happened, put here within whatever it tells of; sent after that has been committed."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import QuerySet

from samdrift.plumbing.hooks.models import Happening, HookDelivery, Subscription
from samdrift.plumbing.hooks.ports import Told


def tell(told: Told, *, at: datetime) -> None:
    """Write down that something happened, for those who subscribe to it; the caller's transaction.

    Nothing is written where nobody does.
    """
    wanted = [each for each in open_subscriptions() if _wants(each, told)]
    if not wanted:
        return
    happening = Happening.objects.create(
        key=f"msg_{uuid.uuid4().hex}",
        event=told.event,
        reference=told.reference,
        body=dict(told.body),
        is_secret=told.is_secret,
        at=at,
    )
    HookDelivery.objects.bulk_create(
        HookDelivery(subscription=each, happening=happening, due_at=at) for each in wanted
    )


def forget(reference: str) -> None:
    """Take away what was said of something; that it happened stays."""
    Happening.objects.filter(reference=reference).update(body={})


def open_subscriptions() -> QuerySet[Subscription]:
    """Return the subscriptions that something is written down for; also those that are paused."""
    return Subscription.objects.filter(ended_at=None)


def _wants(subscription: Subscription, told: Told) -> bool:
    if told.event not in subscription.events:
        return False
    return all(
        name in told.scope and (not told.scope[name] or value in told.scope[name])
        for name, value in subscription.scope.items()
    )
