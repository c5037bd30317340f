"""Webhooks administered: who is told of what, and how it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.api.forms import SubscriptionForm
from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.hooks import queries, services
from samdrift.plumbing.hooks.choices import DeliveryState
from samdrift.plumbing.hooks.errors import CannotSubscribe
from samdrift.plumbing.hooks.queries import DeliveryRow, SubscriptionRow
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.casework import people

PLACE = "api.webhooks"

type Act = Callable[[HttpRequest, SubscriptionRow, datetime], str]
"""Does something with a subscription; returns what to say when it is done."""


@dataclass(frozen=True, slots=True)
class Line:
    """A subscription in the list."""

    row: SubscriptionRow
    kind: str
    standing: str


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A delivery in the list."""

    row: DeliveryRow
    event: str
    kind: str
    standing: str


@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest) -> HttpResponse:
    """List the subscriptions; what is sent is a new one."""
    _check_administrator(request)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.subscribe(wanted=form.wanted(), by=_who(request), at=clock.now())
        except CannotSubscribe as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Prenumerationen är sparad. Skicka ett prov."))
            return redirect("webhooks:one", made.pk)
    context = {
        "place": PLACE,
        "form": form,
        "lines": [Line(row, *_standing(row)) for row in queries.subscriptions()],
    }
    return render(request, "api/webhooks.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def one_page(request: HttpRequest, subscription_id: int) -> HttpResponse:
    """Show a subscription and its deliveries; what is sent changes it."""
    _check_administrator(request)
    row = _row_or_404(subscription_id)
    form = _form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            services.change(subscription_id=row.id, wanted=form.wanted())
        except CannotSubscribe as refusal:
            form.add_error(None, retold(refusal))
        else:
            messages.success(request, _("Ändringen är sparad."))
            return redirect("webhooks:one", row.id)
    return _shown(request, row, form)


@never_cache
@require_POST
def show_secret(request: HttpRequest, subscription_id: int) -> HttpResponse:
    """Show what messages are signed with, to whoever sets its receiver up."""
    _check_administrator(request)
    row = _row_or_404(subscription_id)
    return _shown(request, row, _form(None, row), secret=queries.secret(row.id))


@require_POST
def act(request: HttpRequest, subscription_id: int, name: str) -> HttpResponse:
    """Do something with a subscription and show it again; a refusal changes nothing."""
    _check_administrator(request)
    row = _row_or_404(subscription_id)
    if name not in ACTS:
        raise Http404
    try:
        said = ACTS[name](request, row, clock.now())
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, said)
    if queries.subscription(row.id) is None:
        return redirect("webhooks:list")
    return redirect("webhooks:one", row.id)


def _shown(
    request: HttpRequest, row: SubscriptionRow, form: SubscriptionForm, *, secret: str = ""
) -> HttpResponse:
    events, kind_and_words = queries.events(), _standing(row)
    context = {
        "place": PLACE,
        "row": row,
        "kind": kind_and_words[0],
        "standing": kind_and_words[1],
        "form": form,
        "secret": secret,
        "is_overlapping": row.earlier_until is not None and clock.now() < row.earlier_until,
        "deliveries": [_delivery(each, events) for each in queries.deliveries(row.id)],
    }
    return render(request, "api/webhook.html", context, status=422 if form.errors else 200)


def _test(_request: HttpRequest, row: SubscriptionRow, at: datetime) -> str:
    services.send_test(subscription_id=row.id, at=at)
    return _("Provet är på väg. Det syns bland leveranserna om några sekunder.")


def _pause(_request: HttpRequest, row: SubscriptionRow, at: datetime) -> str:
    services.pause(subscription_id=row.id, why=services.PAUSED_BY_HAND, at=at)
    return _("Prenumerationen är pausad. Det som händer sparas.")


def _resume(_request: HttpRequest, row: SubscriptionRow, at: datetime) -> str:
    services.resume(subscription_id=row.id, at=at)
    return _("Leveranserna fortsätter, med det som sparats.")


def _change_secret(_request: HttpRequest, row: SubscriptionRow, at: datetime) -> str:
    services.change_secret(subscription_id=row.id, at=at)
    return _("Hemligheten är bytt. Den förra gäller två dygn till.")


def _end(_request: HttpRequest, row: SubscriptionRow, at: datetime) -> str:
    services.end(subscription_id=row.id, at=at)
    return _("Prenumerationen är avslutad.")


def _send_again(request: HttpRequest, row: SubscriptionRow, at: datetime) -> str:
    written = request.POST.get("delivery", "")
    delivery_id = int(written) if written.isdecimal() and len(written) < 19 else 0
    services.send_again(subscription_id=row.id, delivery_id=delivery_id, at=at)
    return _("Den skickas igen, med samma id.")


ACTS: dict[str, Act] = {
    "prova": _test,
    "pausa": _pause,
    "fortsatt": _resume,
    "byt-hemlighet": _change_secret,
    "avsluta": _end,
    "skicka-igen": _send_again,
}


def _form(request: HttpRequest | None, row: SubscriptionRow | None = None) -> SubscriptionForm:
    offered = {
        "events": queries.events().items(),
        "organisations": parties.names_by_code().items(),
        "groups": [(str(each.id), each.name) for each in people.groups()],
    }
    is_sent = request is not None and request.method == "POST"
    initial = {}
    if row is not None:
        initial = {
            name: getattr(row, name)
            for name in ("name", "address", "owner_name", "keeper_address", "events")
        } | row.scope
    return SubscriptionForm(
        request.POST if request and is_sent else None, initial=initial, **offered
    )


def _standing(row: SubscriptionRow) -> tuple[str, str]:
    if row.paused_at is not None:
        return "warn", _("Pausad")
    return ("now", _("Skickar")) if row.waiting else ("ok", _("I gång"))


def _delivery(row: DeliveryRow, events: dict[str, str]) -> DeliveryLine:
    kinds = {
        DeliveryState.DELIVERED: "ok",
        DeliveryState.GIVEN_UP: "bad",
        DeliveryState.WITHHELD: "quiet",
    }
    state = DeliveryState(row.state)
    words = events.get(row.event, _("Prov"))
    return DeliveryLine(row, words, kinds.get(state, "now"), str(state.label))


def _check_administrator(request: HttpRequest) -> None:
    if not access.may_administer(viewer_of(request)):
        raise Http404


def _row_or_404(subscription_id: int) -> SubscriptionRow:
    row = queries.subscription(subscription_id)
    if row is None:
        raise Http404
    return row


def _who(request: HttpRequest) -> str:
    return request.user.get_username()
