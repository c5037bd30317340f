"""Which version of the report is read: the one that holds, an edition, or the records now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.annualreport import queries as reports
from samdrift.annualreport.editions import queries
from samdrift.annualreport.editions.ports import Comparison, DifferingFigure, EditionSummary
from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.overview import HeldOtherwise
from samdrift.annualreport.ports import ChapterText
from samdrift.kernel.figures import Figure
from samdrift.plumbing import clock
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.reporting.documents import Document
from samdrift.reporting.ink.html import Mark
from samdrift.reporting.ports import FigureAddress
from samdrift.reporting.views import asking, holding
from samdrift.reporting.views.choosing import Choice

PARAMETER = holding.EDITION
NOW = "nu"


@dataclass(frozen=True, slots=True)
class Shown:
    """The document that is read; without an edition it is the records as they are now."""

    document: Document
    edition: EditionSummary | None
    since: Comparison | None = None
    places: Mapping[str, ChapterText] = field(default_factory=dict)
    """Which chapter each heading begins; none in an edition, which is not written anew."""

    @property
    def told(self) -> Document:
        """The document for a file that travels: its state says how much has moved away since."""
        if self.since is None:
            return self.document
        return queries.with_drift(self.document, self.since)


def shown_or_404(request: HttpRequest, year: int) -> Shown:
    """Return the version that an address asks for; unasked, the adopted edition where there is."""
    now = clock.now()
    edition = asked_edition(request.GET.get(PARAMETER, ""), year)
    if edition is not None:
        since = queries.since(edition, at=now)
        return Shown(queries.document_of(edition), edition, since)
    asking.year_or_404(year)
    written = reports.written_report(year=year, at=now)
    if not written.document.blocks:
        raise Http404
    return Shown(written.document, None, places=written.places)


def named_edition(request: HttpRequest, year: int) -> EditionSummary | None:
    """Return the edition that an address names; unasked it is the records as they are now."""
    return asked_edition(request.GET.get(PARAMETER, "") or NOW, year)


def asked_edition(named: str, year: int) -> EditionSummary | None:
    """Return the edition that is named, None for the records now. Raises Http404 if none is."""
    if named == NOW:
        return None
    if not named:
        return queries.adopted(year)
    found = queries.edition(year=year, number=int(named)) if named.isdecimal() else None
    if found is None:
        raise Http404
    return found


def records_of(edition: EditionSummary | None, year: int, at: datetime) -> Records:
    """Return the tables of an edition, and without one those of the records now."""
    frozen = None if edition is None else queries.frozen_tables(edition)
    return Records(year, at.date(), frozen)


def said_of(records: Records) -> HeldOtherwise:
    """Return what is said of a figure: of an edition's, what the records now tell otherwise.

    Of the records' own, what was adopted otherwise.
    """
    return partial(_said_of_frozen, records) if records.is_frozen else holding.said


def _said_of_frozen(records: Records, address: FigureAddress, figure: Figure) -> str:
    del figure  # It stands in the table.
    table = records.asked(address.table_id, address.ask)
    found = queries.moved(table, address, today=records.today) if table else None
    return _mark(found).words if found else ""


def choices(
    year: int, current: EditionSummary | None, route: str = "annualreport:report", *codes: str
) -> tuple[Choice, ...]:
    """Return the versions there are of a report, or of another page; none where there is one."""
    editions = queries.editions(year)
    if not editions:
        return ()
    path = reverse(route, args=[year, *codes])
    holding = queries.adopted(year)
    told = [
        Choice(
            _("Utgåva %(number)s") % {"number": each.number}
            if each != holding
            else _("Fastställd utgåva"),
            f"{path}?{urlencode({PARAMETER: each.number})}",
            each == current,
        )
        for each in editions[:3]
        if each in (holding, current) or not each.is_adopted
    ]
    return (*told, Choice(_("Posterna nu"), f"{path}?{PARAMETER}={NOW}", current is None))


def marks(comparison: Comparison | None) -> dict[FigureAddress, Mark]:
    """Return what stands below the figures of an edition that the records tell otherwise."""
    if comparison is None:
        return {}
    return {each.address: _mark(each) for each in comparison.figures if each.one is not None}


def _mark(figure: DifferingFigure) -> Mark:
    words = holding.told(figure.one, figure.other)
    said = _("%(column)s: utgåvan säger %(one)s, posterna nu %(other)s.") % {
        "column": figure.column_label,
        "one": words.one,
        "other": words.other,
    }
    apart = _("Skillnad %(change)s.") % {"change": words.change} if words.change else ""
    return Mark(f"{said} {apart}".strip(), _("skiljer från posterna"))


def approver_or_404(request: HttpRequest) -> Viewer:
    """Return who approves; to everybody else the page is not there."""
    viewer = viewer_of(request)
    if not viewer.may_approve:
        raise Http404
    return viewer


def who(request: HttpRequest) -> str:
    """Return the name that a person signs with."""
    return request.user.get_username()
