"""What is owed, by age, and what was paid, taken in from the bank's file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.billing import electronic, printed, queries, receivables
from samdrift.billing.errors import CannotCharge, CannotTakeIn
from samdrift.billing.forms.charging import PaymentsForm
from samdrift.billing.receivables import MemberOwed
from samdrift.billing.services import paying, reminding
from samdrift.billing.views.months import controller_or_404
from samdrift.billing.views.paying import invoice_or_404
from samdrift.kernel.money import total
from samdrift.parties import queries as parties
from samdrift.plumbing import clock
from samdrift.reporting.formats import swedish_kronor

PLACE = "billing.invoices"


@require_POST
def remind(request: HttpRequest, number: int) -> HttpResponse:
    """Remind whoever has not paid an invoice; the letter is had as PDF."""
    controller_or_404(request)
    if queries.invoice(number) is None:
        raise Http404
    by, today = request.user.get_username(), clock.now().date()
    try:
        made = reminding.remind(number=number, by=by, on=today)
    except CannotCharge as refusal:
        messages.error(request, str(refusal))
    else:
        told = {"count": made.number, "number": number}
        messages.success(
            request, _("Påminnelse %(count)s om faktura %(number)s är noterad.") % told
        )
    return redirect("billing:receivables")


@require_GET
def reminder_file(request: HttpRequest, number: int) -> HttpResponse:
    """Hand over the last reminder of an invoice as PDF."""
    told = invoice_or_404(request, number)
    sent = electronic.invoice(told.number)
    reminder = receivables.last_reminder(number)
    if sent is None or reminder is None:
        raise Http404
    content = printed.write(sent, reminder)
    named = f'attachment; filename="paminnelse-{number}.pdf"'
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": named}
    )


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
