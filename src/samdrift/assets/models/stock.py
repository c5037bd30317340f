"""Where things lie until somebody has them, how many there should be, and counting them."""

from __future__ import annotations

from typing import override

from django.conf import settings
from django.db import models
from django.db.models import Q

from samdrift.parties.models import Organisation


class StockPlace(models.Model):
    """A room or a shelf where things lie until somebody has them.

    A fact of today: a place where something has lain is never deleted, only shut.
    """

    name = models.CharField(max_length=100, unique=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        to_field="code",
        on_delete=models.PROTECT,
        related_name="+",
    )
    """Whose things lie there, where it is one organisation's."""
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(name="a_stock_place_has_a_name", condition=~Q(name="")),
        )

    @override
    def __str__(self) -> str:
        return self.name


class StockLevel(models.Model):
    """How many of a kind, and the kinds below it, there should at least be at a place.

    A fact of today.
    """

    place = models.ForeignKey(StockPlace, on_delete=models.CASCADE, related_name="levels")
    kind = models.CharField(max_length=100)
    least = models.PositiveIntegerField()

    class Meta:
        ordering = ("place", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("place", "kind"), name="a_place_has_one_level_of_a_kind"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.least}"


class Stocktake(models.Model):
    """That what lies at a place is counted: begun on a moment, finished on another.

    A fact of today until it is finished; then never changed.
    """

    place = models.ForeignKey(StockPlace, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    finished_at = models.DateTimeField(null=True, blank=True)
    expected = models.JSONField(default=list, blank=True)
    """The tags that should have been there, as it was finished."""

    class Meta:
        ordering = ("-begun_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("place",),
                condition=Q(finished_at__isnull=True),
                name="a_place_is_counted_once_at_a_time",
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.place_id} {self.begun_at:%Y-%m-%d}"


class StocktakeFind(models.Model):
    """That a tag was met while a place was counted.

    An event; a tag is met once however often it is scanned.
    """

    stocktake = models.ForeignKey(Stocktake, on_delete=models.PROTECT, related_name="finds")
    tag = models.CharField(max_length=100)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("tag",)
        constraints = (
            models.UniqueConstraint(fields=("stocktake", "tag"), name="a_tag_is_met_once_a_count"),
        )

    @override
    def __str__(self) -> str:
        return self.tag
