"""Work in the field with a phone: seen, changed and signed for, also where there is no coverage."""

from __future__ import annotations

import json
from dataclasses import asdict
from http import HTTPStatus

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from samdrift.assets.errors import CannotKeep
from samdrift.assets.fieldwork import queries, services
from samdrift.assets.fieldwork.services import Done
from samdrift.assets.forms.steps import StepForm
from samdrift.assets.views.readers import actor_of, keeper_of
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold

FIELD = "assets.field"
WORKER = "assets/field-worker.js"
LONGEST_SENT = 60_000


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show the page that a phone keeps; what it shows without coverage it has taken along."""
    keeper_of(request)
    context = {"place": FIELD, "parties": parties.parties(), "user_name": request.user.username}
    return render(request, "assets/field.html", context)


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Give the script that shows the page without coverage; from here it sees this page alone."""
    keeper_of(request)
    found = finders.find(WORKER)
    assert isinstance(found, str), "the script is part of the program"
    with open(found, encoding="utf-8") as file:  # noqa: PTH123  One small file of our own.
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")


@require_GET
@cache_control(no_store=True)
def standing(request: HttpRequest) -> JsonResponse:
    """Say who has signed in, and with what a form may be sent."""
    keeper_of(request)
    return JsonResponse({"by": request.user.get_username(), "token": get_token(request)})


@require_GET
@cache_control(no_store=True)
def things(request: HttpRequest) -> JsonResponse:
    """Give an organisation's things for the phone to take along."""
    found = queries.pocket(keeper_of(request), request.GET.get("organisation", "")[:50])
    told = asdict(found) | {"by": request.user.get_username(), "at": clock.now().isoformat()}
    return JsonResponse(told)


@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """Take in one thing that was done; sent again it is done once."""
    keeper_of(request)
    try:
        is_new = services.take_in(_done(request), actor=actor_of(request), at=clock.now())
    except CannotKeep as refusal:
        return JsonResponse({"why": retold(refusal)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse({"is_new": is_new})


def _done(request: HttpRequest) -> Done:
    try:
        sent = json.loads(request.body[:LONGEST_SENT])
    except ValueError as error:
        raise CannotKeep(_("Det som skickades gick inte att läsa.")) from error
    if not isinstance(sent, dict):
        raise CannotKeep(_("Det som skickades gick inte att läsa."))
    told = {key: str(value) for key, value in sent.items() if isinstance(value, str | int)}
    form = StepForm(told)
    if not form.is_valid():
        raise CannotKeep(" ".join(str(each) for every in form.errors.values() for each in every))
    seen = told.get("seen", "")
    return Done(
        key=told.get("key", ""),
        tag=told.get("tag", "").strip().upper()[:100],
        act=told.get("act", "")[:50],
        told=form.told(),
        seen_version=int(seen) if seen.isdecimal() and len(seen) < 9 else None,
        signed_name=told.get("signed_name", "")[:200],
        signature=told.get("signature", ""),
    )
