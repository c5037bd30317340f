"""Mailboxes set up in the browser: their servers, whose they are, and their password."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing.access import may_run_desk, viewer_of
from samdrift.plumbing.mail import keeping
from samdrift.plumbing.mail.choices import Security
from samdrift.plumbing.mail.keeping import Settings
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.forms.setting_up import ServersForm

_IMAP = ("imap_host", "imap_port", "imap_security")
_SMTP = ("smtp_host", "smtp_port", "smtp_security")


@require_http_methods(["GET", "POST"])
def new_box(request: HttpRequest) -> HttpResponse:
    """Set a mailbox up that there is not yet."""
    _check(request)
    return _page(request, None)


@require_http_methods(["GET", "POST"])
def servers_page(request: HttpRequest, key: str) -> HttpResponse:
    """Set anew which servers a mailbox has; its password is told again, for it goes to them."""
    _check(request)
    box = keeping.settings_of(key)
    if box is None:
        raise Http404
    return _page(request, box)


def _page(request: HttpRequest, box: Settings | None) -> HttpResponse:
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and box is not None:
        data["key"] = box.key
    form = ServersForm(data, organisations=_organisations(), initial=_initial(box))
    if data is not None and form.is_valid() and _is_saved(form, box):
        messages.success(request, _("Brevlådan är sparad. Prova den."))
        return redirect("servicedesk:post")
    context = {"place": "servicedesk.post", "box": box, "form": form}
    status = 200 if data is None else 422
    return render(request, "servicedesk/servers.html", context, status=status)


def _is_saved(form: ServersForm, box: Settings | None) -> bool:
    told = form.cleaned_data
    try:
        keeping.set_up(_settings(told, box), password=told["password"], is_new=box is None)
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


def _settings(told: dict[str, Any], box: Settings | None) -> Settings:
    """Return a mailbox as it was typed; how it is presented stays as it is."""
    return replace(
        box or Settings(key=told["key"], address=""),
        address=told["address"].strip(),
        organisation_code=told["organisation"],
        user=told["user"].strip(),
        imap=(told["imap_host"].strip(), told["imap_port"], Security(told["imap_security"])),
        smtp=(told["smtp_host"].strip(), told["smtp_port"], Security(told["smtp_security"])),
    )


def _initial(box: Settings | None) -> dict[str, Any]:
    if box is None:
        return {}
    told = {"key": box.key, "address": box.address, "user": box.user}
    told["organisation"] = box.organisation_code
    servers = dict(zip(_IMAP, box.imap, strict=True)) | dict(zip(_SMTP, box.smtp, strict=True))
    return told | servers


def _organisations() -> list[tuple[str, str]]:
    return [
        (party.code, party.name)
        for party in parties.parties()
        if party.role != OrganisationRole.SUPPLIER
    ]


def _check(request: HttpRequest) -> None:
    if not may_run_desk(viewer_of(request)):
        raise Http404
