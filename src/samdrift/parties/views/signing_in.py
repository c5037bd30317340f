"""Signing in and out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.parties import guessing, strength
from samdrift.parties.forms import SignInForm
from samdrift.parties.ports import SecondStep, WaySource, WithoutPassword
from samdrift.parties.views.entering import enter
from samdrift.parties.views.onward import onward
from samdrift.plumbing import clock
from samdrift.plumbing.contributions import offered


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
    now = clock.now()
    if guessing.must_wait(name=name, address=address, at=now):
        form.add_error(
            None,
            _("Det har varit för många försök. Vänta %(minutes)s minuter och prova igen.")
            % {"minutes": guessing.WAIT_MINUTES},
        )
        return _sign_in_page(request, form, status=429)
    user = authenticate(request, username=name, password=form.cleaned_data["password"])
    if user is None:
        guessing.note_wrong_try(name=name, address=address, at=now)
        form.add_error(None, _("Användarnamnet och lösenordet hör inte ihop. Prova igen."))
        return _sign_in_page(request, form, status=422)
    guessing.forget_wrong_tries(name=name, address=address)
    for step in offered(SecondStep):
        if step.is_due(user.pk):
            return step.begin(request, user.pk, onward(request))
    assert isinstance(user, User), "there is one sort of user"
    enter(request, user)
    return HttpResponseRedirect(onward(request))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and have the browser let go of the pages it holds."""
    way = strength.of(request.session).way
    logout(request)
    left = [each.leave(way) for each in offered(WaySource)] if way else []
    answer = _leave(request, next(filter(None, left), ""))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _leave(request: HttpRequest, href: str) -> HttpResponse:
    """Lead on to be signed out where one signed in, by a header: forms are sent to us only."""
    if not href:
        return redirect(settings.LOGOUT_REDIRECT_URL)
    answer = render(request, "parties/left.html", {"href": href})
    answer.headers["Refresh"] = f"0; url={href}"
    return answer


def _sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    sources = [(each, each.ways()) for each in offered(WaySource)]
    context = {
        "form": form,
        "next": onward(request),
        "alone": [(reverse(each.route), each.label) for each in offered(WithoutPassword)],
        "other_ways": [(reverse(each.choose), ways) for each, ways in sources if ways],
    }
    return render(request, "parties/sign_in.html", context, status=status)
