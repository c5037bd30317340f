"""Approving a month by two, and the invoices that the second makes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from samdrift.billing import rules
from samdrift.billing.choices import InvoiceKind, RuleKind
from samdrift.billing.errors import CannotCharge
from samdrift.billing.models import Charge, Invoice, InvoiceSeries, Line, Run
from samdrift.billing.reckoning import A_KRONA, rounding_of, vat_of
from samdrift.billing.services.addressing import address
from samdrift.kernel.money import ZERO, Money, total
from samdrift.parties import queries as parties


@dataclass(frozen=True, slots=True)
class _Draft:
    """What an invoice is of, and why where it credits another."""

    organisation: str
    issued_on: date
    lines: Sequence[Line]
    run: Run | None = None
    credits: Invoice | None = None
    reason: str = ""


@transaction.atomic
def approve(*, month: date, by: str) -> Run:
    """Approve a month that is prepared, as the first of two."""
    run = _locked(month)
    if run.first_by:
        raise CannotCharge(_("Månaden är redan godkänd av %(name)s.") % {"name": run.first_by})
    run.first_by = by
    run.save(update_fields=["first_by"])
    return run


@transaction.atomic
def issue(*, month: date, by: str, at: datetime) -> tuple[Invoice, ...]:
    """Approve a month as the second of two, and invoice it: all organisations at once, or none.

    Whoever issues locks the series of numbers, so that none is missing and months do not overtake
    each other. Refused where another month was invoiced since this was prepared: it may have mended
    the same days.
    """
    series, _is_new = InvoiceSeries.objects.select_for_update().get_or_create(id=1)
    run = _locked(month)
    if not run.first_by or run.first_by == by:
        raise CannotCharge(_("Två olika personer godkänner en månad. Någon annan gör det först."))
    if run.knows_of != Run.objects.filter(invoiced_at__isnull=False).count():
        raise CannotCharge(
            _("En annan månad har fakturerats sedan den här räknades. Räkna den en gång till.")
        )

    by_organisation: dict[str, list[Line]] = defaultdict(list)
    for line in run.lines.order_by("organisation__position", "id"):
        by_organisation[str(line.organisation_id)].append(line)
    drafts = (_Draft(code, at.date(), lines, run) for code, lines in by_organisation.items())
    invoices = _write(series, drafts)
    run.second_by, run.invoiced_at = by, at
    run.save(update_fields=["second_by", "invoiced_at"])
    return invoices


@transaction.atomic
def credit(*, line_ids: Sequence[int], reason: str, at: datetime) -> Invoice:
    """Give back lines of an invoice by a credit note that points to it, and says why.

    The things' days are given back too, and are not charged again by a later month.
    """
    series, _is_new = InvoiceSeries.objects.select_for_update().get_or_create(id=1)
    lines = Line.objects.filter(pk__in=line_ids, credits__isnull=True).select_related("invoice")
    invoiced = {line.invoice for line in lines if line.invoice is not None}
    if len(lines) != len(set(line_ids)) or len(invoiced) != 1:
        raise CannotCharge(_("Välj rader ur en och samma faktura."))
    if Line.objects.filter(credits__in=lines).exists():
        raise CannotCharge(_("Raden är redan krediterad."))
    (invoice,) = invoiced
    draft = _Draft(
        str(invoice.organisation_id),
        at.date(),
        [_turned(line) for line in lines],
        credits=invoice,
        reason=reason,
    )
    return _write(series, [draft])[0]


def _turned(line: Line) -> Line:
    """Return a line that takes another back; its things follow when it is written."""
    return Line(
        credits=line,
        organisation_id=line.organisation_id,
        option_id=line.option_id,
        of_month=line.of_month,
        text=line.text,
        measure=line.measure,
        vat_percent=line.vat_percent,
        price_ore=line.price_ore,
        days=-line.days,
        month_days=line.month_days,
        amount_ore=-line.amount_ore,
        is_less=not line.is_less,
    )


def _write(series: InvoiceSeries, drafts: Iterable[_Draft]) -> tuple[Invoice, ...]:
    home = parties.home()
    names = parties.names_by_code()
    written = []
    for draft in drafts:
        series.last_number += 1
        net = total(Money(line.amount_ore) for line in draft.lines)
        vat = vat_of((line.vat_percent, Money(line.amount_ore)) for line in draft.lines)
        invoice = Invoice.objects.create(
            number=series.last_number,
            kind=InvoiceKind.CREDIT if net.ore < 0 else InvoiceKind.INVOICE,
            run=draft.run,
            credits=draft.credits,
            organisation_id=draft.organisation,
            buyer_name=names[draft.organisation],
            seller_name=home.name if home else "",
            seller_number=home.org_number if home else "",
            reason=draft.reason,
            issued_on=draft.issued_on,
            due_on=draft.issued_on + rules.days(RuleKind.DAYS_TO_PAY, draft.issued_on),
            net_ore=net.ore,
            vat_ore=vat.ore,
            amount_ore=(net + vat).ore,
            rounding_ore=_rounding(draft, net + vat).ore,
        )
        _join(invoice, draft)
        written.append(invoice)
    series.save(update_fields=["last_number"])
    address(written)
    return tuple(written)


def _rounding(draft: _Draft, amount: Money) -> Money:
    """Return what a draft is rounded by: a credit as the invoice that it credits was."""
    if draft.credits is None:
        return rounding_of(amount) if rules.are_rounded(draft.issued_on) else ZERO
    of = draft.credits
    rows = Invoice.objects.filter(Q(pk=of.pk) | Q(credits=of)).order_by()
    sums = rows.aggregate(exact=Sum("amount_ore"), added=Sum("rounding_ore"))
    exact, asked = Money(sums["exact"]), Money(sums["exact"] + sums["added"])
    if asked.ore % A_KRONA or not rules.are_rounded(of.issued_on):
        return ZERO
    return rounding_of(amount, exact=exact, asked=asked)


def _join(invoice: Invoice, draft: _Draft) -> None:
    if draft.run is not None:
        Line.objects.filter(pk__in=[line.pk for line in draft.lines]).update(invoice=invoice)
        return
    for line in draft.lines:
        line.invoice = invoice
        line.save()
        assert line.credits is not None, "a line without a month credits another"
        Charge.objects.bulk_create(
            Charge(
                line=line,
                source=charge.source,
                identifier=charge.identifier,
                days=-charge.days,
                amount_ore=-charge.amount_ore,
                unit=charge.unit,
                cost_centre=charge.cost_centre,
            )
            for charge in line.credits.charges.all()
        )


def _locked(month: date) -> Run:
    run = Run.objects.select_for_update().filter(month=month).first()
    if run is None:
        raise CannotCharge(_("Månaden är inte räknad än."))
    if run.invoiced_at is not None:
        raise CannotCharge(_("Månaden är redan fakturerad."))
    return run
