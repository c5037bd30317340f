"""What is owed, by age, and what was paid, taken in from the bank's file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samdrift.billing import receivables
from samdrift.billing.errors import CannotTakeIn
from samdrift.billing.forms import PaymentsForm
from samdrift.billing.receivables import MemberOwed
from samdrift.billing.services import paying
from samdrift.billing.views.months import controller_or_404
from samdrift.kernel.money import total
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.reporting.formats import swedish_kronor

PLACE = "billing.invoices"


@require_http_methods(["GET", "POST"])
def receivables_page(request: HttpRequest) -> HttpResponse:
    """Show what is owed by whom since when; a file that is sent says what was paid."""
    controller_or_404(request)
    is_sent = request.method == "POST"
    form = PaymentsForm(request.POST, request.FILES) if is_sent else PaymentsForm()
    if is_sent and form.is_valid():
        try:
            count = paying.take_in(form.cleaned_data["file"].read())
        except CannotTakeIn as refusal:
            form.add_error("file", str(refusal))
        else:
            told = ngettext("%(count)s ny betalning.", "%(count)s nya betalningar.", count)
            messages.success(request, told % {"count": count})
            return redirect("billing:receivables")
    today = clock.now().date()
    found = receivables.owed()
    names = parties.names_by_code()
    context = {
        "place": PLACE,
        "form": form,
        "members": [
            (names.get(each.organisation, each.organisation), *_kronor(each))
            for each in receivables.by_member(found, on=today)
        ],
        "sum": swedish_kronor(total(each.amount for each in found)),
        "late": [
            (each, names.get(each.organisation, each.organisation), swedish_kronor(each.amount))
            for each in found
            if each.age(today)
        ],
        "unmatched": [(each, swedish_kronor(each.amount)) for each in receivables.unmatched()],
        "head": ";".join(paying.HEAD),
    }
    return render(request, "billing/receivables.html", context, status=422 if form.errors else 200)


def _kronor(each: MemberOwed) -> tuple[list[str], str]:
    return [swedish_kronor(amount) if amount else "–" for amount in each.by_age], swedish_kronor(
        each.amount
    )
