"""Agreements with their versions and steps, and what is ordered and ended beside them."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.agreements.choices import AgreementKind, Reminded, Step
from samdrift.catalogue.models import Option
from samdrift.parties.models import Organisation


class Agreement(models.Model):
    """What an organisation has agreed on with whoever serves it, whatever version holds.

    A fact of today; what was agreed stands in its versions.
    """

    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=12, choices=AgreementKind)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("kind", "organisation", "name", "id")
        constraints = (
            models.CheckConstraint(name="an_agreement_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class AgreementVersion(models.Model):
    """What was agreed: from when to when, with what notice, on what terms.

    An event once it has taken a step: the database then refuses to change it and its volumes. What
    is agreed anew is another version.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    """The first day it holds no more; empty where it goes on until somebody gives notice."""
    notice_months = models.PositiveSmallIntegerField()
    terms = models.TextField()
    levels = models.TextField(blank=True)
    """What is promised, a line each."""
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("agreement", "-number")
        constraints = (
            models.UniqueConstraint(
                name="a_version_has_its_own_number", fields=("agreement", "number")
            ),
            models.CheckConstraint(
                name="a_version_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
            ),
            models.CheckConstraint(name="a_version_has_terms", condition=~Q(terms="")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.agreement} {self.number}"


class AgreedVolume(models.Model):
    """How many of an option a version agrees on.

    An event once its version has taken a step.
    """

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="volumes")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    volume = models.PositiveIntegerField()

    class Meta:
        ordering = ("version", "option__service__position", "option__position")
        constraints = (
            models.UniqueConstraint(
                name="a_version_agrees_once_on_an_option", fields=("version", "option")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.option} {self.volume}"


class VolumeOrder(models.Model):
    """That an organisation wants more of an option from a day, or fewer.

    An event: the database refuses to change it. It holds once it is approved by another.
    """

    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    change = models.IntegerField()
    """How many more; below zero how many fewer."""
    since = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    ordered_by = models.CharField(max_length=150)
    ordered_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="an_order_changes_something", condition=~Q(change=0)),
        )

    @override
    def __str__(self) -> str:
        return f"{self.option} {self.change:+d}"


class OrderAnswer(models.Model):
    """That an order was approved or not: by whom, and why where it was not.

    An event: the database refuses to change it.
    """

    order = models.OneToOneField(VolumeOrder, on_delete=models.PROTECT, related_name="answer")
    is_approved = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    answered_by = models.CharField(max_length=150)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="an_order_that_is_not_approved_says_why",
                condition=Q(is_approved=True) | ~Q(note=""),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.order} {self.is_approved}"


class AgreementReminder(models.Model):
    """That somebody was written to about a version that must soon be decided on, or soon ends.

    An event: the database refuses to change it.
    """

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="reminders"
    )
    what = models.CharField(max_length=10, choices=Reminded)
    reminded_at = models.DateTimeField()
    told = models.TextField()
    """The addresses that were written to, a line each."""

    class Meta:
        ordering = ("version", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_version_is_reminded_of_once_for_each", fields=("version", "what")
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.version} {self.what}"


class AgreementStep(models.Model):
    """That a version was sent, signed, or given notice of: by whom and when.

    An event: the database refuses to change it.
    """

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    done_by = models.CharField(max_length=150)
    done_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("version", "id")
        constraints = (
            models.UniqueConstraint(name="a_version_takes_a_step_once", fields=("version", "step")),
        )

    @override
    def __str__(self) -> str:
        return f"{self.version} {self.step}"
