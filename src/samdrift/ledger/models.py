"""What has been booked, how it is summed, and how statements are laid out."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.ledger.choices import BudgetBasis, Measure


class LedgerEdition(models.Model):
    """The books of one fiscal year, as they stood when they were taken in or are kept here.

    An event: vouchers of an edition are never changed. Books that come again and differ are a new
    edition; one edition of a year is current, the others are what was once reported from. Books
    that are kept here grow by what people post.
    """

    year = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=False)
    file_digest = models.CharField(max_length=64)
    facts_digest = models.CharField(max_length=64, blank=True)
    budget_basis = models.CharField(max_length=10, choices=BudgetBasis, default=BudgetBasis.NONE)
    taken_at = models.DateTimeField()
    is_kept_here = models.BooleanField(default=False, db_default=False)
    head = models.CharField(max_length=64, blank=True, default="", db_default="")
    """The link of the last voucher that was booked."""
    archive_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="archives"
    )
    """The books that it keeps what was changed of, when they came again."""

    class Meta:
        ordering = ("-year", "-id")
        constraints = (
            models.UniqueConstraint(
                name="a_year_has_one_current_edition",
                fields=("year",),
                condition=Q(is_current=True),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} ({self.pk})"


class Account(models.Model):
    """An account of an edition's chart. An event, as its edition."""

    edition = models.ForeignKey(LedgerEdition, on_delete=models.PROTECT, related_name="accounts")
    number = models.CharField(max_length=10)
    name = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                name="an_account_is_in_a_chart_once", fields=("edition", "number")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class CostCentre(models.Model):
    """An object of dimension 1 in an edition, in the order the books list them. An event."""

    edition = models.ForeignKey(
        LedgerEdition, on_delete=models.PROTECT, related_name="cost_centres"
    )
    number = models.CharField(max_length=50)
    name = models.TextField(blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                name="a_cost_centre_is_in_an_edition_once", fields=("edition", "number")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Voucher(models.Model):
    """A voucher: what was booked together, and balances.

    An event, append-only: the database refuses to change or delete it. It is corrected by another.
    """

    edition = models.ForeignKey(LedgerEdition, on_delete=models.PROTECT, related_name="vouchers")
    series = models.CharField(max_length=50, blank=True)
    number = models.CharField(max_length=50, blank=True)
    booked_on = models.DateField()
    text = models.TextField(blank=True)
    registered_on = models.DateField(null=True, blank=True)
    registered_by = models.TextField(blank=True)
    digest = models.BigIntegerField()
    source_digest = models.BigIntegerField(default=0, db_default=0)
    """A number of the very bytes it came as, by which it is known again unread; 0 of none."""
    link = models.CharField(max_length=64, blank=True, default="", db_default="")
    """The digest of the link before and of all that is told here."""

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("edition", "series", "number"), name="voucher_in_its_series"),
            models.Index(
                fields=("number",), name="voucher_by_number", opclasses=["varchar_pattern_ops"]
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.series} {self.number}".strip()


SORTED = 100
"""This many letters of a text tell where it stands in a list."""


class VoucherLine(models.Model):
    """A posting: an amount on an account, debit positive. An event, append-only."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="lines")
    edition = models.ForeignKey(
        LedgerEdition, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.CharField(max_length=10)
    cost_centre = models.CharField(max_length=50, blank=True)
    objects_text = models.TextField(blank=True)
    amount_ore = models.BigIntegerField()
    text = models.TextField(blank=True)
    sort_text = models.CharField(max_length=SORTED, blank=True, default="", db_default="")
    """The beginning of its own text or, where it has none, of its voucher's: lists sort by it."""

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("edition", "account", "id"), name="line_on_an_account"),
            models.Index(fields=("edition", "sort_text", "id"), name="line_by_its_text"),
            models.Index(
                fields=("edition", "account", "cost_centre", "amount_ore"), name="line_to_add"
            ),
            models.Index(fields=("edition", "amount_ore", "id"), name="line_by_its_amount"),
            models.Index(fields=("edition", "cost_centre", "id"), name="line_by_its_cost_centre"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.account} {self.amount_ore}"


class VoucherChange(models.Model):
    """What became of a voucher when books came again: it is new, says something else, or is gone.

    An event. What it said before lies in the archive, what it says now in the books.
    """

    archive = models.ForeignKey(LedgerEdition, on_delete=models.PROTECT, related_name="changes")
    before = models.ForeignKey(
        Voucher, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    after = models.ForeignKey(
        Voucher, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="a_voucher_was_there_before_or_is_after",
                condition=Q(before__isnull=False) | Q(after__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.before or self.after}"


class AccountMonth(models.Model):
    """What an account moved in a month at a cost centre: kept by the posting itself.

    Only `services.post` writes it, in the transaction that writes the vouchers.
    """

    edition = models.ForeignKey(
        LedgerEdition, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.CharField(max_length=10)
    cost_centre = models.CharField(max_length=50, blank=True)
    month = models.PositiveSmallIntegerField()
    debit_ore = models.BigIntegerField()
    credit_ore = models.BigIntegerField()
    debit_count = models.PositiveIntegerField()
    credit_count = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="an_account_has_one_balance_a_month",
                fields=("edition", "account", "cost_centre", "month"),
            ),
            models.CheckConstraint(
                name="debit_is_positive_and_credit_negative",
                condition=Q(debit_ore__gte=0, credit_ore__lte=0),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.account} {self.month}"


class AccountBalance(models.Model):
    """What an account held when the year began and ended, as the books state it. An event.

    Of books kept here the posting itself keeps what the accounts of class 1 and 2 close with.

    Without a cost centre it is the whole account; with one, the part of it there.
    """

    edition = models.ForeignKey(
        LedgerEdition, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.CharField(max_length=10)
    cost_centre = models.CharField(max_length=50, blank=True)
    opening_ore = models.BigIntegerField(default=0)
    closing_ore = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="an_account_has_one_balance_a_year",
                fields=("edition", "account", "cost_centre"),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.account


class BudgetAmount(models.Model):
    """The budget of an account for a month, by cost centre where it is told so. An event."""

    edition = models.ForeignKey(
        LedgerEdition, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.CharField(max_length=10)
    cost_centre = models.CharField(max_length=50, blank=True)
    month = models.PositiveSmallIntegerField()
    amount_ore = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("edition", "account"), name="budget_of_an_account"),)

    @override
    def __str__(self) -> str:
        return f"{self.account} {self.month}"


class LayoutLine(models.Model):
    """A line of a statement's or note's layout: which accounts a row takes, and how.

    A fact of today: a table's lines replace all its earlier ones.
    """

    table = models.CharField(max_length=100)
    row = models.CharField(max_length=100)
    label = models.TextField()
    accounts = models.TextField(blank=True)
    measure = models.CharField(max_length=10, choices=Measure)
    sign = models.SmallIntegerField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                name="a_sign_is_plus_or_minus_one", condition=Q(sign__in=(1, -1))
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.table} {self.row}"
