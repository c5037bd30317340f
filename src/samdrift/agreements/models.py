"""Agreements, their versions, and every step a version has taken."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.agreements.choices import AgreementKind, Step
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
