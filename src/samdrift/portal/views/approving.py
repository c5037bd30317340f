"""What is wanted for a unit, for whoever holds its budget to approve."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.assets.ordering import queries, services
from samdrift.assets.ordering.queries import OrderPage
from samdrift.assets.ports import Actor
from samdrift.directory.queries import PersonCard
from samdrift.kernel.money import Money
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import clock
from samdrift.plumbing.wording import retold
from samdrift.portal.views.requesters import for_requesters, requester_of
from samdrift.portal.views.start import frame
from samdrift.reporting.formats import Scale, swedish_number

MOST_SHOWN = 3
"""So many are shown whole at a time: each asks for what it is of."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An order as who holds the budget reads it."""

    order: OrderPage
    by_name: str
    lines: tuple[tuple[int, str, str], ...]
    """How many, of what, and at what price together."""
    cost: str


@require_http_methods(["GET", "POST"])
@for_requesters
def approve_page(request: HttpRequest) -> HttpResponse:
    """Show what waits for somebody as the holder of a budget, and take their answer."""
    person = requester_of(request)
    if request.method == "POST":
        try:
            said = _decide(request, person)
        except Refusal as refusal:
            messages.error(request, retold(refusal))
        else:
            messages.success(request, said)
        return redirect("portal:approve")
    waiting = queries.to_decide(person.user_id or 0)
    context = frame(person) | {
        "place": "start",
        "orders": [_wanted(each.id, each.by_name) for each in reversed(waiting[-MOST_SHOWN:])],
        "more": max(0, len(waiting) - MOST_SHOWN),
    }
    return render(request, "portal/approve.html", context)


def _decide(request: HttpRequest, person: PersonCard) -> str:
    written = request.POST.get("order", "")
    if not written.isdecimal() or len(written) > 17:
        raise Http404
    is_approved = request.POST.get("answer") == "yes"
    services.decide(
        int(written),
        is_approved=is_approved,
        note=request.POST.get("note", "")[:2_000],
        actor=Actor(person.name, user_id=person.user_id, roles=frozenset()),
        at=clock.now(),
    )
    return _("Godkänd.") if is_approved else _("Inte godkänd. Den som begärde ser varför.")


def _wanted(order_id: int, by_name: str) -> Wanted:
    row = queries.row(order_id)
    assert row is not None, "what waits is there"
    told = queries.page(row)
    return Wanted(
        told,
        by_name,
        tuple((line.number, line.model, _kronor(line.cost)) for line in told.lines),
        _kronor(told.cost),
    )


def _kronor(amount: Money) -> str:
    return swedish_number(amount, Scale.SEK)
