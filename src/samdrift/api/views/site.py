"""The interface as a whole: its description, its problems, and its addresses."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, override

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from samdrift import __version__
from samdrift.api.views import (
    acts,
    away,
    blocks,
    bookings,
    calendars,
    calls,
    change_rules,
    figures,
    groups,
    guides,
    letters,
    lists,
    lookups,
    mailboxes,
    ordering,
    orders,
    own,
    process_changes,
    process_disturbances,
    process_majors,
    process_problems,
    promises,
    routing,
    searching,
    standstills,
    suppliers,
    things,
    tickets,
    visits,
    webhooks,
    wiping,
)
from samdrift.api.views.problems import CONTENT_TYPE, problem
from samdrift.api.views.schemas import Info, Problem
from samdrift.kernel.refusals import Refusal
from samdrift.reporting import memory

DESCRIPTION = """What the portal and the desk can do, for other systems: the token's person sees \
and may do what they do there. Names are camelCase, moments are UTC as in RFC 3339, and every \
answer from 400 on is an `application/problem+json`.

På svenska: allt som portalen och servicedesken kan, för andra system. Åtkomstnyckeln skapas av \
en administratör med `samdrift token add`."""

_log = logging.getLogger(__name__)

type Page = Callable[..., HttpResponse]


class Interface(NinjaAPI):
    """Ninja's interface, whose description tells of problems as they are."""

    @override
    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        told = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        told["components"]["schemas"]["Problem"] = Problem.json_schema()
        schema = {"$ref": "#/components/schemas/Problem"}
        wrong = {
            "description": "What went wrong (RFC 9457)",
            "content": {CONTENT_TYPE: {"schema": schema}},
        }
        for operations in told["paths"].values():
            for operation in operations.values():
                operation["responses"]["4XX"] = wrong
        return told


api = Interface(
    title="Samdrift",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    openapi_extra={"info": {"contact": {"name": "Servicedesk"}}},
)
api.add_router("/tickets", tickets.router)
api.add_router("/calls", calls.router)
api.add_router("/tickets", acts.router)
api.add_router("/things", things.router)
api.add_router("/orders", orders.router)
api.add_router("/guides", guides.router)
api.add_router("/problems", process_problems.router)
api.add_router("/changes", change_rules.router)  # Before the changes, whose numbers are a path.
api.add_router("/changes", standstills.router)
api.add_router("/changes", process_changes.router)
api.add_router("/disturbances", process_disturbances.router)
api.add_router("/disturbances", process_majors.router)
api.add_router("/statistics", figures.router)
api.add_router("/bookings", bookings.router)
api.add_router("", own.router)
api.add_router("", lists.router)
api.add_router("", visits.router)
api.add_router("", blocks.router)
api.add_router("", lookups.router)
api.add_router("", away.router)
api.add_router("", ordering.router)
api.add_router("/desk", promises.router)
api.add_router("/desk", calendars.router)
api.add_router("/desk", groups.router)
api.add_router("/desk", suppliers.router)
api.add_router("/desk", visits.register)
api.add_router("/desk", routing.router)
api.add_router("/desk", mailboxes.router)
api.add_router("/desk", letters.router)
api.add_router("", webhooks.router)
api.add_router("", searching.router)
api.add_router("/wiping", wiping.router)


@api.get("/api-info", response=Info, by_alias=True, auth=None, tags=["api"], summary="What it is")
def api_info(request: HttpRequest) -> Info:
    """Return what the interface is, without a token."""
    return Info(
        api_name="samdrift",
        api_version=__version__,
        api_documentation=request.build_absolute_uri("/api/v1/openapi.json"),
        api_status="active",
    )


def patterns() -> list[URLPattern]:
    """Return the addresses, each of which answers with problems and asks for tokens itself."""
    own = [each for each in api.urls[0] if isinstance(each, URLPattern)]
    for each in own:
        each.callback = _guarded(each.callback)
    return [*own, path("<path:rest>", _guarded(_nothing), name="nothing")]


@api.exception_handler(HttpError)
def _on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, str(error))


@api.exception_handler(AuthenticationError)
def _on_no_token(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(request, HTTPStatus.UNAUTHORIZED)


@api.exception_handler(ValidationError)
def _on_wrong_question(request: HttpRequest, error: ValidationError) -> HttpResponse:
    told = [f"{'.'.join(str(each) for each in one['loc'])}: {one['msg']}" for one in error.errors]
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(told))


@api.exception_handler(Http404)
def _on_nothing(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(request, HTTPStatus.NOT_FOUND)


@api.exception_handler(Refusal)
def _on_refusal(request: HttpRequest, error: Refusal) -> HttpResponse:
    return problem(request, HTTPStatus.CONFLICT, str(error))


@api.exception_handler(Exception)
def _on_fault(request: HttpRequest, _error: Exception) -> HttpResponse:
    _log.exception("A fault of ours at %s", request.path)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def _guarded(page: Page) -> Page:
    """Have a page answer with problems alone; its door is the token's, not the session's."""

    @csrf_exempt
    @wraps(page)
    @memory.settled()
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            answer = page(request, *args, **kwargs)
        except Http404:
            return problem(request, HTTPStatus.NOT_FOUND)
        is_told = answer.get("Content-Type", "").startswith(CONTENT_TYPE)
        if answer.status_code < HTTPStatus.BAD_REQUEST or is_told:
            return answer
        told = problem(request, answer.status_code)
        if "Allow" in answer:
            told["Allow"] = answer["Allow"]
        return told

    guarded.login_required = False  # type: ignore[attr-defined]
    return guarded


def _nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return problem(request, HTTPStatus.NOT_FOUND, f"Det finns inget som heter {rest}.")
