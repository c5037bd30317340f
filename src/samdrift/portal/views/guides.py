"""Guides to read, and whether they helped."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samdrift.kernel.refusals import Refusal
from samdrift.knowledge import queries as knowledge
from samdrift.knowledge import services
from samdrift.knowledge.guide_pages import guide_html
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.portal.views.requesters import for_requesters, requester_of
from samdrift.portal.views.start import frame, suggested

MOST_FOUND = 20


@require_GET
@for_requesters
def guide_list(request: HttpRequest) -> HttpResponse:
    """Show every guide, or those that words point to."""
    typed = request.GET.get("q", "")
    context = frame(requester_of(request)) | {
        "place": "guides",
        "typed": typed,
        "found": suggested(typed, limit=MOST_FOUND) if typed else None,
        "guides": knowledge.guides(is_desk=False),
    }
    return render(request, "portal/guides.html", context)


@require_GET
@for_requesters
def guide_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a guide, and ask whether it helped."""
    guide = knowledge.guide(key=key, is_desk=False)
    if guide is None:
        raise Http404
    context = frame(requester_of(request)) | {
        "place": "guides",
        "guide": guide,
        "body": guide_html(guide.body),
        "reported": request.GET.get("fran", ""),
    }
    return render(request, "portal/guide.html", context)


@require_POST
@for_requesters
def guide_answer(request: HttpRequest, key: str) -> HttpResponse:
    """Keep whether the guide solved the problem; a no leads on to a report."""
    person = requester_of(request)
    has_helped = request.POST.get("helped") == "1"
    try:
        services.keep_answer(
            key=key,
            has_helped=has_helped,
            organisation_code=person.organisation_code,
            is_before_report=bool(request.POST.get("reported")),
            at=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, retold(refusal))
        return redirect("portal:guides")
    if has_helped:
        messages.success(request, _("Vad bra. Tack för svaret."))
        return redirect("portal:guide", key)
    return redirect("portal:report")
