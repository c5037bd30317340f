"""Papers that go with what was done: added, handed out and taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samdrift.assets.choices import PaperSort
from samdrift.assets.errors import CannotKeep
from samdrift.assets.register.door import Reader
from samdrift.assets.stock import papers
from samdrift.assets.views.readers import actor_of, keeper_of, reader_of
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock, sent_files
from samdrift.plumbing.sent_files import CannotTake, Kept
from samdrift.plumbing.wording import retold


@require_POST
def add(request: HttpRequest, stroke: str) -> HttpResponse:
    """Let files go with what was done at one stroke."""
    keeper_of(request)
    try:
        kept = came_along(request)
        papers.add(
            kept,
            stroke=stroke,
            sort=request.POST.get("sort", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        said = _("Sparat.") if kept else _("Välj en fil först.")
        messages.add_message(request, messages.SUCCESS if kept else messages.ERROR, said)
    return redirect("assets:stroke", stroke)


@require_GET
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Hand out a paper to whoever may read it."""
    found = papers.paper(reader_of(request), paper_id)
    if found is None:
        raise Http404
    return sent_files.handed_out(found.name, found.digest)


@require_POST
def take_away(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Take away a paper that was laid in the wrong place."""
    keeper_of(request)
    try:
        stroke = papers.take_away(paper_id, actor=actor_of(request), at=clock.now())
    except CannotKeep as refusal:
        messages.error(request, retold(refusal))
        return redirect("assets:register")
    messages.success(request, _("Filen är borttagen."))
    return redirect("assets:stroke", stroke)


def came_along(request: HttpRequest) -> tuple[Kept, ...]:
    """Return the files that came with a form, kept; raises CannotKeep where one cannot be."""
    try:
        return sent_files.take_in(sent_files.sent_files(request))
    except CannotTake as refusal:
        raise CannotKeep(str(refusal)) from refusal


def shown(reader: Reader, stroke: str) -> dict[str, object]:
    """Return the papers of what was done at one stroke, as its page shows them."""
    return {
        "papers": papers.papers_of(reader, [stroke]).get(stroke, ()),
        "paper_sorts": PaperSort.choices,
        "paper_sort": papers.sort_of(stroke),
    }
