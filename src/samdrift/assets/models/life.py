"""Which states a thing can be in, and which steps lead from one to another: data, per kind."""

from __future__ import annotations

from typing import override

from django.db import models
from django.db.models import Q

from samdrift.assets.choices import Tone


class LifeState(models.Model):
    """A state that things can be in: ordered, in stock, handed over, sold.

    A fact of today: what it is called may change, what it means stays.
    """

    key = models.CharField(max_length=50, unique=True)
    label = models.CharField(max_length=100)
    is_in_service = models.BooleanField(default=False)
    """Whether a thing in it is counted as what its organisation has."""
    is_in_stock = models.BooleanField(default=False)
    """Whether a thing in it can be taken from a shelf."""
    is_over = models.BooleanField(default=False)
    """Whether nothing more is expected of a thing in it."""
    tone = models.CharField(max_length=5, choices=Tone, default=Tone.QUIET)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position", "key")
        constraints = (
            models.CheckConstraint(name="a_state_of_things_has_a_key", condition=~Q(key="")),
        )

    @override
    def __str__(self) -> str:
        return self.label


class LifeStep(models.Model):
    """That things of a kind may go from one state to another by an act, and who may do it.

    A fact of today. Steps of the empty kind hold for every kind that has none of its own, and none
    above it in the tree that has. A step is never deleted but shut: events are called what it says.
    """

    kind = models.CharField(max_length=100, blank=True)
    act = models.CharField(max_length=50)
    label = models.CharField(max_length=100)
    before = models.ForeignKey(
        LifeState, to_field="key", on_delete=models.PROTECT, related_name="+"
    )
    after = models.ForeignKey(LifeState, to_field="key", on_delete=models.PROTECT, related_name="+")
    needs = models.JSONField(default=list, blank=True)
    """What must be told with it, in the words of `Need`."""
    roles = models.JSONField(default=list)
    """Who may make it, in the words of `Role`."""
    is_active = models.BooleanField(default=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "act", "before"), name="an_act_leads_one_way_from_a_state"
            ),
        )

    @override
    def __str__(self) -> str:
        return self.label
