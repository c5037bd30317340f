"""What a member orders and ends: asked for by it, answered by whoever provides it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.agreements import ordering, services
from samdrift.agreements.errors import CannotAgree
from samdrift.agreements.forms import OrderForm
from samdrift.agreements.ordering import OrderTold
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.reporting.formats import swedish_kronor

PLACE = "agreements.list"


@require_http_methods(["GET", "POST"])
def order_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a member has by order and what it has asked for; what is sent is an order."""
    viewer, names = viewer_of(request), parties.names_by_code()
    if code not in names or not access.may_see_costs(viewer, code):
        raise Http404
    may_order = access.may_budget_costs(viewer, code)
    found = ordering.offered(code, on=clock.now().date())
    form = OrderForm(
        request.POST if request.method == "POST" else None,
        options=[(each.id, each.words) for each in found],
        initial={"since": clock.now().date()},
    )
    if request.method == "POST":
        if not may_order:
            raise Http404
        if form.is_valid() and _has_ordered(request, code, form):
            return redirect("agreements:order", code)
    context = {
        "place": PLACE,
        "code": code,
        "name": names[code],
        "offered": [(each, swedish_kronor(each.price.amount)) for each in found],
        "orders": [(each, *_standing(each)) for each in ordering.orders(organisation=code)],
        "form": form,
        "may_order": may_order,
        "may_answer": access.may_charge(viewer),
    }
    return render(request, "agreements/order.html", context, status=422 if form.errors else 200)


def _has_ordered(request: HttpRequest, code: str, form: OrderForm) -> bool:
    """Order what was sent; return whether it was done. What is wrong is told in the form."""
    try:
        services.order(
            organisation=code,
            wanted=form.wanted(),
            by=request.user.get_username(),
            at=clock.now(),
        )
    except CannotAgree as refusal:
        form.add_error("since", str(refusal))
        return False
    messages.success(request, _("Beställningen är skickad. Den gäller när den är godkänd."))
    return True


@require_POST
def answer(request: HttpRequest, order_id: int) -> HttpResponse:
    """Approve an order, or say why not."""
    told = next((each for each in ordering.orders() if each.id == order_id), None)
    if told is None or not access.may_charge(viewer_of(request)):
        raise Http404
    try:
        services.answer(
            order_id=order_id,
            is_approved="approve" in request.POST,
            note=request.POST.get("note", "").strip()[:200],
            by=request.user.get_username(),
            at=clock.now(),
        )
    except CannotAgree as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Beställningen är besvarad."))
    return redirect("agreements:order", told.organisation)


def _standing(each: OrderTold) -> tuple[str, str]:
    """Return how an order stands: its kind of status, and its words."""
    if each.is_approved is None:
        return "warn", _("Väntar på svar")
    if each.is_approved:
        return "ok", _("Godkänd av %(name)s") % {"name": each.answered_by}
    return "bad", _("Inte godkänd: %(why)s") % {"why": each.answer}
