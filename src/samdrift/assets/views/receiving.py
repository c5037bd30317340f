"""Things that have come, registered in bulk; and the receipt for what is handed over."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.receiving import ReceiveForm, SignForm
from samdrift.assets.stock import papers, receipts, receiving
from samdrift.assets.views.papers import came_along, shown
from samdrift.assets.views.readers import PLACE, actor_of, keeper_of, new_stroke
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold


@require_http_methods(["GET", "POST"])
def receive_page(request: HttpRequest) -> HttpResponse:
    """Register things that have come: their tags and serial numbers, as they were scanned."""
    keeper_of(request)
    initial = {"day": clock.now().date(), "kind": request.GET.get("slag", ""), "state": "stock"}
    form = ReceiveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actor, at, stroke = actor_of(request), clock.now(), new_stroke()
        try:
            kept = came_along(request)
            tags = receiving.receive(form.arrived(), actor=actor, at=at, stroke=stroke)
            papers.add(kept, stroke=stroke, actor=actor, at=at)
        except CannotKeep as refusal:
            form.add_error(None, retold(refusal))
        else:
            told = ngettext(
                "%(number)s inventarie är registrerad.",
                "%(number)s inventarier är registrerade.",
                len(tags),
            )
            messages.success(request, told % {"number": len(tags)})
            return redirect("assets:stroke", stroke)
    context = {"place": PLACE, "form": form}
    return render(request, "assets/receive.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def receipt_page(request: HttpRequest, stroke: str) -> HttpResponse:
    """Show the receipt of what was handed over, to be printed or signed on the phone."""
    reader = keeper_of(request)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            receipts.sign(stroke=stroke, at=clock.now(), **form.cleaned_data)
        except CannotKeep as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Kvittot är undertecknat."))
            return redirect("assets:receipt", stroke)
    receipt = receipts.receipt(stroke)
    if receipt is None:
        raise Http404
    context = {"place": PLACE, "receipt": receipt, "form": form, **shown(reader, stroke)}
    return render(request, "assets/receipt.html", context, status=422 if form.errors else 200)
