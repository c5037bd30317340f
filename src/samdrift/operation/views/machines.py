"""What machines ask: whether a process lives, whether it can do its work, and its measures."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samdrift.operation import measures, queries

THIS_MACHINE = frozenset(("127.0.0.1", "::1"))


@login_not_required
@never_cache
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer that the process lives; it asks nothing of anybody else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer whether requests may be led here: whether the database answers."""
    if queries.is_database_here():
        return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
    return HttpResponse(
        "Databasen svarar inte.\n", status=503, content_type="text/plain; charset=utf-8"
    )


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the measures to whoever has the token; without one, to this machine alone."""
    if not _may_measure(request):
        raise Http404
    return HttpResponse(measures.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_measure(request: HttpRequest) -> bool:
    if settings.MEASURES_TOKEN:
        told = request.headers.get("Authorization", "")
        return hmac.compare_digest(told.encode(), f"Bearer {settings.MEASURES_TOKEN}".encode())
    return request.META.get("REMOTE_ADDR") in THIS_MACHINE
