"""Where things lie: what there is at each place, what runs short, and counting it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.steps import tags_in
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.stock import counting, places
from samdrift.assets.views.readers import actor_of, keeper_of, reader_of
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold

STOCK = "assets.stock"


@require_GET
def stock_page(request: HttpRequest) -> HttpResponse:
    """Show what lies where, what runs short, and the latest countings."""
    reader = reader_of(request)
    context = {
        "place": STOCK,
        "places": places.places(reader),
        "counts": counting.counts() if reader.keeps else (),
        "kinds": [line for line in kinds.tree() if not line.is_group],
        "keeps": reader.keeps,
    }
    return render(request, "assets/stock.html", context)


@require_POST
def stock_act(request: HttpRequest, name: str) -> HttpResponse:
    """Add a place, say how many there should be, or begin to count."""
    keeper_of(request)
    if name not in _ACTS:
        raise Http404
    try:
        return _ACTS[name](request)
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
    return redirect("assets:stock")


def _add_place(request: HttpRequest) -> HttpResponse:
    place = places.add_place(request.POST.get("name", ""))
    messages.success(request, _("%(name)s är tillagd.") % {"name": place.name})
    return redirect("assets:stock")


def _set_level(request: HttpRequest) -> HttpResponse:
    written = request.POST.get("least", "").strip()
    if written and not (written.isdecimal() and len(written) < 7):
        raise CannotKeep(_("Skriv antalet med siffror, eller lämna tomt."))
    least = int(written) if written else None
    places.set_level(
        place_id=_number(request, "place"), kind=request.POST.get("kind", ""), least=least
    )
    messages.success(request, _("Lägsta antalet är sparat."))
    return redirect("assets:stock")


def _begin(request: HttpRequest) -> HttpResponse:
    row = counting.begin(
        place_id=_number(request, "place"), actor=actor_of(request), at=clock.now()
    )
    return redirect("assets:count", row.pk)


_ACTS = {"ny-plats": _add_place, "lagsta-antal": _set_level, "inventera": _begin}


def _number(request: HttpRequest, name: str) -> int:
    written = request.POST.get(name, "")
    if not written.isdecimal() or len(written) > 9:
        raise CannotKeep(_("Välj bland de värden som visas."))
    return int(written)


@require_http_methods(["GET", "POST"])
def count_page(request: HttpRequest, count_id: int) -> HttpResponse:
    """Count what lies at a place: tags scanned or pasted, then what is missing and unexpected."""
    keeper_of(request)
    if request.method == "POST":
        try:
            _count(request, count_id)
        except CannotKeep as refusal:
            messages.error(request, retold(refusal))
        return redirect("assets:count", count_id)
    tally = counting.count(count_id)
    if tally is None:
        raise Http404
    context = {"place": STOCK, "tally": tally}
    return render(request, "assets/count.html", context)


def _count(request: HttpRequest, count_id: int) -> None:
    if "finish" in request.POST:
        counting.finish(stocktake_id=count_id, at=clock.now())
        messages.success(request, _("Inventeringen är avslutad."))
        return
    tags = tags_in(request.POST.get("tags", ""))
    new = counting.meet(stocktake_id=count_id, tags=tags, actor=actor_of(request), at=clock.now())
    told = ngettext("%(number)s ny märkning.", "%(number)s nya märkningar.", new)
    messages.success(request, told % {"number": new})
