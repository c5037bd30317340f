"""One figure: what it is, where it stands, and that its records say the same."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.kernel.figures import Figure, Origin, Unit
from samdrift.plumbing.access import viewer_of
from samdrift.reporting import formats, guarding, registry
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Column, FigureAddress, Row, Table, asked_query
from samdrift.reporting.recount import Recount, recount
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.sources import count_words
from samdrift.reporting.views import (
    asking,
    choosing,
    earlier,
    holding,
    links,
    listing,
    people,
    proof,
    trail,
    words,
)
from samdrift.reporting.views.titles import figure_title
from samdrift.reporting.wording import in_words, table_in_words


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One origin of a figure: what, over what, when, how many, and where the records are."""

    title: str
    scope: str
    time: str
    count: str
    count_words: str
    amount: str
    href: str
    differs: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure with all that stands around it."""

    address: FigureAddress
    table: Table
    row: Row
    column: Column
    figure: Figure
    withheld: str
    """Why it may not be told of; empty where it may."""

    @property
    def title(self) -> str:
        """What the figure is, by itself."""
        return figure_title(self.address, self.row, self.column, of=self.table.title)

    @property
    def words(self) -> str:
        """The figure as it is read."""
        return formats.swedish_figure_with_unit(self.figure, Scale.TKR)


@require_GET
def figure_page(request: HttpRequest) -> HttpResponse:
    """Show one figure and its origins; with a single origin its records stand here."""
    with snapshot():
        vanished = holding.vanished(request.GET)
        if vanished is not None:
            return render(request, "reporting/held_figure.html", vanished)
        shown = _shown_or_404(request)
        here = trail.Step(shown.title, shown.words, links.figure_path(shown.address))
        before = trail.upward(trail.read(request), here)
        onward = trail.onward(before, here)
        context: dict[str, object] = {
            "trail": trail.links(before),
            "here": here,
            "table_href": _table_path(shown.address),
            "held": holding.mark_of(shown.table, shown.address),
            "earlier": earlier.figure_before(shown.address, shown.table, shown.figure, onward),
        }
        if shown.withheld:
            return render(request, "reporting/figure.html", context | _withheld(shown))
        answer = asking.asked(lambda: recount(shown.figure))
        web = links.WebLinks(viewer_of(request), steps=onward)
        lines = tuple(_line(web, origin, answer) for origin in shown.figure.origins)
        context |= _context(shown, answer) | {
            "origins": lines,
            "has_amounts": any(line.amount for line in lines),
        }
        only = shown.figure.origins[0] if len(lines) == 1 and lines[0].href else None
        if only is not None:
            place = listing.Place(links.figure_path(shown.address), before, onward)
            context |= people.list_or_groups(only, request, place)
        return render(request, "reporting/figure.html", context)


def _shown_or_404(request: HttpRequest) -> _Shown:
    with asking.found_or_404():
        address = FigureAddress.from_query(request.GET)
        asked_for = registry.table(address.table_id, address.ask, today=asking.today())
        withheld = in_words(
            guarding.withheld(asked_for.figure(address.row_key, address.column_key))
        )
        table = table_in_words(guarding.guarded(asked_for))
        figure = table.figure(address.row_key, address.column_key)
        row = table.row(address.row_key)
    column = next(column for column in table.columns if column.key == address.column_key)
    if figure.is_blank:
        raise Http404
    return _Shown(address, table, row, column, figure, withheld)


def _withheld(shown: _Shown) -> dict[str, object]:
    """Return what is told of a figure that may not be: what it is, and why it is not shown."""
    return {
        "year": shown.address.ask.year,
        "place": "reporting.tables",
        "title": shown.title,
        "table": shown.table,
        "row": shown.row,
        "column": shown.column,
        "withheld": shown.withheld,
        "asked": _asked(shown),
    }


def _table_path(address: FigureAddress) -> str:
    path = reverse("reporting:table", args=[address.ask.year, address.table_id])
    query = asked_query(address.ask)
    return f"{path}?{urlencode(query)}" if query else path


def _context(shown: _Shown, answer: Recount) -> dict[str, object]:
    figure = shown.figure
    number, _space, unit = shown.words.rpartition(formats.NO_BREAK_SPACE)
    has_unit = figure.value is not None and figure.unit in (Unit.MONEY, Unit.PERCENT, Unit.DAYS)
    is_rounded = figure.unit is Unit.MONEY and figure.value is not None
    return {
        "year": shown.address.ask.year,
        "place": "reporting.tables",
        "title": shown.title,
        "table": shown.table,
        "row": shown.row,
        "column": shown.column,
        "figure": figure,
        "number": number if has_unit else shown.words,
        "unit": unit if has_unit else "",
        "exact": words.exact(figure.value, figure.unit) if is_rounded and figure.value else "",
        "proof": proof.words(figure, answer),
        "record_count": count_words(figure.record_count),
        "asked": _asked(shown),
    }


def _asked(shown: _Shown) -> str:
    ask = shown.address.ask
    parts = [choosing.words_of(ask)]
    if ask.cost_centre:
        parts.append(_("kostnadsställe %(code)s") % {"code": ask.cost_centre})
    if ask.members:
        parts.append(choosing.narrowing(ask).rstrip("."))
    return ", ".join(parts)


def _line(web: links.WebLinks, origin: Origin, answer: Recount) -> OriginLine:
    describer = registry.Describer()
    part = next((part for part in answer.parts if part.origin == origin), None)
    return OriginLine(
        title=in_words(describer.title(origin.question)),
        scope=asking.asked(lambda: describer.describe(origin)),
        time=words.time(origin.span),
        count=formats.swedish_number(origin.record_count, Scale.SEK),
        count_words=count_words(origin.record_count),
        amount=words.amount(part.amount if part else None),
        href=web.origin(origin),
        differs="" if part is None or part.has_same_count else count_words(part.count),
    )
