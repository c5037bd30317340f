"""What the owners want of a year: targets of key figures, goals and controls, on one page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from samdrift.annualreport import overview
from samdrift.annualreport.findings.measures import KEY_FIGURES
from samdrift.annualreport.findings.records import Records
from samdrift.annualreport.forms import TargetForm
from samdrift.annualreport.views.versions import who
from samdrift.goals import services as goals
from samdrift.goals.services import Wanted
from samdrift.plumbing import clock
from samdrift.plumbing.access import Viewer, may_set_targets, viewer_of
from samdrift.reporting import registry
from samdrift.reporting.formats import Scale
from samdrift.reporting.ports import Ask, CannotAnswer
from samdrift.reporting.snapshot import snapshot
from samdrift.reporting.views import asking, holding
from samdrift.reporting.views.drawing import drawn
from samdrift.reporting.views.tables import year_choices

TABLES = ("goals.assessment", "internalcontrol.followup")


@require_http_methods(["GET", "POST"])
def targets_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show what a year was to come to and what it came to; what is sent sets a target."""
    if request.method == "GET":
        return _page(request, year, TargetForm())
    if not may_set_targets(viewer_of(request)):
        raise Http404
    asking.year_or_404(year)
    if request.POST.get("act") == "remove":
        return _remove(request, year)
    form = TargetForm(request.POST)
    if not form.is_valid():
        return _page(request, year, form, status=422)
    key = form.cleaned_data["key_figure"]
    unit, value, direction = form.wanted()
    goals.set_target(
        year=year,
        key_figure=key,
        wanted=Wanted(unit, value, direction),
        by=who(request),
        at=clock.now(),
    )
    return redirect("annualreport:targets", year=year)


def _remove(request: HttpRequest, year: int) -> HttpResponse:
    key = request.POST.get("key_figure", "")
    if key not in KEY_FIGURES:
        raise Http404
    goals.remove_target(year=year, key_figure=key, by=who(request), at=clock.now())
    return redirect("annualreport:targets", year=year)


def _page(request: HttpRequest, year: int, form: TargetForm, *, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    with snapshot():
        asking.year_or_404(year)
        groups = overview.key_groups(Records(year, asking.today()), held_otherwise=holding.said)
        rows = [row for group in groups for row in group.rows if row.target]
        context = {
            "year": year,
            "place": "annualreport.targets",
            "years": year_choices(year, "annualreport:targets"),
            "rows": rows,
            "reached": sum(1 for row in rows if row.target and row.target.kind == "ok"),
            "form": form,
            "may_set": may_set_targets(viewer),
            "tables": _tables(year, viewer),
        }
        return render(request, "annualreport/targets.html", context, status=status)


def _tables(year: int, viewer: Viewer) -> tuple[str, ...]:
    """Return the tables of goals and controls, those there are."""
    found = []
    for table_id in TABLES:
        try:
            table = registry.table(table_id, Ask(year), today=asking.today())
        except CannotAnswer:
            continue
        if table.rows:
            found.append(drawn(table, Scale.TKR, viewer))
    return tuple(found)
