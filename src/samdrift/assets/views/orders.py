"""Orders: asked for by hand or from the plan, bought, and what they come to as a list."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.assets.choices import OrderState
from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.orders import OrderForm
from samdrift.assets.forms.steps import tags_in
from samdrift.assets.models import Order
from samdrift.assets.ordering import models_on_offer, queries, services
from samdrift.assets.planning import queries as planning
from samdrift.assets.register import door
from samdrift.assets.stock import papers
from samdrift.assets.views import words
from samdrift.assets.views.readers import actor_of, keeper_of, reader_of
from samdrift.plumbing import clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold
from samdrift.reporting import record_files
from samdrift.reporting.record_files import RecordFile

ORDERS = "assets.orders"
MOST_NAMED = 5
TONES = {
    OrderState.ASKED: "quiet",
    OrderState.APPROVED: "warn",
    OrderState.DENIED: "bad",
    OrderState.ORDERED: "now",
    OrderState.RECEIVED: "ok",
    OrderState.CANCELLED: "quiet",
}


@require_GET
def orders_page(request: HttpRequest) -> HttpResponse:
    """List the orders, narrowed by how far they have come."""
    reader = reader_of(request)
    state = request.GET.get("lage", "")
    state = state if state in OrderState else ""
    context = {
        "place": ORDERS,
        "state": state,
        "states": OrderState.choices,
        "lines": [
            (each, words.amount(each.cost), TONES[OrderState(each.state)])
            for each in queries.orders(reader, state=state)
        ],
        "models": bool(models_on_offer.standard_models()),
        "keeps": reader.keeps,
    }
    return render(request, "assets/orders.html", context)


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Ask for standard models for a unit."""
    keeper_of(request)
    form = OrderForm(request.POST or None, models=models_on_offer.standard_models())
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask(form.wanted(), actor=actor_of(request), at=clock.now())
        except CannotKeep as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Beställningen %(id)s är gjord.") % {"id": made.pk})
            return redirect("assets:order", made.pk)
    rows = [(each, field, words.amount(each.price)) for each, field in form.rows()]
    context = {"place": ORDERS, "form": form, "rows": rows}
    return render(request, "assets/order_new.html", context, status=422 if form.errors else 200)


@require_POST
def from_plan(request: HttpRequest) -> HttpResponse:
    """Make orders of what is due: of the things chosen, else of all that the plan shows."""
    reader = keeper_of(request)
    chosen = tags_in("\n".join(request.POST.getlist("tag")))
    tags = _due(request) if request.POST.get("alla") else chosen
    readable = set(door.things(reader).filter(tag__in=tags).values_list("tag", flat=True))
    try:
        made, left = services.ask_for_replacements(
            readable, actor=actor_of(request), at=clock.now()
        )
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
        return redirect("assets:plan")
    _say_made(request, made, left)
    if len(made) == 1:
        return redirect("assets:order", made[0].pk)
    return redirect("assets:orders" if made else "assets:plan")


def _due(request: HttpRequest) -> tuple[str, ...]:
    today = clock.now().astimezone(SWEDEN).date()
    year = request.POST.get("ar", "")
    found = planning.due(
        reader_of(request),
        int(year) if year.isdecimal() and len(year) == 4 else today.year,
        today=today,
        organisation=request.POST.get("organisation", "")[:50],
        kind=request.POST.get("slag", "")[:100],
    )
    return tuple(each.tag for each in found)


def _say_made(request: HttpRequest, made: tuple[Order, ...], left: tuple[str, ...]) -> None:
    number = len(made)
    if number:
        told = ngettext(
            "%(number)s beställning är gjord, en för varje enhet.",
            "%(number)s beställningar är gjorda, en för varje enhet.",
            number,
        )
        messages.success(request, told % {"number": number})
    if left:
        named = ", ".join(left[:MOST_NAMED]) + (" …" if len(left) > MOST_NAMED else "")
        why = _(
            "Inte beställt, för slaget har ingen standardmodell eller en ny är på väg: %(tags)s"
        )
        messages.error(request, why % {"tags": named})
    if not (made or left):
        messages.error(request, _("Ingenting är valt."))


@require_GET
def order_page(request: HttpRequest, order_id: int) -> HttpResponse:
    """Show an order: what it is of, who decided what, and what has come."""
    row = order_or_404(request, order_id)
    actor, told = actor_of(request), queries.page(row)
    reader = door.reader_for(viewer_of(request))
    keeps = reader is not None and reader.keeps
    strokes = [came.stroke for line in told.lines for came in line.came]
    context = {
        "place": ORDERS,
        "order": told,
        "papers": papers.papers_of(reader, strokes) if reader else {},
        "tone": TONES[told.state],
        "cost": words.amount(told.cost),
        "lines": [(line, words.amount(line.price), words.amount(line.cost)) for line in told.lines],
        "decides": told.state == OrderState.ASKED and queries.may_decide(row, actor),
        "buys": keeps and told.state == OrderState.APPROVED,
        "receives": keeps and told.state in (OrderState.ORDERED, OrderState.RECEIVED),
        "cancels": keeps
        and told.state in (OrderState.ASKED, OrderState.APPROVED, OrderState.ORDERED)
        and not any(line.arrived for line in told.lines),
    }
    return render(request, "assets/order.html", context)


@require_POST
def order_act(request: HttpRequest, order_id: int, name: str) -> HttpResponse:
    """Decide an order, buy it, or take it back."""
    row = order_or_404(request, order_id)
    note, told = request.POST.get("note", "")[:2_000], {"actor": actor_of(request)}
    if name not in ("godkann", "neka"):
        keeper_of(request)
    try:
        match name:
            case "godkann" | "neka":
                is_approved = name == "godkann"
                services.decide(row.pk, is_approved=is_approved, note=note, at=clock.now(), **told)
            case "bestalld":
                services.order(row.pk, reference=note, at=clock.now(), **told)
            case "ta-tillbaka":
                services.cancel(row.pk, note=note, at=clock.now(), **told)
            case _:
                raise Http404
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Klart."))
    return redirect("assets:order", row.pk)


def order_or_404(request: HttpRequest, order_id: int) -> Order:
    """Return an order that may be read; any other is not there."""
    row = queries.row(order_id)
    reader = door.reader_for(viewer_of(request))
    if row is None or not queries.is_theirs(row, reader, actor_of(request)):
        raise Http404
    return row


@require_GET
def file(request: HttpRequest) -> HttpResponseBase:
    """Give what is approved and not yet bought as a list to order from, supplier by supplier."""
    reader = reader_of(request)
    headings = (
        _("Leverantör"), _("Artikelnummer"), _("Modell"), _("Antal"), _("Pris per styck"),
        _("Summa"), _("Organisation"), _("Enhet"), _("Beställning"),
    )  # fmt: skip
    rows = sorted(
        (
            (
                line.supplier, line.product_number, line.model, line.number, line.price, line.cost,
                each.organisation, each.unit, each.id,
            )
            for each, lines in queries.to_buy(reader)
            for line in lines
        ),
        key=lambda row: (row[0], row[2], row[8]),
    )  # fmt: skip
    book = record_files.xlsx(RecordFile(headings, iter([tuple(rows)])))
    return FileResponse(book, as_attachment=True, filename="orderlista.xlsx")
