"""Sheets of labels, printed."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from samdrift.assets.errors import CannotKeep
from samdrift.assets.forms.steps import tags_in
from samdrift.assets.register import queries as register
from samdrift.assets.stock import labels
from samdrift.assets.views.readers import PLACE, keeper_of
from samdrift.plumbing.wording import retold


@require_http_methods(["GET", "POST"])
def labels_page(request: HttpRequest) -> HttpResponse:
    """Choose the things and the sheet, and have the labels as a PDF."""
    reader = keeper_of(request)
    told = request.POST if request.method == "POST" else request.GET
    tags = tags_in("\n".join((*told.getlist("tag"), told.get("tags", ""))))
    form, begins = told.get("ark", "21"), told.get("plats", "1")
    status = 200
    if request.method == "POST":
        try:
            content = labels.sheet(
                register.lines_of(reader, tags),
                form=form,
                begins_at=int(begins) if begins.isdecimal() and len(begins) < 4 else 0,
                base=settings.BASE_URL,
            )
        except CannotKeep as refusal:
            messages.error(request, retold(refusal))
            status = 422
        else:
            answer = HttpResponse(content, content_type="application/pdf")
            answer.headers["Content-Disposition"] = 'attachment; filename="etiketter.pdf"'
            return answer
    context = {
        "place": PLACE,
        "tags": "\n".join(tags),
        "sheets": [(key, each.title) for key, each in labels.SHEETS.items()],
        "form": form,
        "begins": begins,
    }
    return render(request, "assets/labels.html", context, status=status)
