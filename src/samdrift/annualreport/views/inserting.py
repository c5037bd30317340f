"""Choosing what to put into a text: a figure by table, row and column, or a whole part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.views import writers
from samdrift.annualreport.writing import choosing
from samdrift.annualreport.writing.ports import CellChoice, PartChoice, TableChoice
from samdrift.ledger import queries as ledger
from samdrift.reporting import registry
from samdrift.reporting.documents import LANGUAGE
from samdrift.reporting.ports import Ask, TableSpec
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking
from samdrift.reporting.views.choosing import Choice

FIGURES, CHARTS, SENTENCES, PARTS = "tal", "diagram", "meningar", "delar"
LAST_YEAR = "i-fjol"
CHOSEN = "vald"


@require_GET
def insert_page(request: HttpRequest, year: int, key: str) -> HttpResponse:
    """Show what can be put into a chapter's text, one kind at a time."""
    writers.writer_or_404(request)
    with snapshot():
        chapter = writers.chapter_or_404(year, key)
        records = Records(year, asking.today())
        kind = request.GET.get("slag", FIGURES)
        spec = _spec_or_404(request)
        ask = _ask(request, year, spec)
        table = choosing.chosen_table(records, spec.id, ask) if spec else None
        parts = tuple(_parts(records, kind, key))
        context = {
            "year": year,
            "place": "annualreport.report",
            "chapter": chapter,
            "kind": kind,
            "kinds": _kinds(year, key, kind),
            "tables": () if spec else _titles(records, request.GET.get("q", "")),
            "asked": request.GET.get("q", ""),
            "spec": spec,
            "ask": ask,
            "is_last_year": ask.year != year,
            "centres": ledger.cost_centres(year) if spec and spec.takes_cost_centre else (),
            "table": table,
            "parts": parts,
            "chosen": _chosen(request.GET.get(CHOSEN, ""), _cells(table), parts),
            "here": _here(request),
        }
        return render(request, "annualreport/insert.html", context)


def _here(request: HttpRequest) -> str:
    """Return what is asked now, less what was chosen."""
    asked = {name: told for name, told in request.GET.items() if name != CHOSEN}
    return f"?{urlencode(asked)}"


def _parts(records: Records, kind: str, key: str) -> Iterable[PartChoice]:
    """Return what can be chosen of a kind, in the language of the report that it is put into."""
    with translation.override(LANGUAGE):
        if kind == CHARTS:
            return tuple(choosing.charts(records))
        if kind == SENTENCES:
            return tuple(choosing.findings(records))
        return choosing.parts(key) if kind == PARTS else ()


def _kinds(year: int, key: str, current: str) -> tuple[Choice, ...]:
    words = {
        FIGURES: _("Tal och tabeller"),
        CHARTS: _("Diagram"),
        SENTENCES: _("Meningar"),
        PARTS: _("Färdiga delar"),
    }
    here = reverse("annualreport:insert", args=[year, key])
    return tuple(
        Choice(told, f"{here}?{urlencode({'slag': kind})}", kind == current)
        for kind, told in words.items()
    )


def _titles(records: Records, asked: str) -> tuple[tuple[str, str], ...]:
    wanted = asked.casefold().split()
    return tuple(
        (table_id, title)
        for table_id, title in choosing.titles(records)
        if all(word in f"{title} {table_id}".casefold() for word in wanted)
    )


def _spec_or_404(request: HttpRequest) -> TableSpec | None:
    named = request.GET.get("tabell", "")
    found = next((spec for spec in registry.tables() if spec.id == named), None)
    if named and found is None:
        raise Http404
    return found


def _ask(request: HttpRequest, year: int, spec: TableSpec | None) -> Ask:
    """Return what a table is asked; what it does not take, or is none, is left out."""
    if spec is None:
        return Ask(year)
    of = year - 1 if request.GET.get("ar") == LAST_YEAR else year
    centre = request.GET.get("kostnadsstalle", "") if spec.takes_cost_centre else ""
    try:
        day = date.fromisoformat(request.GET.get("dag", ""))
    except ValueError:
        return Ask(of, centre)
    return Ask(of, centre, day) if spec.takes_day and day.year == year == of else Ask(of, centre)


def _cells(table: TableChoice | None) -> Iterator[CellChoice]:
    if table is not None:
        yield CellChoice(table.title, _("hela tabellen"), table.syntax)
        for row in table.rows:
            yield from row.cells


def _chosen(
    named: str, cells: Iterable[CellChoice], parts: Iterable[PartChoice]
) -> CellChoice | None:
    """Return what was chosen among all that is shown, None where it is nothing of it."""
    for cell in cells:
        if named and cell.syntax == named:
            return cell
    for part in parts:
        if named and part.syntax == named:
            return CellChoice("", part.words, part.syntax)
    return None
