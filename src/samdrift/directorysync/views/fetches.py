"""A fetch: asked for, how far it has come, what differs, and what is answered where it stops."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from samdrift.directorysync import queries
from samdrift.directorysync.choices import FetchState, Sort, What
from samdrift.directorysync.errors import CannotFetch
from samdrift.directorysync.queries import FetchLine
from samdrift.directorysync.services import fetches
from samdrift.directorysync.views import words
from samdrift.directorysync.views.readers import keeper_of, source_or_404
from samdrift.directorysync.views.sources import PLACE
from samdrift.plumbing import clock
from samdrift.plumbing.jobs import beats
from samdrift.plumbing.wording import retold


@require_POST
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for a directory to be fetched, or only for what that would change."""
    name = keeper_of(request)
    source_or_404(key)
    is_trial = request.POST.get("is_trial") == "1"
    try:
        fetch = fetches.ask(source_key=key, is_trial=is_trial, by=name, at=clock.now())
    except CannotFetch as refusal:
        messages.error(request, retold(refusal))
        return redirect("directorysync:source", key=key)
    return redirect("directorysync:fetch", fetch_id=fetch.pk)


@require_GET
def page(request: HttpRequest, fetch_id: int) -> HttpResponse:
    """Show how far a fetch has come, or what it found, entry by entry."""
    keeper_of(request)
    fetch = _fetch_or_404(fetch_id)
    standing = queries.standing(fetch_id) if fetch.state == FetchState.ASKED else None
    sort, what = _chosen(request)
    after = request.GET.get("efter", "")
    found = queries.differences(
        fetch_id, sort=sort, what=what, after=int(after) if _is_number(after) else 0
    )
    kept = {"sort": sort, "vad": what, "efter": str(found.after)}
    context = {
        "place": PLACE,
        "fetch": fetch,
        "asked_at": words.moment(fetch.asked_at),
        "status": words.status(fetch),
        "coming": words.coming(standing) if standing and standing.is_under_way else None,
        "problem": retold(fetch.problem or (standing.problem if standing else "")),
        "is_halted": fetch.state == FetchState.HALTED,
        "is_shown": fetch.state == FetchState.SHOWN,
        "columns": words.columns(fetch),
        "rows": words.rows(fetch),
        "lines": [(each, words.changes(each), retold(each.note)) for each in found.lines],
        "chosen": (Sort(sort) if sort else None, What(what) if what else None),
        "next_href": f"?{urlencode(kept)}" if found.after else "",
    }
    if request.GET.get("del") == "progress":
        return render(request, "directorysync/fetch.html#progress", context)
    return render(request, "directorysync/fetch.html", context)


@require_POST
def cancel(request: HttpRequest, fetch_id: int) -> HttpResponse:
    """Ask a fetch that is under way to stop; then nothing is changed."""
    name = keeper_of(request)
    _fetch_or_404(fetch_id)
    standing = queries.standing(fetch_id)
    if standing and standing.is_under_way:
        beats.ask_to_cancel(standing.job, by=name)
    return redirect("directorysync:fetch", fetch_id=fetch_id)


@require_POST
def answer(request: HttpRequest, fetch_id: int) -> HttpResponse:
    """Let a fetch that stopped be carried out after all, or drop it."""
    name = keeper_of(request)
    _fetch_or_404(fetch_id)
    may_go_on = request.POST.get("answer") == "go-on"
    try:
        fetch = fetches.answer(fetch_id=fetch_id, may_go_on=may_go_on, by=name, at=clock.now())
    except CannotFetch as refusal:
        messages.error(request, retold(refusal))
        return redirect("directorysync:fetch", fetch_id=fetch_id)
    return redirect("directorysync:fetch", fetch_id=fetch.pk)


def _fetch_or_404(fetch_id: int) -> FetchLine:
    found = queries.fetch(fetch_id)
    if found is None:
        raise Http404
    return found


def _chosen(request: HttpRequest) -> tuple[str, str]:
    sort, what = request.GET.get("sort", ""), request.GET.get("vad", "")
    return sort if sort in Sort else "", what if what in What else ""


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) <= 18
