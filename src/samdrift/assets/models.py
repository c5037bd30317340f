"""Kinds of things, who has had which since when, where that is not known, and who has one now."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import F, Q

from samdrift.directory.models import Person
from samdrift.parties.models import Organisation


class AssetKind(models.Model):
    """A kind of thing, in a tree: `computer.staff.laptop` lies below `computer.staff`.

    A fact of today. A group has no things of its own; its count is that of the kinds below it.
    """

    key = models.CharField(max_length=100, unique=True)
    label = models.CharField(max_length=100)
    is_group = models.BooleanField(default=False)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position", "key")

    @override
    def __str__(self) -> str:
        return self.label


class Holding(models.Model):
    """That an organisation has a thing, from the day it came into service until it went out.

    States over time, half-open: on the day it goes out of service it is no longer held.
    """

    identifier = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=100)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    location = models.TextField(blank=True)
    in_service = models.DateField()
    out_of_service = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("identifier",)
        indexes = (
            models.Index(
                fields=("kind", "organisation", "in_service", "out_of_service"),
                name="holding_on_a_day",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="a_holding_ends_after_it_begins",
                condition=Q(out_of_service__isnull=True) | Q(out_of_service__gte=F("in_service")),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.identifier


class Gap(models.Model):
    """That it is not known what an organisation had of a kind, and the kinds below, in a span.

    States over time, half-open.
    """

    kind = models.CharField(max_length=100)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    reason = models.TextField()
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("kind", "valid_from", "id")
        constraints = (
            models.CheckConstraint(
                name="a_gap_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.organisation_id} {self.reason}"


class Device(models.Model):
    """A thing somebody works with, as one meets it when they call: by its tag, name or serial.

    A fact of today. What was held when, which is what is counted, stands in the holdings.
    """

    tag = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=100, blank=True, db_index=True)
    serial = models.CharField(max_length=100, blank=True, db_index=True)
    model = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    organisation = models.ForeignKey(
        Organisation, to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    holder = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    held_since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("tag",)
        constraints = (
            models.CheckConstraint(name="a_device_has_a_tag", condition=~Q(tag="")),
            models.CheckConstraint(
                name="a_device_that_is_held_says_since_when",
                condition=Q(holder__isnull=True) ^ Q(held_since__isnull=False),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.tag
