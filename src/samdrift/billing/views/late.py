"""What those who pay late are to be charged, with the reckoning, and what was decided on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samdrift.billing import late
from samdrift.billing.errors import CannotCharge
from samdrift.billing.forms.late import LateForm
from samdrift.billing.late import Late, LateTold
from samdrift.billing.services import demanding
from samdrift.billing.views.months import controller_or_404
from samdrift.billing.views.words import month_words
from samdrift.catalogue import queries as catalogue
from samdrift.kernel.money import total
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.reporting.formats import swedish_kronor

PLACE = "billing.invoices"


@require_http_methods(["GET", "POST"])
def late_page(request: HttpRequest) -> HttpResponse:
    """Show what interest has grown on which invoice, day by day; what is sent is charged."""
    controller_or_404(request)
    now = clock.now()
    found = late.found(on=now.date())
    untaxed = {pk for pk, card in catalogue.option_cards().items() if not card.vat_percent}
    options = [(pk, words) for pk, words in catalogue.option_choices() if pk in untaxed]
    is_sent = request.method == "POST"
    form = LateForm(
        request.POST if is_sent else None,
        numbers=[each.number for each in found if each.stretches is not None],
        options=options,
    )
    if is_sent and form.is_valid():
        try:
            made = demanding.charge(wanted=form.wanted(), by=request.user.get_username(), at=now)
        except CannotCharge as refusal:
            form.add_error("option", str(refusal))
        else:
            told = ngettext(
                "%(count)s faktura får ränta med nästa månad.",
                "%(count)s fakturor får ränta med nästa månad.",
                len(made),
            )
            messages.success(request, told % {"count": len(made)})
            return redirect("billing:late")
    names = parties.names_by_code()
    context = {
        "place": PLACE,
        "form": form,
        "chosen": set(request.POST.getlist("number")),
        "rows": [_row(each, names) for each in found],
        "sum": swedish_kronor(total(each.amount for each in found)),
        "has_options": bool(options),
        "is_unknown": any(each.stretches is None for each in found),
        "decided": [_decided(each, names) for each in late.decided()],
    }
    return render(request, "billing/late.html", context, status=422 if form.errors else 200)


def _row(each: Late, names: dict[str, str]) -> dict[str, object]:
    return {
        "told": each,
        "key": str(each.number),
        "name": names.get(each.organisation, each.organisation),
        "stretches": [
            (part, swedish_kronor(part.amount), swedish_kronor(part.interest))
            for part in each.stretches or ()
        ],
        "interest": "" if each.stretches is None else swedish_kronor(each.interest),
        "cost": swedish_kronor(each.cost) if each.cost else "–",
    }


def _decided(each: LateTold, names: dict[str, str]) -> dict[str, object]:
    return {
        "told": each,
        "name": names.get(each.organisation, each.organisation),
        "amount": swedish_kronor(each.interest + each.cost),
        "month": month_words(each.month),
    }
