"""Every table of a year, one table, and one table as a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from samdrift.kernel.figures import Unit
from samdrift.kernel.swedish_order import swedish_key
from samdrift.plumbing import demonstration
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting import guarding, held, registry, series, table_formats
from samdrift.reporting.anchors import slug
from samdrift.reporting.formats import Scale
from samdrift.reporting.held import Differing
from samdrift.reporting.ports import Ask, CannotAnswer, Series, Table, TableSpec, asked_query
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.table_formats import TableFormat
from samdrift.reporting.views import asking, choosing, holding
from samdrift.reporting.views.choosing import Choice
from samdrift.reporting.views.drawing import drawn
from samdrift.reporting.views.links import WebLinks
from samdrift.reporting.wording import in_words, table_in_words

MOST_YEARS = 6


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
            ListedTable(
                spec.id, in_words(spec.title), reverse("reporting:table", args=[year, spec.id])
            )
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
        other = choosing.other_year(request.GET, year)
        if other is not None and spec.takes_span:
            return redirect(f"{_path(other, table_id)}?{request.GET.urlencode()}")
        context = {
            "year": year,
            "place": "reporting.tables",
            "spec": spec,
            "scale": asking.scale(request.GET),
        }
        try:
            table = _told(table_id, choosing.asked(request.GET, year))
        except CannotAnswer as refusal:
            context |= _problem_context(spec, year, retold(refusal))
            return render(request, "reporting/table.html", context, status=422)
        shown = guarding.guarded(holding.asked_table(request, table_id, table))
        context |= _table_context(request, spec, shown, held.differing(table))
        return render(request, "reporting/table.html", context)


@require_GET
def table_file(request: HttpRequest, year: int, table_id: str, form: TableFormat) -> HttpResponse:
    """Return one table as a file, the same that the command line writes."""
    with snapshot(), asking.found_or_404():
        ask = choosing.asked(request.GET, year)
        table = guarding.guarded(holding.asked_table(request, table_id, _told(table_id, ask)))
        if demonstration.is_demo():
            table = replace(table, footnotes=(*table.footnotes, str(demonstration.SENTENCE)))
        body = table_formats.write(
            table,
            asking.scale(request.GET),
            form,
            describer=registry.Describer(),
            links=WebLinks(viewer_of(request), base=settings.BASE_URL),
        )
    response = HttpResponse(body, content_type=form.media_type)
    name = f"{table_id}-{slug(choosing.words_of(ask))}.{form.value}"
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


def _told(table_id: str, ask: Ask) -> Table:
    """Return the table as it may be shown. Raises CannotAnswer where it cannot be made."""
    return guarding.guarded(registry.table(table_id, ask, today=asking.today()))


def _spec_or_404(table_id: str) -> TableSpec:
    with asking.found_or_404():
        return registry.spec_of(table_id)


def _problem_context(spec: TableSpec, year: int, problem: str) -> dict[str, object]:
    return {
        "problem": problem,
        "title": in_words(spec.title),
        "asked": str(year),
        "years": year_choices(year, "reporting:table", spec.id),
        "form": choosing.form(spec, Ask(year), None, today=asking.today()),
    }


def _table_context(
    request: HttpRequest, spec: TableSpec, table: Table, differing: tuple[Differing, ...]
) -> dict[str, object]:
    ask, scale = table.ask, asking.scale(request.GET)
    edition = request.GET.get(holding.EDITION, "")
    whole = replace(ask, series=None)
    base = _told(spec.id, whole) if ask.series else table
    is_money = any(column.unit is Unit.MONEY for column in table.columns)
    unit = {"unit": scale.value} if is_money else {}

    def in_unit(other: Scale) -> str:
        return _path(ask.year, spec.id, ask, unit=other.value, **kept)

    kept = {holding.EDITION: edition} if edition else {}
    return {
        "table": table,
        "title": in_words(table.title),
        "asked": choosing.words_of(ask),
        "narrowing": choosing.narrowing(ask) if ask.members else "",
        "years": _years(ask, spec),
        "units": [
            Choice(
                other.value, _path(ask.year, spec.id, ask, unit=other.value, **kept), other is scale
            )
            for other in Scale
            if is_money
        ],
        "files": _files(table, asked_query(ask) | unit | kept),
        "form": choosing.form(spec, ask, table_in_words(base), today=asking.today()),
        "versions": holding.choices(
            table, _path(ask.year, spec.id, ask, **unit), is_held=bool(edition)
        ),
        "gone": holding.gone(differing),
        "differences_href": holding.differences_path(ask.year) if differing else "",
        "drawn": drawn(table, scale, viewer_of(request), differs=holding.marks(table, differing)),
    }


def _years(ask: Ask, spec: TableSpec) -> tuple[Choice, ...]:
    """Return the years around the one looked at, each asked the same."""
    return tuple(
        Choice(
            each.words,
            _path(int(each.words), spec.id, _moved(ask, int(each.words))),
            each.is_current,
        )
        for each in year_choices(ask.year, "reporting:table", spec.id)
    )


def _moved(ask: Ask, year: int) -> Ask:
    """Return the same question of another year; a row may be called otherwise there."""
    moved = ask.in_year(year)
    if ask.series is None:
        return moved
    keys = (
        series.in_year(key, asked=ask.year, year=year)
        for key in (ask.series.row_key, ask.series.column_key)
    )
    return replace(moved, series=Series(*keys))


def _path(year: int, table_id: str, ask: Ask | None = None, **more: str) -> str:
    path = reverse("reporting:table", args=[year, table_id])
    query = (asked_query(ask) if ask else {}) | more
    return f"{path}?{urlencode(query)}" if query else path


def _files(table: Table, asked: dict[str, str]) -> list[Choice]:
    query = f"?{urlencode(asked)}" if asked else ""
    return [
        Choice(
            form.value.upper() if form is not TableFormat.MARKDOWN else "Markdown",
            reverse("reporting:table-file", args=[table.ask.year, table.id, form]) + query,
        )
        for form in (TableFormat.XLSX, TableFormat.CSV, TableFormat.JSON, TableFormat.MARKDOWN)
    ]
