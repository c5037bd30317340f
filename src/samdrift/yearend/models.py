"""What is told when a year is closed; nothing of it is ever changed."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.yearend.choices import EntryKind, FactKind


class Fact(models.Model):
    """What no account tells of the balance requirement; the latest of a kind and year counts.

    An event: never changed, which the database itself sees to.
    """

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=FactKind)
    amount_ore = models.BigIntegerField()
    reason = models.TextField()
    told_by = models.CharField(max_length=150)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("year", "kind"), name="fact_of_a_year"),)
        constraints = (
            models.CheckConstraint(
                name="what_no_account_tells_has_its_reason", condition=~Q(reason="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} {self.kind}"


class Entry(models.Model):
    """What an account is to hold when a year has closed; the latest of a kind and account counts.

    An event: never changed, which the database itself sees to. Credit is plus: it is a debt. Of the
    result it is nil, for the books tell it.
    """

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=EntryKind)
    account = models.CharField(max_length=10)
    against = models.CharField(max_length=10)
    amount_ore = models.BigIntegerField(default=0)
    source = models.TextField(blank=True)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="an_entry_is_on_two_accounts", condition=~Q(account="") & ~Q(against="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} {self.kind} {self.account}"


class Reconciliation(models.Model):
    """What a document says that an account held at a year's end; the latest of an account counts.

    An event: never changed, which the database itself sees to. Debit is plus.
    """

    year = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=10)
    amount_ore = models.BigIntegerField()
    note = models.TextField(blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    held_by = models.CharField(max_length=150)
    held_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("year", "account"), name="reconciliation_of_a_year"),)
        constraints = (
            models.CheckConstraint(
                name="what_is_reconciled_has_a_document_or_words",
                condition=~Q(note="") | ~Q(digest=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} {self.account}"


class SignOff(models.Model):
    """That somebody judged a point of a year's close to be done; without a reason, not any more.

    An event: never changed, which the database itself sees to.
    """

    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    signed_by = models.CharField(max_length=150)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("year", "key"), name="sign_off_of_a_year"),)
        constraints = (
            models.CheckConstraint(
                name="a_point_is_signed_by_somebody", condition=~Q(signed_by="")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.year} {self.key}"
