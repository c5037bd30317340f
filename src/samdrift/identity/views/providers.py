"""The providers that vouch for people: listed, told, and by what rules they give roles."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.identity import queries, services
from samdrift.identity.choices import GIVEN_ROLES
from samdrift.identity.errors import BadProvider
from samdrift.identity.forms import ProviderForm
from samdrift.identity.models import Provider
from samdrift.parties import queries as parties
from samdrift.plumbing import access
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold

PLACE = "identity.providers"


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """Show who vouches for whom."""
    _require_administrator(request)
    context = {"place": PLACE, "lines": queries.providers()}
    return render(request, "identity/providers.html", context)


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Tell of a provider; its own page then says what to tell it of us."""
    _require_administrator(request)
    told = request.POST if request.method == "POST" else None
    form = ProviderForm(told, parties=parties.parties())
    if request.method == "POST" and form.is_valid():
        key = slugify(form.cleaned_data["name"])[:50]
        if not key or queries.provider(key):
            form.add_error("name", _("Det finns redan en inloggningstjänst som heter så."))
        elif _kept(form, key):
            messages.success(request, _("Sparat. Ange nu svarsadressen hos tjänsten."))
            return redirect("identity:provider", key=key)
    context = {"place": PLACE, "form": form}
    return render(request, "identity/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def provider_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a provider, and by what rules its people have roles; change what it says."""
    _require_administrator(request)
    row = _or_404(key)
    if request.method == "POST":
        form = ProviderForm(request.POST, parties=parties.parties())
        if form.is_valid() and _kept(form, key):
            messages.success(request, _("Sparat."))
            return redirect("identity:provider", key=key)
    else:
        form = ProviderForm.of(row, queries.domains(row.pk), parties.parties())
    context = {
        "place": PLACE,
        "key": key,
        "name": row.name,
        "form": form,
        "answer_address": settings.BASE_URL + reverse("identity:answer", args=[key]),
        "rules": queries.rules(row.pk),
        "roles": GIVEN_ROLES,
    }
    return render(request, "identity/provider.html", context, status=422 if form.errors else 200)


@require_POST
def add_rule(request: HttpRequest, key: str) -> HttpResponse:
    """Say that whoever has a value in a claim has a role."""
    _require_administrator(request)
    _or_404(key)
    told = {name: request.POST.get(name, "") for name in ("claim", "value", "role")}
    try:
        services.add_rule(provider_key=key, **told)
    except BadProvider as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Regeln gäller från nästa inloggning."))
    return redirect("identity:provider", key=key)


@require_POST
def remove_rule(request: HttpRequest, key: str) -> HttpResponse:
    """Unsay a rule."""
    _require_administrator(request)
    _or_404(key)
    written = request.POST.get("rule", "")
    if written.isascii() and written.isdecimal() and len(written) <= 18:
        services.remove_rule(provider_key=key, rule_id=int(written))
        messages.success(request, _("Regeln gäller inte längre."))
    return redirect("identity:provider", key=key)


def _kept(form: ProviderForm, key: str) -> bool:
    wanted, domains, secret = form.wanted()
    try:
        services.keep(key=key, wanted=wanted, domains=domains, secret=secret)
    except BadProvider as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


def _require_administrator(request: HttpRequest) -> None:
    if not access.may_administer(viewer_of(request)):
        raise Http404


def _or_404(key: str) -> Provider:
    found = queries.provider(key)
    if found is None:
        raise Http404
    return found
