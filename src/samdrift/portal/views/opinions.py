"""What somebody thinks of the help they had, from a link in a letter and without signing in."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.portal.views.cases import scores
from samdrift.servicedesk.casework import standing
from samdrift.servicedesk.notices import queries, tokens
from samdrift.servicedesk.notices.queries import Asked
from samdrift.servicedesk.notices.words import NOT_SOLVED


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def opinion_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask what somebody thinks; the link alone changes nothing, for programs follow links too."""
    now = clock.now()
    number = tokens.number_of(token, at=now)
    asked = queries.asked(number) if number else None
    if asked is None:
        return render(request, "portal/opinion_gone.html", status=410)
    if request.method == "POST":
        try:
            messages.success(request, _act(request, asked, now))
        except Refusal as refusal:
            messages.error(request, retold(refusal))
        return redirect("portal:opinion", token)
    context = {
        "asked": asked,
        "scores": scores(),
        "chosen": _chosen(request) or asked.score,
        "is_not_solved": NOT_SOLVED in request.GET,
    }
    return render(request, "portal/opinion.html", context)


def _act(request: HttpRequest, asked: Asked, now: datetime) -> str:
    if request.POST.get("act") == "reopen":
        why = request.POST.get("text", "")
        standing.reopen(number=asked.number, why=why, actor=asked.reporter, at=now)
        return _("Ärendet är öppet igen. Vi hör av oss.")
    written = request.POST.get("score", "")
    standing.rate(
        number=asked.number,
        score=int(written) if written.isdecimal() else 0,
        comment=request.POST.get("comment", ""),
        at=now,
    )
    return _("Tack för ditt omdöme.")


def _chosen(request: HttpRequest) -> int:
    """Return the score that the link names, 0 where it names none."""
    written = request.GET.get("betyg", "")
    return int(written) if written in {"1", "2", "3", "4", "5"} else 0
