"""Samples that auditors drew, and what they found."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.auditing.choices import Method, Verdict


class Sample(models.Model):
    """Vouchers of a year that were picked out, by a method and a seed that give them again.

    An event: never changed, which the database itself sees to.
    """

    year = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=10, choices=Method)
    seed = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    population = models.PositiveIntegerField()
    """How many vouchers it was drawn of."""
    population_ore = models.BigIntegerField()
    """What they came to, debit."""
    head = models.CharField(max_length=64, blank=True)
    """The last link of the books that it was drawn of."""
    drawn_by = models.CharField(max_length=150)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="a_sample_has_a_seed", condition=~Q(seed="")),
            models.CheckConstraint(name="a_sample_picks_something_out", condition=Q(size__gte=1)),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} {self.seed}"


class PickedVoucher(models.Model):
    """A voucher of a sample. An event: never changed, which the database itself sees to."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="picked")
    voucher = models.ForeignKey("ledger.Voucher", on_delete=models.PROTECT, related_name="+")
    amount_ore = models.BigIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                name="a_voucher_is_picked_out_once_in_a_sample", fields=("sample", "voucher")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.voucher_id}"


class AuditNote(models.Model):
    """What was found of a voucher that was picked out; the latest counts.

    An event: never changed, which the database itself sees to.
    """

    picked = models.ForeignKey(PickedVoucher, on_delete=models.PROTECT, related_name="notes")
    verdict = models.CharField(max_length=6, choices=Verdict)
    text = models.TextField(blank=True)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="what_is_not_right_is_told", condition=Q(verdict="right") | ~Q(text="")
            ),
        )

    @override
    def __str__(self) -> str:
        return self.verdict
