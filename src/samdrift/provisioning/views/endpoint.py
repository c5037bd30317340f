"""SCIM 2.0 over HTTP: whoever has a token of an organisation says who is there."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from samdrift.plumbing import clock
from samdrift.plumbing.throttle import Throttle
from samdrift.provisioning import queries, reading, services, telling
from samdrift.provisioning.errors import CannotProvision
from samdrift.provisioning.models import Feed

MOST_BYTES = 2**21
MEDIA_TYPE = "application/scim+json"
GUESSES = Throttle(30)
"""Wrong tokens a minute from one address; who has a right one is not kept waiting by it."""

type Answer = tuple[int, telling.Json | None]
type Page = Callable[..., HttpResponse]


def answered(*methods: str) -> Callable[[Callable[..., Answer]], Page]:
    """Have what is done be answered as SCIM, to whoever has a token and asks by some methods."""

    def around(do: Callable[..., Answer]) -> Page:
        @csrf_exempt
        @login_not_required
        @never_cache
        @wraps(do)
        def page(request: HttpRequest, **named: str) -> HttpResponse:
            try:
                feed = _feed(request)
                _require_method(request, methods)
                status, body = do(request, feed, **named)
            except CannotProvision as refusal:
                told = telling.refusal(refusal.detail, status=refusal.status, kind=refusal.kind)
                return _json(told, refusal.status)
            services.note_use(feed, at=clock.now())
            return _json(body, status)

        return page

    return around


@answered("GET")
def configuration(_request: HttpRequest, _feed: Feed) -> Answer:
    """Tell what we can."""
    return 200, telling.configuration()


@answered("GET")
def resource_types(_request: HttpRequest, _feed: Feed) -> Answer:
    """Tell of what kinds resources are."""
    told = telling.resource_types()
    return 200, telling.listed(told, total=len(told), start=1)


@answered("GET")
def schemas(_request: HttpRequest, _feed: Feed) -> Answer:
    """Tell what we keep of each kind."""
    told = telling.schemas()
    return 200, telling.listed(told, total=len(told), start=1)


@answered("GET", "POST")
def users(request: HttpRequest, feed: Feed) -> Answer:
    """List whom the feed tells of, or begin to know somebody."""
    if request.method == "POST":
        row = services.add_user(feed, reading.user(_sent(request)), at=clock.now())
        return 201, telling.user(row)
    rows = queries.people(feed, _asked(request))
    start, count = _page(request)
    shown = rows[start - 1 : start - 1 + count]
    return 200, telling.listed([*map(telling.user, shown)], total=rows.count(), start=start)


@answered("GET", "PUT", "PATCH", "DELETE")
def user(request: HttpRequest, feed: Feed, key: str) -> Answer:
    """Tell of somebody, or have them be as is told; DELETE shuts them out."""
    now = clock.now()
    if request.method == "DELETE":
        services.remove_user(feed, key, at=now)
        return 204, None
    if request.method == "PUT":
        row = services.change_user(feed, key, reading.user(_sent(request)), at=now)
    elif request.method == "PATCH":
        row = services.patch_user(feed, key, _sent(request), at=now)
    else:
        row = queries.one(queries.people(feed), key)
    return 200, telling.user(row)


@answered("GET", "POST")
def groups(request: HttpRequest, feed: Feed) -> Answer:
    """List which groups the feed tells of, or begin to know one."""
    if request.method == "POST":
        row = services.keep_group(feed, reading.group(_sent(request)), at=clock.now())
        return 201, telling.group(row)
    rows = queries.groups(feed, _asked(request))
    start, count = _page(request)
    shown = rows[start - 1 : start - 1 + count]
    return 200, telling.listed([*map(telling.group, shown)], total=rows.count(), start=start)


@answered("GET", "PUT", "PATCH", "DELETE")
def group(request: HttpRequest, feed: Feed, key: str) -> Answer:
    """Tell of a group, or have it be as is told."""
    now = clock.now()
    if request.method == "DELETE":
        services.remove_group(feed, key, at=now)
        return 204, None
    if request.method == "PUT":
        row = services.keep_group(feed, reading.group(_sent(request)), at=now, key=key)
    elif request.method == "PATCH":
        row = services.patch_group(feed, key, _sent(request), at=now)
    else:
        row = queries.one(queries.groups(feed), key)
    return 200, telling.group(row)


def _require_method(request: HttpRequest, methods: tuple[str, ...]) -> None:
    if request.method not in methods:
        raise CannotProvision("not by that method", status=405, kind="")


def _feed(request: HttpRequest) -> Feed:
    """Return whose token was sent. Raises CannotProvision where it is none's."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    found = queries.feed_of(token.strip()) if kind.casefold() == "bearer" else None
    if found is not None:
        return found
    address = str(request.META.get("REMOTE_ADDR", ""))
    if token and not GUESSES.lets(address, at=clock.now()):
        raise CannotProvision("too many wrong tokens; wait a minute", status=429, kind="")
    raise CannotProvision("a token is needed", status=401, kind="")


def _sent(request: HttpRequest) -> telling.Json:
    try:
        body = request.body if _length(request) <= MOST_BYTES else None
    except RequestDataTooBig:
        body = None
    if body is None:
        raise CannotProvision("it is too large", status=413, kind="tooMany")
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise CannotProvision("it is no JSON", kind="invalidSyntax") from error
    if not isinstance(told, dict):
        raise CannotProvision("it is no object", kind="invalidSyntax")
    return told


def _length(request: HttpRequest) -> int:
    written = request.META.get("CONTENT_LENGTH") or "0"
    return int(written) if written.isdecimal() else MOST_BYTES + 1


def _asked(request: HttpRequest) -> tuple[str, str] | None:
    written = request.GET.get("filter", "")
    return reading.asked(written) if written else None


def _page(request: HttpRequest) -> tuple[int, int]:
    """Return from which resource, counted from one, and how many at most."""
    start, count = (
        int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else usual
        for written, usual in (
            (request.GET.get("startIndex", ""), 1),
            (request.GET.get("count", ""), telling.MOST_LISTED),
        )
    )
    return max(1, start), min(count, telling.MOST_LISTED)


def _json(body: telling.Json | None, status: int) -> HttpResponse:
    written = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    answer = HttpResponse(written, status=status, content_type=MEDIA_TYPE)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if status == 201 and body is not None:
        answer.headers["Location"] = body["meta"]["location"]
    return answer
