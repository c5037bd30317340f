"""What is counted as what, what a month charges whom for, and the invoices of it."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual

from samdrift.billing.choices import InvoiceKind
from samdrift.catalogue.models import Option
from samdrift.parties.models import Organisation

A_KRONA = 100
_DOUBLED = F("amount_ore") * F("month_days") * 2
_EXACT = F("price_ore") * F("days") * 2
"""An amount is within half an öre of the days' part of the price, told in whole numbers."""


class Metering(models.Model):
    """As which option the things of a kind are charged, from a month on; none where they are not.

    States over time: it holds until the next of the same kind. A kind below it may have its own.
    """

    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=100)
    option = models.ForeignKey(
        Option, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    holds_from = models.DateField()

    class Meta:
        ordering = ("source", "kind", "holds_from")
        constraints = (
            models.UniqueConstraint(
                name="a_kind_is_metered_one_way_from_a_month",
                fields=("source", "kind", "holds_from"),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.source} {self.kind}"


class Run(models.Model):
    """A month's charges: prepared, approved by one, and by another who thereby invoices it.

    An event once it is invoiced: the database then refuses to change it, its lines and charges.
    """

    month = models.DateField(unique=True)
    """The first day of the month."""
    prepared_by = models.CharField(max_length=150)
    prepared_at = models.DateTimeField()
    knows_of = models.PositiveIntegerField(default=0)
    """How many months were invoiced when it was prepared: what it corrects is of those."""
    unpriced = models.PositiveIntegerField(default=0)
    """How many things had a day without a price, and were not charged for it."""
    first_by = models.CharField(max_length=150, blank=True)
    second_by = models.CharField(max_length=150, blank=True)
    invoiced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-month",)
        constraints = (
            models.CheckConstraint(
                name="a_month_is_approved_by_two",
                condition=Q(second_by="") | (~Q(first_by="") & ~Q(second_by=F("first_by"))),
            ),
            models.CheckConstraint(
                name="a_month_is_invoiced_when_the_second_approves",
                condition=Q(invoiced_at__isnull=True) ^ ~Q(second_by=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Invoice(models.Model):
    """What an organisation is asked to pay, or is given back, with its own copy of all texts.

    An event: the database refuses to change it. It is corrected by a credit note that points to it.
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=10, choices=InvoiceKind)
    run = models.ForeignKey(
        Run, null=True, blank=True, on_delete=models.PROTECT, related_name="invoices"
    )
    credits = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes"
    )
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    buyer_name = models.TextField()
    seller_name = models.TextField()
    seller_number = models.CharField(max_length=11)
    reason = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField()
    due_on = models.DateField()
    net_ore = models.BigIntegerField()
    vat_ore = models.BigIntegerField()
    amount_ore = models.BigIntegerField()
    rounding_ore = models.SmallIntegerField(default=0, db_default=0)
    """What is added, or taken off, so that whole kronor are paid."""

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                name="an_organisation_has_one_invoice_a_month", fields=("run", "organisation")
            ),
            models.CheckConstraint(
                name="an_invoice_adds_up", condition=Q(amount_ore=F("net_ore") + F("vat_ore"))
            ),
            models.CheckConstraint(
                name="an_invoice_asks_and_a_credit_note_gives_back",
                condition=Q(kind="invoice", net_ore__gte=0) | Q(kind="credit", net_ore__lte=0),
            ),
            models.CheckConstraint(
                name="an_invoice_is_of_a_month_or_a_correction",
                condition=Q(run__isnull=True) ^ Q(credits__isnull=True),
            ),
            models.CheckConstraint(
                name="a_credit_says_why", condition=Q(credits__isnull=True) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="an_invoice_is_due_after_it_is_issued", condition=Q(due_on__gte=F("issued_on"))
            ),
            models.CheckConstraint(
                name="what_is_rounded_is_paid_in_whole_kronor",
                condition=Q(rounding_ore=0)
                | Q(rounding_ore__gt=-A_KRONA, rounding_ore__lt=A_KRONA)
                & Q(Exact((F("amount_ore") + F("rounding_ore")) % A_KRONA, 0)),
            ),
        )

    @override
    def __str__(self) -> str:
        return str(self.number)


class InvoiceSeries(models.Model):
    """The number the last invoice got: locked while the next is written, so that none is missing.

    A fact of today.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(name="there_is_one_invoice_series", condition=Q(id=1)),
        )

    @override
    def __str__(self) -> str:
        return str(self.last_number)


class Line(models.Model):
    """What an organisation pays for the days of an option at a price, and in which month they lay.

    An event once its month is invoiced. The amount is quantity times price, rounded once.
    """

    run = models.ForeignKey(
        Run, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    invoice = models.ForeignKey(
        Invoice, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    credits = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="credited_by"
    )
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    of_month = models.DateField()
    """The month the days lie in: another than the run's where the line corrects it."""
    text = models.CharField(max_length=250)
    measure = models.CharField(max_length=100)
    vat_percent = models.PositiveSmallIntegerField()
    price_ore = models.BigIntegerField()
    days = models.IntegerField()
    month_days = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()
    is_less = models.BooleanField(default=False)

    class Meta:
        ordering = ("organisation", "-of_month", "option", "price_ore", "is_less", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_month_has_one_line_of_an_option_at_a_price",
                fields=("run", "organisation", "option", "of_month", "price_ore", "is_less"),
            ),
            models.UniqueConstraint(name="a_line_is_credited_once", fields=("credits",)),
            models.CheckConstraint(
                name="a_line_is_of_a_month_or_credits_another",
                condition=Q(run__isnull=True) ^ Q(credits__isnull=True),
            ),
            models.CheckConstraint(
                name="a_line_for_less_gives_back",
                condition=Q(is_less=True, days__lt=0, amount_ore__lte=0)
                | Q(is_less=False, days__gt=0, amount_ore__gte=0),
            ),
            models.CheckConstraint(
                name="a_line_is_quantity_times_price",
                condition=Q(LessThanOrEqual(_DOUBLED, _EXACT + F("month_days")))
                & Q(GreaterThanOrEqual(_DOUBLED, _EXACT - F("month_days"))),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.text


class Charge(models.Model):
    """What a thing's days cost within a line: the charges of a line add up to it.

    An event once its month is invoiced.
    """

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="charges")
    source = models.CharField(max_length=60)
    identifier = models.CharField(max_length=200)
    days = models.IntegerField()
    amount_ore = models.BigIntegerField()
    unit = models.CharField(max_length=200, blank=True, default="", db_default="")
    """The name of the unit that had it last in the month, where that was known."""
    cost_centre = models.CharField(max_length=50, blank=True, default="", db_default="")
    """That unit's cost centre when the month was reckoned."""

    class Meta:
        ordering = ("source", "identifier", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_thing_is_charged_once_on_a_line", fields=("line", "source", "identifier")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.identifier} {self.days}"


class Comparison(models.Model):
    """Why a month costs an organisation another amount than the month before.

    An event once its month is invoiced. The reasons add up to the amount, which the database holds.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="comparisons")
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    before_ore = models.BigIntegerField()
    new_ore = models.BigIntegerField()
    """Things that were not charged for the month before."""
    ended_ore = models.BigIntegerField()
    """Things that were, and are not any more."""
    price_ore = models.BigIntegerField()
    """Things charged for both months, at another price."""
    days_ore = models.BigIntegerField()
    """Things charged for both months, for another part of the month."""
    correction_ore = models.BigIntegerField()
    """Corrections of earlier months, less those of the month before."""
    amount_ore = models.BigIntegerField()

    class Meta:
        ordering = ("organisation",)
        constraints = (
            models.UniqueConstraint(
                name="a_month_is_compared_once", fields=("run", "organisation")
            ),
            models.CheckConstraint(
                name="the_reasons_add_up_to_the_amount",
                condition=Q(
                    amount_ore=F("before_ore")
                    + F("new_ore")
                    + F("ended_ore")
                    + F("price_ore")
                    + F("days_ore")
                    + F("correction_ore")
                ),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.organisation_id} {self.amount_ore}"
