"""What was posted here, by whom; the numbers of series; periods locked and opened; papers."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.bookkeeping.choices import Often, Spread


class VoucherSeries(models.Model):
    """The vouchers of a year that are numbered together, without gaps.

    A fact of today: the last number that was given, in the transaction that booked its voucher.
    """

    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=10)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("year", "key")
        constraints = (
            models.UniqueConstraint(name="a_series_is_in_a_year_once", fields=("year", "key")),
            models.CheckConstraint(name="a_series_has_a_name", condition=~Q(key="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.key} {self.year}"


class BookedVoucher(models.Model):
    """That a voucher was booked here: by whom, when, of what, and which it corrects.

    An event: never changed, which the database itself sees to.
    """

    voucher = models.OneToOneField("ledger.Voucher", on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "ledger.Voucher", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=200, blank=True)
    """What it was proposed of; empty of what somebody wrote."""
    because = models.TextField(blank=True)
    posted_by = models.CharField(max_length=150)
    posted_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="what_is_proposed_is_booked_once",
                fields=("source",),
                condition=~Q(source=""),
            ),
            models.CheckConstraint(
                name="what_is_booked_has_somebody_who_booked_it", condition=~Q(posted_by="")
            ),
            models.CheckConstraint(
                name="a_correction_says_why", condition=Q(corrects__isnull=True) | ~Q(because="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.voucher_id}"


class VoucherTemplate(models.Model):
    """A voucher to write others from, which may come again on its own as a proposal.

    A fact of today: it is ended, never deleted.
    """

    name = models.CharField(max_length=100)
    series = models.CharField(max_length=10)
    text = models.CharField(max_length=500)
    often = models.PositiveSmallIntegerField(choices=Often, default=Often.NEVER)
    first_month = models.DateField()
    """The first day of the month it first comes in."""
    is_ended = models.BooleanField(default=False)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                name="a_template_comes_again_as_is_chosen", condition=Q(often__in=Often.values)
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name


class TemplateLine(models.Model):
    """A line of a template. A fact of today."""

    template = models.ForeignKey(VoucherTemplate, on_delete=models.CASCADE, related_name="lines")
    account = models.CharField(max_length=10)
    cost_centre = models.CharField(max_length=50, blank=True)
    objects_text = models.TextField(blank=True)
    amount_ore = models.BigIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)

    @override
    def __str__(self) -> str:
        return f"{self.account} {self.amount_ore}"


class Accrual(models.Model):
    """An amount that is booked over months: from one account to another, by a key.

    A fact of today: it is ended, never deleted; what was booked of it stays.
    """

    text = models.CharField(max_length=500)
    from_account = models.CharField(max_length=10)
    to_account = models.CharField(max_length=10)
    cost_centre = models.CharField(max_length=50, blank=True)
    amount_ore = models.BigIntegerField()
    first_month = models.DateField()
    """The first day of the first month."""
    months = models.PositiveSmallIntegerField()
    spread = models.CharField(max_length=5, choices=Spread)
    shares = models.CharField(max_length=400, blank=True)
    """A whole number for each month, blank-separated, where the shares are one's own."""
    is_ended = models.BooleanField(default=False)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("first_month", "id")
        constraints = (
            models.CheckConstraint(
                name="an_accrual_is_over_some_months", condition=Q(months__gte=2, months__lte=120)
            ),
            models.CheckConstraint(name="an_accrual_is_of_something", condition=~Q(amount_ore=0)),
            models.CheckConstraint(
                name="own_shares_are_told", condition=~Q(spread="own") | ~Q(shares="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.text


class PeriodStep(models.Model):
    """That a month was locked or opened; the latest tells how it stands.

    An event: never changed, which the database itself sees to. Whoever opens says why.
    """

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    is_locked = models.BooleanField()
    because = models.TextField(blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("year", "month"), name="period_step_of_a_month"),)
        constraints = (
            models.CheckConstraint(
                name="a_period_is_a_month", condition=Q(month__gte=1, month__lte=12)
            ),
            models.CheckConstraint(
                name="a_period_is_opened_for_a_reason", condition=Q(is_locked=True) | ~Q(because="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


class VoucherPaper(models.Model):
    """A file that goes with a voucher; its bytes lie in the store by digest.

    An event: never changed, which the database itself sees to.
    """

    voucher = models.ForeignKey("ledger.Voucher", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("digest",), name="voucher_paper_digest"),)
        constraints = (
            models.UniqueConstraint(
                name="a_paper_goes_with_a_voucher_once", fields=("voucher", "digest")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.name
