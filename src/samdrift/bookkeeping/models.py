"""What was posted here, by whom; the numbers of series; periods locked and opened; papers."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q


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
