"""Which subscriptions there are, what they may be told of, and how deliveries went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from samdrift.plumbing import contributions
from samdrift.plumbing.hooks import signing
from samdrift.plumbing.hooks.choices import UNDER_WAY, DeliveryState
from samdrift.plumbing.hooks.models import HookDelivery, Subscription
from samdrift.plumbing.hooks.ports import HookTopic

MOST_DELIVERIES = 50


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A subscription and how it goes."""

    id: int
    name: str
    address: str
    owner_name: str
    events: tuple[str, ...]
    scope: dict[str, str]
    keeper_address: str
    made_at: datetime
    made_by: str
    paused_at: datetime | None
    paused_why: str
    earlier_until: datetime | None
    waiting: int
    given_up: int


@dataclass(frozen=True, slots=True)
class Try:
    """One try at a delivery."""

    at: str
    code: int | None
    problem: str


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery, and what came of it."""

    id: int
    key: str
    event: str
    reference: str
    state: str
    at: datetime
    attempts: int
    due_at: datetime | None
    answer_code: int | None
    problem: str
    tries: tuple[Try, ...]

    @property
    def has_ended(self) -> bool:
        """Whether it may be sent again."""
        return self.state not in UNDER_WAY


def topics() -> dict[str, HookTopic]:
    """Return who tells of each event."""
    return {event: topic for topic in contributions.offered(HookTopic) for event in topic.events}


def events() -> dict[str, str]:
    """Return what may be subscribed to, by name, in words."""
    return {
        event: str(words)
        for topic in contributions.offered(HookTopic)
        for event, words in topic.events.items()
    }


def subscriptions() -> tuple[SubscriptionRow, ...]:
    """Return those that have not ended, by name."""
    waiting = Count("deliveries", filter=Q(deliveries__state__in=UNDER_WAY))
    given_up = Count("deliveries", filter=Q(deliveries__state=DeliveryState.GIVEN_UP))
    rows = Subscription.objects.filter(ended_at=None).select_related("owner")
    return tuple(_row(row) for row in rows.annotate(waiting=waiting, given_up=given_up))


def subscription(subscription_id: int) -> SubscriptionRow | None:
    """Return one that has not ended, None where there is none."""
    return next((row for row in subscriptions() if row.id == subscription_id), None)


def secret(subscription_id: int) -> str:
    """Return what a subscription signs with now."""
    return signing.secret_of(Subscription.objects.get(pk=subscription_id).salt)


def deliveries(subscription_id: int, *, only: int | None = None) -> tuple[DeliveryRow, ...]:
    """Return the latest deliveries of a subscription, the latest first, or only one of them."""
    rows = HookDelivery.objects.filter(subscription=subscription_id).select_related("happening")
    if only is not None:
        rows = rows.filter(pk=only)
    return tuple(_delivery(row) for row in rows[:MOST_DELIVERIES])


def _row(row: Subscription) -> SubscriptionRow:
    return SubscriptionRow(
        id=row.pk,
        name=row.name,
        address=row.address,
        owner_name=row.owner.get_username(),
        events=tuple(row.events),
        scope=dict(row.scope),
        keeper_address=row.keeper_address,
        made_at=row.made_at,
        made_by=row.made_by,
        paused_at=row.paused_at,
        paused_why=row.paused_why,
        earlier_until=row.earlier_until,
        waiting=getattr(row, "waiting", 0),
        given_up=getattr(row, "given_up", 0),
    )


def _delivery(row: HookDelivery) -> DeliveryRow:
    return DeliveryRow(
        id=row.pk,
        key=row.happening.key,
        event=row.happening.event,
        reference=row.happening.reference,
        state=row.state,
        at=row.happening.at,
        attempts=row.attempts,
        due_at=row.due_at if row.state in UNDER_WAY else None,
        answer_code=row.answer_code,
        problem=row.problem,
        tries=tuple(Try(each["at"], each["code"], each["problem"]) for each in row.tries),
    )
