"""What is held of people: whom it is asked of, the extract, and the register of processing."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from samdrift.directory import queries as directory
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.privacy import queries, services

HEADINGS = ("Behandling", "Ändamål", "Registrerade", "Uppgifter", "Gallring", "Mottagare")


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show whom an extract can be made of, the register of processing, and the latest extracts."""
    _require(request)
    words = request.GET.get("q", "").strip()[:100]
    context = {
        "words": words,
        "found": directory.people_found(words) if words else (),
        "register": queries.register(),
        "extracts": queries.extracts(),
    }
    return render(request, "privacy/page.html", context)


@require_GET
def files_page(request: HttpRequest) -> HttpResponse:
    """Show which files were taken out, by whom and when."""
    if not access.may_see_what_is_taken_out(viewer_of(request)):
        raise Http404
    by = request.GET.get("av", "").strip()[:150]
    context = {"place": "privacy.files", "by": by, "files": queries.files_taken_out(by=by)}
    return render(request, "privacy/files.html", context)


@require_POST
def take_out(request: HttpRequest, person_id: int) -> HttpResponse:
    """Hand over all that is held of somebody, and note that it was done."""
    _require(request)
    whom = queries.subject(person_id)
    if whom is None:
        raise Http404
    user = request.user
    assert user.is_authenticated, "the door lets nobody in who has not signed in"
    packed = services.take_out(whom, by=user, at=clock.now())
    named = {"Content-Disposition": f'attachment; filename="utdrag-{person_id}.zip"'}
    return HttpResponse(packed, content_type="application/zip", headers=named)


@require_GET
def register_file(request: HttpRequest) -> HttpResponse:
    """Hand over the register of processing as CSV."""
    _require(request)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    for each in queries.register():
        writer.writerow([each.name, each.purpose, each.whose, each.what, each.kept, each.told])
    named = {"Content-Disposition": 'attachment; filename="registerforteckning.csv"'}
    kind = "text/csv; charset=utf-8"
    return HttpResponse(written.getvalue().encode("utf-8-sig"), content_type=kind, headers=named)


def _require(request: HttpRequest) -> None:
    if not access.may_tell_of_persons(viewer_of(request)):
        raise Http404
