"""What a role demands of how one signs in, said by who administers; and who it is, shown again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.parties import guessing, queries, services, strength
from samdrift.parties.choices import PersonRole
from samdrift.parties.errors import CannotSaveUser
from samdrift.parties.ports import SecondStep, Way, WaySource, WithoutPassword
from samdrift.parties.views.onward import onward
from samdrift.parties.views.people import for_administrators
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import Role
from samdrift.plumbing.contributions import offered
from samdrift.plumbing.wording import retold


def when_fresh[**Given](view: Callable[Given, HttpResponse]) -> Callable[Given, HttpResponse]:
    """Have somebody show who they are before what one signs in by is changed."""

    @wraps(view)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        request = args[0]
        assert isinstance(request, HttpRequest), "a view is asked by a request"
        if strength.of(request.session).is_fresh(at=clock.now()):
            return view(*args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else reverse("own-sign-in")
        return redirect(f"{reverse('sign-in-again')}?{urlencode({'next': back})}")

    return guarded


@access.for_all_who_sign_in
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Ask once more who it is: for the password, or by whoever vouched."""
    user = request.user
    assert user.is_authenticated, "the door lets nobody in who has not signed in"
    problem, status = "", 200
    if request.method == "POST":
        problem, status = _shown(request)
        if not problem:
            told = strength.of(request.session)
            strength.keep(request.session, told, at=clock.now())
            return HttpResponseRedirect(onward(request))
    context = {
        "next": onward(request),
        "problem": problem,
        "has_password": user.has_usable_password(),
        "ways": [] if user.has_usable_password() else _ways(onward(request)),
        "alone": [(reverse(each.route), each.label) for each in offered(WithoutPassword)],
    }
    return render(request, "parties/again.html", context, status=status)


def _shown(request: HttpRequest) -> tuple[str, int]:
    """Return why the password does not show who it is, empty where it does, and the status."""
    name, now = request.user.get_username(), clock.now()
    tried = {"name": name, "address": request.META.get("REMOTE_ADDR", "")}
    if guessing.must_wait(**tried, at=now):
        told = _("Det har varit för många försök. Vänta %(minutes)s minuter och prova igen.")
        return told % {"minutes": guessing.WAIT_MINUTES}, 429
    if authenticate(request, username=name, password=request.POST.get("password", "")) is None:
        guessing.note_wrong_try(**tried, at=now)
        return _("Lösenordet stämmer inte. Prova igen."), 422
    guessing.forget_wrong_tries(**tried)
    return "", 200


@access.for_all_who_sign_in
@require_GET
def stronger(request: HttpRequest) -> HttpResponse:
    """Tell whose role demands a stronger sign-in what to do."""
    user = request.user
    assert user.is_authenticated, "the door lets nobody in who has not signed in"
    known, told = queries.held(user.pk), strength.of(request.session)
    viewer = queries.seen_with(known, at=clock.now())
    strong = strength.narrowed(viewer, told, known.demands) if viewer else None
    weak = viewer.roles - strong.roles if viewer and strong else frozenset()
    if not weak:
        return redirect(settings.LOGIN_REDIRECT_URL)
    context = {
        "roles": [str(role.label) for role in PersonRole if Role(role) in weak],
        "has_password": user.has_usable_password(),
        "steps": [reverse(each.own) for each in offered(SecondStep)],
        "ways": _ways("/"),
    }
    return render(request, "parties/stronger.html", context, status=403)


@require_POST
@for_administrators
def demand(request: HttpRequest) -> HttpResponse:
    """Say which roles demand two steps, or a level of whoever vouches."""
    try:
        services.demand(
            roles=request.POST.getlist("roles"),
            levels=request.POST.get("levels", ""),
            mine=strength.of(request.session).is_two_steps,
            by=request.user.get_username(),
            at=clock.now(),
        )
    except CannotSaveUser as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Kraven är sparade och gäller genast."))
    return redirect("rights")


def _ways(where: str) -> list[Way]:
    return [
        replace(way, address=f"{way.address}?{urlencode({'next': where})}")
        for source in offered(WaySource)
        for way in source.ways()
    ]
