"""What can be ordered, as the catalogue tells of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samdrift.catalogue import queries as catalogue
from samdrift.plumbing import clock
from samdrift.portal.views.requesters import for_requesters, requester_of
from samdrift.portal.views.start import frame


@require_GET
@for_requesters
def order_page(request: HttpRequest) -> HttpResponse:
    """Show the services that can be ordered; an order is a report with its words begun."""
    context = frame(requester_of(request)) | {
        "place": "order",
        "services": catalogue.services(on=clock.now().date(), in_portal=True),
    }
    return render(request, "portal/order.html", context)
