"""Every table of a year, one table, and one table as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.kernel.figures import Unit
from samdrift.kernel.spans import Span
from samdrift.kernel.swedish_order import swedish_key
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.reporting import registry, table_formats
from samdrift.reporting.documents import FigureTable
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink import html
from samdrift.reporting.ports import Ask, CannotAnswer, Table, TableSpec
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.table_formats import TableFormat
from samdrift.reporting.views import asking
from samdrift.reporting.views.links import ON_SITE, WebLinks, inked

MOST_YEARS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few, as a link: a year, a unit, a format."""

    words: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class ListedTable:
    """A table in the list of all."""

    id: str
    title: str
    href: str


@require_GET
def table_list(request: HttpRequest, year: int) -> HttpResponse:
    """Show every table there is to ask for, by title."""
    with snapshot():
        asking.year_or_404(year)
        listed = [
            ListedTable(spec.id, spec.title, reverse("reporting:table", args=[year, spec.id]))
            for spec in registry.tables()
        ]
        context = {
            "year": year,
            "place": "reporting.tables",
            "years": year_choices(year, "reporting:tables"),
            "tables": tuple(sorted(listed, key=lambda table: swedish_key(table.title))),
        }
    return render(request, "reporting/table_list.html", context)


@require_GET
def table_page(request: HttpRequest, year: int, table_id: str) -> HttpResponse:
    """Show one table; every figure in it opens."""
    with snapshot():
        spec = _spec_or_404(table_id)
        asking.year_or_404(year)
        scale = asking.scale(request.GET)
        context = {
            "year": year,
            "place": "reporting.tables",
            "spec": spec,
            "query": request.GET,
            "cost_centre": request.GET.get("cost-centre", ""),
            "years": year_choices(year, "reporting:table", table_id),
        }
        try:
            table = registry.table(table_id, _ask(request, year), today=asking.today())
        except CannotAnswer as refusal:
            context |= {"problem": str(refusal), "title": spec.title}
            return render(request, "reporting/table.html", context, status=422)
        context |= _table_context(request, table, scale)
        return render(request, "reporting/table.html", context)


@require_GET
def table_file(request: HttpRequest, year: int, table_id: str, form: TableFormat) -> HttpResponse:
    """Return one table as a file, the same that the command line writes."""
    with snapshot(), asking.found_or_404():
        table = registry.table(table_id, _ask(request, year), today=asking.today())
        body = table_formats.write(
            table,
            asking.scale(request.GET),
            form,
            describer=registry.Describer(),
            links=WebLinks(viewer_of(request), base=settings.BASE_URL),
        )
    response = HttpResponse(body, content_type=form.media_type)
    name = f"{table_id}-{year}.{form.value}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def year_choices(year: int, route: str, *arguments: str) -> tuple[Choice, ...]:
    """Return the years around the one looked at, as links to the same page of each."""
    known = sorted({*asking.years(), year})
    near = sorted(sorted(known, key=lambda other: abs(other - year))[:MOST_YEARS])
    return tuple(
        Choice(str(other), reverse(route, args=[other, *arguments]), other == year)
        for other in near
    )


def drawn(table: Table, scale: Scale, viewer: Viewer) -> str:
    """Return a table as HTML, its figures leading to their pages."""
    block = FigureTable(table, anchor="tabell", is_statement=table.unit is Unit.MONEY)
    web = WebLinks(viewer, base=ON_SITE)
    return inked(html.blocks([block], scale, web, registry.Describer()))


def _spec_or_404(table_id: str) -> TableSpec:
    for spec in registry.tables():
        if spec.id == table_id:
            return spec
    raise Http404


def _ask(request: HttpRequest, year: int) -> Ask:
    """Return what is asked. Raises CannotAnswer where a day is not written as one of the year."""
    day = None
    if named := request.GET.get("day", ""):
        try:
            day = date.fromisoformat(named)
        except ValueError as error:
            raise CannotAnswer(_("Skriv dagen så här: 2015-12-31.")) from error
        if day.year != year:
            raise CannotAnswer(_("Välj en dag i %(year)s, eller byt år först.") % {"year": year})
    return Ask(year, request.GET.get("cost-centre", ""), day)


def _table_context(request: HttpRequest, table: Table, scale: Scale) -> dict[str, object]:
    asked = {key: request.GET[key] for key in ("cost-centre", "day") if request.GET.get(key)}
    is_money = any(column.unit is Unit.MONEY for column in table.columns)
    units = [
        Choice(other.value, f"?{urlencode(asked | {'unit': other.value})}", other is scale)
        for other in Scale
        if is_money
    ]
    return {
        "table": table,
        "title": table.title,
        "units": units,
        "files": _files(table, asked | ({"unit": scale.value} if is_money else {})),
        "is_register": _is_register(table),
        "scale": scale,
        "drawn": drawn(table, scale, viewer_of(request)),
    }


def _files(table: Table, asked: dict[str, str]) -> list[Choice]:
    query = f"?{urlencode(asked)}" if asked else ""
    return [
        Choice(
            form.value.upper() if form is not TableFormat.MARKDOWN else "Markdown",
            reverse("reporting:table-file", args=[table.ask.year, table.id, form]) + query,
        )
        for form in (TableFormat.XLSX, TableFormat.CSV, TableFormat.JSON, TableFormat.MARKDOWN)
    ]


def _is_register(table: Table) -> bool:
    """Whether the table tells of one day, so that another can be asked about."""
    origins = {o.span for row in table.rows for figure in row.figures for o in figure.origins}
    return Span.day(table.ask.on) in origins
