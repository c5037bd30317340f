"""One's own second step: begun with a phone, its codes for paper, and ended."""

from __future__ import annotations

from dataclasses import replace

import segno
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.parties import queries as parties
from samdrift.parties import services as ways_in
from samdrift.parties import strength
from samdrift.parties.views.stronger import when_fresh
from samdrift.plumbing import access, clock
from samdrift.plumbing.wording import retold
from samdrift.secondstep import codes, queries, services
from samdrift.secondstep.errors import WrongCode
from samdrift.secondstep.forms import CodeForm

PLACE = "secondstep.own"
SECRET = "secondstep.secret"  # noqa: S105  Where the session keeps it until the phone has it.


@access.for_all_who_sign_in
@require_GET
def own_page(request: HttpRequest) -> HttpResponse:
    """Show how one signs in."""
    return _own(request, CodeForm(), status=200)


@access.for_all_who_sign_in
@never_cache
@require_http_methods(["GET", "POST"])
@when_fresh
def add(request: HttpRequest) -> HttpResponse:
    """Show what the phone is to read; the first code it tells shows that it has."""
    user_id = _user_id(request)
    if queries.has_code_app(user_id):
        return redirect("own-sign-in")
    secret = request.session.setdefault(SECRET, codes.new_secret())
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if request.method == "POST" and form.is_valid():
        try:
            told = services.add(
                user_id=user_id, secret=secret, code=form.cleaned_data["code"], at=clock.now()
            )
        except WrongCode as refusal:
            form.add_error("code", retold(refusal))
        else:
            del request.session[SECRET]
            now_strong = replace(strength.of(request.session), is_two_steps=True)
            strength.keep(request.session, now_strong, at=clock.now())
            return _codes_page(request, told)
    read = segno.make(codes.address(secret, request.user.get_username()), error="m")
    context = {
        "place": PLACE,
        "form": form,
        "picture": read.svg_data_uri(scale=5, border=4, light="#fff", dark="#000"),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    return render(request, "secondstep/add.html", context, status=422 if form.errors else 200)


@access.for_all_who_sign_in
@never_cache
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Show new codes for paper, once."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            told = services.renew(
                user_id=_user_id(request), code=form.cleaned_data["code"], at=clock.now()
            )
        except WrongCode as refusal:
            form.add_error("code", retold(refusal))
        else:
            return _codes_page(request, told)
    return _own(request, form, status=422)


@access.for_all_who_sign_in
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """End signing in in two steps."""
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            services.remove(
                user_id=_user_id(request), code=form.cleaned_data["code"], at=clock.now()
            )
        except WrongCode as refusal:
            form.add_error("code", retold(refusal))
        else:
            messages.success(request, _("Kodappen är borttagen."))
            return redirect("own-sign-in")
    return _own(request, form, status=422)


@access.for_all_who_sign_in
@require_POST
@when_fresh
def end(request: HttpRequest) -> HttpResponse:
    """Sign oneself out of one other browser, or of all others."""
    written = request.POST.get("session", "")
    only = int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else None
    this = request.session.session_key or ""
    number = ways_in.end_sessions(user_id=_user_id(request), but=this, only=only)
    told = ngettext(
        "Utloggad ur %(number)s webbläsare.", "Utloggad ur %(number)s webbläsare.", number
    )
    messages.success(request, told % {"number": number})
    return redirect("own-sign-in")


@require_POST
def take_away(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take away the app of somebody who has lost the phone."""
    if not access.may_administer(access.viewer_of(request)) or parties.person(user_id) is None:
        raise Http404
    how = request.POST.get("how", "")
    try:
        services.take_away(user_id=user_id, how=how, by=request.user.get_username(), at=clock.now())
    except WrongCode as refusal:
        messages.error(request, retold(refusal))
    return redirect("person", user_id=user_id)


def _own(request: HttpRequest, form: CodeForm, *, status: int) -> HttpResponse:
    context = {
        "place": PLACE,
        "form": form,
        "passkeys": queries.passkeys(_user_id(request)),
        "standing": queries.standing(_user_id(request)),
        "sessions": parties.open_sessions(_user_id(request), at=clock.now()),
        "this": request.session.session_key,
        "has_password": _user(request).has_usable_password(),
    }
    return render(request, "secondstep/own.html", context, status=status)


def _codes_page(request: HttpRequest, told: tuple[str, ...]) -> HttpResponse:
    return render(request, "secondstep/codes.html", {"place": PLACE, "codes": told})


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User), "the door lets nobody in who has not signed in"
    return user


def _user_id(request: HttpRequest) -> int:
    return _user(request).pk
