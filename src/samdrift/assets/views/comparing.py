"""An operator's or a device manager's list held against the register, month by month."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.assets.errors import CannotKeep
from samdrift.assets.taking_in import comparing, kept_lists
from samdrift.assets.taking_in.comparing import ListSort, Outcome
from samdrift.assets.taking_in.kept_lists import KeptList, Remaining
from samdrift.assets.views import words
from samdrift.assets.views.readers import PLACE, actor_of, keeper_of
from samdrift.kernel.money import Money
from samdrift.plumbing import clock, sheets
from samdrift.plumbing.wording import retold
from samdrift.reporting import record_files
from samdrift.reporting.record_files import RecordFile
from samdrift.reporting.selections import Cell

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
def page(request: HttpRequest) -> HttpResponse:
    """Send a month's list, and see the lists of the months before."""
    reader = keeper_of(request)
    status = 200
    if request.method == "POST":
        try:
            sort, now = _sort(request), clock.now()
            name, sheet = _sheet(request)
            found = comparing.compare(reader, sheet, sort)
        except (CannotKeep, sheets.NotAList) as refusal:
            messages.error(request, retold(refusal))
            status = 422
        else:
            row = kept_lists.keep(found, sort, name=name, actor=actor_of(request), at=now)
            return redirect("assets:compared", row.pk)
    context = {
        "place": PLACE,
        "sorts": list(SORTS.items()),
        "chosen": request.POST.get("sort", ""),
        "kept": [(each, SORTS[each.sort]) for each in kept_lists.kept()],
    }
    return render(request, "assets/compare.html", context, status=status)


@require_GET
def compared(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show how a month's list and the register differed, and what has happened since the last."""
    found = _kept_or_404(request, list_id)
    context = {
        "place": PLACE,
        "found": found,
        "sort": SORTS[found.sort],
        "parts": _parts(found),
        "in_vain": words.amount(found.in_vain) if found.in_vain is not None else "",
        "mended": [(OUTCOMES[each.outcome], each) for each in found.mended[:MOST_SHOWN]],
        "has_costs": found.in_vain is not None,
    }
    return render(request, "assets/compared.html", context)


@require_GET
def compared_file(request: HttpRequest, list_id: int) -> HttpResponseBase:
    """Give what differed in a month as a file."""
    found = _kept_or_404(request, list_id)
    headings = (
        *(_("Vad"), _("Nummer"), _("Rad"), _("Märkning"), _("Modell"), _("Organisation")),
        *(_("Enligt listan"), _("Enligt registret"), _("Kostnad"), _("Sedan")),
    )
    rows = tuple(
        _row(str(told), each) for outcome, told in OUTCOMES.items() for each in found.of(outcome)
    )
    book = record_files.xlsx(RecordFile(headings, iter([rows])))
    name = f"skillnader-{found.month:%Y-%m}.xlsx"
    return FileResponse(book, as_attachment=True, filename=name)


def _row(outcome: str, each: Remaining) -> tuple[Cell, ...]:
    told = each.difference
    return (
        *(outcome, told.key, told.line, told.tag, told.model, told.organisation),
        *(told.listed_holder, told.holder, _money(told.cost_ore), each.since),
    )


def _money(ore: int | None) -> Money | None:
    return Money(ore) if ore is not None else None


def _parts(found: KeptList) -> list[tuple[str, str, int, list[tuple[Remaining, str]]]]:
    """Return the differences in groups: each with its words, how many, and the first of them."""
    groups = [(outcome, told, found.of(outcome)) for outcome, told in OUTCOMES.items()]
    return [
        (
            str(outcome),
            str(told),
            len(lines),
            [(each, words.amount(_money(each.difference.cost_ore))) for each in lines[:MOST_SHOWN]],
        )
        for outcome, told, lines in groups
        if lines
    ]


def _kept_or_404(request: HttpRequest, list_id: int) -> KeptList:
    keeper_of(request)
    found = kept_lists.kept_list(list_id)
    if found is None:
        raise Http404
    return found


def _sheet(request: HttpRequest) -> tuple[str, sheets.Sheet]:
    sent = request.FILES.get("list")
    if sent is None or (sent.size or 0) > sheets.LARGEST_FILE:
        raise CannotKeep(_("Välj en fil i XLSX eller CSV, högst 20 MB."))
    return str(sent.name or ""), sheets.read(sent.read())


def _sort(request: HttpRequest) -> ListSort:
    told = request.POST.get("sort", "")
    if told not in ListSort:
        raise CannotKeep(_("Välj vad det är för en lista."))
    return ListSort(told)
