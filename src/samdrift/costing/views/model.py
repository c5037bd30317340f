"""The cost model, each reckoning of it, and every cost down to where it was booked."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.billing import queries as billing
from samdrift.catalogue import queries as catalogue
from samdrift.costing import edge_file, queries, services, shown
from samdrift.costing.choices import Settled
from samdrift.costing.errors import CannotCost
from samdrift.costing.forms import NodeForm, RunForm, SettleForm
from samdrift.costing.models import Node
from samdrift.ledger import queries as ledger
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import Viewer, viewer_of
from samdrift.reporting.formats import swedish_kronor

PLACE = "costing.model"


@require_http_methods(["GET", "POST"])
def model_page(request: HttpRequest) -> HttpResponse:
    """Show the model and every reckoning of it; what is sent asks for one."""
    viewer = reader(request)
    may_keep = access.may_charge(viewer)
    year = max(ledger.years(), default=clock.now().year)
    form = RunForm(request.POST if request.method == "POST" else None, initial={"year": year})
    if request.method == "POST":
        if not may_keep:
            raise Http404
        if form.is_valid():
            try:
                run = services.reckon(
                    span=form.span(),
                    method=form.method_wanted(),
                    by=request.user.get_username(),
                    at=clock.now(),
                )
            except CannotCost as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Kostnaderna är fördelade, öre för öre."))
                return redirect("costing:run", run.pk)
    context = {
        "place": PLACE,
        "year": year,
        "outside": shown.outside(year),
        "nodes": [shown.node(each) for each in queries.nodes()],
        "runs": [(each, shown.months(each.span), swedish_kronor(each.cost))
                 for each in queries.runs()],
        "form": form,
        "may_keep": may_keep,
    }  # fmt: skip
    return render(request, "costing/model.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_node(request: HttpRequest) -> HttpResponse:
    """Add a place to the model."""
    return _keep(request, None)


@require_http_methods(["GET", "POST"])
def node_page(request: HttpRequest, key: str) -> HttpResponse:
    """Change a place of the model, or take it out."""
    found = queries.node(key)
    if found is None:
        raise Http404
    return _keep(request, found)


def _keep(request: HttpRequest, found: Node | None) -> HttpResponse:
    keeper(request)
    if found is not None and "remove" in request.POST:
        services.remove_node(key=found.key)
        messages.success(request, _("Platsen är borttagen. Det som räknats finns kvar."))
        return redirect("costing:model")
    names = parties.names_by_code()
    form = NodeForm(
        request.POST if request.method == "POST" else None,
        initial=shown.as_typed(found, names) if found else {},
        services=[(each.id, each.name) for each in catalogue.services(on=clock.now().date())],
        nodes=queries.names(),
        organisations={party.code: party.name for party in billing.who_pays()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_node(
                key=found.key if found else "", wanted=form.wanted(), contents=form.contents()
            )
        except CannotCost as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Platsen är sparad."))
            return redirect("costing:model")
    context = {"place": PLACE, "form": form, "node": found}
    return render(request, "costing/node.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def run_page(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show where every cost went, and what each service brought beside it."""
    viewer = reader(request)
    told = _run_or_404(run_id)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        keeper(request)
        if form.is_valid():
            try:
                services.settle(
                    run_id=run_id,
                    how=Settled(form.cleaned_data["how"]),
                    decision=form.cleaned_data["decision"],
                    by=request.user.get_username(),
                    at=clock.now(),
                )
            except CannotCost as refusal:
                form.add_error("decision", str(refusal))
            else:
                messages.success(request, _("Årets utfall är reglerat."))
                return redirect("costing:run", run_id)
    page = shown.run(told, _whose(viewer))
    can_settle = access.may_charge(viewer) and told.span.is_whole_years and not told.settled
    context = {
        "place": PLACE,
        "run": told,
        "page": page,
        "form": form,
        "can_settle": can_settle,
        "may_keep": access.may_charge(viewer),
    }
    return render(request, "costing/run.html", context, status=422 if form.errors else 200)


@require_GET
def run_file(request: HttpRequest, run_id: int) -> HttpResponse:
    """Hand over every edge of a reckoning as a file."""
    if not viewer_of(request).sees_every_record:
        raise Http404
    told = _run_or_404(run_id)
    content = edge_file.edges(queries.edges(told.id), parties.names_by_code())
    named = f'attachment; filename="kostnader-{told.span.start}-{told.id}.csv"'
    return HttpResponse(
        content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": named}
    )


@require_GET
def part_page(request: HttpRequest, run_id: int, key: str) -> HttpResponse:
    """Show what a place had and from where, and to whom it went."""
    viewer = reader(request)
    told = _run_or_404(run_id)
    part = queries.part(run_id, key)
    if part is None:
        raise Http404
    context = {
        "place": PLACE,
        "run": told,
        "months": shown.months(told.span),
        "part": part,
        "page": shown.part(told, part, _whose(viewer)),
    }
    return render(request, "costing/part.html", context)


def _whose(viewer: Viewer) -> str:
    """Return the one organisation a viewer sees; nothing where all are seen."""
    return "" if viewer.sees_every_record else viewer.organisation_code


def _run_or_404(run_id: int) -> queries.RunTold:
    told = queries.run(run_id)
    if told is None:
        raise Http404
    return told


def reader(request: HttpRequest) -> Viewer:
    """Return who looks, who may see costs."""
    viewer = viewer_of(request)
    if not access.reads_invoices(viewer):
        raise Http404
    return viewer


def keeper(request: HttpRequest) -> None:
    """Keep out whoever does not keep the model."""
    if not access.may_charge(viewer_of(request)):
        raise Http404
