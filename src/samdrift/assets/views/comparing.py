"""An operator's or a device manager's list held against the register."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods

from samdrift.assets.errors import CannotKeep
from samdrift.assets.taking_in import comparing, sheets
from samdrift.assets.taking_in.comparing import Comparison, ListSort, Outcome
from samdrift.assets.views.readers import PLACE, keeper_of
from samdrift.plumbing.wording import retold
from samdrift.reporting import record_files
from samdrift.reporting.record_files import RecordFile

MOST_SHOWN = 200
SORTS = {
    ListSort.CARRIER: _l("Mobiloperatörens abonnemang"),
    ListSort.INTUNE: _l("Intune eller SCCM, datorer och surfplattor"),
    ListSort.CHROMEBOOKS: _l("Google Workspace, Chromebooks"),
}
OUTCOMES = {
    Outcome.UNKNOWN: _l("I listan men inte i registret"),
    Outcome.HELD_BY_NOBODY: _l("I listan men ingen har den"),
    Outcome.OTHER_HOLDER: _l("Någon annan står på den"),
    Outcome.TWICE: _l("Två gånger i listan"),
    Outcome.NOT_LISTED: _l("I registret men inte i listan"),
}
"""In the order they are shown: what is paid for in vain comes first."""


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponseBase:
    """Send a list, and see how it and the register differ, or have that as a file."""
    reader = keeper_of(request)
    found: Comparison | None = None
    status = 200
    if request.method == "POST":
        try:
            found = comparing.compare(reader, _sheet(request), _sort(request))
        except CannotKeep as refusal:
            messages.error(request, retold(refusal))
            status = 422
    if found is not None and request.POST.get("as") == "xlsx":
        return _file(found)
    context = {
        "place": PLACE,
        "sorts": list(SORTS.items()),
        "chosen": request.POST.get("sort", ""),
        "found": found,
        "parts": _parts(found) if found else [],
    }
    return render(request, "assets/compare.html", context, status=status)


def _parts(found: Comparison) -> list[tuple[str, str, int, tuple[comparing.Difference, ...]]]:
    """Return the differences in groups: each with its words, how many, and the first of them."""
    groups = [(outcome, words, found.of(outcome)) for outcome, words in OUTCOMES.items()]
    return [
        (str(outcome), str(words), len(lines), lines[:MOST_SHOWN])
        for outcome, words, lines in groups
        if lines
    ]


def _file(found: Comparison) -> HttpResponseBase:
    headings = (
        *(_("Vad"), _("Nummer"), _("Rad"), _("Märkning"), _("Modell"), _("Organisation")),
        *(_("Enligt listan"), _("Enligt registret")),
    )
    rows = tuple(
        (
            *(str(words), each.key, each.line, each.tag, each.model, each.organisation),
            *(each.listed_holder, each.holder),
        )
        for outcome, words in OUTCOMES.items()
        for each in found.of(outcome)
    )
    book = record_files.xlsx(RecordFile(headings, iter([rows])))
    return FileResponse(book, as_attachment=True, filename="skillnader.xlsx")


def _sheet(request: HttpRequest) -> sheets.Sheet:
    sent = request.FILES.get("list")
    if sent is None or (sent.size or 0) > sheets.LARGEST_FILE:
        raise CannotKeep(_("Välj en fil i XLSX eller CSV, högst 20 MB."))
    return sheets.read(sent.read())


def _sort(request: HttpRequest) -> ListSort:
    told = request.POST.get("sort", "")
    if told not in ListSort:
        raise CannotKeep(_("Välj vad det är för en lista."))
    return ListSort(told)
