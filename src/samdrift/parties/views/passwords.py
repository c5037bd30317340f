"""One's own password: changed by whoever has it, chosen by whoever was invited."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from samdrift.parties import queries, services
from samdrift.parties.errors import CannotChoosePassword
from samdrift.parties.forms import ChangePasswordForm, NewPasswordForm
from samdrift.parties.views import entering
from samdrift.plumbing import access, clock
from samdrift.plumbing.wording import retold


@access.for_all_who_sign_in
@never_cache
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; sessions in other browsers end."""
    if request.method == "GET":
        return _change_page(request, ChangePasswordForm())
    form = ChangePasswordForm(request.POST)
    if not form.is_valid():
        return _change_page(request, form, status=422)
    user = request.user
    assert user.is_authenticated, "the door lets nobody in who has not signed in"
    try:
        services.change_password(
            user_id=user.pk,
            old=form.cleaned_data["old"],
            new=form.cleaned_data["new"],
            at=clock.now(),
        )
    except CannotChoosePassword as refusal:
        form.add_error("old" if refusal.is_about_old else "new", retold(refusal))
        return _change_page(request, form, status=422)
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    services.end_sessions(user_id=user.pk)
    entering.note(request, user)
    return render(request, "parties/password_changed.html")


@login_not_required
@never_cache
@sensitive_post_parameters("new", "again")
@require_http_methods(["GET", "POST"])
def choose_password(request: HttpRequest, user_id: int, token: str) -> HttpResponse:
    """Have an invited person choose a password, once; a used link says what to do instead."""
    if not queries.is_invited(user_id=user_id, token=token):
        return render(request, "parties/link_used.html", status=410)
    if request.method == "GET":
        return _choose_page(request, user_id, NewPasswordForm())
    return _choose(request, user_id, token, NewPasswordForm(request.POST))


def _choose(request: HttpRequest, user_id: int, token: str, form: NewPasswordForm) -> HttpResponse:
    if not form.is_valid():
        return _choose_page(request, user_id, form, status=422)
    try:
        services.choose_password(
            user_id=user_id, token=token, password=form.cleaned_data["new"], at=clock.now()
        )
    except CannotChoosePassword as refusal:
        form.add_error("new", retold(refusal))
        return _choose_page(request, user_id, form, status=422)
    return render(request, "parties/password_chosen.html", _named(user_id))


def _named(user_id: int) -> dict[str, object]:
    return {"person": queries.person(user_id)}


def _change_page(
    request: HttpRequest, form: ChangePasswordForm, *, status: int = 200
) -> HttpResponse:
    return render(request, "parties/change_password.html", {"form": form}, status=status)


def _choose_page(
    request: HttpRequest, user_id: int, form: NewPasswordForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form} | _named(user_id)
    return render(request, "parties/choose_password.html", context, status=status)
