"""What is charged, why it changed, and the invoices of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from samdrift.billing.choices import InvoiceKind
from samdrift.billing.models import (
    BookingAccounts,
    Charge,
    Coding,
    Comparison,
    Invoice,
    Line,
    Metering,
    Payee,
    Payer,
    Run,
)
from samdrift.billing.ports import (
    FIXED,
    AccountDetails,
    ChargeSource,
    CodingDetails,
    PayeeDetails,
    PayerDetails,
)
from samdrift.kernel.money import ZERO, Money
from samdrift.kernel.spans import Month, Span, years_on
from samdrift.parties import queries as parties
from samdrift.parties.choices import OrganisationRole
from samdrift.parties.queries import Party
from samdrift.plumbing import contributions

_LINE_ORDER = (
    "organisation__position", "-of_month", "option__service__position", "option__position",
    "price_ore", "is_less", "id",
)  # fmt: skip
_IS_FIXED = Exists(Charge.objects.filter(line=OuterRef("pk"), source=FIXED))
_MEMBER_ORDER = ("organisation__position", "option__service__position", "option__position")


@dataclass(frozen=True, slots=True)
class RunTold:
    """A month: who prepared and approved it, and what it comes to."""

    id: int
    month: date
    prepared_by: str
    prepared_at: datetime
    unpriced: int
    first_by: str
    second_by: str
    invoiced_at: datetime | None
    amount: Money

    @property
    def is_invoiced(self) -> bool:
        """Whether nothing of it is changed any more."""
        return self.invoiced_at is not None


@dataclass(frozen=True, slots=True)
class LineTold:
    """A line: whose, of what, how many days at what price, and which month it mends."""

    id: int
    organisation: str
    text: str
    measure: str
    of_month: date
    days: int
    month_days: int
    price: Money
    amount: Money
    vat_percent: int
    is_correction: bool
    things: int
    service_key: str
    number: int | None
    """The number of its invoice."""


@dataclass(frozen=True, slots=True)
class ComparisonTold:
    """Why a month costs an organisation another amount than the month before."""

    organisation: str
    before: Money
    new: Money
    ended: Money
    price: Money
    days: Money
    correction: Money
    amount: Money


@dataclass(frozen=True, slots=True)
class InvoiceTold:
    """An invoice or a credit note, by its own copy of texts."""

    id: int
    number: int
    kind: InvoiceKind
    organisation: str
    buyer_name: str
    issued_on: date
    due_on: date
    net: Money
    vat: Money
    amount: Money
    rounding: Money
    credits_number: int | None
    reason: str

    @property
    def payable(self) -> Money:
        """What is to be paid, or is given back."""
        return self.amount + self.rounding


def who_pays() -> tuple[Party, ...]:
    """Return who is charged for what they have: the members, and the customers besides."""
    paying = (OrganisationRole.MEMBER, OrganisationRole.CUSTOMER)
    return tuple(party for party in parties.parties() if party.role in paying)


def who_is_the_same() -> set[str]:
    """Return those that are the same legal person as the home organisation, by their number."""
    home = parties.home()
    numbers = Payer.objects.filter(org_number=home.org_number if home else "")
    return {
        str(code)
        for code in numbers.exclude(org_number="").values_list("organisation_id", flat=True)
    }


def sources() -> dict[str, ChargeSource]:
    """Return who has something to charge for, by key."""
    return {source.key: source for source in contributions.offered(ChargeSource)}


def metering_on(day: date) -> dict[str, dict[str, int | None]]:
    """Return as which option each kind is charged on a day, by source; None where it is not."""
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    for row in Metering.objects.filter(holds_from__lte=day).order_by("holds_from"):
        found[row.source][row.kind] = row.option_id
    return found


def option_of(kind: str, metered: dict[str, int | None]) -> int | None:
    """Return as which option a kind is charged: by its own metering, or that nearest above it."""
    while kind:
        if kind in metered:
            return metered[kind]
        kind = kind.rpartition(".")[0]
    return None


def invoiced_months(*, before: date, since: date) -> tuple[date, ...]:
    """Return the months that are invoiced, which a later month may correct."""
    found = Run.objects.filter(invoiced_at__isnull=False, month__lt=before, month__gte=since)
    return tuple(found.order_by("month").values_list("month", flat=True))


def runs() -> tuple[RunTold, ...]:
    """Return every month that is prepared or invoiced, the latest first."""
    return _runs(Run.objects.all())


def run(month: date) -> RunTold | None:
    """Return a month; None where it is not prepared."""
    return next(iter(_runs(Run.objects.filter(month=month))), None)


def lines(*, run_id: int, organisation: str = "") -> tuple[LineTold, ...]:
    """Return the lines of a month, by organisation; corrections after what is of the month."""
    found = Line.objects.filter(run_id=run_id)
    return _lines(found.filter(organisation_id=organisation) if organisation else found)


def lines_of_invoice(invoice_id: int) -> tuple[LineTold, ...]:
    """Return the lines of an invoice."""
    return _lines(Line.objects.filter(invoice_id=invoice_id))


def line(line_id: int) -> LineTold | None:
    """Return one line; None where there is none of that id."""
    return next(iter(_lines(Line.objects.filter(pk=line_id))), None)


def comparisons(run_id: int) -> tuple[ComparisonTold, ...]:
    """Return why a month costs each organisation another amount than the month before."""
    rows = Comparison.objects.filter(run_id=run_id).values_list(
        "organisation_id", "before_ore", "new_ore", "ended_ore", "price_ore", "days_ore",
        "correction_ore", "amount_ore",
    )  # fmt: skip
    return tuple(ComparisonTold(str(code), *map(Money, amounts)) for code, *amounts in rows)


def invoices(*, organisation: str = "") -> tuple[InvoiceTold, ...]:
    """Return invoices and credit notes, the latest first; of one organisation where it is named."""
    found = Invoice.objects.select_related("credits")
    if organisation:
        found = found.filter(organisation_id=organisation)
    return tuple(_invoice(each) for each in found)


def invoice(number: int) -> InvoiceTold | None:
    """Return an invoice by its number; None where there is none."""
    found = Invoice.objects.select_related("credits").filter(number=number).first()
    return _invoice(found) if found else None


def months_had(*, since: date, before: date) -> dict[tuple[str, int], Fraction]:
    """Return how many months of one each organisation paid for of each option, within months.

    Of what is counted; what is decided on has no volume.
    """
    found = _lines_between(since, before).exclude(_IS_FIXED)
    rows = found.order_by(*_MEMBER_ORDER).values_list(
        "organisation_id", "option_id", "month_days", *_MEMBER_ORDER
    )
    had: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    for code, option_id, month_days, *_, days in rows.annotate(of_days=Sum("days")):
        had[str(code), option_id] += Fraction(days, month_days)
    return dict(had)


def year_had(last: date | None) -> dict[tuple[str, int], Fraction]:
    """Return how many months of one everybody paid for in the year that ends with a month."""
    if last is None:
        return {}
    end = Month(last.year, last.month).next.span.start
    return months_had(since=years_on(end, -1), before=end)


def year_fixed(last: date | None) -> dict[tuple[str, int], Money]:
    """Return what everybody paid of grants and other fixed amounts in that year, by option."""
    if last is None:
        return {}
    end = Month(last.year, last.month).next.span.start
    rows = _lines_between(years_on(end, -1), end).filter(_IS_FIXED).order_by(*_MEMBER_ORDER)
    told = rows.values_list("organisation_id", "option_id", *_MEMBER_ORDER)
    paid: dict[tuple[str, int], Money] = defaultdict(lambda: ZERO)
    for code, option_id, *_, ore in told.annotate(ore=Sum("amount_ore")):
        paid[str(code), option_id] += Money(ore)
    return dict(paid)


def _lines_between(since: date, before: date) -> QuerySet[Line]:
    return Line.objects.filter(invoice__isnull=False, of_month__gte=since, of_month__lt=before)


def days_by_service(*, span: Span) -> dict[int, dict[str, int]]:
    """Return how many days of one each organisation paid for of each service, within a span."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = _invoiced(span).values_list("option__service_id", "organisation_id")
    for service_id, code, days in rows.annotate(of_days=Sum("days")):
        if days > 0:
            found[service_id][str(code)] = days
    return found


def months_by_service(*, span: Span) -> dict[str, Fraction]:
    """Return how many months of one all paid for of each service, by its key, within a span."""
    rows = _invoiced(span).values_list("option__service__key", "month_days")
    found: dict[str, Fraction] = defaultdict(Fraction)
    for key, month_days, days in rows.annotate(of_days=Sum("days")):
        found[key] += Fraction(days, month_days)
    return found


def paid_by_service(*, span: Span) -> dict[tuple[int, str], Money]:
    """Return what each organisation is invoiced for the days of a span, by service."""
    rows = _invoiced(span).values_list("option__service_id", "organisation_id")
    return {
        (service_id, str(code)): Money(ore)
        for service_id, code, ore in rows.annotate(ore=Sum("amount_ore"))
    }


def _invoiced(span: Span) -> QuerySet[Line]:
    found = Line.objects.filter(
        invoice__isnull=False, of_month__gte=span.start, of_month__lt=span.end
    )
    return found.order_by()


def last_invoiced_month() -> date | None:
    """Return the first day of the latest month that is invoiced; None before any is."""
    found = Run.objects.filter(invoiced_at__isnull=False).order_by("-month")
    return found.values_list("month", flat=True).first()


def payers() -> dict[str, PayerDetails]:
    """Return who each organisation is where it is invoiced, by its code, as far as it is known."""
    rows = Payer.objects.values_list(
        "organisation_id", "org_number", "street", "postcode", "town", "reference", "gln",
        "counterpart",
    )  # fmt: skip
    return {str(code): PayerDetails(*details) for code, *details in rows}


def payee() -> PayeeDetails | None:
    """Return where those who are invoiced pay; None before anybody has said."""
    rows = Payee.objects.values_list("bankgiro", "street", "postcode", "town")
    return next((PayeeDetails(*row) for row in rows), None)


def accounts() -> AccountDetails | None:
    """Return on which accounts invoices are booked; None before anybody has said."""
    rows = BookingAccounts.objects.values_list("receivable", "vat", "series", "rounding")
    return next((AccountDetails(*row) for row in rows), None)


def codings() -> dict[int, CodingDetails]:
    """Return how the income of each service is booked, by its id, as far as it is known."""
    rows = Coding.objects.values_list("service_id", "account", "cost_centre", "activity", "project")
    return {service_id: CodingDetails(*details) for service_id, *details in rows}


def _runs(found: QuerySet[Run]) -> tuple[RunTold, ...]:
    return tuple(
        RunTold(
            id=each.pk,
            month=each.month,
            prepared_by=each.prepared_by,
            prepared_at=each.prepared_at,
            unpriced=each.unpriced,
            first_by=each.first_by,
            second_by=each.second_by,
            invoiced_at=each.invoiced_at,
            amount=Money(each.ore or 0),
        )
        for each in found.annotate(ore=Sum("lines__amount_ore")).order_by("-month")
    )


def _lines(found: QuerySet[Line]) -> tuple[LineTold, ...]:
    rows = found.select_related("run", "invoice", "option__service").order_by(*_LINE_ORDER)
    return tuple(
        LineTold(
            id=each.pk,
            organisation=str(each.organisation_id),
            text=each.text,
            measure=each.measure,
            of_month=each.of_month,
            days=each.days,
            month_days=each.month_days,
            price=Money(each.price_ore),
            amount=Money(each.amount_ore),
            vat_percent=each.vat_percent,
            is_correction=each.run is not None and each.of_month != each.run.month,
            things=each.things,
            service_key=each.option.service.key,
            number=each.invoice.number if each.invoice else None,
        )
        for each in rows.annotate(things=Count("charges"))
    )


def _invoice(each: Invoice) -> InvoiceTold:
    return InvoiceTold(
        id=each.pk,
        number=each.number,
        kind=InvoiceKind(each.kind),
        organisation=str(each.organisation_id),
        buyer_name=each.buyer_name,
        issued_on=each.issued_on,
        due_on=each.due_on,
        net=Money(each.net_ore),
        vat=Money(each.vat_ore),
        amount=Money(each.amount_ore),
        rounding=Money(each.rounding_ore),
        credits_number=each.credits.number if each.credits else None,
        reason=each.reason,
    )
