"""What can be ordered, and what waits for whoever holds a unit's budget, as in the portal."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError
from pydantic import Field, StringConstraints

from samdrift.api.views import doors
from samdrift.api.views.desk_schemas import RowId
from samdrift.api.views.schemas import NO_NUL, Asked, Moment, Told
from samdrift.api.views.telling import READ, WRITE
from samdrift.assets.ordering import queries as orders
from samdrift.assets.ordering import services as ordering
from samdrift.assets.ports import Actor
from samdrift.catalogue import queries as catalogue
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN

router = Router(tags=["orders"], by_alias=True)


class ServiceOption(Told):
    """A way to have a service."""

    name: str
    description: str


class ServiceOut(Told):
    """A service that can be ordered; an order is a ticket of the kind `request`."""

    key: str
    name: str
    description: str
    included: list[str]
    levels: list[str]
    options: list[ServiceOption]


class OrderLineOut(Told):
    """How many of a model are wanted, and what they cost together in öre."""

    number: int
    model: str
    cost_ore: int


class OrderOut(Told):
    """What is wanted for a unit, and waits for whoever asks to approve it."""

    id: int
    unit: str
    organisation: str
    by: str
    made_at: Moment
    lines: list[OrderLineOut]
    cost_ore: int


class DecisionIn(Asked):
    """Whether what is wanted may be ordered; a no says why."""

    is_approved: bool
    note: Annotated[
        str, StringConstraints(max_length=2_000, pattern=NO_NUL), Field(examples=["Vänta."])
    ] = ""


@router.get("/services", response=list[ServiceOut], auth=READ, summary="What can be ordered")
def list_services(request: HttpRequest) -> list[ServiceOut]:
    """Return the services that can be ordered today, in the order of the catalogue."""
    doors.reader_of(request)
    today = clock.now().astimezone(SWEDEN).date()
    return [
        ServiceOut(
            key=each.key,
            name=each.name,
            description=each.description,
            included=list(each.included),
            levels=list(each.levels),
            options=[
                ServiceOption(name=option.name, description=option.description)
                for option in each.options
            ],
        )
        for each in catalogue.services(on=today, in_portal=True)
    ]


@router.get("/approvals", response=list[OrderOut], auth=READ, summary="What waits for one")
def list_approvals(request: HttpRequest) -> list[OrderOut]:
    """Return what waits for whoever asks as the holder of a budget, the latest first."""
    return _waiting(_holder(request))


@router.put("/approvals/{order}", response=list[OrderOut], auth=WRITE, summary="Decide")
def decide(request: HttpRequest, order: RowId, asked: DecisionIn) -> list[OrderOut]:
    """Approve what is wanted, or say why not; what waits after that is answered."""
    holder = _holder(request)
    if order not in {each.id for each in _waiting(holder)}:
        raise HttpError(404, f"Det finns ingen beställning {order} att godkänna.")
    ordering.decide(
        order, is_approved=asked.is_approved, note=asked.note, actor=holder, at=clock.now()
    )
    return _waiting(holder)


def _holder(request: HttpRequest) -> Actor:
    person = doors.person_of(request)
    return Actor(person.name, user_id=request.user.pk, roles=frozenset())


def _waiting(holder: Actor) -> list[OrderOut]:
    found = []
    for each in reversed(orders.to_decide(holder.user_id or 0)):
        row = orders.row(each.id)
        assert row is not None, "what waits is there"
        whole = orders.page(row)
        found.append(
            OrderOut(
                id=each.id,
                unit=whole.unit,
                organisation=whole.organisation_code,
                by=each.by_name,
                made_at=each.made_at,
                lines=[
                    OrderLineOut(number=line.number, model=line.model, cost_ore=line.cost.ore)
                    for line in whole.lines
                ],
                cost_ore=whole.cost.ore,
            )
        )
    return found
