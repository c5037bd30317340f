"""As whom those of each organisation are written to, and in which words letters are signed."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing.access import may_run_desk, viewer_of
from samdrift.plumbing.mail import composing
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.notices import letterheads
from samdrift.servicedesk.notices.letterheads import Head
from samdrift.servicedesk.views.post import EXAMPLE

FIELDS = ("name", "signature", "english_name", "english_signature")


@require_http_methods(["GET", "POST"])
def letterheads_page(request: HttpRequest) -> HttpResponse:
    """Show how letters to each organisation are signed, and say it of one of them."""
    if not may_run_desk(viewer_of(request)):
        raise Http404
    told = letterheads.heads()
    typed = None
    if request.method == "POST":
        typed = _typed(request)
        try:
            letterheads.save_head(typed)
        except Refusal as refusal:
            messages.error(request, retold(refusal))
        else:
            messages.success(request, _("Avsändaren är sparad."))
            return redirect("servicedesk:letterheads")
    heads = [
        (party.name, typed if typed and typed.organisation_code == party.code else told.get(
            party.code, Head(party.code)
        ))
        for party in parties.parties()
        if party.role != OrganisationRole.SUPPLIER
    ]  # fmt: skip
    context = {
        "place": "servicedesk.post",
        "heads": [(name, head, _preview(head)) for name, head in heads],
    }
    return render(request, "servicedesk/letterheads.html", context, status=422 if typed else 200)


def _typed(request: HttpRequest) -> Head:
    told = {name: request.POST.get(name, "") for name in FIELDS}
    return replace(Head(request.POST.get("organisation", "")), **told)


def _preview(head: Head) -> str:
    """Return a letter as it would look, nothing where the mailbox's own signature stands."""
    return composing.with_signature(EXAMPLE, head.signature) if head.signature else ""
