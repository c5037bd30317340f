"""What a thing leans on, and who is hit if it falls."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samdrift.assets import queries as assets
from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.steps import DayForm
from samdrift.assets.relations import drawing, queries, services
from samdrift.assets.views.readers import PLACE, actor_of, keeper_of, reader_of, thing_or_404
from samdrift.plumbing import clock
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import in_words, retold


@require_GET
def impact_page(request: HttpRequest, tag: str) -> HttpResponse:
    """Show all that falls with a thing: whose, step by step, as a drawing and as a list."""
    reader = reader_of(request)
    row = thing_or_404(reader, tag)
    if reader.organisation:
        raise Http404  # What falls is others' too.
    today = clock.now().astimezone(SWEDEN).date()
    impact = queries.impact(row, DayForm.day(request.GET.get("dag", "")) or today)
    labels = assets.kind_labels()
    context = {
        "place": PLACE,
        "thing": row,
        "impact": impact,
        "hits": [(hit, in_words(labels.get(hit.kind, hit.kind))) for hit in impact.hits],
        "drawing": drawing.drawing(impact, (row.model or in_words(labels.get(row.kind, "")))[:24]),
    }
    return render(request, "assets/impact.html", context)


@require_POST
def relate(request: HttpRequest) -> HttpResponse:
    """Say that a thing leans on another."""
    keeper_of(request)
    tag = request.POST.get("tag", "")
    try:
        services.relate(
            tag=tag,
            other=request.POST.get("other", "").strip().upper(),
            kind=request.POST.get("kind", ""),
            actor=actor_of(request),
            on=clock.now().astimezone(SWEDEN).date(),
        )
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("De hör nu ihop."))
    return _back(tag)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Say that a thing no longer leans on another."""
    keeper_of(request)
    tag, written = request.POST.get("tag", ""), request.POST.get("relation", "")
    try:
        services.end(
            relation_id=int(written) if written.isdecimal() and len(written) < 18 else 0,
            tag=tag,
            on=clock.now().astimezone(SWEDEN).date(),
        )
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("De hör inte längre ihop."))
    return _back(tag)


def _back(tag: str) -> HttpResponse:
    return redirect("assets:thing", tag) if tag else redirect("assets:register")
