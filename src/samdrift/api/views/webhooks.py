"""Webhooks administered by other systems: the same acts as on the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer
from pydantic import Field, StringConstraints

from samdrift.api.choices import Scope
from samdrift.api.views.doors import Bearer
from samdrift.api.views.schemas import NO_NUL, Asked, Line, Moment, Told, Words
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.hooks import queries, services
from samdrift.plumbing.hooks.choices import DeliveryState
from samdrift.plumbing.hooks.queries import DeliveryRow, SubscriptionRow
from samdrift.plumbing.hooks.services import Wanted

ADMINISTER = Bearer(Scope.WEBHOOKS)

router = Router(tags=["webhooks"], by_alias=True)

Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


class NewSubscription(Asked):
    """Who is told of what, where and as whom; a member's code and a group's id narrow it."""

    name: Annotated[
        str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")
    ]
    address: Annotated[
        str,
        StringConstraints(min_length=1, max_length=500, pattern=NO_NUL),
        Field(examples=["https://exempel.se/samdrift"]),
    ]
    owner: Annotated[str, StringConstraints(min_length=1, max_length=150, pattern=NO_NUL)]
    events: Annotated[tuple[Words, ...], Field(max_length=50, examples=[["ticket.solved"]])]
    keeper: Annotated[
        str,
        StringConstraints(min_length=1, max_length=320, pattern=NO_NUL),
        Field(examples=["drift@exempel.se"]),
    ]
    organisation: Line = ""
    group: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,9}$")] = ""


class Overlap(Asked):
    """For how many hours the secret before signs too."""

    hours: Annotated[int, Field(ge=0, le=720)] = 48


class SubscriptionOut(Told):
    """A subscription and how it goes."""

    id: int
    name: str
    address: str
    owner: str
    events: list[str]
    organisation: str
    group: str
    keeper: str
    made_at: Moment
    paused_at: Moment | None
    paused_why: str
    waiting: int
    given_up: int


class SecretOut(Told):
    """What messages are signed with, and until when the one before is."""

    secret: str
    earlier_until: Moment | None


class TryOut(Told):
    """One try at a delivery."""

    at: str
    code: int | None
    problem: str


class DeliveryOut(Told):
    """A delivery, and what came of it."""

    id: int
    webhook_id: str
    event: str
    reference: str
    state: DeliveryState
    at: Moment
    attempts: int
    due_at: Moment | None
    answer_code: int | None
    problem: str
    tries: list[TryOut]


@router.get("/webhook-events", response=dict[str, str], auth=ADMINISTER, summary="Events")
def list_events(request: HttpRequest) -> dict[str, str]:
    """Return what may be subscribed to, by name."""
    _check_administrator(request)
    return queries.events()


@router.get("/webhooks", response=list[SubscriptionOut], auth=ADMINISTER, summary="List")
def list_subscriptions(request: HttpRequest) -> list[SubscriptionOut]:
    """Return the subscriptions that have not ended."""
    _check_administrator(request)
    return [_told(row) for row in queries.subscriptions()]


@router.post("/webhooks", response={201: SubscriptionOut}, auth=ADMINISTER, summary="Subscribe")
def subscribe(request: HttpRequest, asked: NewSubscription) -> Answer[SubscriptionOut]:
    """Have another system told of events, as far as their owner may see them."""
    by = _check_administrator(request)
    made = services.subscribe(wanted=_wanted(asked), by=by, at=clock.now())
    return Answer(201, _told(_row(made.pk)))


@router.get("/webhooks/{subscription}", response=SubscriptionOut, auth=ADMINISTER, summary="Read")
def read(request: HttpRequest, subscription: Id) -> SubscriptionOut:
    """Return a subscription."""
    _check_administrator(request)
    return _told(_row(subscription))


@router.put("/webhooks/{subscription}", response=SubscriptionOut, auth=ADMINISTER, summary="Change")
def change(request: HttpRequest, subscription: Id, asked: NewSubscription) -> SubscriptionOut:
    """Say something else of a subscription; its secret stays."""
    _check_administrator(request)
    services.change(subscription_id=_row(subscription).id, wanted=_wanted(asked))
    return _told(_row(subscription))


@router.delete("/webhooks/{subscription}", response={204: None}, auth=ADMINISTER, summary="End")
def end(request: HttpRequest, subscription: Id) -> Answer[None]:
    """End a subscription; what was not sent is not sent."""
    _check_administrator(request)
    services.end(subscription_id=_row(subscription).id, at=clock.now())
    return Answer(204, None)


@router.post(
    "/webhooks/{subscription}/pausing", response=SubscriptionOut, auth=ADMINISTER, summary="Pause"
)
def pause(request: HttpRequest, subscription: Id) -> SubscriptionOut:
    """Stop telling for a while; what happens meanwhile is kept."""
    _check_administrator(request)
    row = _row(subscription)
    services.pause(subscription_id=row.id, why=services.PAUSED_BY_HAND, at=clock.now())
    return _told(_row(subscription))


@router.post(
    "/webhooks/{subscription}/resuming", response=SubscriptionOut, auth=ADMINISTER, summary="Resume"
)
def resume(request: HttpRequest, subscription: Id) -> SubscriptionOut:
    """Go on telling, with what was kept."""
    _check_administrator(request)
    services.resume(subscription_id=_row(subscription).id, at=clock.now())
    return _told(_row(subscription))


@router.get(
    "/webhooks/{subscription}/secret", response=SecretOut, auth=ADMINISTER, summary="Secret"
)
def read_secret(request: HttpRequest, subscription: Id) -> SecretOut:
    """Return what messages are signed with: HMAC-SHA256 as Standard Webhooks has it."""
    _check_administrator(request)
    row = _row(subscription)
    return SecretOut(secret=queries.secret(row.id), earlier_until=row.earlier_until)


@router.post(
    "/webhooks/{subscription}/secret", response=SecretOut, auth=ADMINISTER, summary="New secret"
)
def change_secret(request: HttpRequest, subscription: Id, asked: Overlap) -> SecretOut:
    """Sign with a new secret; the one before signs too until the overlap is over."""
    _check_administrator(request)
    services.change_secret(
        subscription_id=_row(subscription).id,
        at=clock.now(),
        overlap=timedelta(hours=asked.hours),
    )
    return read_secret(request, subscription)


@router.post(
    "/webhooks/{subscription}/testing", response={202: DeliveryOut}, auth=ADMINISTER, summary="Test"
)
def send_test(request: HttpRequest, subscription: Id) -> Answer[DeliveryOut]:
    """Tell a subscription of nothing but that it is told."""
    _check_administrator(request)
    made = services.send_test(subscription_id=_row(subscription).id, at=clock.now())
    return Answer(202, _delivery(subscription, made.pk))


@router.get(
    "/webhooks/{subscription}/deliveries",
    response=list[DeliveryOut],
    auth=ADMINISTER,
    summary="Deliveries",
)
def list_deliveries(request: HttpRequest, subscription: Id) -> list[DeliveryOut]:
    """Return the latest deliveries, the latest first, each with every try at it."""
    _check_administrator(request)
    return [_told_delivery(row) for row in queries.deliveries(_row(subscription).id)]


@router.post(
    "/webhooks/{subscription}/deliveries/{delivery}/sending",
    response={202: DeliveryOut},
    auth=ADMINISTER,
    summary="Send again",
)
def send_again(request: HttpRequest, subscription: Id, delivery: Id) -> Answer[DeliveryOut]:
    """Send something again that has ended, under the id that it had."""
    _check_administrator(request)
    row = _row(subscription)
    services.send_again(subscription_id=row.id, delivery_id=delivery, at=clock.now())
    return Answer(202, _delivery(subscription, delivery))


def _check_administrator(request: HttpRequest) -> str:
    if not access.may_administer(viewer_of(request)):
        raise HttpError(403, "Det är för den som administrerar.")
    return request.user.get_username()


def _row(subscription_id: int) -> SubscriptionRow:
    row = queries.subscription(subscription_id)
    if row is None:
        raise HttpError(404, "Prenumerationen finns inte.")
    return row


def _wanted(asked: NewSubscription) -> Wanted:
    return Wanted(
        name=asked.name,
        address=asked.address,
        owner_name=asked.owner,
        events=asked.events,
        keeper_address=asked.keeper,
        scope={"organisation": asked.organisation, "group": asked.group},
    )


def _told(row: SubscriptionRow) -> SubscriptionOut:
    return SubscriptionOut(
        id=row.id,
        name=row.name,
        address=row.address,
        owner=row.owner_name,
        events=list(row.events),
        organisation=row.scope.get("organisation", ""),
        group=row.scope.get("group", ""),
        keeper=row.keeper_address,
        made_at=row.made_at,
        paused_at=row.paused_at,
        paused_why=row.paused_why,
        waiting=row.waiting,
        given_up=row.given_up,
    )


def _delivery(subscription_id: int, delivery_id: int) -> DeliveryOut:
    rows = queries.deliveries(subscription_id, only=delivery_id)
    return _told_delivery(rows[0])


def _told_delivery(row: DeliveryRow) -> DeliveryOut:
    return DeliveryOut(
        id=row.id,
        webhook_id=row.key,
        event=row.event,
        reference=row.reference,
        state=DeliveryState(row.state),
        at=row.at,
        attempts=row.attempts,
        due_at=row.due_at,
        answer_code=row.answer_code,
        problem=row.problem,
        tries=[TryOut(at=each.at, code=each.code, problem=each.problem) for each in row.tries],
    )
