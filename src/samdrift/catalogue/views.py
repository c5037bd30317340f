"""What is offered, what it costs, and the lists by which prices are decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.catalogue import queries, services
from samdrift.catalogue.errors import CannotKeep
from samdrift.catalogue.forms import ListForm, OptionForm, PriceForm, ServiceForm
from samdrift.catalogue.ports import Reckoned
from samdrift.catalogue.queries import PriceTold, ServiceTold
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.reporting.formats import swedish_kronor

PLACE = "catalogue.list"


@dataclass(frozen=True, slots=True)
class ShownCost:
    """One of the costs of a price, in words."""

    name: str
    amount: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """A price in words, with what it was reckoned from."""

    told: PriceTold
    words: str
    amount: str
    items: tuple[ShownCost, ...]
    whole: str
    highest: str
    when: str
    is_now: bool = False
    reckoned: Reckoned | None = None
    """What the self-cost was taken out of, where whoever looks may open it."""
    of_reckoned: str = ""


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """Show what can be had today, and what it costs."""
    viewer = _reader(request)
    context = {
        "place": PLACE,
        "services": [
            (each, [(option, _shown(option.price)) for option in each.options])
            for each in queries.services(on=clock.now().date())
        ],
        "may_keep": access.may_keep_catalogue(viewer),
    }
    return render(request, "catalogue/list.html", context)


@require_http_methods(["GET", "POST"])
def service_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a service, its prices now and before, and what each was reckoned from.

    What is sent is an option more.
    """
    viewer = _reader(request)
    may_keep = access.may_keep_catalogue(viewer)
    told = _service_or_404(key)
    form = OptionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_keep:
            raise Http404
        if form.is_valid():
            services.keep_option(service_key=key, wanted=form.wanted())
            messages.success(request, _("Varianten är sparad."))
            return redirect("catalogue:service", key)
    now = {option.price for option in told.options}
    prices = queries.prices_of(told.id)
    behind = _reckoned(viewer, prices)
    context = {
        "place": PLACE,
        "service": told,
        "prices": [
            _shown(price, is_now=price in now, reckoned=behind.get(price.self_cost.behind))
            for price in prices
        ],
        "may_keep": may_keep,
        "form": form,
    }
    return render(request, "catalogue/service.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_service(request: HttpRequest) -> HttpResponse:
    """Add a service to the catalogue."""
    _keeper(request)
    return _keep(request, None)


@require_http_methods(["GET", "POST"])
def change_service(request: HttpRequest, key: str) -> HttpResponse:
    """Change what the catalogue says of a service."""
    _keeper(request)
    return _keep(request, _service_or_404(key))


@require_http_methods(["GET", "POST"])
def price_lists(request: HttpRequest) -> HttpResponse:
    """Show every price list; what is sent begins a new one."""
    viewer = _reader(request)
    form = ListForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _keeper(request)
        if form.is_valid():
            begun = services.begin_list(wanted=form.wanted())
            return redirect("catalogue:price-list", begun.pk)
    context = {
        "place": PLACE,
        "lists": queries.price_lists(),
        "form": form,
        "may_keep": access.may_keep_catalogue(viewer),
    }
    return render(request, "catalogue/prices.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def price_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show a price list; until it is published a price can be set in it, or taken out."""
    viewer = _reader(request)
    found = queries.price_list(list_id)
    if found is None:
        raise Http404
    told, prices = found
    data = request.POST if request.method == "POST" else None
    behind = _reckoned(viewer, prices)
    form = PriceForm(data, options=queries.option_choices(), reckonings=queries.reckonings())
    if request.method == "POST":
        _keeper(request)
        if _has_set_a_price(request, list_id, form):
            return redirect("catalogue:price-list", list_id)
    context = {
        "place": PLACE,
        "list": told,
        "prices": [_shown(price, reckoned=behind.get(price.self_cost.behind)) for price in prices],
        "form": form,
        "may_change": told.published_on is None and access.may_keep_catalogue(viewer),
    }
    return render(request, "catalogue/price_list.html", context, status=422 if form.errors else 200)


@require_POST
def publish(request: HttpRequest, list_id: int) -> HttpResponse:
    """Let a price list hold; a refusal is told and nothing is changed."""
    _keeper(request)
    by = request.user.get_username()
    try:
        services.publish(list_id=list_id, by=by, on=clock.now().date())
    except CannotKeep as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Prislistan är publicerad och ändras inte mer."))
    return redirect("catalogue:price-list", list_id)


def _has_set_a_price(request: HttpRequest, list_id: int, form: PriceForm) -> bool:
    """Do what was sent; return whether it was done. What is wrong is told in the form."""
    try:
        if (removed := request.POST.get("remove", "")).isdecimal() and len(removed) < 18:
            services.remove_price(list_id=list_id, option_id=int(removed))
            messages.success(request, _("Priset är borttaget ur listan."))
            return True
        if not form.is_valid():
            return False
        services.set_price(
            list_id=list_id,
            option_id=form.cleaned_data["option"],
            amount=form.cleaned_data["amount"],
            self_cost=form.self_cost(queries.reckoned((form.cleaned_data["behind"],))),
        )
    except CannotKeep as refusal:
        form.add_error("amount" if form.is_bound else None, str(refusal))
        return False
    messages.success(request, _("Priset är sparat i listan."))
    return True


def _keep(request: HttpRequest, told: ServiceTold | None) -> HttpResponse:
    initial = _as_typed(told) if told else {"is_in_portal": True}
    form = ServiceForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        is_taken = queries.service(wanted.key, on=clock.now().date()) is not None
        if told is None and is_taken:
            form.add_error("key", _("Det finns redan en tjänst med den adressen."))
        elif told is not None and wanted.key != told.key:
            form.add_error("key", _("Adressen ändras inte. Den finns i fakturor och länkar."))
        else:
            services.keep_service(wanted=wanted)
            messages.success(request, _("Tjänsten är sparad."))
            return redirect("catalogue:service", wanted.key)
    context = {"place": PLACE, "form": form, "service": told}
    return render(request, "catalogue/change.html", context, status=422 if form.errors else 200)


def _as_typed(told: ServiceTold) -> dict[str, object]:
    return {
        "key": told.key,
        "name": told.name,
        "description": told.description,
        "included": "\n".join(told.included),
        "levels": "\n".join(told.levels),
        "measure": told.measure,
        "vat_percent": told.vat_percent,
        "owner": told.owner,
        "information_class": told.information_class,
        "is_passed_on": told.is_passed_on,
        "is_in_portal": told.is_in_portal,
    }


def _reckoned(viewer: access.Viewer, prices: Iterable[PriceTold]) -> dict[str, Reckoned]:
    """Return what prices were taken out of, for whoever may open it."""
    if not access.reads_invoices(viewer):
        return {}
    return queries.reckoned({price.self_cost.behind for price in prices})


def _shown(
    price: PriceTold | None, *, is_now: bool = False, reckoned: Reckoned | None = None
) -> ShownPrice | None:
    if price is None:
        return None
    cost = price.self_cost
    return ShownPrice(
        told=price,
        words=queries.words(price.service_name, price.option_name),
        amount=swedish_kronor(price.amount),
        items=tuple(
            ShownCost(item.name, swedish_kronor(item.amount), item.source) for item in cost.items
        ),
        whole=swedish_kronor(cost.amount),
        highest=swedish_kronor(cost.highest_price),
        when=f"{price.holds_from or ''}",
        is_now=is_now,
        reckoned=reckoned,
        of_reckoned=swedish_kronor(reckoned.amount) if reckoned else "",
    )


def _service_or_404(key: str) -> ServiceTold:
    found = queries.service(key, on=clock.now().date())
    if found is None:
        raise Http404
    return found


def _reader(request: HttpRequest) -> access.Viewer:
    viewer = viewer_of(request)
    if not viewer.sees_figures:
        raise Http404
    return viewer


def _keeper(request: HttpRequest) -> None:
    if not access.may_keep_catalogue(viewer_of(request)):
        raise Http404
