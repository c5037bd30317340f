"""Lists of things taken in: sent, their columns read, looked at row by row, taken in, undone."""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.assets.errors import CannotKeep
from samdrift.assets.kinds import queries as kinds
from samdrift.assets.models import ThingImport
from samdrift.assets.taking_in import columns as mapping
from samdrift.assets.taking_in import queries, services
from samdrift.assets.taking_in.reading import OUTCOMES
from samdrift.assets.views.readers import PLACE, actor_of, keeper_of
from samdrift.assets.views.steps import said
from samdrift.plumbing import clock, sheets
from samdrift.plumbing.plain_text import unread_as_formula
from samdrift.plumbing.wording import retold

MOST_SHOWN = 200


@require_http_methods(["GET", "POST"])
def imports_page(request: HttpRequest) -> HttpResponse:
    """Send a list; the latest lists and what became of them."""
    keeper_of(request)
    if request.method == "POST":
        try:
            row = _kept(request)
        except (CannotKeep, sheets.NotAList) as refusal:
            messages.error(request, retold(refusal))
            return redirect("assets:imports")
        return redirect("assets:import", row.pk)
    context = {
        "place": PLACE,
        "kinds": [line for line in kinds.tree() if not line.is_group],
        "imports": queries.imports(),
        "chosen": request.GET.get("slag", ""),
    }
    return render(request, "assets/imports.html", context)


def _kept(request: HttpRequest) -> ThingImport:
    sent = request.FILES.get("list")
    if sent is None or (sent.size or 0) > sheets.LARGEST_FILE:
        raise CannotKeep(_("Välj en fil i XLSX eller CSV, högst 20 MB."))
    return services.keep(
        name=sent.name or "",
        content=sent.read(),
        kind=request.POST.get("kind", ""),
        actor=actor_of(request),
        at=clock.now(),
    )


@require_GET
def import_page(request: HttpRequest, import_id: int) -> HttpResponse:
    """Show how the columns of a list are read, and what every row would do or did."""
    keeper_of(request)
    row = _row(import_id)
    sheet = services.sheet_of(row)
    allowed = mapping.targets(kinds.fields_of(row.kind))
    is_mapped = "tag" in row.columns.values()
    preview = services.preview(row) if is_mapped and not row.taken_at else None
    wanted = request.GET.get("visa", "")
    verdicts = (
        [each for each in preview.verdicts if wanted in ("", each.outcome)] if preview else []
    )
    labels = {target.removeprefix(mapping.OF_KIND): label for target, label in allowed.items()}
    context = {
        "place": PLACE,
        "row": row,
        "kind": kinds.kind(row.kind),
        "columns": [
            (
                number,
                heading,
                sheet.rows[0].cells[number] if sheet.rows else "",
                row.columns.get(heading, ""),
            )
            for number, heading in enumerate(sheet.headings)
        ],
        "targets": allowed.items(),
        "counts": preview.counts if preview else row.counts,
        "views": [
            {
                "href": f"?visa={key}",
                "words": f"{label} {preview.counts[key]}",
                "is_current": key == wanted,
            }
            for key, label in _outcomes().items()
        ]
        if preview
        else [],
        "verdicts": [
            (each, [(labels.get(key, key), then, now) for key, then, now in each.changes])
            for each in verdicts[:MOST_SHOWN]
        ],
        "more": max(0, len(verdicts) - MOST_SHOWN),
        "is_mapped": is_mapped,
        "outcomes": _outcomes(),
    }
    return render(request, "assets/import.html", context)


def _outcomes() -> dict[str, str]:
    words = (_("Nya"), _("Ändrade"), _("Oförändrade"), _("Fel"))
    return dict(zip(OUTCOMES, words, strict=True))


@require_POST
def import_act(request: HttpRequest, import_id: int, name: str) -> HttpResponse:
    """Say how columns are read, take a list in, or undo it."""
    keeper_of(request)
    if name not in _ACTS:
        raise Http404
    try:
        _ACTS[name](request, import_id)
    except (CannotKeep, sheets.NotAList) as refusal:
        messages.error(request, retold(refusal))
    return redirect("assets:import", import_id)


def _columns(request: HttpRequest, import_id: int) -> None:
    headings = services.sheet_of(_row(import_id)).headings
    told = {heading: request.POST.get(f"c{n}", "") for n, heading in enumerate(headings)}
    services.read_columns(import_id=import_id, columns=told)


def _take_in(request: HttpRequest, import_id: int) -> None:
    services.take_in(import_id=import_id, actor=actor_of(request), at=clock.now())
    messages.success(request, _("Listan är inläst."))


def _undo(request: HttpRequest, import_id: int) -> None:
    said(request, services.undo(import_id=import_id, actor=actor_of(request), at=clock.now()))


_ACTS = {"kolumner": _columns, "las-in": _take_in, "angra": _undo}


@require_GET
def wrong_rows(request: HttpRequest, import_id: int) -> HttpResponse:
    """Give the rows that are wrong as a file to mend and send anew."""
    keeper_of(request)
    headings, rows = services.wrong_rows(_row(import_id))
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([unread_as_formula(cell) for cell in row] for row in rows)
    answer = HttpResponse(
        target.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="fel-rader.csv"'
    return answer


def _row(import_id: int) -> ThingImport:
    found = queries.row(import_id)
    if found is None:
        raise Http404
    return found
