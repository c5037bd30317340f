"""Orders of things: asked for, approved or not, bought, received and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from ninja.errors import HttpError
from ninja.responses import Status as Answer

from samdrift.api.views.own import RowId
from samdrift.api.views.thing_schemas import (
    READ,
    WRITE,
    Bought,
    CameIn,
    CameOut,
    Judgement,
    ModelOut,
    NewOrder,
    OrderEventOut,
    OrderLineWhole,
    OrderRow,
    OrderWhole,
    TakenBack,
)
from samdrift.api.views.things import filled, keeper_of, kept_files, paper_out, reader_of, scanned
from samdrift.assets.choices import OrderState
from samdrift.assets.forms.orders import DeliveryForm
from samdrift.assets.life import queries as life
from samdrift.assets.models import Order
from samdrift.assets.ordering import models_on_offer, queries, services
from samdrift.assets.ordering.queries import Line, OrderPage
from samdrift.assets.ordering.services import Wanted
from samdrift.assets.register import door
from samdrift.assets.stock import papers
from samdrift.assets.stock.papers import PaperLine
from samdrift.assets.views import readers
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.access import viewer_of

router = Router(tags=["orders"], by_alias=True)

type Papers = Mapping[str, tuple[PaperLine, ...]]


@router.get("", response=list[OrderRow], auth=READ, summary="Orders")
def list_orders(
    request: HttpRequest, state: Annotated[OrderState | None, Query()] = None
) -> list[OrderRow]:
    """Return the latest 200 orders that may be read, the latest first; in a state where told."""
    return [
        OrderRow(
            id=each.id,
            organisation=each.organisation,
            unit=each.unit,
            state=each.state,
            made_at=each.made_at,
            by=each.by_name,
            number=each.number,
            cost_ore=each.cost.ore,
        )
        for each in queries.orders(reader_of(request), state=state or "")
    ]


@router.post("", response={201: OrderWhole}, auth=WRITE, summary="Ask for things")
def ask_for_things(request: HttpRequest, asked: NewOrder) -> Answer[OrderWhole]:
    """Ask for standard models; who holds the unit's budget is written to, and approves."""
    actor = keeper_of(request)
    if asked.organisation not in parties.codes():
        raise HttpError(404, f"Det finns ingen organisation {asked.organisation}.")
    numbers = {line.model: line.number for line in asked.lines}
    wanted = Wanted(asked.organisation, numbers, asked.unit, asked.note, asked.replaces)
    return Answer(201, _told(request, services.ask(wanted, actor=actor, at=clock.now()).pk))


@router.get("/models", response=list[ModelOut], auth=READ, summary="What can be ordered")
def list_models(request: HttpRequest) -> list[ModelOut]:
    """Return the standard models that can be ordered, in the order of their kinds."""
    reader_of(request)
    return [
        ModelOut(
            id=each.id,
            kind=each.kind,
            name=each.name,
            supplier=each.supplier,
            product_number=each.product_number,
            price_ore=each.price.ore,
        )
        for each in models_on_offer.standard_models()
    ]


@router.get("/{order}", response=OrderWhole, auth=READ, summary="An order")
def read_order(request: HttpRequest, order: RowId) -> OrderWhole:
    """Return an order, to whoever reads the register there or holds the budget."""
    return _told(request, order)


@router.post("/{order}/decision", response=OrderWhole, auth=WRITE, summary="Approve or refuse")
def decide_order(request: HttpRequest, order: RowId, asked: Judgement) -> OrderWhole:
    """Approve an order or not; only who holds the budget may, and nobody their own."""
    row = _there(request, order)
    services.decide(
        row.pk,
        is_approved=asked.is_approved,
        note=asked.note,
        actor=readers.actor_of(request),
        at=clock.now(),
    )
    return _told(request, order)


@router.post("/{order}/purchase", response=OrderWhole, auth=WRITE, summary="Buy")
def buy_order(request: HttpRequest, order: RowId, asked: Bought) -> OrderWhole:
    """Say that what was approved has been ordered from the supplier."""
    actor, row = keeper_of(request), _there(request, order)
    services.order(row.pk, reference=asked.reference, actor=actor, at=clock.now())
    return _told(request, order)


@router.post("/{order}/cancellation", response=OrderWhole, auth=WRITE, summary="Take back")
def cancel_order(request: HttpRequest, order: RowId, asked: TakenBack) -> OrderWhole:
    """Take an order back, before anything of it has come."""
    actor, row = keeper_of(request), _there(request, order)
    services.cancel(row.pk, note=asked.note, actor=actor, at=clock.now())
    return _told(request, order)


@router.post(
    "/{order}/lines/{line}/deliveries", response={201: OrderWhole}, auth=WRITE, summary="Receive"
)
def receive_line(
    request: HttpRequest, order: RowId, line: RowId, asked: CameIn
) -> Answer[OrderWhole]:
    """Register what came of a line, all of it or nothing, with its delivery note."""
    actor, at, stroke = keeper_of(request), clock.now(), readers.new_stroke()
    told = queries.page(_there(request, order))
    wanted = next((each for each in told.lines if each.id == line), None)
    if wanted is None:
        raise HttpError(404, "Raden finns inte.")
    written = asked.model_dump(exclude={"things", "files"}) | {"written": scanned(asked.things)}
    came = filled(DeliveryForm(written, states=life.beginnings(wanted.kind))).came()
    kept = kept_files(asked.files)
    services.receive(line, came, actor=actor, at=at, stroke=stroke)
    papers.add(kept, stroke=stroke, actor=actor, at=at)
    return Answer(201, _told(request, order))


def _there(request: HttpRequest, order_id: int) -> Order:
    """Return an order to whoever may read it: at the register, or as the holder of its budget."""
    row, reader = queries.row(order_id), door.reader_for(viewer_of(request))
    if row is None or not queries.is_theirs(row, reader, readers.actor_of(request)):
        raise HttpError(404, f"Det finns ingen beställning {order_id}.")
    return row


def _told(request: HttpRequest, order_id: int) -> OrderWhole:
    page = queries.page(_there(request, order_id))
    reader = door.reader_for(viewer_of(request))
    strokes = [came.stroke for line in page.lines for came in line.came]
    kept = papers.papers_of(reader, strokes) if reader else {}
    return _out(page, kept)


def _out(page: OrderPage, kept: Papers) -> OrderWhole:
    return OrderWhole(
        id=page.id,
        organisation=page.organisation_code,
        unit=page.unit,
        approver=page.approver,
        state=page.state,
        note=page.note,
        cost_ore=page.cost.ore,
        lines=[_line(line, kept) for line in page.lines],
        events=[
            OrderEventOut(label=each.label, at=each.at, by=each.by_name, note=each.note)
            for each in page.events
        ],
        replaces=list(page.replaces),
    )


def _line(line: Line, kept: Papers) -> OrderLineWhole:
    return OrderLineWhole(
        id=line.id,
        model=line.model,
        supplier=line.supplier,
        product_number=line.product_number,
        number=line.number,
        price_ore=line.price.ore,
        left=line.left,
        came=[
            CameOut(
                delivery_note=came.delivery_note,
                day=came.day,
                by=came.by_name,
                tags=list(came.tags),
                papers=[paper_out(each) for each in kept.get(came.stroke, ())],
            )
            for came in line.came
        ],
    )
