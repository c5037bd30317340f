"""What a member pays: the year, the invoices, and each line down to the things behind it."""

from __future__ import annotations

from fractions import Fraction

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from samdrift.billing import ahead, charged, costs, electronic, queries, receivables
from samdrift.billing.costs import MonthCost, ServiceCost
from samdrift.billing.errors import CannotCharge
from samdrift.billing.forms.charging import CreditForm
from samdrift.billing.ports import AskDoor, MemberDoor
from samdrift.billing.queries import InvoiceTold, LineTold
from samdrift.billing.receivables import Settling
from samdrift.billing.services import deciding
from samdrift.billing.views.words import month_words, quantity, signed
from samdrift.directory import queries as directory
from samdrift.kernel.figures import Origin
from samdrift.kernel.money import Money, total
from samdrift.parties import queries as parties
from samdrift.plumbing import access, clock, contributions
from samdrift.plumbing.access import viewer_of
from samdrift.reporting.addresses import WebLinks
from samdrift.reporting.formats import swedish_kronor


@require_GET
def costs_page(request: HttpRequest, code: str, year: int | None = None) -> HttpResponse:
    """Show what a member pays in a year, service by service, with last year beside."""
    names = parties.names_by_code()
    if code not in names or not access.may_see_costs(viewer_of(request), code):
        raise Http404
    years = costs.years(organisation=code)
    shown = year or (years[-1] if years else clock.now().year)
    if not 1900 < shown < 2200:
        raise Http404
    told = costs.of_member(organisation=code, year=shown)
    change = told.amount - told.amount_then
    budget = total(ahead.budgeted(code, shown).values())
    rest = ahead.rest_of(code, shown)
    whole = told.amount + total(rest.values())
    left = total(each.amount for each in receivables.owed(organisation=code))
    context = {
        "place": "billing.costs",
        "left": swedish_kronor(left) if left.ore > 0 else "",
        "budget": swedish_kronor(budget) if budget else "",
        "whole": swedish_kronor(whole) if rest else "",
        "beyond": signed(whole - budget) if budget else "",
        "doors": [(door.words, door.address(code)) for door in contributions.offered(MemberDoor)],
        "may_budget": access.may_budget_costs(viewer_of(request), code),
        "code": code,
        "name": names[code],
        "year": shown,
        "years": years,
        "earlier": shown - 1,
        "amount": swedish_kronor(told.amount),
        "amount_then": swedish_kronor(told.amount_then),
        "things": _opened(told.origin),
        "things_then": _opened(told.origin_then),
        "change": signed(change),
        "more": swedish_kronor(change) if change.ore > 0 else "",
        "less": swedish_kronor(-change) if change.ore < 0 else "",
        "compared": told.origin_then.record_count > 0,
        "of_volume": signed(told.of_volume),
        "of_price": signed(told.of_price),
        "of_fixed": signed(told.of_fixed) if told.of_fixed else "",
        "months": [_month(each) for each in told.months],
        "rows": [_row(each) for each in told.services],
    }
    return render(request, "billing/costs.html", context)


@require_GET
def invoice_list(request: HttpRequest) -> HttpResponse:
    """Show the invoices of all, or of the member whose economist looks."""
    viewer = viewer_of(request)
    if not access.reads_invoices(viewer):
        raise Http404
    whose = "" if viewer.sees_every_record else viewer.organisation_code
    left = receivables.settling(on=clock.now().date(), organisation=whose)
    context = {
        "place": "billing.invoices",
        "rows": [
            (each, swedish_kronor(each.payable), _settling(each, left.get(each.number)))
            for each in queries.invoices(organisation=whose)
        ],
        "may_charge": access.may_charge(viewer),
    }
    return render(request, "billing/invoices.html", context)


@require_GET
def invoice_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show an invoice by its own copy of texts; each line opens to its things."""
    return shown(request, invoice_or_404(request, number))


def shown(request: HttpRequest, told: InvoiceTold, *, status: int = 200) -> HttpResponse:
    """Return the page of an invoice, which says what keeps it from being sent as a file."""
    sent = electronic.invoice(told.number)
    context = {
        "place": "billing.invoices",
        "invoice": told,
        "net": swedish_kronor(told.net),
        "vat": swedish_kronor(told.vat),
        "rounding": signed(told.rounding) if told.rounding else "",
        "amount": swedish_kronor(told.payable),
        "lines": [
            (
                each,
                month_words(each.of_month),
                quantity(Fraction(each.days, each.month_days)),
                swedish_kronor(each.price),
                swedish_kronor(each.amount),
            )
            for each in queries.lines_of_invoice(told.id)
        ],
        "settling": _settling(
            told,
            receivables.settling(on=clock.now().date(), organisation=told.organisation).get(
                told.number
            ),
        ),
        "missing": electronic.what_is_missing(sent),
        "is_internal": sent is not None and sent.seller.org_number == sent.buyer.org_number,
        "may_charge": access.may_charge(viewer_of(request)),
    }
    return render(request, "billing/invoice.html", context, status=status)


@require_http_methods(["GET", "POST"])
def line_page(request: HttpRequest, line_id: int) -> HttpResponse:
    """Show a line as quantity times price, and every thing with its days; it can be credited."""
    viewer = viewer_of(request)
    told = queries.line(line_id)
    if told is None or not access.may_see_costs(viewer, told.organisation):
        raise Http404
    may_credit = access.may_charge(viewer) and told.number is not None
    form = CreditForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_credit:
            raise Http404
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                note = deciding.credit(line_ids=[line_id], reason=reason, at=clock.now())
            except CannotCharge as refusal:
                form.add_error("reason", str(refusal))
            else:
                messages.success(request, _("Raden är krediterad."))
                return redirect("billing:invoice", note.number)
    context = {
        "place": "billing.invoices",
        "line": told,
        "month": month_words(told.of_month),
        "name": parties.names_by_code().get(told.organisation, told.organisation),
        "quantity": quantity(Fraction(told.days, told.month_days)),
        "price": swedish_kronor(told.price),
        "amount": swedish_kronor(told.amount),
        "things": [(each, swedish_kronor(each.amount)) for each in charged.on_line(line_id)],
        "may_credit": may_credit,
        "ask": _where_to_ask(request, told),
        "form": form,
    }
    return render(request, "billing/line.html", context, status=422 if form.errors else 200)


def _where_to_ask(request: HttpRequest, told: LineTold) -> str:
    """Return where whoever reads a line asks about it; nothing where they are not known."""
    invoice = _("Faktura %(number)s") % {"number": told.number} if told.number else _("Debitering")
    amount = swedish_kronor(told.amount)
    return ask_about(request, f"{invoice}: {told.text}, {month_words(told.of_month)}, {amount} kr")


def ask_about(request: HttpRequest, words: str) -> str:
    """Return where whoever reads begins a case with some words; nothing where they are unknown."""
    door = next(iter(contributions.offered(AskDoor)), None)
    user_id = request.user.pk
    if door is None or user_id is None or directory.person_of_user(user_id) is None:
        return ""
    return door.address(words)


def _settling(each: InvoiceTold, left: Settling | None) -> tuple[str, str]:
    """Return in words how it stands with an invoice, and as what kind of status."""
    if each.credits_number is not None:
        return "quiet", _("Drogs av på faktura %(number)s") % {"number": each.credits_number}
    if left is None:
        return "ok", _("Betald")
    if left.left.ore < 0:
        return "warn", _("Att återbetala: %(amount)s kr") % {"amount": swedish_kronor(-left.left)}
    words = (
        _("Förfallen, %(amount)s kr kvar") if left.is_due else _("%(amount)s kr kvar att betala")
    )
    return "bad" if left.is_due else "now", words % {"amount": swedish_kronor(left.left)}


def _opened(origin: Origin) -> str:
    """Return where the charges behind an amount are listed; nothing where there are none."""
    return WebLinks().origin(origin) if origin.record_count else ""


def _month(each: MonthCost) -> tuple[str, ...]:
    return (
        month_words(each.month),
        swedish_kronor(each.amount),
        swedish_kronor(each.amount_then),
        signed(each.amount - each.amount_then),
        _opened(each.origin),
    )


def _row(each: ServiceCost) -> dict[str, object]:
    return {
        "told": each,
        "things": _opened(each.origin),
        "things_then": _opened(each.origin_then),
        "quantity": quantity(each.months),
        "price": _price(each.prices),
        "amount": swedish_kronor(each.amount),
        "amount_then": swedish_kronor(each.amount_then),
        "change": signed(each.amount - each.amount_then),
        "units": [
            (
                of.unit,
                quantity(of.months),
                swedish_kronor(of.amount),
                _opened(of.origin),
            )
            for of in each.units
        ],
        "lines": [
            (
                line,
                month_words(line.of_month),
                quantity(line.months),
                swedish_kronor(line.price),
                swedish_kronor(line.amount),
            )
            for line in each.lines
        ],
    }


def _price(prices: tuple[Money, ...]) -> str:
    """Return the price of a year; the lowest and the highest where it had several."""
    if not prices:
        return ""
    told = [swedish_kronor(price) for price in (prices[0], prices[-1])]
    return told[0] if prices[0] == prices[-1] else f"{told[0]}–{told[1]}"


def invoice_or_404(request: HttpRequest, number: int) -> InvoiceTold:
    """Return an invoice that whoever asks may see."""
    found = queries.invoice(number)
    if found is None or not access.may_see_costs(viewer_of(request), found.organisation):
        raise Http404
    return found
