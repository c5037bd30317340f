"""How somebody wants the pages to look."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from samdrift.parties.forms import AppearanceForm
from samdrift.parties.views.onward import onward
from samdrift.plumbing.components.context import DENSITIES, KEYS, THEMES, chosen, cookie_of

A_YEAR_SECONDS = 365 * 24 * 60 * 60


@login_not_required
@require_http_methods(["GET", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Show and save how the pages look; it is kept in cookies, so it is this browser's."""
    if request.method == "GET":
        now = {
            "now_theme": chosen(request, "theme", THEMES),
            "now_density": chosen(request, "density", DENSITIES),
            "now_keys": chosen(request, "keys", KEYS),
            "now_language": get_language(),
            "next": onward(request),
        }
        return render(request, "parties/appearance.html", now)
    form = AppearanceForm(request.POST)
    response = HttpResponseRedirect(onward(request))
    if form.is_valid():
        for name in ("theme", "density", "keys"):
            _remember(response, cookie_of(name), form.cleaned_data[name])
        _remember(response, settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"])
    return response


def _remember(response: HttpResponse, name: str, value: str) -> None:
    if value:
        response.set_cookie(
            name,
            value,
            max_age=A_YEAR_SECONDS,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
