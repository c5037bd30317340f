"""Signing in and out, and how somebody wants the pages to look."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.parties import guessing
from samdrift.parties.forms import AppearanceForm, SignInForm
from samdrift.plumbing.components.context import DENSITIES, THEMES, chosen

A_YEAR_SECONDS = 365 * 24 * 60 * 60


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; a wrong pair is told as one, whichever of them is wrong."""
    if request.method == "GET":
        return _sign_in_page(request, SignInForm())
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, status=422)
    return _try(request, form)


def _try(request: HttpRequest, form: SignInForm) -> HttpResponse:
    """Let in whoever knows the password, unless there have been too many wrong tries."""
    name, address = form.cleaned_data["name"], request.META.get("REMOTE_ADDR", "")
    if guessing.must_wait(name=name, address=address):
        form.add_error(
            None,
            _("Det har varit för många försök. Vänta %(minutes)s minuter och prova igen.")
            % {"minutes": guessing.WAIT_MINUTES},
        )
        return _sign_in_page(request, form, status=429)
    user = authenticate(request, username=name, password=form.cleaned_data["password"])
    if user is None:
        guessing.note_wrong_try(name=name, address=address)
        form.add_error(None, _("Användarnamnet och lösenordet hör inte ihop. Prova igen."))
        return _sign_in_page(request, form, status=422)
    guessing.forget_wrong_tries(name=name, address=address)
    login(request, user)
    return HttpResponseRedirect(_next(request))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@login_not_required
@require_http_methods(["GET", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Show and save how the pages look; it is kept in cookies, so it is this browser's."""
    if request.method == "GET":
        now = {
            "now_theme": chosen(request, "theme", THEMES),
            "now_density": chosen(request, "density", DENSITIES),
            "now_language": get_language(),
            "next": _next(request),
        }
        return render(request, "parties/appearance.html", now)
    form = AppearanceForm(request.POST)
    response = HttpResponseRedirect(_next(request))
    if form.is_valid():
        for name in ("theme", "density"):
            _remember(response, name, form.cleaned_data[name])
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


def _next(request: HttpRequest) -> str:
    """Return where to go on to: an address of ours that was asked for, else the start."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else settings.LOGIN_REDIRECT_URL


def _sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": _next(request)}
    return render(request, "parties/sign_in.html", context, status=status)
