"""The register of fixed assets: all of them, one with its whole life, and what is told of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.capital import queries, register, shown
from samdrift.capital.choices import DECIDED, Happening
from samdrift.capital.errors import CannotKeep
from samdrift.capital.forms import AssetForm, DayForm, DescribeForm, EventForm
from samdrift.capital.services import fixed as keeping
from samdrift.capital.views.doors import PLACE, asset_or_404, keeper_or_404, reader_or_404
from samdrift.plumbing import access, clock


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """Show every fixed asset under its group; what has left where it is asked for."""
    viewer = reader_or_404(request)
    every = register.fixed_assets()
    is_left = "utgangna" in request.GET
    context = {
        "place": PLACE,
        "groups": shown.by_group(
            asset for asset in every if (asset.disposed_on is not None) == is_left
        ),
        "is_left": is_left,
        "left": sum(asset.disposed_on is not None for asset in every),
        "limit": register.limit(clock.now().year),
        "year": max(register.years(), default=None),
        "may_keep": access.may_keep_capital(viewer),
    }
    return render(request, "capital/fixed.html", context)


@require_GET
def register_file(request: HttpRequest) -> HttpResponse:
    """Hand over the register as a file."""
    reader_or_404(request)
    return HttpResponse(
        shown.register_file(register.fixed_assets()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="anlaggningar.csv"'},
    )


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Register a fixed asset."""
    keeper_or_404(request)
    form = AssetForm(
        request.POST if request.method == "POST" else None,
        groups=[(group.pk, group.name) for group in register.groups()],
        investments=queries.own_investments(),
        initial={"investment": request.GET.get("investering", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            asset = keeping.register_asset(
                wanted=form.wanted(), by=request.user.get_username(), at=clock.now()
            )
        except CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Anläggningen är registrerad."))
            return redirect("capital:asset", asset.number)
    context = {"place": PLACE, "form": form, "has_groups": bool(register.groups())}
    return render(request, "capital/new.html", context, status=422 if form.errors else 200)


@require_GET
def asset_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a fixed asset's whole life: what it cost, every event, and its plan year by year."""
    viewer = reader_or_404(request)
    asset = asset_or_404(number)
    may_keep = access.may_keep_capital(viewer)
    context = {
        "place": PLACE,
        "asset": asset,
        "amounts": shown.by_group([asset])[0].sums,
        "residual": shown.kronor(asset.residual),
        "events": shown.events(register.events(asset)),
        "years": shown.plan_by_year(asset),
        "components": register.components(asset),
        "happenings": DECIDED if may_keep and asset.disposed_on is None else (),
        "takeable": register.takeable(asset) if may_keep else None,
        "may_keep": may_keep,
    }
    return render(request, "capital/asset.html", context)


@require_http_methods(["GET", "POST"])
def event_page(request: HttpRequest, number: int, happening: str) -> HttpResponse:
    """Tell what happened to a fixed asset."""
    keeper_or_404(request)
    asset = asset_or_404(number)
    if happening not in {each.value for each in DECIDED}:
        raise Http404
    kind = Happening(happening)
    form = EventForm(
        request.POST if request.method == "POST" else None,
        happening=kind,
        groups=[(each.pk, each.name) for each in register.groups() if each != asset.group],
        initial={"on": clock.now().date()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            keeping.tell(
                number=number, wanted=form.wanted(), by=request.user.get_username(), at=clock.now()
            )
        except CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Händelsen är antecknad."))
            return redirect("capital:asset", number)
    context = {"place": PLACE, "asset": asset, "title": kind.label, "form": form}
    return render(request, "capital/event.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def describe_page(request: HttpRequest, number: int) -> HttpResponse:
    """Change what a fixed asset is called and where it belongs."""
    keeper_or_404(request)
    asset = asset_or_404(number)
    form = DescribeForm(
        request.POST if request.method == "POST" else None,
        initial={"name": asset.name, "cost_centre": asset.cost_centre},
    )
    if request.method == "POST" and form.is_valid():
        keeping.describe(number=number, **form.cleaned_data)
        messages.success(request, _("Anläggningen är ändrad."))
        return redirect("capital:asset", number)
    context = {"place": PLACE, "asset": asset, "title": _("Ändra namn och plats"), "form": form}
    return render(request, "capital/event.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def take_back_page(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what was last told of a fixed asset."""
    keeper_or_404(request)
    asset = asset_or_404(number)
    event = register.takeable(asset)
    if event is None:
        raise Http404
    form = DayForm(
        request.POST if request.method == "POST" else None, initial={"on": event.happened_on}
    )
    if request.method == "POST" and form.is_valid():
        try:
            keeping.take_back(
                number=number,
                on=form.cleaned_data["on"],
                by=request.user.get_username(),
                at=clock.now(),
            )
        except CannotKeep as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Händelsen är tillbakatagen. Båda står kvar."))
            if register.fixed_asset(number) is None:
                return redirect("capital:fixed")
            return redirect("capital:asset", number)
    title = _("Ta tillbaka: %(what)s") % {"what": Happening(event.happening).label}
    context = {"place": PLACE, "asset": asset, "title": title, "form": form}
    return render(request, "capital/event.html", context, status=422 if form.errors else 200)
