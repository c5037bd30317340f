"""The page of statistics, and its tables as files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.kernel.figures import Figure, Origin
from samdrift.parties import queries as parties
from samdrift.plumbing import clock, demonstration
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting import charts as drawings
from samdrift.reporting import formats, periods, registry, table_formats
from samdrift.reporting.documents import Chart, FigureTable
from samdrift.reporting.formats import Scale
from samdrift.reporting.ink import html
from samdrift.reporting.periods import NoPeriod, Period
from samdrift.reporting.ports import FigureAddress, Table
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.table_formats import TableFormat
from samdrift.reporting.views import asking
from samdrift.reporting.views.choosing import Choice
from samdrift.reporting.views.links import WebLinks, inked, is_open, records_path
from samdrift.reporting.wording import in_words, table_in_words
from samdrift.servicedesk.choices import Channel, Kind
from samdrift.servicedesk.count_tables import label as label_of
from samdrift.servicedesk.overview import queries as overviews
from samdrift.servicedesk.overview.queries import Measure, Overview
from samdrift.servicedesk.statistics import queries as statistics
from samdrift.servicedesk.statistics.ports import PARTS, Where
from samdrift.servicedesk.views.readers import reader_of

_NAMES = {
    "organisation": "kommun", "service": "tjanst", "group": "grupp", "channel": "vag",
    "kind": "typ",
}  # fmt: skip
"""What the parts are called in the address."""

FILES = (TableFormat.XLSX, TableFormat.CSV)


@dataclass(frozen=True, slots=True)
class Chooser:
    """One part to choose among: its name in the address, its label, and what there is."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is written, and where its tickets are."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as the page shows it."""

    label: str
    now: Shown
    then: Shown
    target: Shown | None
    status: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A table as the page shows it, with its files."""

    title: str
    anchor: str
    drawn: str
    files: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Doors:
    """Leads each figure of some tables straight to the tickets it counts."""

    viewer: Viewer
    tables: tuple[Table, ...]
    base: str = ""

    def figure(self, address: FigureAddress) -> str:
        """Return where the tickets of a figure are; empty where the viewer may not see them."""
        for table in self.tables:
            if table.id == address.table_id:
                return self.base + _href(
                    table.figure(address.row_key, address.column_key), self.viewer
                )
        return ""

    def origin(self, origin: Origin) -> str:
        """Return where the records of an origin are."""
        return WebLinks(self.viewer, base=self.base).origin(origin)


@require_GET
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Show what came in and how it went over a period; every figure opens."""
    reader_of(request)
    today, where = asking.today(), _where(request)
    years = tuple(year for year in reversed(statistics.years()) if year <= today.year)
    newest = years[0] if years else today.year
    with snapshot():
        context: dict[str, object] = {
            "place": "servicedesk.statistics",
            "periods": tuple(periods.offered(years, today=today)),
            "typed": request.GET,
        }
        try:
            period = periods.asked(request.GET, otherwise=newest)
            status = 200
        except NoPeriod as refusal:
            context["problem"] = retold(refusal)
            period, status = periods.named(str(newest)), 422
        told = overviews.overview(period=period, where=where, today=today)
        context |= _told(told, period, where, viewer_of(request))
        context |= {
            "year": period.last_day.year,
            "period": period,
            "earlier": period.a_year_earlier(),
            "choosers": _choosers(period, where),
            "filtered": ", ".join(_words(where)),
            "read_at": clock.now(),
        }
        return render(request, "servicedesk/statistics.html", context, status=status)


@require_GET
def statistics_file(request: HttpRequest) -> HttpResponse:
    """Return one of the page's tables as a file, over the same period and of the same tickets."""
    reader_of(request)
    form, wanted = request.GET.get("form", ""), request.GET.get("tabell", "")
    if form not in FILES:
        raise Http404
    viewer, where = viewer_of(request), _where(request)
    with snapshot():
        try:
            period = periods.asked(request.GET, otherwise=asking.today().year)
        except NoPeriod as refusal:
            raise Http404 from refusal
        told = overviews.overview(period=period, where=where, today=asking.today())
        tables = (told.flow, told.speed, *told.tables)
        table = next((table for table in tables if table.id == wanted), None)
        if table is None:
            raise Http404
        about = ", ".join((period.words, *_words(where)))
        table = replace(table, title=f"{table.title}, {about}")
        if demonstration.is_demo():
            table = replace(table, footnotes=(*table.footnotes, str(demonstration.SENTENCE)))
        body = table_formats.write(
            table,
            Scale.TKR,
            TableFormat(form),
            describer=registry.Describer(),
            links=Doors(viewer, (table,), base=settings.BASE_URL),
        )
    response = HttpResponse(body, content_type=TableFormat(form).media_type)
    name = f"{wanted}-{period.span.start}-{period.last_day}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _told(told: Overview, period: Period, where: Where, viewer: Viewer) -> dict[str, object]:
    doors = Doors(viewer, (told.flow, told.speed, *told.tables))
    drawings.look_up(told.charts, Scale.TKR)
    query = period.query | {_NAMES[part]: value for part, value in where}
    return {
        "measures": tuple(_measure(each, viewer) for each in told.measures),
        "has_targets": any(each.target for each in told.measures),
        "ages": tuple(
            (in_words(label), Shown(_written(figure), _href(figure, viewer)))
            for label, figure in told.ages
        ),
        "charts": tuple(_drawn(chart, doors) for chart in told.charts),
        "sections": tuple(
            Section(
                in_words(table.title),
                table.id.rpartition(".")[2],
                _drawn(FigureTable(replace(table, explains=""), anchor=""), doors),
                _files(table, query),
            )
            for table in told.tables
            if table.rows
        ),
        "chart_files": tuple(
            replace(file, words=f"{in_words(table.title)} ({file.words})")
            for table in (told.flow, told.speed)
            for file in _files(table, query)
        ),
        "explains": in_words(told.tables[0].explains) if told.tables else "",
    }


def _drawn(block: Chart | FigureTable, doors: Doors) -> str:
    block = replace(block, table=table_in_words(block.table))
    return inked(html.blocks([block], Scale.TKR, doors, registry.Describer()))


def _files(table: Table, query: dict[str, str]) -> tuple[Choice, ...]:
    path = reverse("servicedesk:statistics-file")
    return tuple(
        Choice(form.upper(), f"{path}?{urlencode(query | {'tabell': table.id, 'form': form})}")
        for form in FILES
    )


def _measure(measure: Measure, viewer: Viewer) -> MeasureRow:
    target, status = None, ("", "")
    if measure.target is not None:
        target = Shown(measure.target.words, records_path(measure.target.origin))
        status = {
            True: ("ok", _("Nått")),
            False: ("bad", _("Ej nått")),
            None: ("quiet", _("Går inte att säga")),
        }[measure.target.is_reached]
    now = Shown(_written(measure.now), _href(measure.now, viewer))
    then = Shown(_written(measure.then), _href(measure.then, viewer))
    return MeasureRow(measure.label, now, then, target, status)


def _written(figure: Figure) -> str:
    return formats.swedish_figure_with_unit(figure, Scale.TKR)


def _href(figure: Figure, viewer: Viewer) -> str:
    """Return where the tickets that a figure counts are; of a share, those that it counts."""
    origin = figure.origins[0]
    return records_path(origin) if is_open(viewer, origin) else ""


def _where(request: HttpRequest) -> Where:
    """Return which tickets the address means; a page that is not there for what does not exist."""
    told = tuple((part, request.GET.get(name, "")) for part, name in _NAMES.items())
    where = tuple((part, value) for part, value in told if value)
    group = dict(where).get("group", "")
    if group and group != "-" and not (group.isascii() and group.isdigit() and len(group) < 18):
        raise Http404
    return where


def _words(where: Where) -> list[str]:
    return [label_of(part, value) for part, value in where]


def _choosers(period: Period, where: Where) -> tuple[Chooser, ...]:
    chosen = dict(where)
    services = {name: name for name in statistics.services(span=period.span)}
    if "service" in chosen:
        services.setdefault(chosen["service"], chosen["service"])
    offered = {
        "organisation": (_("Kommun"), parties.names_by_code()),
        "service": (_("Tjänst"), services),
        "group": (_("Grupp"), {str(pk): name for pk, name in statistics.group_names().items()}),
        "channel": (_("Väg in"), dict(Channel.choices)),
        "kind": (_("Typ"), dict(Kind.choices)),
    }
    assert offered.keys() == set(PARTS), "all that tickets are told apart by can be chosen"
    return tuple(
        Chooser(_NAMES[part], label, tuple(choices.items()), chosen.get(part, ""))
        for part, (label, choices) in offered.items()
    )
