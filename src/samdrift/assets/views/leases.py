"""What is leased, until when and at what cost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.leases import LeaseForm
from samdrift.assets.forms.steps import tags_in
from samdrift.assets.planning import leases
from samdrift.assets.views import words
from samdrift.assets.views.readers import keeper_of, reader_of
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold

LEASES = "assets.leases"


@require_http_methods(["GET", "POST"])
def leases_page(request: HttpRequest) -> HttpResponse:
    """Show the agreements and what they cost a month; write one down."""
    reader = keeper_of(request) if request.method == "POST" else reader_of(request)
    form = LeaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lease = leases.add(form.wanted())
        except CannotKeep as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Avtalet %(number)s är sparat.") % {"number": lease.number})
            return redirect("assets:leases")
    today = clock.now().astimezone(SWEDEN).date()
    lines = leases.leases(reader, today=today)
    costs = leases.monthly_by_organisation(lines, today=today)
    context = {
        "place": LEASES,
        "lines": [(each, words.amount(each.monthly), words.amount(each.buy_out)) for each in lines],
        "costs": [(name, words.amount(cost)) for name, cost in costs.items()],
        "form": form,
        "keeps": reader.keeps,
    }
    return render(request, "assets/leases.html", context, status=422 if form.errors else 200)


@require_POST
def put_under(request: HttpRequest) -> HttpResponse:
    """Say which things an agreement is of."""
    keeper_of(request)
    written = request.POST.get("lease", "")
    try:
        number = leases.put_under(
            lease_id=int(written) if written.isdecimal() and len(written) < 18 else 0,
            tags=tags_in(request.POST.get("tags", "")),
        )
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
    else:
        told = ngettext(
            "Klart för %(number)s inventarie.", "Klart för %(number)s inventarier.", number
        )
        messages.success(request, told % {"number": number})
    return redirect("assets:leases")
