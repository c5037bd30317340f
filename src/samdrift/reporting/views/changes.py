"""What has changed between two figures: both, and the reckoning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samdrift.kernel.figures import Figure, Unit, difference
from samdrift.kernel.rounding import percent
from samdrift.reporting import formats, guarding, registry
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Column, FigureAddress, Row, Table
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.sources import count_words
from samdrift.reporting.views import asking, links, trail, words
from samdrift.reporting.views.titles import figure_title
from samdrift.reporting.wording import table_in_words


@dataclass(frozen=True, slots=True)
class Side:
    """One of two figures: what it is, as it is read, exactly, and where it opens."""

    title: str
    words: str
    exact: str
    count: str
    href: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure and where it stands."""

    address: FigureAddress
    table: Table
    figure: Figure
    row: Row
    column: Column

    @property
    def title(self) -> str:
        return figure_title(self.address, self.row, self.column, of=self.table.title)


@require_GET
def change_page(request: HttpRequest) -> HttpResponse:
    """Show two figures and what lies between them."""
    with snapshot():
        now = _found_or_404(request.GET.dict())
        then = _found_or_404(_told_of_then(request.GET))
        if now.figure.unit is not then.figure.unit:
            raise Http404
        apart = difference(now.figure, then.figure)
        told = formats.NIL if apart.value is None else words.change(apart, Scale.TKR)
        title = _("Förändring: %(title)s") % {"title": now.title}
        here = trail.Step(title, told, links.change_path(now.address, then.address))
        before = trail.upward(trail.read(request), here)
        onward = trail.onward(before, here)
        context = {
            "year": now.address.ask.year,
            "place": "reporting.tables",
            "trail": trail.links(before),
            "here": here,
            "title": title,
            "told": told,
            "sides": (_side(now, onward), _side(then, onward)),
            "exact": "" if apart.value is None else _exact_change(apart),
            "share": _share(now.figure, then.figure, apart),
        }
        return render(request, "reporting/change.html", context)


def _told_of_then(query: Mapping[str, str]) -> dict[str, str]:
    """Return the address of what is compared with, by the names of a figure's address."""
    return {
        key.removeprefix(links.THEN): value
        for key, value in query.items()
        if key.startswith(links.THEN)
    }


def _found_or_404(query: Mapping[str, str]) -> _Found:
    with asking.found_or_404():
        address = FigureAddress.from_query(query)
        table = registry.table(address.table_id, address.ask, today=asking.today())
        table = table_in_words(guarding.guarded(table))
        figure = table.figure(address.row_key, address.column_key)
        row = table.row(address.row_key)
    column = next(column for column in table.columns if column.key == address.column_key)
    if figure.is_blank:
        raise Http404
    return _Found(address, table, figure, row, column)


def _side(found: _Found, steps: tuple[trail.Step, ...]) -> Side:
    figure = found.figure
    return Side(
        title=found.title,
        words=formats.swedish_figure_with_unit(figure, Scale.TKR),
        exact="" if figure.value is None else words.exact(figure.value, figure.unit),
        count=count_words(figure.record_count),
        href=trail.along(links.figure_path(found.address), steps),
        is_missing=figure.is_missing,
    )


def _exact_change(apart: Figure) -> str:
    assert apart.value is not None, "a change that is known"
    return words.signed(apart.value, words.exact(apart.value, apart.unit))


def _share(now: Figure, then: Figure, apart: Figure) -> str:
    """Return the change as a share of what was, with one decimal, where that says something."""
    if apart.value is None or now.unit not in (Unit.MONEY, Unit.COUNT, Unit.DAYS):
        return ""
    part, whole = words.whole(apart), words.whole(then)
    if whole <= 0 or words.whole(now) < 0:
        return ""
    part_of_whole = percent(part, whole, decimals=1)
    assert part_of_whole is not None, "what was is not nil"
    return words.signed(apart.value, words.exact(part_of_whole, Unit.PERCENT))
