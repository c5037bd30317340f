"""Passkeys: added and removed by who has just shown who they are, and signed in with."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.parties import strength
from samdrift.parties.strength import Strength
from samdrift.parties.views.entering import enter
from samdrift.parties.views.onward import onward
from samdrift.parties.views.stronger import when_fresh
from samdrift.plumbing import access, clock
from samdrift.plumbing.wording import retold
from samdrift.secondstep import passkeys, queries, services
from samdrift.secondstep.errors import WrongKey

PLACE = "secondstep.own"
ASKED = "secondstep.passkey"
MINUTES = 10


@access.for_all_who_sign_in
@never_cache
@require_http_methods(["GET", "POST"])
@when_fresh
def add(request: HttpRequest) -> HttpResponse:
    """Ask the browser for a new passkey; its answer is checked, and kept by a name."""
    user = request.user
    assert user.is_authenticated, "the door lets nobody in who has not signed in"
    problem = ""
    if request.method == "POST":
        try:
            services.add_passkey(
                user_id=user.pk,
                name=request.POST.get("name", ""),
                answer=_answer(request),
                at=clock.now(),
            )
        except WrongKey as refusal:
            problem = retold(refusal)
        else:
            now_strong = replace(strength.of(request.session), is_two_steps=True)
            strength.keep(request.session, now_strong, at=clock.now())
            messages.success(request, _("Nyckeln är tillagd. Logga in med den nästa gång."))
            return redirect("own-sign-in")
    had = tuple(each.credential for each in queries.passkeys(user.pk))
    asked = passkeys.to_add(_place(request), user_id=user.pk, name=user.get_username(), had=had)
    context = {
        "place": PLACE,
        "options": _kept(request, asked),
        "problem": problem,
        "name": request.POST.get("name", ""),
    }
    return render(request, "secondstep/add_key.html", context, status=422 if problem else 200)


@access.for_all_who_sign_in
@require_POST
@when_fresh
def remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Remove one of one's own passkeys."""
    user = request.user
    assert user.is_authenticated, "the door lets nobody in who has not signed in"
    services.remove_passkey(user_id=user.pk, passkey_id=passkey_id, at=clock.now())
    messages.success(request, _("Nyckeln är borttagen."))
    return redirect("own-sign-in")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def use(request: HttpRequest) -> HttpResponse:
    """Ask the browser for a passkey, and sign in whose it is."""
    problem = ""
    if request.method == "POST":
        try:
            user, name = services.take_passkey(answer=_answer(request), at=clock.now())
        except WrongKey as refusal:
            problem = retold(refusal)
        else:
            enter(request, user, way=name, how=Strength(is_two_steps=True))
            return HttpResponseRedirect(onward(request))
    context = {
        "options": _kept(request, passkeys.to_sign_in(_place(request))),
        "problem": problem,
        "next": onward(request),
    }
    return render(request, "secondstep/use_key.html", context, status=422 if problem else 200)


def _kept(request: HttpRequest, asked: passkeys.Asked) -> str:
    """Keep what an answer must be to, and return what the browser is asked."""
    request.session[ASKED] = [asked.challenge, clock.now().timestamp()]
    return asked.options


def _place(request: HttpRequest) -> passkeys.Place:
    return passkeys.Place(request.scheme or "", request.get_host())


def _answer(request: HttpRequest) -> services.Answer:
    """Return what is answered to what was asked just now, which is then used up.

    Raises WrongKey where nothing was asked.
    """
    challenge, asked_at = request.session.pop(ASKED, ("", 0.0))
    if not challenge or clock.now().timestamp() - asked_at > MINUTES * 60:
        raise WrongKey("Det tog för lång tid. Försök igen.")
    return services.Answer(request.POST.get("answer", ""), _place(request), str(challenge))
