"""Who is invoiced where, what was paid, and on which accounts it is booked."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.billing.models.months import Invoice
from samdrift.catalogue.models import Service
from samdrift.parties.models import Organisation


class Payer(models.Model):
    """Who an organisation is where it is invoiced: its number, address and reference.

    A fact of today; an invoice keeps its own copy.
    """

    organisation = models.OneToOneField(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    org_number = models.CharField(max_length=11)
    street = models.CharField(max_length=100)
    postcode = models.CharField(max_length=10)
    town = models.CharField(max_length=60)
    reference = models.CharField(max_length=100)
    """What the organisation wants its invoices marked with."""
    gln = models.CharField(max_length=13, blank=True)
    """Where it takes electronic invoices, if not by its organisation number."""
    counterpart = models.CharField(max_length=20, blank=True)
    """What it is called in the books, where who one deals with is told there."""

    @override
    def __str__(self) -> str:
        return str(self.organisation_id)


class Payee(models.Model):
    """Where those who are invoiced pay, and the address of who is paid. There is one.

    A fact of today; an invoice keeps its own copy.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    bankgiro = models.CharField(max_length=9)
    street = models.CharField(max_length=100)
    postcode = models.CharField(max_length=10)
    town = models.CharField(max_length=60)

    class Meta:
        constraints = (models.CheckConstraint(name="there_is_one_payee", condition=Q(id=1)),)

    @override
    def __str__(self) -> str:
        return self.bankgiro


class Addressing(models.Model):
    """To whom an invoice is sent and how it is paid, in its own copy.

    An event: written with the invoice, or once both parties' details are known. The database
    refuses to change it.
    """

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="addressing")
    buyer_number = models.CharField(max_length=11)
    buyer_street = models.CharField(max_length=100)
    buyer_postcode = models.CharField(max_length=10)
    buyer_town = models.CharField(max_length=60)
    buyer_reference = models.CharField(max_length=100)
    buyer_gln = models.CharField(max_length=13, blank=True)
    seller_street = models.CharField(max_length=100)
    seller_postcode = models.CharField(max_length=10)
    seller_town = models.CharField(max_length=60)
    bankgiro = models.CharField(max_length=9)
    ocr = models.CharField(max_length=15)

    @override
    def __str__(self) -> str:
        return self.ocr


class MemberBudget(models.Model):
    """What a member has reckoned with to pay for a service in a year.

    A fact of today.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="a_member_budgets_a_service_once_a_year",
                fields=("organisation", "service", "year"),
            ),
            models.CheckConstraint(
                name="a_member_budgets_no_less_than_nothing", condition=Q(amount_ore__gte=0)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}"


class Payment(models.Model):
    """Money that came in, or went back, as the bank told of it; it finds its invoice by its OCR.

    An event: the database refuses to change it.
    """

    reference = models.CharField(max_length=60, unique=True)
    """The bank's own number of it, by which it is taken in once."""
    paid_on = models.DateField()
    ocr = models.CharField(max_length=30)
    amount_ore = models.BigIntegerField()

    class Meta:
        ordering = ("paid_on", "id")
        indexes = (models.Index(fields=("ocr",), name="payments_of_an_invoice"),)
        constraints = (
            models.CheckConstraint(name="a_payment_is_of_something", condition=~Q(amount_ore=0)),
        )

    @override
    def __str__(self) -> str:
        return self.reference


class Reminder(models.Model):
    """That somebody was reminded of an invoice, and what was left to pay of it then.

    An event: the database refuses to change it.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    """Which reminder of the invoice it is."""
    reminded_on = models.DateField()
    left_ore = models.BigIntegerField()
    reminded_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("invoice", "number")
        constraints = (
            models.UniqueConstraint(
                name="an_invoice_is_reminded_of_once_a_number", fields=("invoice", "number")
            ),
            models.CheckConstraint(
                name="one_is_reminded_of_what_is_left", condition=Q(left_ore__gt=0)
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.invoice} {self.number}"


class BookingAccounts(models.Model):
    """On which accounts invoices are booked, and in which series. There is one.

    A fact of today.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    receivable = models.CharField(max_length=6)
    vat = models.CharField(max_length=6)
    series = models.CharField(max_length=5)
    rounding = models.CharField(max_length=6, blank=True, default="", db_default="")
    """Where what invoices are rounded by is booked."""

    class Meta:
        constraints = (
            models.CheckConstraint(name="invoices_are_booked_one_way", condition=Q(id=1)),
        )

    @override
    def __str__(self) -> str:
        return self.receivable


class Coding(models.Model):
    """How the income of a service is booked: the account, and what is told beside it.

    A fact of today.
    """

    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="+")
    account = models.CharField(max_length=6)
    cost_centre = models.CharField(max_length=20, blank=True)
    activity = models.CharField(max_length=20, blank=True)
    project = models.CharField(max_length=20, blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.account} {self.cost_centre}"
