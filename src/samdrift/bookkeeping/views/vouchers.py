"""A voucher that is booked: its lines, its papers, and the counter-voucher that corrects it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.bookkeeping import queries, services
from samdrift.bookkeeping.forms import SERIES, CorrectionForm
from samdrift.bookkeeping.views.doors import PLACE, keeper_or_404, reader_or_404, voucher_or_404
from samdrift.kernel.money import total
from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import access, clock, sent_files
from samdrift.plumbing.wording import retold
from samdrift.reporting.formats import swedish_kronor


@require_http_methods(["GET", "POST"])
def voucher_page(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """Show a voucher whole; what is sent corrects it by another."""
    viewer = reader_or_404(request)
    told = voucher_or_404(voucher_id)
    today = clock.now().date()
    day = today if today.year == told.year else date(told.year, 12, 31)
    form, problem = CorrectionForm(initial={"day": day}), ""
    if request.method == "POST":
        keeper_or_404(request)
        form = CorrectionForm(request.POST)
        if form.is_valid():
            try:
                corrected_id, name = services.correct(
                    voucher_id,
                    day=form.cleaned_data["day"],
                    because=form.cleaned_data["because"],
                    by=request.user.get_username(),
                    at=clock.now(),
                    series=SERIES,
                )
            except Refusal as refusal:
                problem = retold(refusal)
            else:
                said = _("Rättad av %(name)s. Skriv nu den som ska gälla.") % {"name": name}
                messages.success(request, said)
                return redirect("bookkeeping:voucher", corrected_id)
    debit = [line.amount for line in told.lines if line.amount.ore > 0]
    context = {
        "place": PLACE,
        "told": told,
        "lines": [
            (
                line,
                swedish_kronor(line.amount) if line.amount.ore > 0 else "",
                swedish_kronor(-line.amount) if line.amount.ore < 0 else "",
            )
            for line in told.lines
        ],
        "sum": swedish_kronor(total(debit)),
        "form": form,
        "problem": problem,
        "may_keep": access.may_keep_books(viewer),
    }
    status = 422 if problem or form.errors else 200
    return render(request, "bookkeeping/voucher.html", context, status=status)


@require_POST
def add_papers(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """Let files go with a voucher."""
    keeper_or_404(request)
    voucher_or_404(voucher_id)
    try:
        kept = sent_files.take_in(sent_files.sent_files(request))
        services.add_papers(voucher_id, kept, by=request.user.get_username(), at=clock.now())
    except Refusal as refusal:
        messages.error(request, retold(refusal))
    else:
        said = _("Sparat.") if kept else _("Välj en fil först.")
        messages.add_message(request, messages.SUCCESS if kept else messages.ERROR, said)
    return redirect("bookkeeping:voucher", voucher_id)


@require_GET
def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Hand out a file that goes with a voucher."""
    reader_or_404(request)
    found = queries.paper(paper_id)
    if found is None:
        raise Http404
    return sent_files.handed_out(found.name, found.digest)
