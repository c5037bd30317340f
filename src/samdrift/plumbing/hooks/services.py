"""Subscriptions made, changed, paused and ended; secrets changed; deliveries asked for again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from samdrift.plumbing.hooks import guard, queries, signing
from samdrift.plumbing.hooks.choices import UNDER_WAY, DeliveryState
from samdrift.plumbing.hooks.errors import CannotSubscribe
from samdrift.plumbing.hooks.models import Happening, HookDelivery, Subscription

OVERLAP = timedelta(days=2)
"""How long the secret before signs too, unless something else is said."""
LONGEST_OVERLAP = timedelta(days=30)
TEST_EVENT = "webhook.test"
PAUSED_BY_HAND = "Pausad för hand."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A subscription as whoever administers it wants it; an empty scope narrows nothing."""

    name: str
    address: str
    owner_name: str
    events: tuple[str, ...]
    keeper_address: str
    scope: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def subscribe(*, wanted: Wanted, by: str, at: datetime) -> Subscription:
    """Have another system told of events, as far as its owner may see them."""
    made = Subscription(salt=signing.new_salt(), made_at=at, made_by=by)
    return _write(made, wanted)


@transaction.atomic
def change(*, subscription_id: int, wanted: Wanted) -> Subscription:
    """Say something else of a subscription; its secret stays."""
    return _write(_held(subscription_id), wanted)


@transaction.atomic
def pause(*, subscription_id: int, why: str, at: datetime) -> Subscription:
    """Stop telling for a while; what happens meanwhile is kept."""
    held = _held(subscription_id)
    held.paused_at, held.paused_why = at, why
    held.save(update_fields=["paused_at", "paused_why"])
    return held


@transaction.atomic
def resume(*, subscription_id: int, at: datetime) -> Subscription:
    """Go on telling, with what was kept; what was given up is sent again by hand."""
    held = _held(subscription_id)
    held.paused_at, held.paused_why = None, ""
    held.save(update_fields=["paused_at", "paused_why"])
    held.deliveries.filter(state=DeliveryState.WAITING).update(due_at=at)
    return held


@transaction.atomic
def end(*, subscription_id: int, at: datetime) -> None:
    """End a subscription; what was not sent is not sent, and its deliveries stay to be read."""
    held = _held(subscription_id)
    held.ended_at = at
    held.name = f"{held.name[:80]} ({held.pk}, avslutad)"
    held.save(update_fields=["ended_at", "name"])
    held.deliveries.filter(state__in=UNDER_WAY).update(
        state=DeliveryState.GIVEN_UP, ended_at=at, problem="Prenumerationen är avslutad."
    )


@transaction.atomic
def change_secret(
    *, subscription_id: int, at: datetime, overlap: timedelta = OVERLAP
) -> Subscription:
    """Sign with a new secret; the one before signs too until the overlap is over."""
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        raise CannotSubscribe("Den förra hemligheten gäller i högst 30 dagar till.")
    held = _held(subscription_id)
    held.earlier_salt, held.earlier_until = held.salt, at + overlap
    held.salt = signing.new_salt()
    held.save(update_fields=["salt", "earlier_salt", "earlier_until"])
    return held


@transaction.atomic
def send_test(*, subscription_id: int, at: datetime) -> HookDelivery:
    """Tell a subscription of nothing but that it is told."""
    held = _held(subscription_id)
    happening = Happening.objects.create(
        key=f"msg_{uuid.uuid4().hex}",
        event=TEST_EVENT,
        reference=f"hook:{held.pk}",
        body={"message": "Det här är ett prov från Samdrift."},
        at=at,
    )
    return HookDelivery.objects.create(subscription=held, happening=happening, due_at=at)


@transaction.atomic
def send_again(*, subscription_id: int, delivery_id: int, at: datetime) -> HookDelivery:
    """Send something again that has ended, under the id that it had."""
    held = _held(subscription_id)
    found = HookDelivery.objects.select_for_update().filter(subscription=held, pk=delivery_id)
    delivery = found.first()
    if delivery is None:
        raise CannotSubscribe("Leveransen finns inte kvar.")
    if delivery.state in UNDER_WAY:
        raise CannotSubscribe("Leveransen är redan på väg.")
    delivery.state, delivery.ended_at = DeliveryState.WAITING, None
    delivery.attempts, delivery.due_at, delivery.problem = 0, at, ""
    delivery.save(update_fields=["state", "ended_at", "attempts", "due_at", "problem"])
    return delivery


def _write(row: Subscription, wanted: Wanted) -> Subscription:
    name = " ".join(wanted.name.split())
    if not name or len(name) > 100:
        raise CannotSubscribe("Skriv vad prenumerationen ska heta, med högst 100 tecken.")
    if Subscription.objects.filter(name=name).exclude(pk=row.pk or 0).exists():
        raise CannotSubscribe(f"Det finns redan en prenumeration som heter {name}.")
    owner = User.objects.filter(username=wanted.owner_name, is_active=True).first()
    if owner is None:
        raise CannotSubscribe(f"Det finns ingen person som heter {wanted.owner_name}.")
    unknown = set(wanted.events) - set(queries.events())
    if unknown or not wanted.events:
        raise CannotSubscribe("Välj minst en händelse bland dem som finns.")
    row.name, row.owner = name, owner
    row.address = guard.checked_address(wanted.address)
    row.keeper_address = _mail(wanted.keeper_address)
    row.events = sorted(set(wanted.events))
    row.scope = {key: value for key, value in wanted.scope.items() if value}
    row.save()
    return row


def _mail(written: str) -> str:
    address = written.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise CannotSubscribe("Skriv en e-postadress till den som ska få veta om fel.") from error
    return address


def _held(subscription_id: int) -> Subscription:
    found = Subscription.objects.select_for_update().filter(pk=subscription_id, ended_at=None)
    held = found.first()
    if held is None:
        raise CannotSubscribe("Prenumerationen finns inte.")
    return held
