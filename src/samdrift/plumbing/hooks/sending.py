"""What is due, sent: claimed, posted outside any transaction, and written down."""

from __future__ import annotations

import json
import logging
import random
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.hooks import posting, queries, signing
from samdrift.plumbing.hooks.choices import UNDER_WAY, DeliveryState
from samdrift.plumbing.hooks.models import Happening, HookDelivery, Subscription
from samdrift.plumbing.hooks.ports import Sight
from samdrift.plumbing.hooks.posting import Outcome
from samdrift.plumbing.hooks.services import TEST_EVENT
from samdrift.plumbing.mail import outbox as mail
from samdrift.plumbing.mail.errors import CannotPost
from samdrift.plumbing.mail.models import Mailbox

WAITS_SECONDS = (10, 60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000)
"""How long is waited after each try; some two days in all, and then it is given up."""
LEASE = timedelta(minutes=2)
"""How long whoever sends may take: what was begun longer ago than this is sent again."""
ROUND_SECONDS = 20.0
MOST_AT_ONCE = 20
MOST_TRIES_TOLD = 20
KEPT = timedelta(days=30)
GONE = 410

_log = logging.getLogger(__name__)


def send_due(*, at: datetime) -> int:
    """Send what is due; return how many were tried. One that cannot be reached stops no other."""
    began, tried, failing = time.monotonic(), 0, set[int]()
    while tried < MOST_AT_ONCE and time.monotonic() - began < ROUND_SECONDS:
        delivery = _claim(at=max(at, clock.now()), but=failing)
        if delivery is None:
            break
        if not _send(delivery):
            failing.add(delivery.subscription_id)
        tried += 1
    return tried


def forget_old(*, at: datetime) -> None:
    """Remove what happened long ago and has been told of."""
    old = Happening.objects.filter(at__lt=at - KEPT)
    old.exclude(deliveries__state__in=UNDER_WAY).delete()


@transaction.atomic
def _claim(*, at: datetime, but: set[int]) -> HookDelivery | None:
    """Return the next that is due, now ours until the lease is over.

    What whoever sent it was killed with comes back under the same id when the lease is over.
    """
    due = (
        HookDelivery.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(
            state__in=UNDER_WAY,
            due_at__lte=at,
            subscription__paused_at=None,
            subscription__ended_at=None,
        )
        .exclude(subscription__in=but)
        .order_by("due_at", "id")
    )
    delivery = due.first()
    if delivery is None:
        return None
    delivery.state, delivery.due_at = DeliveryState.SENDING, at + LEASE
    delivery.attempts += 1
    delivery.save(update_fields=["state", "due_at", "attempts"])
    return delivery


def _send(delivery: HookDelivery) -> bool:
    """Send a delivery and write down what came of it; return whether its receiver has it."""
    subscription, happening = delivery.subscription, delivery.happening
    body = _body(subscription, happening)
    if body is None:
        _end(delivery, DeliveryState.WITHHELD, Outcome(None), at=clock.now())
        return True
    now = clock.now()
    headers = signing.headers(subscription, key=happening.key, body=body, at=now)
    outcome = posting.post(subscription.address, body=body, headers=headers)
    _end(delivery, _state(delivery, outcome), outcome, at=clock.now())
    return outcome.is_taken


def _body(subscription: Subscription, happening: Happening) -> bytes | None:
    """Return what the subscription's owner may be told, None where that is nothing."""
    if happening.event == TEST_EVENT:
        sight = Sight.WHOLE
    else:
        topic = queries.topics().get(happening.event)
        owner = subscription.owner
        may = topic is not None and owner.is_active
        sight = topic.sight(owner.pk, happening.reference) if topic and may else Sight.NOTHING
    if sight is Sight.NOTHING:
        return None
    number = {"number": happening.reference.partition(":")[2]}
    is_whole = sight is Sight.WHOLE and not happening.is_secret
    told = {
        "type": happening.event,
        "timestamp": happening.at.astimezone(SWEDEN).isoformat(),
        "data": number | (happening.body if is_whole else {}),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _state(delivery: HookDelivery, outcome: Outcome) -> DeliveryState:
    if outcome.is_taken:
        return DeliveryState.DELIVERED
    if outcome.code == GONE or delivery.attempts > len(WAITS_SECONDS):
        return DeliveryState.GIVEN_UP
    return DeliveryState.WAITING


@transaction.atomic
def _end(delivery: HookDelivery, state: DeliveryState, outcome: Outcome, *, at: datetime) -> None:
    """Write down a try, where the delivery is still ours; give up and tell of it at the last."""
    own = Q(pk=delivery.pk, state=DeliveryState.SENDING, attempts=delivery.attempts)
    row = HookDelivery.objects.select_for_update().filter(own).first()
    if row is None:
        return
    told = {"at": at.isoformat(), "code": outcome.code, "problem": outcome.problem}
    row.tries = [*row.tries, told][-MOST_TRIES_TOLD:]
    row.state, row.answer_code, row.problem = state, outcome.code, outcome.problem[:300]
    if state is DeliveryState.WAITING:
        row.due_at = at + _wait(row.attempts)
    else:
        row.ended_at = at
    row.save()
    if state is DeliveryState.GIVEN_UP:
        _pause(delivery.subscription_id, row, at=at)


def _wait(attempts: int) -> timedelta:
    """Return how long to wait after a try, a fifth more or less so that not all come at once."""
    seconds = WAITS_SECONDS[attempts - 1]
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311  No secret.


def _pause(subscription_id: int, row: HookDelivery, *, at: datetime) -> None:
    held = Subscription.objects.select_for_update().get(pk=subscription_id)
    if held.paused_at is not None:
        return
    held.paused_at, held.paused_why = at, f"Leveranserna gick inte fram. {row.problem}"[:200]
    held.save(update_fields=["paused_at", "paused_why"])
    _log.warning("The subscription %s is paused: %s", held.name, row.problem)
    sender = Mailbox.objects.filter(is_open=True).exclude(smtp_host="").order_by("key").first()
    if sender is None:
        return
    draft = mail.Draft(
        to=(held.keeper_address,),
        subject=f"Samdrift: webhooken {held.name} är pausad"[:200],
        text="\n".join(
            (
                f"Samdrift når inte {held.address}.",
                f"Senast: {row.problem}",
                "",
                "Det som händer sparas. Rätta felet, och välj sedan Fortsätt under Webhookar.",
            )
        ),
        reference=f"hook-{held.pk}",
        is_automatic=True,
    )
    try:
        with transaction.atomic():
            mail.post(draft, mailbox_key=sender.key, at=at)
    except CannotPost:
        _log.warning("Nobody could be told that %s is paused", held.name)
