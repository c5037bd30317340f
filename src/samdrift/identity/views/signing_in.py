"""Signing in by a provider's word: one's way chosen, the question asked, the answer taken."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samdrift.identity import openid, queries, relying, services
from samdrift.identity.errors import NotVouchedFor
from samdrift.identity.models import Provider
from samdrift.parties.strength import Strength
from samdrift.parties.views.entering import enter
from samdrift.parties.views.onward import onward
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold

ASKED = "identity.asked"
"""Where the session keeps what has been asked: by the key of the provider, the latest only."""
MINUTES = 10
LOG = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Lead on to the provider of a mail address, or tell that there is none.

    It is led on by a header, not by an answer to the form: forms may be sent to ourselves only.
    """
    address = request.GET.get("epost", "")[:254]
    key = queries.way_of(address)
    context: dict[str, Any] = {"address": address, "next": onward(request)}
    if not key:
        return render(request, "identity/choose.html", context, status=422 if address else 200)
    context["href"] = (
        f"{reverse('identity:start', args=[key])}?{urlencode({'next': context['next']})}"
    )
    page = render(request, "identity/onward.html", context)
    page.headers["Refresh"] = f"0; url={context['href']}"
    return page


@login_not_required
@never_cache
@require_GET
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a provider who somebody is; what was asked is kept for one answer."""
    ours = relying.reliance(_open_or_404(key))
    asked = openid.question()
    try:
        address = openid.address_to_ask(ours, openid.endpoints(ours.issuer), asked)
    except NotVouchedFor as refusal:
        return _refused(request, key, refusal, status=502)
    request.session[ASKED] = request.session.get(ASKED, {}) | {
        key: {
            "state": asked.state,
            "nonce": asked.nonce,
            "verifier": asked.verifier,
            "next": onward(request),
            "at": clock.now().timestamp(),
        }
    }
    return HttpResponseRedirect(address)


@login_not_required
@never_cache
@require_GET
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in whoever a provider vouches for, where the answer is to what this browser asked."""
    provider = _open_or_404(key)
    waiting = request.session.get(ASKED, {})
    told = waiting.pop(key, None)
    request.session[ASKED] = waiting
    now = clock.now()
    try:
        asked = _require_asked(request, provider, told)
        claims = openid.claims_for(
            relying.reliance(provider), request.GET.get("code", ""), asked, now=now
        )
        user = services.let_in(provider=provider, claims=claims, at=now)
    except NotVouchedFor as refusal:
        return _refused(request, key, refusal, status=403)
    how = Strength(bool(provider.levels), way=key, level=str(claims.get("acr", "")))
    enter(request, user, way=provider.name, how=how)
    return HttpResponseRedirect(str(told["next"]))


def _require_asked(
    request: HttpRequest, provider: Provider, told: dict[str, Any] | None
) -> openid.Asked:
    """Return what was asked, used up; refuse an answer to anything else, and one that is a no."""
    state = request.GET.get("state", "")
    is_answer = told is not None and constant_time_compare(told["state"], state)
    if told is None or not is_answer:
        raise _not_asked(cause="the state is not that of a question")
    if clock.now().timestamp() - told["at"] > MINUTES * 60:
        raise _not_asked(cause="the question is too old")
    if request.GET.get("iss", provider.issuer) != provider.issuer:
        raise _not_asked(cause="another issuer answers")
    if not request.GET.get("code"):
        raise NotVouchedFor(
            "Du blev inte inloggad hos din organisation. Prova igen från inloggningssidan.",
            cause=f"the provider says {request.GET.get('error', 'nothing')[:80]!r}",
        )
    return openid.Asked(told["state"], told["nonce"], told["verifier"])


def _not_asked(*, cause: str) -> NotVouchedFor:
    return NotVouchedFor(
        "Inloggningen har stått för länge eller är redan använd. Börja om.",
        cause=cause,
    )


def _refused(
    request: HttpRequest, key: str, refusal: NotVouchedFor, *, status: int
) -> HttpResponse:
    LOG.warning("Nobody was signed in by %s: %s", key, refusal.cause)
    context = {"problem": retold(refusal)}
    return render(request, "identity/refused.html", context, status=status)


def _open_or_404(key: str) -> Provider:
    found = queries.provider(key)
    if found is None or not found.is_open:
        raise Http404
    return found
