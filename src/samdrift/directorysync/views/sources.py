"""The directories that are fetched from: listed, told, and divided into branches."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.directory.choices import PersonKind
from samdrift.directorysync import queries
from samdrift.directorysync.errors import BadSource
from samdrift.directorysync.forms import SourceForm
from samdrift.directorysync.services import sources
from samdrift.directorysync.views import words
from samdrift.directorysync.views.readers import keeper_of, source_or_404
from samdrift.plumbing.wording import retold

PLACE = "directorysync.sources"


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the directories, how the latest fetch of each went, and the latest fetches of all."""
    keeper_of(request)
    context = {
        "place": PLACE,
        "lines": [
            (each, words.status(each.last) if each.last else None) for each in queries.sources()
        ],
        "fetches": [
            (each, words.moment(each.asked_at), words.status(each)) for each in queries.fetches()
        ],
    }
    return render(request, "directorysync/sources.html", context)


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Tell of a directory; then its branches are told on its own page."""
    keeper_of(request)
    form = SourceForm(request.POST) if request.method == "POST" else SourceForm()
    if request.method == "POST" and form.is_valid():
        key = slugify(form.cleaned_data["name"])[:50]
        if not key or queries.source(key):
            form.add_error("name", _("Det finns redan en katalog som heter så."))
        elif _kept(form, key):
            messages.success(request, _("Sparat. Säg nu vilka grenar som ska läsas."))
            return redirect("directorysync:source", key=key)
    context = {"place": PLACE, "form": form}
    status = 422 if form.errors else 200
    return render(request, "directorysync/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def source_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a directory and its branches; change what it says."""
    keeper_of(request)
    row = source_or_404(key)
    form = SourceForm(request.POST) if request.method == "POST" else SourceForm.of(row)
    if request.method == "POST" and form.is_valid() and _kept(form, key):
        messages.success(request, _("Sparat."))
        return redirect("directorysync:source", key=key)
    context = {
        "place": PLACE,
        "key": key,
        "name": row.name,
        "form": form,
        "branches": queries.branches(row.pk),
        "organisations": queries.organisations(),
        "kinds": PersonKind.choices,
    }
    status = 422 if form.errors else 200
    return render(request, "directorysync/source.html", context, status=status)


def _kept(form: SourceForm, key: str) -> bool:
    wanted, password = form.wanted()
    try:
        sources.keep(key=key, wanted=wanted, password=password)
    except BadSource as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


@require_POST
def add_branch(request: HttpRequest, key: str) -> HttpResponse:
    """Say whose those below a name in a directory are."""
    keeper_of(request)
    source_or_404(key)
    try:
        sources.add_branch(
            source_key=key,
            dn=request.POST.get("dn", ""),
            organisation=request.POST.get("organisation", ""),
            person_kind=request.POST.get("kind", ""),
        )
    except BadSource as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Grenen läses från och med nästa hämtning."))
    return redirect("directorysync:source", key=key)


@require_POST
def remove_branch(request: HttpRequest, key: str) -> HttpResponse:
    """Read a part of a directory no longer."""
    keeper_of(request)
    source_or_404(key)
    written = request.POST.get("branch", "")
    if written.isascii() and written.isdecimal() and len(written) <= 18:
        sources.remove_branch(source_key=key, branch_id=int(written))
        messages.success(request, _("Grenen läses inte längre."))
    return redirect("directorysync:source", key=key)
