"""Who speaks SCIM to us, for whose people, and which roles their groups give."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock
from samdrift.plumbing.access import viewer_of
from samdrift.plumbing.wording import retold
from samdrift.provisioning import queries, services, telling
from samdrift.provisioning.errors import CannotAdd
from samdrift.provisioning.models import GIVEN_ROLES

PLACE = "provisioning.feeds"


@never_cache
@require_http_methods(["GET", "POST"])
def feeds_page(request: HttpRequest) -> HttpResponse:
    """Show who speaks SCIM; what is sent lets another, whose token is shown once."""
    _require(request)
    problem = token = ""
    if request.method == "POST":
        try:
            token = services.add_feed(
                name=request.POST.get("name", ""),
                organisation=request.POST.get("organisation", ""),
                by=request.user.get_username(),
                at=clock.now(),
            )
        except CannotAdd as refusal:
            problem = retold(refusal)
    context = {
        "place": PLACE,
        "feeds": queries.feeds(),
        "groups": queries.group_lines(),
        "roles": GIVEN_ROLES,
        "parties": parties.parties(),
        "address": telling.address(),
        "problem": problem,
        "token": token,
        "name": request.POST.get("name", "") if problem else "",
    }
    return render(request, "provisioning/feeds.html", context, status=422 if problem else 200)


@require_POST
def shut(request: HttpRequest, feed_id: int) -> HttpResponse:
    """Take a feed's token back."""
    _require(request)
    services.shut_feed(feed_id=feed_id)
    messages.success(request, _("Källan är stängd. Kontona är som de var."))
    return redirect("provisioning:feeds")


@require_POST
def give_role(request: HttpRequest, group_id: int) -> HttpResponse:
    """Say which role a group gives."""
    _require(request)
    try:
        services.give_role(group_id=group_id, role=request.POST.get("role", ""), at=clock.now())
    except CannotAdd as refusal:
        messages.error(request, retold(refusal))
    else:
        messages.success(request, _("Rollen gäller genast för dem som är med i gruppen."))
    return redirect("provisioning:feeds")


def _require(request: HttpRequest) -> None:
    if not access.may_administer(viewer_of(request)):
        raise Http404
