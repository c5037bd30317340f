"""Being told by a provider that somebody has signed out there: they are signed out here too."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from samdrift.identity import fetching, openid, queries, relying, services
from samdrift.identity.errors import NotVouchedFor
from samdrift.plumbing import clock

LOG = logging.getLogger(__name__)
MOST_SIGNS = 10_000


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def told(request: HttpRequest, key: str) -> HttpResponse:
    """End the sessions of whom a provider says it has signed out; what does not hold ends none."""
    provider = queries.provider(key)
    if provider is None or not provider.is_open:
        raise Http404
    ours = relying.reliance(provider)
    try:
        keys = fetching.asked(openid.endpoints(ours.issuer).keys)
        token = request.POST.get("logout_token", "")[:MOST_SIGNS]
        subject = openid.who_left(token, keys, ours, now=clock.now())
    except NotVouchedFor as refusal:
        LOG.warning("Nobody was signed out by %s: %s", key, refusal.cause)
        return HttpResponse(status=400)
    services.sign_out(provider=provider, subject=subject)
    return HttpResponse(status=200)
