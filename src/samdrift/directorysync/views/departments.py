"""Departments of a directory: which units they are, and saying so."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.directorysync import queries
from samdrift.directorysync.errors import BadSource
from samdrift.directorysync.services import departments
from samdrift.directorysync.views.readers import keeper_of, source_or_404
from samdrift.directorysync.views.sources import PLACE
from samdrift.plumbing.wording import retold


@require_GET
def list_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a directory calls where people work, and which units those are."""
    keeper_of(request)
    row = source_or_404(key)
    lines = queries.departments(row.pk)
    context = {
        "place": PLACE,
        "key": key,
        "name": row.name,
        "lines": lines,
        "without": sum(1 for each in lines if not each.unit),
    }
    return render(request, "directorysync/departments.html", context)


@require_http_methods(["GET", "POST"])
def department_page(request: HttpRequest, key: str, department_id: int) -> HttpResponse:
    """Say which unit a department is, or let its name tell."""
    keeper_of(request)
    source = source_or_404(key)
    lines = {each.id: each for each in queries.departments(source.pk)}
    if department_id not in lines:
        raise Http404
    line = lines[department_id]
    if request.method == "POST":
        written = request.POST.get("unit", "")
        is_number = written.isascii() and written.isdecimal() and len(written) <= 18
        unit_id = int(written) if is_number else 0 if written else None
        try:
            departments.decide(source_key=key, department_id=line.id, unit_id=unit_id)
        except BadSource as refusal:
            messages.error(request, retold(refusal))
        else:
            messages.success(request, _("Sparat. Provkör för att se vilka som skulle flyttas."))
            return redirect("directorysync:departments", key=key)
    context = {
        "place": PLACE,
        "key": key,
        "name": source.name,
        "line": line,
        "units": queries.units_of(line.organisation_code),
    }
    return render(request, "directorysync/department.html", context)
