"""What is promised, to whom, and in which opening hours: seen and agreed on."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import clock
from samdrift.plumbing.access import may_run_desk, viewer_of
from samdrift.plumbing.clock import SWEDEN
from samdrift.plumbing.wording import retold
from samdrift.servicedesk.forms.promising import PromiseForm, UseForm
from samdrift.servicedesk.views.details import known_services
from samdrift.servicelevels import wording
from samdrift.servicelevels.queries import agreements, calendars
from samdrift.servicelevels.queries.agreements import Agreed
from samdrift.servicelevels.services import agreements as agreeing
from samdrift.servicelevels.services import calendars as writing
from samdrift.servicelevels.services.agreements import Promised

PLACE = "servicedesk.promises"


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """An agreement, in words."""

    service: str
    organisation: str
    priority: int
    respond: str
    solve: str
    calendar: str
    valid_from: str


@require_http_methods(["GET", "POST"])
def promises_page(request: HttpRequest) -> HttpResponse:
    """Show what is promised and in which hours; what is sent is a promise, or where hours count."""
    _check(request)
    now = clock.now()
    today = now.astimezone(SWEDEN).date()
    writing.lay_out_standards(at=now)
    names = parties.names_by_code()
    known = calendars.calendars()
    choices = {
        "organisations": [
            (each.code, each.name)
            for each in parties.parties()
            if each.role != OrganisationRole.SUPPLIER
        ],
        "calendars": [(each.key, each.name) for each in known],
    }
    told = request.POST if request.method == "POST" else None
    is_use = told is not None and "use-calendar" in told
    promise = PromiseForm(None if is_use else told, **choices, initial={"valid_from": today})
    use = UseForm(told if is_use else None, **choices, initial={"valid_from": today})
    if told is not None and (_is_used(use) if is_use else _is_agreed(promise)):
        messages.success(request, _("Det är sparat, och gäller från den dagen."))
        return redirect("servicedesk:promises")
    called = {each.key: each.name for each in known}
    context = {
        "place": PLACE,
        "rows": [_row(each, names, called) for each in agreements.agreements(on=today)],
        "coming": [_row(each, names, called) for each in agreements.coming_agreements(on=today)],
        "calendars": known,
        "uses": [
            (called[each.key], each.service, names.get(each.organisation, ""), each.valid_from)
            for each in calendars.uses(on=today)
        ],
        "promise": promise,
        "use": use,
        "services": known_services(),
    }
    return render(request, "servicedesk/promises.html", context, status=422 if told else 200)


def _check(request: HttpRequest) -> None:
    if not may_run_desk(viewer_of(request)):
        raise Http404


def _is_agreed(form: PromiseForm) -> bool:
    """Agree on what is typed; a refusal stands by the form, and nothing is agreed on."""
    if not form.is_valid():
        return False
    told = form.cleaned_data
    promised = Promised(
        told["priority"],
        *form.seconds(),
        service=told["service"].strip(),
        organisation=told["organisation"],
        calendar=told["calendar"],
    )
    try:
        agreeing.agree(promised=promised, valid_from=told["valid_from"], at=clock.now())
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


def _is_used(form: UseForm) -> bool:
    """Let a calendar count as is typed; a refusal stands by the form, and nothing is changed."""
    if not form.is_valid():
        return False
    told = form.cleaned_data
    try:
        writing.use_calendar(
            key=told["calendar"],
            service=told["service"].strip(),
            organisation=told["organisation"],
            valid_from=told["valid_from"],
            at=clock.now(),
        )
    except Refusal as refusal:
        form.add_error(None, retold(refusal))
        return False
    return True


def _row(agreed: Agreed, names: dict[str, str], calendars_called: dict[str, str]) -> PromiseRow:
    return PromiseRow(
        agreed.service or _("Alla"),
        names.get(agreed.organisation, agreed.organisation) or _("Alla"),
        agreed.priority,
        wording.duration(agreed.respond_within_seconds),
        wording.duration(agreed.solve_within_seconds),
        calendars_called.get(agreed.calendar, "") or _("De som gäller där"),
        agreed.valid_from.isoformat(),
    )
