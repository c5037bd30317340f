"""What is proposed for a month, the templates it comes of, and amounts spread over months."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samdrift.bookkeeping import queries, services
from samdrift.bookkeeping.forms import SERIES
from samdrift.bookkeeping.forms_planning import AccrualForm, ResultForm, TemplateForm
from samdrift.bookkeeping.ports import LineTold, ProposedTold
from samdrift.bookkeeping.views.doors import (
    PLACE,
    keeper_or_404,
    kept_year_or_404,
    reader_or_404,
    voucher_or_404,
)
from samdrift.kernel.refusals import Refusal
from samdrift.kernel.spans import Month
from samdrift.ledger import queries as ledger
from samdrift.ledger.ports import LineEntry
from samdrift.plumbing import access, clock
from samdrift.plumbing.wording import retold
from samdrift.reporting.formats import swedish_kronor
from samdrift.reporting.sources import MONTHS
from samdrift.reporting.wording import in_words


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """A proposal with its lines in words."""

    told: ProposedTold
    lines: tuple[tuple[LineTold, str, str], ...]


@require_http_methods(["GET", "POST"])
def proposals_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show what is proposed for a month; what is sent books one, or carries the year's result."""
    viewer = reader_or_404(request)
    kept_year_or_404(year)
    month = _month(request, year)
    form, problem = ResultForm(year), ""
    if request.method == "POST":
        keeper_or_404(request)
        by, at = request.user.get_username(), clock.now()
        try:
            if "key" in request.POST:
                key = request.POST["key"]
                _id, name = services.post_proposal(key=key, month=month, by=by, at=at)
            else:
                form = ResultForm(year, request.POST)
                if not form.is_valid():
                    return _proposals(request, year, month, form, "", may_keep=True)
                told = form.cleaned_data
                _id, name = services.carry_result(
                    year=year,
                    result_account=told["result_account"],
                    equity_account=told["equity_account"],
                    series=SERIES,
                    by=by,
                    at=at,
                )
        except Refusal as refusal:
            problem = retold(refusal)
        else:
            messages.success(request, _("Verifikation %(name)s är bokförd.") % {"name": name})
            return redirect(f"{request.path}?manad={month.number}")
    may_keep = access.may_keep_books(viewer)
    return _proposals(request, year, month, form, problem, may_keep=may_keep)


def _month(request: HttpRequest, year: int) -> Month:
    """Return the month that is asked for, unasked the one that is now or the year's last."""
    now = clock.now().date()
    told = request.GET.get("manad", str(now.month if now.year == year else 12))
    if told not in {str(number) for number in range(1, 13)}:
        raise Http404
    return Month(year, int(told))


def _proposals(
    request: HttpRequest,
    year: int,
    month: Month,
    form: ResultForm,
    problem: str,
    *,
    may_keep: bool,
) -> HttpResponse:
    names = ledger.account_names(year)
    context = {
        "place": PLACE,
        "year": year,
        "month": month.number,
        "months": [(at, in_words(name)) for at, name in enumerate(MONTHS, 1)],
        "rows": [
            ShownProposal(each, tuple(_line(line, names) for line in each.proposal.wanted.lines))
            for each in queries.proposals(month)
        ],
        "left": swedish_kronor(-queries.result_left(year)),
        "has_result": bool(queries.result_left(year)),
        "form": form,
        "accounts": names.items(),
        "problem": problem,
        "may_keep": may_keep,
    }
    status = 422 if problem or form.errors else 200
    return render(request, "bookkeeping/proposals.html", context, status=status)


def _line(line: LineEntry, names: dict[str, str]) -> tuple[LineTold, str, str]:
    told = LineTold(
        line.account,
        names.get(line.account, ""),
        line.cost_centre,
        line.objects_text,
        line.amount,
        line.text,
    )
    amount = line.amount
    debit = swedish_kronor(amount) if amount.ore > 0 else ""
    return told, debit, swedish_kronor(-amount) if amount.ore < 0 else ""


@require_http_methods(["GET", "POST"])
def accruals_page(request: HttpRequest, year: int) -> HttpResponse:
    """Show amounts that are spread over months; what is sent spreads another, or ends one."""
    viewer = reader_or_404(request)
    kept_year_or_404(year)
    form, problem = AccrualForm(year), ""
    if request.method == "POST":
        keeper_or_404(request)
        ended = request.POST.get("end", "")
        if ended.isdecimal() and len(ended) < 19:
            services.end_accrual(int(ended))
            messages.success(request, _("Periodiseringen är avslutad."))
            return redirect("bookkeeping:accruals", year)
        form = AccrualForm(year, request.POST)
        if form.is_valid():
            try:
                services.accrue(form.wanted(), by=request.user.get_username(), at=clock.now())
            except Refusal as refusal:
                problem = retold(refusal)
            else:
                messages.success(request, _("Periodiseringen föreslås nu månad för månad."))
                return redirect("bookkeeping:accruals", year)
    context = {
        "place": PLACE,
        "year": year,
        "rows": [
            (
                each,
                swedish_kronor(each.wanted.amount),
                swedish_kronor(each.booked),
                [(month, swedish_kronor(part)) for month, part in each.wanted.parts()],
            )
            for each in queries.accruals(year)
        ],
        "form": form,
        "accounts": ledger.account_names(year).items(),
        "centres": ledger.cost_centres(year),
        "problem": problem,
        "may_keep": access.may_keep_books(viewer),
    }
    status = 422 if problem or form.errors else 200
    return render(request, "bookkeeping/accruals.html", context, status=status)


@require_GET
def templates_page(request: HttpRequest) -> HttpResponse:
    """Show the vouchers that others are written from."""
    viewer = reader_or_404(request)
    year = queries.newest_year()
    context = {
        "place": PLACE,
        "year": year,
        "is_kept": year is not None and queries.is_kept_here(year),
        "rows": queries.templates(),
        "may_keep": access.may_keep_books(viewer),
    }
    return render(request, "bookkeeping/templates.html", context)


@require_http_methods(["GET", "POST"])
def template_new(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """Show what a voucher is kept as to write others from; what is sent keeps it."""
    keeper_or_404(request)
    told = voucher_or_404(voucher_id)
    form = TemplateForm(
        request.POST or None, initial={"name": told.text, "first": f"{told.day:%Y-%m}"}
    )
    if request.method == "POST" and form.is_valid():
        services.keep_template(
            name=form.cleaned_data["name"],
            wanted=queries.as_wanted(told, SERIES),
            often=form.cleaned_data["often"],
            first=form.cleaned_data["first"],
            by=request.user.get_username(),
            at=clock.now(),
        )
        messages.success(request, _("Mallen är sparad."))
        return redirect("bookkeeping:templates")
    context = {"place": PLACE, "told": told, "form": form}
    status = 422 if form.errors else 200
    return render(request, "bookkeeping/template_new.html", context, status=status)


@require_POST
def template_end(request: HttpRequest, template_id: int) -> HttpResponse:
    """Offer a template no more."""
    keeper_or_404(request)
    if queries.template(template_id) is None:
        raise Http404
    services.end_template(template_id)
    messages.success(request, _("Mallen är avslutad."))
    return redirect("bookkeeping:templates")
