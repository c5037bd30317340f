"""What comes of orders, and the standard models that they are of."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.orders import DeliveryForm, ModelForm
from samdrift.assets.life import queries as life
from samdrift.assets.ordering import models_on_offer, queries, services
from samdrift.assets.stock import papers
from samdrift.assets.views import words
from samdrift.assets.views.orders import ORDERS, order_or_404
from samdrift.assets.views.papers import came_along
from samdrift.assets.views.readers import actor_of, keeper_of, new_stroke, reader_of
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold


@require_http_methods(["GET", "POST"])
def receive_page(request: HttpRequest, order_id: int, line_id: int) -> HttpResponse:
    """Register what came of a line: the delivery note, and the serial numbers as scanned."""
    keeper_of(request)
    told = queries.page(order_or_404(request, order_id))
    line = next((each for each in told.lines if each.id == line_id), None)
    if line is None:
        raise Http404
    initial = {"day": clock.now().date(), "state": "stock"}
    form = DeliveryForm(request.POST or None, states=life.beginnings(line.kind), initial=initial)
    if request.method == "POST" and form.is_valid():
        actor, at, stroke = actor_of(request), clock.now(), new_stroke()
        try:
            kept = came_along(request)
            tags = services.receive(line.id, form.came(), actor=actor, at=at, stroke=stroke)
            papers.add(kept, stroke=stroke, actor=actor, at=at)
        except CannotKeep as refusal:
            form.add_error(None, retold(refusal))
        else:
            said = ngettext(
                "%(number)s inventarie är registrerad.",
                "%(number)s inventarier är registrerade.",
                len(tags),
            )
            messages.success(request, said % {"number": len(tags)})
            return redirect("assets:order", told.id)
    context = {"place": ORDERS, "order": told, "line": line, "form": form}
    return render(request, "assets/order_receive.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def models_page(request: HttpRequest) -> HttpResponse:
    """Show the models that can be ordered, and write one down."""
    reader = keeper_of(request) if request.method == "POST" else reader_of(request)
    form = ModelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = models_on_offer.save(form.wanted())
        except CannotKeep as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("%(name)s går att beställa.") % {"name": saved.name})
            return redirect("assets:models")
    lines = models_on_offer.standard_models()
    context = {
        "place": ORDERS,
        "lines": [(each, words.amount(each.price)) for each in lines],
        "form": form,
        "keeps": reader.keeps,
    }
    return render(request, "assets/models.html", context, status=422 if form.errors else 200)


@require_POST
def put_away(request: HttpRequest) -> HttpResponse:
    """Let a model be ordered no more."""
    keeper_of(request)
    written = request.POST.get("model", "")
    try:
        models_on_offer.put_away(int(written) if written.isdecimal() and len(written) < 18 else 0)
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Modellen går inte längre att beställa."))
    return redirect("assets:models")
