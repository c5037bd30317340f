"""The second step of signing in: the password was right, and a code is asked for."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samdrift.parties import guessing
from samdrift.parties.strength import Strength
from samdrift.parties.views.entering import enter
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.secondstep import services
from samdrift.secondstep.errors import WrongCode
from samdrift.secondstep.forms import CodeForm

WAITING = "secondstep.waiting"
MINUTES = 10


def begin(request: HttpRequest, user_id: int, onward: str) -> HttpResponse:
    """Lead somebody whose password was right to where the code is asked for."""
    request.session.cycle_key()
    request.session[WAITING] = {
        "user": user_id,
        "next": onward,
        "at": clock.now().timestamp(),
    }
    return redirect("second-step")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and sign in whoever has it; a wait that is too long begins anew."""
    user = _waiting(request)
    if user is None:
        return redirect("sign-in")
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    if request.method == "GET" or not form.is_valid():
        return _page(request, form, status=422 if form.errors else 200)
    return _try(request, form, user)


def _try(request: HttpRequest, form: CodeForm, user: User) -> HttpResponse:
    """Let in whoever has the code, unless there have been too many wrong ones."""
    tried = {
        "name": f"{user.get_username()} kod",
        "address": request.META.get("REMOTE_ADDR", ""),
    }
    now = clock.now()
    if guessing.must_wait(**tried, at=now):
        form.add_error(
            None,
            _("Det har varit för många försök. Vänta %(minutes)s minuter och prova igen.")
            % {"minutes": guessing.WAIT_MINUTES},
        )
        return _page(request, form, status=429)
    try:
        services.take(user_id=user.pk, code=form.cleaned_data["code"], at=now)
    except WrongCode as refusal:
        guessing.note_wrong_try(**tried, at=now)
        form.add_error("code", retold(refusal))
        return _page(request, form, status=422)
    guessing.forget_wrong_tries(**tried)
    where = str(request.session.pop(WAITING)["next"])
    enter(request, user, how=Strength(is_two_steps=True))
    return HttpResponseRedirect(where)


def _waiting(request: HttpRequest) -> User | None:
    """Return whose password was right just now; None where nobody's, or too long ago."""
    told = request.session.get(WAITING)
    if told is None or clock.now().timestamp() - told["at"] > MINUTES * 60:
        return None
    return User.objects.filter(pk=told["user"], is_active=True).first()


def _page(request: HttpRequest, form: CodeForm, *, status: int) -> HttpResponse:
    return render(request, "secondstep/step.html", {"form": form}, status=status)
