"""The editions of a year's report: reviewed, adopted, and held against each other."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samdrift.annualreport.editions import queries, services
from samdrift.annualreport.editions.ports import Comparison, DifferingFigure, EditionSummary
from samdrift.annualreport.errors import CannotAdopt, CannotReview
from samdrift.annualreport.forms import AdoptForm
from samdrift.annualreport.views import versions
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking, holding
from samdrift.reporting.views.choosing import Choice
from samdrift.reporting.views.links import figure_path
from samdrift.reporting.views.tables import year_choices


@dataclass(frozen=True, slots=True)
class DifferingRow:
    """A figure that differs, in words, with where each side of it opens."""

    table_title: str
    row_label: str
    column_label: str
    one: str
    other: str
    change: str
    one_href: str
    other_href: str
    change_href: str


@require_GET
def edition_list(request: HttpRequest, year: int) -> HttpResponse:
    """Show every edition of a year's report, and the next step."""
    return _page(request, year, AdoptForm())


@require_POST
def review(request: HttpRequest, year: int) -> HttpResponse:
    """Freeze the report as it is now, as the next edition."""
    versions.approver_or_404(request)
    asking.year_or_404(year)
    try:
        services.review_report(year=year, by=versions.who(request), at=clock.now())
    except CannotReview as refusal:
        return _page(request, year, AdoptForm(), problem=retold(refusal), status=409)
    return redirect("annualreport:editions", year=year)


@require_POST
def adopt(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Write down the decision by which an edition was adopted."""
    versions.approver_or_404(request)
    if queries.edition(year=year, number=number) is None:
        raise Http404
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return _page(request, year, form, status=422)
    try:
        services.adopt_edition(
            year=year,
            number=number,
            decided_on=form.cleaned_data["decided_on"],
            paragraph=form.cleaned_data["paragraph"],
            by=versions.who(request),
            at=clock.now(),
        )
    except CannotAdopt as refusal:
        return _page(request, year, form, problem=retold(refusal), status=409)
    return redirect("annualreport:editions", year=year)


@require_GET
def differences(request: HttpRequest, year: int) -> HttpResponse:
    """Show all that two editions tell otherwise, or an edition and the records now."""
    with snapshot():
        one = _first_or_404(request, year)
        other = versions.asked_edition(request.GET.get("till", versions.NOW), year)
        now = clock.now()
        found = queries.between(one, other, at=now) if other else queries.since(one, at=now)
        editions = queries.editions(year)
        context = {
            "year": year,
            "place": "annualreport.report",
            "one": one,
            "other": other,
            "title": _title(one, other),
            "rows": tuple(_row(each, one, other) for each in found.figures),
            "texts": found.texts,
            "comparison": found,
            "froms": tuple(_named(each, one) for each in editions),
            "tos": (
                Choice(_("Posterna nu"), versions.NOW, other is None),
                *(_named(each, other) for each in editions),
            ),
            "read_at": now,
        }
        return render(request, "annualreport/differences.html", context)


def _first_or_404(request: HttpRequest, year: int) -> EditionSummary:
    """Return the edition held against another: the one asked for, the one that holds, the newest.

    Raises Http404 where there are no editions.
    """
    known = queries.editions(year)
    named = request.GET.get("fran", "")
    found = versions.asked_edition(named, year) or (known[0] if known else None)
    if found is None or named == versions.NOW:
        raise Http404
    return found


def _title(one: EditionSummary, other: EditionSummary | None) -> str:
    if other is not None:
        return _("Utgåva %(one)s och utgåva %(other)s") % {
            "one": one.number,
            "other": other.number,
        }
    if one.is_adopted:
        return _("Skiljer från fastställd")
    return _("Skiljer från utgåva %(number)s") % {"number": one.number}


def _named(edition: EditionSummary, current: EditionSummary | None) -> Choice:
    words = _("Utgåva %(number)s") % {"number": edition.number}
    return Choice(f"{words} · {edition.standing}", str(edition.number), edition == current)


def _row(
    figure: DifferingFigure, one: EditionSummary, other: EditionSummary | None
) -> DifferingRow:
    words = holding.told(figure.one, figure.other)
    records = figure_path(figure.address)
    one_href = _in_edition(one, figure.anchor) if figure.one is not None else ""
    other_href = records if other is None else _in_edition(other, figure.anchor)
    return DifferingRow(
        figure.table_title,
        figure.row_label,
        figure.column_label,
        words.one,
        words.other,
        words.change,
        one_href,
        other_href if figure.other is not None else "",
        records if figure.other is not None else "",
    )


def _in_edition(edition: EditionSummary, anchor: str) -> str:
    report = reverse("annualreport:report", args=[edition.year])
    return f"{report}?{versions.PARAMETER}={edition.number}#{anchor}"


def _page(
    request: HttpRequest, year: int, form: AdoptForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    with snapshot():
        editions = queries.editions(year)
        if not editions:
            asking.year_or_404(year)
        home = parties.home()
        latest = editions[0] if editions else None
        holding = queries.adopted(year)
        since: Comparison | None = queries.since(holding, at=clock.now()) if holding else None
        context = {
            "year": year,
            "place": "annualreport.report",
            "years": year_choices(year, "annualreport:editions"),
            "home": home.name if home else "",
            "editions": editions,
            "latest": latest,
            "holding": holding,
            "since": since,
            "next_number": latest.number + 1 if latest else 1,
            "may_approve": viewer_of(request).may_approve,
            "is_own_review": latest is not None and latest.reviewed_by == versions.who(request),
            "form": form,
            "problem": problem,
        }
        return render(request, "annualreport/editions.html", context, status=status)
