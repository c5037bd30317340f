"""Kinds of things in a tree, and what is told of a thing of each kind."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.assets.choices import FieldSort


class AssetKind(models.Model):
    """A kind of thing, in a tree: `computer.staff.laptop` lies below `computer.staff`.

    A fact of today. A group has no things of its own; its count is that of the kinds below it.
    """

    key = models.CharField(max_length=100, unique=True)
    label = models.CharField(max_length=100)
    is_group = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    life_months = models.PositiveSmallIntegerField(null=True, blank=True)
    """How long a thing of the kind is used; of the kinds below too, unless they say their own."""
    price_ore = models.BigIntegerField(null=True, blank=True)
    """What a new one costs, in öre; of the kinds below too, unless they say their own."""

    class Meta:
        ordering = ("position", "key")
        constraints = (
            models.CheckConstraint(
                name="a_kind_of_thing_costs_nothing_or_more",
                condition=Q(price_ore__isnull=True) | Q(price_ore__gte=0),
            ),
        )

    @override
    def __str__(self) -> str:
        return self.label


class KindField(models.Model):
    """Something told of every thing of a kind, and of the kinds below it.

    A fact of today. What was told before stands in the things' events.
    """

    kind = models.ForeignKey(AssetKind, on_delete=models.PROTECT, related_name="fields")
    key = models.CharField(max_length=50)
    label = models.CharField(max_length=100)
    sort = models.CharField(max_length=12, choices=FieldSort)
    choices = models.JSONField(default=list, blank=True)
    """What may be chosen, where something is chosen."""
    is_required = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=False)
    """Whether it is a column of the register when the kind is looked at."""
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="a_kind_has_a_field_once"),
            models.CheckConstraint(name="a_field_of_a_kind_has_a_key", condition=~Q(key="")),
        )

    @override
    def __str__(self) -> str:
        return self.label
