"""Vouchers, accounts, cost centres and rows of statements, found by number or by words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.kernel.figures import Origin
from samdrift.kernel.spans import Span
from samdrift.ledger import queries
from samdrift.ledger.choices import Measure
from samdrift.ledger.layouts import LayoutRow, layouts
from samdrift.ledger.models import Voucher
from samdrift.ledger.tables import DEPARTMENT_OUTCOME
from samdrift.ledger.titles import title_of
from samdrift.plumbing.access import Viewer
from samdrift.plumbing.palette.begins import called
from samdrift.plumbing.palette.ports import Hit, Nearness, Query, SearchSource
from samdrift.reporting.ports import Ask, FigureAddress
from samdrift.reporting.views.links import figure_path, is_open, records_path

_VOUCHER = re.compile(r"(?:ver\.? ?)?([^\W\d_]{0,10})[ -]?(\d{1,20})", re.IGNORECASE)
_MOST_OF_A_NUMBER = 200
_SHORTEST_BEGINNING = 3


def _vouchers(viewer: Viewer, query: Query, limit: int) -> Iterator[Hit]:
    """Yield the vouchers of a number, the newest year's first, else those that begin so."""
    told = _VOUCHER.fullmatch(query.number)
    if told is None:
        return
    series, number = told.groups()
    current = Voucher.objects.filter(edition__is_current=True).select_related("edition").order_by()
    if series:
        current = current.filter(series__in={series, series.upper(), series.lower()})
    found, nearness = called(
        current, "number", (number,), _MOST_OF_A_NUMBER, shortest=_SHORTEST_BEGINNING
    )
    if nearness is Nearness.EXACT:
        found.sort(key=lambda voucher: (voucher.edition.year == query.year, voucher.edition.year))
        found.reverse()
    for voucher in found[:limit]:
        year = voucher.edition.year
        origin = Origin(queries.VOUCHER, Span.year(year), (("voucher", str(voucher.pk)),))
        if is_open(viewer, origin):
            detail = f"{voucher.booked_on}, {voucher.text}" if voucher.text else voucher.booked_on
            yield Hit(str(voucher), _("Verifikation"), records_path(origin), nearness, str(detail))


def _accounts(viewer: Viewer, query: Query, _limit: int) -> Iterator[Hit]:
    """Yield the accounts of a number or of some words in their names."""
    year = _year_of_books(query)
    names = queries.account_names(year) if year else {}
    for number, name in names.items():
        title = f"{number} {name}".strip()
        nearness = _nearness_of(query, number, name)
        if nearness is None:
            continue
        scope = (("accounts", number), ("measure", Measure.MOVEMENT.value))
        origin = Origin(queries.LINES, Span.year(year), scope)
        if is_open(viewer, origin):
            yield Hit(title, _("Konto"), records_path(origin), nearness, str(year))


def _cost_centres(_viewer: Viewer, query: Query, _limit: int) -> Iterator[Hit]:
    """Yield the cost centres of a number or of some words in their names."""
    year = _year_of_books(query)
    if not year or DEPARTMENT_OUTCOME not in layouts(year):
        return
    for number, name in queries.cost_centres(year):
        title = f"{number} {name}".strip()
        nearness = _nearness_of(query, number, name)
        if nearness is not None:
            path = reverse("reporting:table", args=[year, DEPARTMENT_OUTCOME])
            href = f"{path}?{urlencode({'cost-centre': number})}"
            yield Hit(title, _("Kostnadsställe"), href, nearness, str(year))


def _rows(_viewer: Viewer, query: Query, _limit: int) -> Iterator[Hit]:
    """Yield the rows of statements and notes with some words in their labels."""
    year = _year_of_books(query)
    if not year or query.is_number:
        return
    for table_id, layout in layouts(year).items():
        if table_id in _ROWS_ELSEWHERE:
            continue
        for row in layout:
            nearness = query.nearness(row.label)
            if nearness is None and len(query.words) > 1:
                nearness = query.nearness(f"{row.label} {title_of(table_id)}")
            if nearness is not None and _has_figure(row):
                address = FigureAddress(table_id, Ask(year), row.key, str(year))
                detail = f"{title_of(table_id)} {year}"
                yield Hit(row.label, _("Tal"), figure_path(address), nearness, detail)


def _year_of_books(query: Query) -> int:
    """Return the year looked at where it has books, else the newest that has; 0 without any."""
    known = queries.years()
    return query.year if query.year in known else max(known, default=0)


def _nearness_of(query: Query, number: str, name: str) -> Nearness | None:
    if query.number == number:
        return Nearness.EXACT
    if query.is_number and number.startswith(query.number):
        return Nearness.BEGINS
    by_name = query.nearness(name)
    return by_name if by_name is not None else query.nearness(f"{number} {name}")


def _has_figure(row: LayoutRow) -> bool:
    return any(line.measure != Measure.BLANK for line in row.lines)


_ROWS_ELSEWHERE = ("ledger.department-outcome", "ledger.carry-forward")
"""Tables whose columns are no years."""

OFFERS = (
    SearchSource("ledger.accounts", "Konton", _accounts, position=20, of_numbers=True),
    SearchSource("ledger.vouchers", "Verifikationer", _vouchers, position=23, of_numbers=True),
    SearchSource("ledger.cost-centres", "Kostnadsställen", _cost_centres, 24, of_numbers=True),
    SearchSource("ledger.rows", "Tal i räkningar och noter", _rows, position=15),
)
