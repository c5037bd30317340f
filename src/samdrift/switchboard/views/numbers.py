"""The register of numbers that people call."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samdrift.kernel.refusals import Refusal
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.plumbing import access, clock
from samdrift.plumbing.wording import retold
from samdrift.switchboard.errors import CannotKeep
from samdrift.switchboard.forms import EndForm, NumberForm
from samdrift.switchboard.queries import numbers
from samdrift.switchboard.services import numbers as services
from samdrift.switchboard.views.readers import frame, let_in


@require_http_methods(["GET", "POST"])
def numbers_page(request: HttpRequest) -> HttpResponse:
    """Show whose the numbers are and were; give one, or end one."""
    let_in(request, access.may_keep_switchboard)
    form = _form(request)
    if request.method == "POST":
        try:
            if "number_id" in request.POST:
                _end(request)
                return redirect("switchboard:numbers")
            if form.is_valid():
                _give(request, form)
                return redirect("switchboard:numbers")
        except Refusal as refusal:
            form.add_error(None, retold(refusal))
    today = clock.now().date()
    context = frame(request, "switchboard.numbers") | {
        "form": form,
        "numbers": [(each, today in each.span) for each in numbers.numbers()],
        "today": today,
    }
    status = 422 if form.errors else 200
    return render(request, "switchboard/numbers.html", context, status=status)


def _form(request: HttpRequest) -> NumberForm:
    organisations = [
        (party.code, party.name)
        for party in parties.parties()
        if party.role != OrganisationRole.SUPPLIER
    ]
    data = request.POST if request.method == "POST" else None
    initial = {"valid_from": clock.now().date()}
    return NumberForm(data, organisations=organisations, initial=initial)


def _give(request: HttpRequest, form: NumberForm) -> None:
    told = form.cleaned_data
    row = services.give_number(
        services.Wanted(told["number"], told["organisation"], told["purpose"], told["valid_from"])
    )
    words = _("%(number)s står i registret. Samtalen dit räknas på kommunen.")
    messages.success(request, words % {"number": f"+{row.number}"})


def _end(request: HttpRequest) -> None:
    written, ending = request.POST["number_id"], EndForm(request.POST)
    if not (written.isascii() and written.isdecimal() and len(written) < 18):
        raise CannotKeep(_("Numret finns inte längre i registret."))
    if not ending.is_valid():
        raise CannotKeep(_("Skriv dagen så här: 2026-03-31."))
    services.end_number(number_id=int(written), on=ending.cleaned_data["on"])
    messages.success(request, _("Numret gäller inte längre från den dagen."))
